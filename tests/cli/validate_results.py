#!/usr/bin/env python3
"""Validates results (NDJSON on standard input or in files) against docs/results.schema.json; says what is wrong where."""

import json
import sys

import jsonschema


def lines(paths):
    for path in paths or ["-"]:
        stream = sys.stdin if path == "-" else open(path, encoding="utf-8")
        for number, line in enumerate(stream, 1):
            yield f"{path}:{number}", line


def main():
    schema_path, *paths = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    count = errors = 0
    for where, line in lines(paths):
        count += 1
        for error in validator.iter_errors(json.loads(line)):
            at = "/".join(str(part) for part in error.absolute_path)
            print(f"{where}: {at}: {error.message[:300]}", file=sys.stderr)
            errors += 1
    print(f"{count} results, {errors} errors")
    return 1 if errors or not count else 0


if __name__ == "__main__":
    sys.exit(main())
