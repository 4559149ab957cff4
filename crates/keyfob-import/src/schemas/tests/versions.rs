//! What one version of OpenAPI or JSON Schema says in its own way.

use super::spec::both;

#[test]
fn types_of_several_kinds_are_anything_and_numbers_are_numbers() {
    let spec = both(
        "Thing:
  type: object
  properties:
    a: {type: [string, integer]}
    b: {type: [integer, number]}
    c: {anyOf: [{type: string}, {type: string, enum: [x, y]}]}
    d: {type: array, prefixItems: [{type: string}, {type: integer}]}
    e: {type: array, items: [{type: string}]}
    f: true
    g: {}
    h: {const: 5}
    i: {type: file}
    j: {format: date-time}
    k: {type: array}
    l: {type: object, patternProperties: {'^x-': {type: integer}}}
    m: {type: object, unevaluatedProperties: {type: string}}
    n: {type: object, additionalProperties: false}
    o: {type: object, additionalProperties: {type: array, items: {type: object, properties: {size: {type: integer}}}}}
",
    );
    spec.has("        a: {description: Either a text or an integer.}\n");
    spec.has("        b: {type: number, format: decimal}\n");
    spec.has("        c: {type: string, description: \"Seen: `x`, `y`.\"}\n");
    spec.has("        d: {type: array, items: {description: Either a text or an integer.}}\n");
    spec.has("        e: {type: array, items: {type: string}}\n");
    spec.has("        f: {description: \"Anything: the vendor does not say what it is.\"}\n");
    spec.has(
        "        h: {type: integer, format: int64, description: Seen: `5`.}\n"
            .replace("Seen: `5`.", "\"Seen: `5`.\"")
            .as_str(),
    );
    spec.has("        i: {type: string, description: Bytes.}\n");
    spec.has("        l: {type: object, additionalProperties: {type: integer, format: int64}}\n");
    spec.has("        m: {type: object, additionalProperties: {type: string}}\n");
}

#[test]
fn references_of_all_kinds_are_followed() {
    let spec = both(
        "Thing:
  $defs:
    inner: {type: object, properties: {size: {type: integer}}}
    anchored: {$anchor: here, type: object, properties: {weight: {type: integer}}}
    dynamic: {$dynamicAnchor: node, type: object, properties: {age: {type: integer}}}
  type: object
  properties:
    a: {$ref: '#/components/schemas/Thing/$defs/inner', description: Told here.}
    b: {$ref: '#here'}
    c: {$dynamicRef: '#node'}
    d: {$ref: '#/components/schemas/Gone'}
    e: {$ref: '#/components/schemas/Thing/properties/f'}
    f: {type: object, properties: {depth: {type: integer}}}
    g: {$ref: '#/components/schemas/Part', required: [size], properties: {more: {type: string}}}
    h: {$ref: '#/components/schemas/Alias'}
    i: {$ref: '#/components/schemas/Union/allOf/0'}
Part: {type: object, properties: {size: {type: integer}}}
Union: {allOf: [{type: object, properties: {width: {type: integer}}}]}
Alias: {$ref: '#/components/schemas/Part'}
",
    );
    spec.has("        a: {$ref: \"#/components/schemas/Inner\", description: Told here.}\n");
    spec.has("        b: {$ref: \"#/components/schemas/Here\"}\n");
    spec.has("        c: {$ref: \"#/components/schemas/Node\"}\n");
    spec.has("        e: {$ref: \"#/components/schemas/ThingE\"}\n");
    spec.has("        f: {$ref: \"#/components/schemas/ThingE\"}\n");
    spec.has("        g: {$ref: \"#/components/schemas/ThingG\"}\n");
    spec.has("        i: {$ref: \"#/components/schemas/ThingI\"}\n");
    spec.has("        h: {$ref: \"#/components/schemas/Part\"}\n");
    assert!(
        spec.text
            .contains("refers to `#/components/schemas/Gone`, which is not there"),
        "{}",
        spec.text
    );
    assert!(
        spec.notes.iter().any(|note| note.message.contains("Gone")),
        "{:?}",
        spec.notes
    );
}

#[test]
fn times_are_points_in_time_only_where_the_format_says_so() {
    let spec = both(
        "Thing:
  type: object
  properties:
    created: {type: integer, format: unix-time}
    updated: {type: array, items: {type: integer, format: unix-time}}
    expires: {type: integer}
    at: {type: string, format: date-time}
    price: {type: string, format: decimal}
    deep: {type: object, additionalProperties: {type: integer, format: unix-time}}
",
    );
    spec.has("        created: {type: integer, format: int64, x-time: unix}\n");
    spec.has("A point in time, in seconds since 1970.");
    spec.has("        expires: {type: integer, format: int64}\n");
    spec.has("        at: {type: string, description: \"A date and a time, as 2024-05-17T09:30:00Z.\"}\n");
    spec.has("        price: {type: string, format: decimal}\n");
}

#[test]
fn what_limits_a_value_is_told_where_it_is_asked() {
    let spec = both(
        "Thing:
  type: object
  properties:
    a: {type: integer, minimum: 1, maximum: 100, default: 20}
    b: {type: string, minLength: 2, pattern: '^[a-z]+$'}
    c: {type: array, maxItems: 3, items: {type: string}}
    d: {type: integer, enum: [1, 2]}
    e: {type: string, enum: [asc, ASC]}
",
    );
    spec.has("description: From 1 to 100. `20` if it is left out.");
    spec.has("        a: {type: integer, format: int64}\n");
    spec.has("description: \"At least 2 characters. Matches `^[a-z]+$`.\"");
    spec.has("At most 3 items.");
    spec.has("\"Known values: `1`, `2`.\"");
    spec.has("\"Known values: `asc`, `ASC`.\"");
}
