"""Checks JSON documents against a JSON Schema, in the draft that it names: schema.py schema.json document.json…

Exit 1 and one line a problem.
"""

import json
import sys

from jsonschema.validators import validator_for


def main(schema, *documents):
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    validator = validator_for(schema)
    validator.check_schema(schema)
    validator = validator(schema)
    problems = 0
    for path in documents:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for error in validator.iter_errors(document):
            problems += 1
            print(f"{path}: {error.json_path}: {error.message[:400]}", file=sys.stderr)
    return 1 if problems or not documents else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
