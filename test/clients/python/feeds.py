"""Reads feeds with feedparser, twice: the second time nothing may be sent again."""
import sys

import feedparser

base, *paths = sys.argv[1:]
for path in paths:
    feed = feedparser.parse(base + path)
    fault = ""
    if feed.bozo:
        fault = str(feed.bozo_exception)
    elif not feed.feed.get("language"):
        fault = "no language"
    elif any(not (entry.get("id") and entry.get("updated_parsed") and entry.get("link")) for entry in feed.entries):
        fault = "an entry without id, time or link"
    elif not feed.get("etag"):
        fault = "no ETag"
    elif feedparser.parse(base + path, etag=feed.etag, modified=feed.get("modified")).status != 304:
        fault = "sent again though nothing has changed"
    print(path, fault, f"{len(feed.entries)} entries, then 304", sep="\t")
