"""Judges requests and values by descriptions, with openapi-core and openapi-schema-validator: validate.py lines

A line is a JSON object. `{"document": {…}}` is a description, numbered from 0. `{"of": 0, "request": {…}}` is a request, and
`{"of": 0, "schema": "/pointer", "value": …}` is a value that a server sends. For each of the latter two, a line is printed:
`null` if it is valid, else the reason. It begins with `not judged` where the validator itself fails.
"""

import json
import sys
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest
from openapi_core.templating.paths.exceptions import ServerNotFound
from openapi_schema_validator import (
    OAS30ReadValidator,
    OAS31Validator,
    oas30_format_checker,
    oas31_format_checker,
)
from referencing import Registry
from referencing.jsonschema import DRAFT4, DRAFT202012

BASE = "urn:description"


class Description:
    def __init__(self, document):
        self.api = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))
        self.is_30 = document["openapi"].startswith("3.0")
        resource = (DRAFT4 if self.is_30 else DRAFT202012).create_resource(document)
        self.registry = Registry().with_resource(BASE, resource)
        self.validators = {}

    def request(self, given):
        uri = urlsplit(given["uri"])
        headers = {name.title(): value for name, value in given["headers"]}
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("Cookie", "")).items()}
        request = MockRequest(
            f"{uri.scheme}://{uri.netloc}",
            given["method"].lower(),
            unquote(uri.path),
            args=parse_qsl(uri.query, keep_blank_values=True),
            headers=headers,
            cookies=cookies,
            data=given["body"].encode("latin-1") or None,
            content_type=headers.get("Content-Type", ""),
        )
        try:
            self.api.validate_request(request)
        except ServerNotFound:
            # A description can't show whether the server that an old client calls still exists.
            return None
        except OpenAPIError as error:
            errors = getattr(error.__cause__, "schema_errors", None)
            # OpenAPI asks clients not to send a read-only property, and does not make it an error.
            if errors and all(is_about_read_only(inner) for inner in errors):
                return None
            return reason(error)
        except (KeyError, TypeError, ValueError) as error:
            return f"not judged: {error!r}"
        return None

    def value(self, schema, value):
        if schema not in self.validators:
            reference = {"$ref": BASE + "#" + quote(schema)}
            of, formats = (
                (OAS30ReadValidator, oas30_format_checker)
                if self.is_30
                else (OAS31Validator, oas31_format_checker)
            )
            self.validators[schema] = of(reference, registry=self.registry, format_checker=formats)
        error = next(self.validators[schema].iter_errors(value), None)
        return error and f"{error.json_path}: {error.message}"


def is_about_read_only(error):
    inner = list(error.context or [])
    if inner and error.validator in ("allOf", "$ref"):
        return all(map(is_about_read_only, inner))
    if inner and error.validator in ("oneOf", "anyOf"):
        branches = {}
        for one in inner:
            branches.setdefault(one.schema_path[0], []).append(one)
        return any(all(map(is_about_read_only, branch)) for branch in branches.values())
    return error.message.startswith("Tried to write read-only property")


def reason(error):
    causes = [f"{type(error).__name__}: {error}"]
    for inner in getattr(error.__cause__, "schema_errors", None) or []:
        causes.append(f"{inner.json_path}: {inner.message}")
    if error.__cause__ is not None:
        causes.append(str(error.__cause__))
    return "; ".join(causes)


def main(path):
    descriptions = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            given = json.loads(line)
            if "document" in given:
                descriptions.append(Description(given["document"]))
                continue
            description = descriptions[given["of"]]
            if "request" in given:
                found = description.request(given["request"])
            else:
                found = description.value(given["schema"], given["value"])
            print(json.dumps(found and found[:400]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
