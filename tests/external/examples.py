"""Judges values by a description's schemas, with openapi-schema-validator: examples.py description.yaml published.json.

First every example inside the description. Then published.json: bodies from the vendor's page, which must also be written
in the description as examples, further ones that must be taken, and wrong ones that must be refused.
Prints how many values were judged; exit 1 and one line a problem.
"""

import json
import sys
from urllib.parse import quote

import yaml
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

BASE = "urn:description"


class Judge:
    def __init__(self, document):
        self.registry = Registry().with_resource(BASE, DRAFT4.create_resource(document))
        self.judged = 0
        self.problems = []

    def judge(self, schema, value, where, expected=True):
        self.judged += 1
        reference = {"$ref": BASE + "#" + quote("/".join(["", *schema]))}
        errors = list(OAS30Validator(reference, registry=self.registry).iter_errors(value))
        if expected and errors:
            self.problems.append(f"{where}: {json.dumps(value)} is refused: {errors[0].message}")
        if not expected and not errors:
            self.problems.append(f"{where}: {json.dumps(value)} is taken, but should not be")

    def own_examples(self, node, at):
        """Media types and parameters have a `schema` beside their examples; a schema has its example within."""
        if isinstance(node, list):
            for index, item in enumerate(node):
                self.own_examples(item, [*at, str(index)])
        if not isinstance(node, dict):
            return
        schema = [*at, "schema"] if "schema" in node else at
        for name, example in node.get("examples", {}).items():
            self.judge(schema, example["value"], f"example {name} at {'/'.join(at)}")
        if "example" in node:
            self.judge(schema, node["example"], f"example at {'/'.join(at)}")
        for key, value in node.items():
            if key not in ("example", "examples"):
                self.own_examples(value, [*at, key.replace("~", "~0").replace("/", "~1")])

    def published(self, document, published):
        path, method = published["operation"]
        operation = document["paths"][path][method]
        at = ["paths", path.replace("/", "~1"), method]
        self.bodies(operation["requestBody"], [*at, "requestBody"], published["request"], "request")
        for status, cases in published["responses"].items():
            self.bodies(operation["responses"][status], [*at, "responses", status], cases, f"answer {status}")
        if set(operation["responses"]) != set(published["responses"]):
            self.problems.append(f"other statuses than published: {sorted(operation['responses'])}")
        for key, parameter in document["components"]["parameters"].items():
            schema = ["components", "parameters", key, "schema"]
            self.values(schema, published["parameters"][parameter["name"]], parameter["name"])

    def bodies(self, holder, at, cases, where):
        schema = [*at, "content", "application~1json", "schema"]
        self.values(schema, cases, where)
        examples = holder["content"]["application/json"]["examples"].values()
        written = [example["value"] for example in examples]
        for case in cases["published"]:
            self.judge(schema, case, where)
            if case not in written:
                self.problems.append(f"{where}: {json.dumps(case)} is published, but not an example here")

    def values(self, schema, cases, where):
        for case in cases["valid"]:
            self.judge(schema, case, where)
        for case in cases["wrong"]:
            self.judge(schema, case, where, expected=False)


def main(description, published):
    with open(description, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    with open(published, encoding="utf-8") as file:
        published = json.load(file)
    judge = Judge(document)
    judge.own_examples(document, [])
    judge.published(document, published)
    for problem in judge.problems:
        print(problem, file=sys.stderr)
    print(f"{judge.judged} values judged, {len(judge.problems)} problems")
    return 1 if judge.problems or not judge.judged else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
