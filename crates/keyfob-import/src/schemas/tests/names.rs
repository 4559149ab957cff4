//! Names: of components, of members that clash, of values.

use super::spec::{Bodies, at, both, made};
use crate::schemas::Side;

#[test]
fn members_that_clash_or_are_reserved_have_names_of_their_own() {
    let spec = both(
        "Thing:
  type: object
  properties:
    order_id: {type: string}
    orderId: {type: string}
    qty: {type: string}
    Qty: {type: string}
    default: {type: string}
    build: {type: string}
    set_size: {type: integer}
    size: {type: integer}
    type: {type: string}
    '@type': {type: string}
    '+1': {type: integer}
    '-1': {type: integer}
    $ref: {type: string}
    other: {type: string}
    self: {type: string}
",
    );
    spec.has("        orderId: {type: string, x-name: order_id_value}\n");
    spec.has("          x-name: default_value\n");
    spec.has("x-name: build_value}\n");
    spec.has("          x-name: set_size_value\n");
    spec.has("        default: {type: string}\n");
    spec.has("        Qty: {type: string, x-name: member_2}\n");
    spec.has("        \"@type\": {type: string, x-name: type_value}\n");
}

#[test]
fn reserved_names_of_types_get_an_end_and_clashes_a_number() {
    let spec = both(
        "Thing:
  type: object
  properties:
    a: {$ref: '#/components/schemas/Option'}
    b: {$ref: '#/components/schemas/trial'}
    c: {$ref: '#/components/schemas/foo_bar'}
    d: {$ref: '#/components/schemas/FooBar'}
    e: {$ref: '#/components/schemas/2fa'}
    f: {$ref: '#/components/schemas/x.y.z'}
    foo: {type: object, properties: {bar: {type: string}}}
ThingFoo: {type: object, properties: {size: {type: integer}}}
Option: {type: object, properties: {size: {type: integer}}}
trial: {type: object, properties: {size: {type: integer}}}
foo_bar: {type: object, properties: {size: {type: integer}}}
FooBar: {type: object, properties: {size: {type: integer}}}
2fa: {type: object, properties: {size: {type: integer}}}
x.y.z: {type: object, properties: {size: {type: integer}}}
",
    );
    for name in [
        "OptionData",
        "TrialData",
        "FooBar",
        "FooBar2",
        "Type2fa",
        "Xyz",
        "ThingFoo2",
    ] {
        spec.has(&format!("    {name}:\n"));
    }
    spec.has("        foo: {$ref: \"#/components/schemas/ThingFoo2\"}\n");
}

#[test]
fn values_have_names_and_descriptions() {
    let spec = both(
        "Thing:
  type: object
  properties:
    a: {type: string, enum: [none, error, in_progress, '1h', 'é']}
    b: {type: string, enum: ['+1', '-1']}
    f: {type: string, enum: ['18.x', '20.x']}
    c: {type: string, enum: [A, B], x-enum-varnames: [buy, sell], x-enum-descriptions: [To buy, To sell]}
    d: {oneOf: [{const: x, description: The first.}, {const: y, title: Second}]}
    e: {type: string, enum: [1.0, 2.0, true]}
",
    );
    spec.has("      enum: [none, error, in_progress, 1h, é]\n");
    spec.has("      x-enum-varnames: [ValueNone, ValueError, InProgress, Value1h, Value5]\n");
    spec.has("      x-enum-varnames: [Value18, Value20]\n");
    spec.has("      x-enum-varnames: [Buy, Sell]\n      x-enum-descriptions: [To buy, To sell]\n");
    spec.has("      enum: [x, \"y\"]\n");
    spec.has("      x-enum-descriptions: [The first., \"Y\"]\n");
    assert!(!spec.text.contains("enum: [\"+1\""), "{}", spec.text);
}

#[test]
fn the_same_enum_is_one_type_in_all_calls() {
    let components = "Thing: {type: object, properties: {side: {type: string, enum: [buy, sell]}}}
Other: {type: object, properties: {side: {type: string, enum: [buy, sell]}, order: {$ref: '#/components/schemas/Side'}}}
Side: {type: string, enum: [left, right]}
";
    let spec = made(components, |schemas, root| Bodies {
        requests: vec![
            schemas
                .component(at(root, "Thing"), "x", Side::Request)
                .unwrap(),
            schemas
                .component(at(root, "Other"), "y", Side::Request)
                .unwrap(),
        ],
        answers: vec![
            schemas
                .component(at(root, "Other"), "z", Side::Answer)
                .unwrap(),
        ],
        ..Bodies::default()
    });
    assert_eq!(
        spec.text.matches("enum: [buy, sell]").count(),
        1,
        "{}",
        spec.text
    );
    spec.has("        side: {type: string, x-known-values: ThingSide}\n");
    spec.has("        order: {type: string, x-known-values: Side}\n");
}
