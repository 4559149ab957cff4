//! Changes of what only the spec with forms has.

use keyfob_codegen::diff::Impact::{Behavior, Compatible, Source};

use super::Case;

const ORDER: &str =
    "        jData: {type: string, x-name: order, x-json: PlaceOrder, description: The order.}\n";
const PLACE_ORDER: &str = "    PlaceOrder:
      type: object
      description: The order.
      x-source: {confidence: seed, from: made up}
      x-null: sent
      required: [side]
      additionalProperties: false
      properties:
        side: {$ref: \"#/components/schemas/Side\", description: Which side.}
        price: {type: string, format: decimal, description: The price.}
        tag: {type: string, description: A mark.}
";
/// The one member that has to be there.
pub const REQUIRED: &str = "      required: [side]\n";

#[rustfmt::skip]
pub const CASES: &[Case] = &[
    Case {
        edits: &[(ORDER, "        jData: {type: string, x-name: order, x-json: PlaceOrder, description: The order.}\n        note: {type: string, description: A note.}\n")],
        told: &[
            (Source, "PlaceOrderForm", "is no longer made of its `PlaceOrder` alone"),
            (Compatible, "PlaceOrderForm.note", "is new"),
        ],
    },
    Case {
        edits: &[("x-json: PlaceOrder, ", ""), (PLACE_ORDER, "")],
        told: &[
            (Source, "PlaceOrderForm", "is no longer made of its `PlaceOrder` alone"),
            (Source, "PlaceOrderForm.order", "is `String` now, not `PlaceOrder`"),
            (Source, "PlaceOrder", "is removed"),
        ],
    },
    Case {
        edits: &[("      x-null: sent\n", "")],
        told: &[(Behavior, "PlaceOrder", "`x-null` is nothing now")],
    },
    Case {
        edits: &[("      x-aliases: {Buy: B, Sell: S}\n", "")],
        told: &[(Behavior, "Side", "`x-aliases` is nothing now")],
    },
];
