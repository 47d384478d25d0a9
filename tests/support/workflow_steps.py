#!/usr/bin/python3
"""Prints the steps of a GitHub workflow or composite action as JSON: a list of {name, id, if, run, uses, with, env}.

usage: workflow_steps.py FILE
"""
import json
import sys

import yaml

KEYS = ("name", "id", "if", "run", "uses", "with", "env")


def steps_of(document):
    if "runs" in document:
        return document["runs"]["steps"]
    return [step for job in document["jobs"].values() for step in job["steps"]]


with open(sys.argv[1], encoding="utf-8") as file:
    print(json.dumps([{key: step[key] for key in KEYS if key in step} for step in steps_of(yaml.safe_load(file))]))
