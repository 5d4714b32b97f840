"""Reads calendars with icalendar: one line an address, address<TAB>fault<TAB>note."""
import sys
import urllib.request

from icalendar import Calendar

base, *paths = sys.argv[1:]
for path in paths:
    calendar = Calendar.from_ical(urllib.request.urlopen(base + path).read())
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    faults = []
    events = calendar.walk("VEVENT")
    for component in calendar.walk():
        faults += [str(error) for error in getattr(component, "errors", [])]
    for event in events:
        zone = event["DTSTART"].params.get("TZID")
        if zone and zone not in zones:
            faults.append(f"no VTIMEZONE of {zone}")
        if event.decoded("DTEND") <= event.decoded("DTSTART"):
            faults.append("ends before it begins")
    if not calendar.subcomponents:
        faults.append("no component")
    print(path, faults[0] if faults else "", f"{len(events)} events", sep="\t")
