//! Objects, texts, numbers, lists, maps.

use super::spec::both;

#[test]
fn an_object_is_strict_when_it_is_asked_and_tolerant_when_it_is_answered() {
    let spec = both(
        "Thing:
  type: object
  description: A thing.
  required: [id, name, price]
  properties:
    id: {type: integer, format: int32, readOnly: true}
    name: {type: string, maxLength: 20}
    price: {type: number}
    tags: {type: array, items: {type: string}}
    born: {type: string, format: date, writeOnly: true}
    side: {type: string, enum: [buy, sell]}
    parts:
      type: array
      items: {type: object, properties: {size: {type: integer}}}
",
    );
    for told in [
        "    ThingRequest:
      type: object
      description: A thing.
      x-source: {confidence: docs, from: \"the vendor's document, schema Thing\"}
      required: [name, price]
      additionalProperties: false
      properties:
        name: {type: string, description: At most 20 characters.}
        price: {type: number, format: decimal, description: Price. Not described by the vendor.}
",
        "        born: {type: string, description: \"A date, as 2024-05-17.\"}
        side:
          $ref: \"#/components/schemas/ThingSide\"
          description: Side. Not described by the vendor.
",
        "    Thing:
      type: object
      description: A thing.
      x-source: {confidence: docs, from: \"the vendor's document, schema Thing\"}
      properties:
        id: {type: integer, format: int64}
        name: {type: string}
        price: {type: number, format: decimal}
        tags: {type: array, items: {type: string}}
        side: {type: string, x-known-values: ThingSide}
        parts: {type: array, items: {$ref: \"#/components/schemas/ThingPart\"}}
",
        "    ThingPartRequest:\n",
        "    ThingSide:
      type: string
      description: The values of `side`.
      enum: [buy, sell]
      x-enum-descriptions: [Buy, Sell]
",
    ] {
        assert!(spec.text.contains(told), "{told}{}", spec.text);
    }
}
