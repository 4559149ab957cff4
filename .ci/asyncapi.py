"""`.ci/asyncapi.py SCHEMA DOCUMENT...`: the documents are AsyncAPI by that JSON schema, and their examples are what their
schemas say. What the documents say of layouts is held against the codecs by kotak-neo-feed's own tests."""

import json
import sys

import yaml
from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7


def examples(document):
    """A schema that points into the document, and a payload, for each example of each message."""
    for name, message in document["components"]["messages"].items():
        schema = {"$ref": f"urn:document#/components/messages/{name}/payload"}
        for number, example in enumerate(message.get("examples", [])):
            yield f"{name}, example {number}", schema, example["payload"]


def faults(schema, document):
    for error in Draft7Validator(schema).iter_errors(document):
        # What is an alternative to a reference is told by what is wrong deep in it.
        error = best_match([error])
        yield f"{error.json_path}: {error.message[:300]}"
    resource = Resource.from_contents(document, default_specification=DRAFT7)
    registry = Registry().with_resource("urn:document", resource)
    for place, schema, payload in examples(document):
        for error in Draft7Validator(schema, registry=registry).iter_errors(payload):
            yield f"{place}: {error.json_path}: {error.message[:300]}"


def main():
    with open(sys.argv[1]) as file:
        schema = json.load(file)
    failed = False
    for path in sys.argv[2:]:
        with open(path) as file:
            document = yaml.load(file, yaml.CSafeLoader)
        found = list(faults(schema, document))
        print(f"{path}: {'OK' if not found else ''}")
        for fault in found:
            print(f"  {fault}")
        failed = failed or found
    sys.exit(1 if failed else 0)


main()
