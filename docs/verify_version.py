#!/usr/bin/env python3
"""Verify a wording of the strategy without trusting the server it came from.

    python3 verify_version.py FILE.json [CHECKSUM]

FILE.json is a version as the site exports it. The script computes the checksum of the text in the
file by itself and compares it with the one that the file names and, if given, with CHECKSUM: take
that one from where you trust it (signed minutes, a printed resolution, an older copy of the file).

It needs Python 3 and nothing else; it opens no connection and writes no file.
Exit codes: 0 all checksums are the same, 1 they differ, 2 the file is no exported version.

The rule: SHA-256 over the text as JSON in UTF-8; Unicode in form NFC, line ends as \\n, keys sorted,
no blanks between them, and of each paragraph only its kind and its content (the ids are anchors).
"""

import hashlib
import json
import sys
import unicodedata


def normal(value):
    """Return the value with all its words in Unicode form NFC and with plain line ends."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n")
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    return value


def without_ids(value):
    """Return paragraphs without their ids, at every depth."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        if "type" in value and "value" in value:
            return {"type": value["type"], "value": without_ids(value["value"])}
        return {key: without_ids(item) for key, item in value.items()}
    return value


def checksum(text):
    """Return the SHA-256 (64 hexadecimal digits) of a text."""
    fields = {name: without_ids(value) for name, value in text["fields"].items()}
    canonical = json.dumps(
        normal({**text, "fields": fields}),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            version = json.load(file)
        computed = checksum(version["snapshot"])
        named = str(version["checksum"]).lower()
        title, number = version["snapshot"]["fields"]["title"], version["number"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"This is no exported version: {error!r}", file=sys.stderr)
        return 2
    print(f"{title}, version {number}")
    print(f"computed from the text: {computed}")
    print(f"named in the file:      {named}")
    expected = [named]
    if len(arguments) == 2:
        expected.append(arguments[1].strip().lower())
        print(f"given by you:           {expected[1]}")
    if all(one == computed for one in expected):
        print("OK: the text is unchanged.")
        return 0
    print("DIFFERENT: this is not the text that the checksum was made for.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
