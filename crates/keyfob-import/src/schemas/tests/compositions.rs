//! Several schemas in one, and schemas that hold themselves.

use super::spec::both;

#[test]
fn all_of_several_is_one_object_with_the_members_of_all() {
    let spec = both(
        "Thing:
  description: A thing.
  allOf:
    - {$ref: '#/components/schemas/Base'}
    - {type: object, required: [size], properties: {size: {type: integer}, id: {description: Its id.}}}
    - {required: [id]}
Base:
  type: object
  description: What all have.
  properties:
    id: {type: string}
    place: {type: object, properties: {city: {type: string}}}
",
    );
    spec.has(
        "    Thing:
      type: object
      description: A thing.
      x-source: {confidence: docs, from: \"the vendor's document, schema Thing\"}
      properties:
        id: {type: string, description: Its id.}
        place: {$ref: \"#/components/schemas/BasePlace\"}
        size: {type: integer, format: int64}
",
    );
    spec.has("      required: [id, size]\n      additionalProperties: false\n");
}

#[test]
fn any_of_several_objects_has_the_members_of_all_and_tells_what_tells_them_apart() {
    let spec = both(
        "Thing:
  oneOf:
    - {$ref: '#/components/schemas/Cat'}
    - {$ref: '#/components/schemas/Dog'}
  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog'}}
Cat: {type: object, required: [kind, lives], properties: {kind: {type: string, const: cat}, lives: {type: integer}, name: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string, const: dog}, barks: {type: boolean}, name: {type: integer}}}
",
    );
    spec.has("      required: [kind]\n");
    spec.has(
        "    ThingKind:
      type: string
      description: The values of `kind`.
      enum: [cat, dog]
",
    );
    spec.has("          description: \"Says which kind of object it is: `cat`, `dog`.\"\n");
    spec.has("x-known-values: ThingKind");
    spec.has("        name: {description: Either a text or an integer.}\n");
    spec.has("        barks: {type: boolean}\n");
}

#[test]
fn null_in_every_form_is_one_member_that_may_be_null() {
    let spec = both(
        "Thing:
  type: object
  required: [a, b, c, d, e, f]
  properties:
    a: {type: string, nullable: true}
    b: {type: [string, 'null']}
    c: {oneOf: [{type: string}, {type: 'null'}]}
    d: {type: string, enum: [x, y, null]}
    e: {anyOf: [{$ref: '#/components/schemas/Part'}, {type: 'null'}]}
    f: {type: string, x-nullable: true}
    g: {type: string, nullable: true}
    h: {allOf: [{$ref: '#/components/schemas/Part'}], nullable: true}
    i: {type: 'null'}
Part: {type: object, properties: {size: {type: integer}}}
",
    );
    for name in ["a", "b", "c", "f"] {
        spec.has(&format!(
            "        {name}: {{type: string, nullable: true}}\n"
        ));
        spec.has(&format!("        {name}: {{type: string, description: {}. Not described by the vendor., nullable: true}}\n", name.to_uppercase()));
    }
    spec.has("        e: {$ref: \"#/components/schemas/Part\"}\n");
    spec.has("        h: {$ref: \"#/components/schemas/Part\"}\n");
    spec.has("        g: {type: string, description: G. Not described by the vendor.}\n");
    assert!(
        spec.notes
            .iter()
            .any(|note| note.message == "`g` may be null, which cannot be sent")
    );
    assert!(
        !spec
            .notes
            .iter()
            .any(|note| note.message.starts_with("`a`"))
    );
}

#[test]
fn answers_do_not_hold_themselves_and_requests_may() {
    let spec = both(
        "Thing:
  type: object
  properties:
    name: {type: string}
    parent: {$ref: '#/components/schemas/Thing'}
    children: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    by_name: {type: object, additionalProperties: {$ref: '#/components/schemas/Thing'}}
    other: {$ref: '#/components/schemas/Other'}
Other: {type: object, properties: {thing: {$ref: '#/components/schemas/Thing'}}}
",
    );
    spec.has("        parent: {description: \"`Thing` once more, as JSON.\"}\n");
    spec.has(
        "        children: {type: array, items: {description: \"`Thing` once more, as JSON.\"}}\n",
    );
    spec.has("          items: {$ref: \"#/components/schemas/ThingRequest\"}\n");
    spec.has(
        "description: Parent. Not described by the vendor. `ThingRequest` once more, as JSON.\n",
    );
    // The generated builders hand out no boxes.
    assert!(!spec.client.contains("Box<"), "{}", spec.client);
}

#[test]
fn lists_and_maps_of_themselves_come_to_an_end() {
    let spec = both(
        "Thing: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}, json: {$ref: '#/components/schemas/Json'}, loop: {$ref: '#/components/schemas/Loop'}}}
Tree: {type: object, additionalProperties: {$ref: '#/components/schemas/Tree'}}
Json: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Json'}}]}
Loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}
",
    );
    spec.has("        json: {description: Either a list or a text.}\n");
}

#[test]
fn conditions_bring_members_that_may_be_there() {
    let spec = both(
        "Thing:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  if: {properties: {kind: {const: a}}}
  then: {required: [size], properties: {size: {type: integer}}}
  else: {properties: {weight: {type: number}}}
  dependentSchemas: {kind: {properties: {extra_member: {type: boolean}}}}
",
    );
    spec.has("        size: {type: integer, format: int64}\n");
    spec.has("        weight: {type: number, format: decimal}\n");
    spec.has("        extra_member: {type: boolean}\n");
    spec.has("      required: [kind]\n");
}
