import ICAL from 'ical.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, Finding, Instance } from './kinds.ts';
import { bytesOf, fileOf, has, python, pythonWith, run } from './tools.ts';

/** Faults of one event, as Thunderbird's library reads it. */
function faultOf(event: ICAL.Component, zones: ReadonlySet<string>): string | undefined {
  const read = new ICAL.Event(event);
  const zone = event.getFirstProperty('dtstart')?.getParameter('tzid');
  if (zone !== undefined && !zones.has(String(zone))) return `no VTIMEZONE of ${String(zone)}`;
  if (!read.uid) return 'no UID';
  if (read.endDate.compare(read.startDate) <= 0) return `${read.summary}: ends before it begins`;
  if (read.sequence === null || event.getFirstPropertyValue('last-modified') === null)
    return `${read.summary}: no SEQUENCE or LAST-MODIFIED`;
  return event.getFirstPropertyValue('description') === '' ? `${read.summary}: an empty DESCRIPTION` : undefined;
}

async function readByThunderbird(instance: Instance, address: string): Promise<Finding> {
  const text = (await bytesOf(instance, address)).toString();
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zones = new Set(calendar.getAllSubcomponents('vtimezone').map((zone) => String(zone.getFirstPropertyValue('tzid'))));
  const events = calendar.getAllSubcomponents('vevent');
  const fault = text.endsWith('END:VCALENDAR\r\n') ? events.map((event) => faultOf(event, zones)).find(Boolean) : 'no line end at the end';
  return { address, fault, note: `${events.length} events` };
}

const KHAL = '[calendars]\n[[probe]]\npath = probe\n[locale]\nlocal_timezone = America/New_York\ndefault_timezone = America/New_York\n';

export const calendarClients: Client[] = [
  {
    name: 'ical.js',
    missing: () => Promise.resolve(undefined),
    check: (instance) => Promise.all(instance.calendars.map((address) => readByThunderbird(instance, address))),
  },
  {
    name: 'khal',
    missing: () => Promise.resolve(has('khal') ? undefined : 'apt install khal'),
    async check(instance) {
      const config = join(instance.folder, 'khal.conf');
      writeFileSync(config, KHAL.replace('path = probe', `path = ${join(instance.folder, 'probe')}`));
      const findings: Finding[] = [];
      for (const [index, address] of instance.calendars.entries()) {
        const file = await fileOf(instance, address, `khal-${index}.ics`);
        const { status, out, errors } = run(instance, 'khal', ['--no-color', '-c', config, 'printics', file]);
        const warning = errors.split('\n').find((line) => /warning|error|critical/i.test(line));
        const fault = status === 0 ? warning : errors.trim().split('\n').at(-1);
        findings.push({ address, fault, note: /(\d+) events/.exec(out)?.[0] ?? `${out.split('\n').length} lines` });
      }
      return findings;
    },
  },
  {
    name: 'python3-icalendar',
    missing: () => Promise.resolve(pythonWith('icalendar') ? undefined : 'apt install python3-icalendar'),
    check: (instance) => Promise.resolve(python(instance, 'icalendar', 'calendars.py', instance.calendars)),
  },
  {
    name: 'python3-feedparser',
    missing: () => Promise.resolve(pythonWith('feedparser') ? undefined : 'apt install python3-feedparser'),
    check: (instance) => Promise.resolve(python(instance, 'feedparser', 'feeds.py', ['/neues.atom', '/neuigkeiten.atom'])),
  },
];
