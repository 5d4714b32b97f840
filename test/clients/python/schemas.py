"""Validates whole lists against published schemas with jsonschema: address<TAB>fault<TAB>note for each list."""
import json
import sys
import urllib.request
from pathlib import Path

import jsonschema

base, kind, folder = sys.argv[1:]
folder = Path(folder)


def fetch(address):
    return json.loads(urllib.request.urlopen(address).read())


def schema_of(name):
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def validator_of(name):
    schema = schema_of(name)
    # The schemas name each other by file: they lie side by side.
    store = {f"{name}.json": schema_of(name) for name in (path.stem for path in folder.glob("*.json"))}
    resolver = jsonschema.RefResolver("", schema, store=store)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


def report(address, errors, count):
    print(address, errors[0] if errors else "", f"{count} objects", sep="\t")


def hsds():
    lists = {"services": "service", "organizations": "organization", "service_at_locations": "service_at_location",
             "locations": "location", "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}
    for name, schema in lists.items():
        full = "&full=true" if name in ("services", "organizations", "service_at_locations") else ""
        validator = validator_of(schema)
        errors, seen, page = [], set(), 1
        while True:
            answer = fetch(f"{base}/api/hsds/{name}?per_page=200&page={page}{full}")
            for item in answer["contents"]:
                seen.add(item["id"])
                errors += [f"{item['id']}: {error.message}" for error in validator.iter_errors(item)]
            if answer["last_page"]:
                break
            page += 1
        if len(seen) != answer["total_items"]:
            errors.append(f"total_items {answer['total_items']}, seen {len(seen)}")
        report(f"/api/hsds/{name}", errors, len(seen))
    details, errors = 0, []
    validators = {"organizations": validator_of("organization"), "services": validator_of("service")}
    for name, validator in validators.items():
        for item in fetch(f"{base}/api/hsds/{name}?per_page=20")["contents"]:
            detail = fetch(f"{base}/api/hsds/{name}/{item['id']}")
            details += 1
            errors += [error.message for error in validator.iter_errors(detail)]
            for service in detail.get("services", []):
                errors += [error.message for error in validators["services"].iter_errors(service)]
    report("/api/hsds/…/:id", errors, details)


def objects_in(value):
    if isinstance(value, list):
        for each in value:
            yield from objects_in(each)
    elif isinstance(value, dict):
        if str(value.get("type", "")).startswith("https://schema.oparl.org/1.1/"):
            yield value
        for each in value.values():
            yield from objects_in(each)


def oparl():
    validators = {path.stem: validator_of(path.stem) for path in folder.glob("*.json")}
    system = fetch(f"{base}/api/oparl")
    body = fetch(system["body"])["data"][0]
    lists = [value for name, value in body.items() if isinstance(value, str) and value.startswith(f"{base}/api/oparl/") and name not in ("id", "system")]
    known, named = set(), set()
    for address in lists:
        errors, count, following = [], 0, address
        while following:
            answer = fetch(following)
            count += len(answer["data"])
            for item in objects_in(answer["data"]):
                known.add(item["id"])
                errors += [f"{item['id']}: {error.message}" for error in validators[item["type"].split("/")[-1]].iter_errors(item)]
                for value in item.values():
                    for text in value if isinstance(value, list) else [value]:
                        if isinstance(text, str) and text.startswith(f"{base}/api/oparl/") and "?" not in text and "/text" not in text:
                            named.add(text)
            following = answer["links"].get("next")
        if count != answer["pagination"]["totalElements"]:
            errors.append(f"totalElements {answer['pagination']['totalElements']}, seen {count}")
        report(address[len(base):], errors, count)
    dead = sorted(named - known - {system["id"], body["id"]})
    report("/api/oparl: what objects name", [f"not in any list: {dead[0]}"] if dead else [], len(named))


{"hsds": hsds, "oparl": oparl}[kind]()
