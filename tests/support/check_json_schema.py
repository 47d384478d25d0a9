#!/usr/bin/python3
"""Judges YAML files by a JSON Schema, as an editor would: check_json_schema.py SCHEMA FILE…

Prints a line for each file: its path, and `valid`, `invalid: WHERE: WHY` or `unreadable: WHY`, between tabs.
"""

import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.1, but that dates and `=` are text: JSON has no such types, and editors see none."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("timestamp", "value")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def verdict(validator, path):
    try:
        with open(path, "rb") as file:
            document = yaml.load(file, Loader)
    except (yaml.YAMLError, ValueError) as error:
        return "unreadable\t" + " ".join(str(error).split())
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return "valid\t" if error is None else f"invalid\t{error.json_path}: {error.message}"


def main():
    schema_path, *paths = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in paths:
        print(path, verdict(validator, path), sep="\t")


main()
