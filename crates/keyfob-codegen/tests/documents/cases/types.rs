//! Changes of types.

use keyfob_codegen::diff::Impact::{Behavior, Calls, Compatible, Source};

use super::Case;

const USER: &str = "        user: {type: string, description: The name.}\n";
const SIZE: &str = "size: {type: integer, format: int64}";
const PRICE: &str = "price: {type: number, format: decimal}";
const REQUIRED: &str = "required: [user, password]";
const VALUES: &str = "enum: [plain, \"2FA\"]";
const NAMES: &str = "x-enum-varnames: [Plain, SecondFactor]";
const MEANINGS: &str = "x-enum-descriptions: [By a password alone, With a code]";

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case {
        edits: &[(REQUIRED, "required: [user, password, way]")],
        told: &[(Source, "LoginRequest.way", "is now required")],
    },
    Case {
        edits: &[(REQUIRED, "required: [user, password, devices]"), ("          x-empty: omitted\n", "")],
        told: &[
            (Calls, "LoginRequest.devices", "is now required"),
            (Behavior, "LoginRequest.devices", "`x-empty` is nothing now, not omitted"),
        ],
    },
    Case {
        edits: &[(REQUIRED, "required: [password]")],
        told: &[(Source, "LoginRequest.user", "is optional now")],
    },
    Case {
        edits: &[("      required: [items]\n", "")],
        told: &[(Source, "ItemsForm.items", "is optional now")],
    },
    Case {
        edits: &[(USER, "        user: {type: string, description: The name.}\n        city: {type: string, description: A town.}\n")],
        told: &[(Compatible, "LoginRequest.city", "is new")],
    },
    Case {
        edits: &[
            (USER, "        user: {type: string, description: The name.}\n        city: {type: string, description: A town.}\n"),
            (REQUIRED, "required: [user, password, city]"),
        ],
        told: &[(Calls, "LoginRequest.city", "is new and required")],
    },
    Case {
        edits: &[("        way:\n          allOf: [{$ref: \"#/components/schemas/Way\"}]\n          description: How.\n", "")],
        told: &[(Source, "LoginRequest.way", "is removed")],
    },
    Case {
        edits: &[(USER, "        user: {type: string, format: password, description: The name.}\n")],
        told: &[(Source, "LoginRequest.user", "is `Secret` now, not `String`")],
    },
    Case {
        edits: &[("        price: {type: number, format: decimal}\n", "")],
        told: &[(Source, "Item.price", "is removed")],
    },
    Case {
        edits: &[(SIZE, "size: {type: string}")],
        told: &[(Source, "Item.size", "is `Option<String>` now, not `Option<i64>`")],
    },
    Case {
        edits: &[(SIZE, "size: {type: array, items: {type: integer, format: int64}}")],
        told: &[(Source, "Item.size", "is `Vec<i64>` now")],
    },
    Case {
        edits: &[(SIZE, "size: {type: integer, format: int64}\n        width: {type: integer, format: int64}")],
        told: &[(Compatible, "Item.width", "is new")],
    },
    Case {
        edits: &[(SIZE, "size: {type: integer, format: int64}\n        other: {type: integer, format: int64}")],
        told: &[
            (Source, "Item", "keeps what is not described in `other_members`, not in `other`"),
            (Compatible, "Item.other", "is new"),
        ],
    },
    Case {
        edits: &[(PRICE, "price: {type: number, format: decimal, x-name: cost}")],
        told: &[(Source, "Item.price", "is now called `cost`")],
    },
    Case {
        edits: &[(PRICE, "price: {type: string, format: decimal}")],
        told: &[(Behavior, "Item.price", "`type` is string now, not number")],
    },
    Case {
        edits: &[(PRICE, "cost: {type: number, format: decimal, x-name: price}")],
        told: &[(Behavior, "Item.price", "is `cost` on the wire, not `price`")],
    },
    Case {
        edits: &[("          x-alias: [success]\n", "")],
        told: &[(Behavior, "LoginAnswer.success", "`x-alias` is nothing now, not [success]")],
    },
    Case {
        edits: &[("kind: {type: string, x-known-values: Way}", "kind: {type: string}")],
        told: &[(Source, "Fault.kind", "is `Option<String>` now, not `Option<OpenEnum<Way>>`")],
    },
    Case {
        edits: &[
            (VALUES, "enum: [plain, \"2FA\", link]"),
            (NAMES, "x-enum-varnames: [Plain, SecondFactor, Link]"),
            (MEANINGS, "x-enum-descriptions: [By a password alone, With a code, By a link]"),
        ],
        told: &[(Compatible, "Way.Link", "is a new value")],
    },
    Case {
        edits: &[
            (VALUES, "enum: [plain]"),
            (NAMES, "x-enum-varnames: [Plain]"),
            (MEANINGS, "x-enum-descriptions: [By a password alone]"),
        ],
        told: &[(Source, "Way.SecondFactor", "is no value any more")],
    },
    Case {
        edits: &[(NAMES, "x-enum-varnames: [Plain, Code]")],
        told: &[(Source, "Way.SecondFactor", "is now called `Code`")],
    },
    Case {
        edits: &[(VALUES, "enum: [plain, code]")],
        told: &[(Behavior, "Way.SecondFactor", "is `code` on the wire, not `2FA`")],
    },
    Case {
        edits: &[("schemas/Item\"", "schemas/Thing\""), ("    Item:\n", "    Thing:\n")],
        told: &[(Source, "Item", "is now called `Thing`")],
    },
    Case {
        edits: &[
            ("items: {$ref: \"#/components/schemas/Item\"}", "items: {type: string}"),
            ("    Item:\n      description: An item.\n      x-source: {confidence: third-party, from: \"a forum\"}\n      type: object\n      properties:\n        size: {type: integer, format: int64}\n        price: {type: number, format: decimal}\n        extra: {description: Of unknown shape.}\n", ""),
        ],
        told: &[
            (Source, "Item", "is removed"),
            (Source, "Items.items", "is `Vec<String>` now, not `Vec<Item>`"),
        ],
    },
    Case {
        edits: &[
            ("      type: object\n      x-answer: [items]\n      properties:\n        items:\n          type: array\n          items: {$ref: \"#/components/schemas/Item\"}\n", "      type: array\n      items: {$ref: \"#/components/schemas/Item\"}\n"),
            ("value: {items: []}", "value: []"),
        ],
        told: &[
            (Source, "Items", "is a bare value now"),
            (Behavior, "orders.list_items", "the members that make it an answer are none now"),
        ],
    },
];
