//! Merges by example, and at random.

mod random;

use std::path::Path;

use keyfob_codegen::load::Document;

use super::{Merged, merge};

fn parse(text: &str) -> Document {
    Document::parse(Path::new("acme.yaml"), text.to_owned()).unwrap()
}

fn merged(base: &str, mine: &str, theirs: &str) -> Merged {
    let merged = merge(&parse(base), &parse(mine), &parse(theirs)).unwrap();
    // An update after an update changes nothing.
    let again = merge(&parse(theirs), &merged.document, &parse(theirs)).unwrap();
    assert_eq!(again.document.text, merged.document.text);
    assert!(again.changes.is_empty(), "{:?}", again.changes);
    merged
}

fn lines(merged: &Merged) -> Vec<String> {
    let lines = merged.changes.iter();
    let line =
        |change: &super::Change| format!("{} {change}", change.place.map_or(0, |place| place.line));
    lines.map(line).collect()
}

const BASE: &str = "\
paths:
  /orders:
    get:
      summary: List orders
      parameters:
        - {name: limit, in: query, schema: {type: integer, format: int64}}
        - {name: sort, in: query, schema: {type: string}}
      responses: {}
  /old:
    get: {summary: Old}
components:
  schemas:
    order_v1:
      description: An order.
      x-source: {confidence: docs, from: \"acme.json: Order\"}
      type: object
      properties:
        size: {type: integer}
        item: {$ref: \"#/components/schemas/Item\"}
    Item: {type: object, x-source: {confidence: docs, from: \"acme.json: Item\"}}
";

#[test]
fn the_vendors_changes_come_under_a_persons_edits() {
    let mine = BASE
        .replace(
            "      summary: List orders\n",
            "      # Ours.\n      summary: All orders\n      x-retry: safe # sure\n",
        )
        .replace(
            "        - {name: sort",
            "        # by name\n        - {name: sort, x-name: order_by",
        );
    let theirs = BASE
        .replace(
            "      responses: {}\n",
            "      responses: {\"200\": {description: Done}}\n    post:\n      summary: Make one\n",
        )
        .replace(
            "name: limit, in: query, schema: {type: integer, format: int64}",
            "name: limit, in: query, schema: {type: string}",
        )
        .replace(
            "        - {name: sort",
            "        - {name: page, in: query, schema: {type: string}}\n        - {name: sort",
        )
        .replace("  /old:\n    get: {summary: Old}\n", "");
    let merged = merged(BASE, &mine, &theirs);
    let wanted = mine
        .replace("      responses: {}\n", "      responses: {\"200\": {description: Done}}\n    post: {summary: Make one}\n")
        .replace("name: limit, in: query, schema: {type: integer, format: int64}", "name: limit, in: query, schema: {type: string}")
        .replace("order_by, in: query, schema: {type: string}}\n", "order_by, in: query, schema: {type: string}}\n        - name: page\n          in: query\n          schema: {type: string}\n")
        .replace("  /old:\n    get: {summary: Old}\n", "");
    let wanted = wanted.replace(
        "        - name: page\n          in: query\n          schema: {type: string}\n",
        "        - {name: page, in: query, schema: {type: string}}\n",
    );
    assert_eq!(merged.document.text, wanted);
    assert_eq!(
        lines(&merged),
        [
            "1 removed  path /old",
            "8 removed  GET /orders parameters query limit schema format",
            "8 changed  GET /orders parameters query limit schema type: integer -> string",
            "11 added    GET /orders parameters query page",
            "12 added    GET /orders responses 200",
            "13 added    POST /orders",
        ]
    );
    assert_eq!(merged.conflicts().count(), 0);
}

#[test]
fn what_both_changed_is_a_conflict_and_the_persons_value_stays() {
    let mine = BASE.replace("List orders", "All orders");
    let theirs = BASE.replace("List orders", "Lists the orders");
    let merged = merged(BASE, &mine, &theirs);
    assert_eq!(merged.document.text, mine);
    assert_eq!(
        lines(&merged),
        ["4 conflict GET /orders summary: here All orders, the vendor Lists the orders"]
    );
    assert_eq!(merged.conflicts().count(), 1);
    // The same change is none.
    let agreed = super::merge(&parse(BASE), &parse(&mine), &parse(&mine)).unwrap();
    assert_eq!((agreed.document.text, agreed.changes.len()), (mine, 0));
}

#[test]
fn what_a_person_took_away_stays_away_and_what_was_edited_stays() {
    let mine = BASE
        .replace("  /old:\n    get: {summary: Old}\n", "")
        .replace(
            "        - {name: sort, in: query, schema: {type: string}}\n",
            "",
        )
        .replace("An order.", "Our order.");
    let theirs = BASE.replace("Old}", "Older}").replace(
        "name: sort, in: query",
        "name: sort, in: query, required: true",
    );
    let schemas = theirs.find("    order_v1").unwrap();
    let theirs = format!(
        "{}    Item: {{type: object, x-source: {{confidence: docs, from: \"acme.json: Item\"}}}}\n",
        &theirs[..schemas]
    );
    let merged = merged(BASE, &mine, &theirs);
    assert_eq!(merged.document.text, mine);
    assert_eq!(
        lines(&merged),
        [
            "1 left out path /old: the vendor changed it, and it is taken away here",
            "5 left out GET /orders parameters query sort: the vendor changed it, and it is taken away here",
            "10 kept     schema order_v1: the vendor took it away, and it is edited or used here",
        ]
    );
}

#[test]
fn a_schema_that_a_person_renamed_is_followed() {
    let mine = BASE
        .replace(
            "    order_v1:\n      description: An order.",
            "    Order:\n      description: Our order.",
        )
        .replace("/Item\"}", "/Article\"}")
        .replace("    Item: {", "    Article: {");
    let theirs = BASE
        .replace("size: {type: integer}", "size: {type: integer, minimum: 1}\n        other: {$ref: \"#/components/schemas/order_v1\"}")
        .replace("    Item: {type: object", "    Item: {type: string")
        + "    Items: {type: array, items: {$ref: \"#/components/schemas/Item\"}}\n";
    let merged = merged(BASE, &mine, &theirs);
    let wanted = mine
        .replace("size: {type: integer}", "size: {type: integer, minimum: 1}\n        other: {$ref: \"#/components/schemas/Order\"}")
        .replace("    Article: {type: object", "    Article: {type: string")
        + "    Items: {type: array, items: {$ref: \"#/components/schemas/Article\"}}\n";
    assert_eq!(merged.document.text, wanted);
    assert_eq!(merged.conflicts().count(), 0);
}

/// A person's own operation keeps the schema that it answers, and what that refers to; without it they go.
#[test]
fn a_schema_that_is_referred_to_stays() {
    let base = BASE.replace("    order_v1:", "    Order:");
    let own = "  /own:\n    get: {responses: {\"200\": {$ref: \"#/components/schemas/Order\"}}}\ncomponents:\n";
    let mine = base.replace("components:\n", own);
    let schemas = base.find("components:\n").unwrap();
    let theirs = format!(
        "{}components:\n  schemas:\n    Other: {{type: object}}\n",
        &base[..schemas]
    );
    let used = merged(&base, &mine, &theirs);
    assert_eq!(
        used.document.text,
        format!("{mine}    Other: {{type: object}}\n")
    );
    let kept: Vec<_> = lines(&used)
        .into_iter()
        .filter(|line| line.contains("kept "))
        .collect();
    assert_eq!(kept.len(), 2, "{kept:?}");
    let unused = merged(&base, &base, &theirs).document.root.to_json();
    assert_eq!(unused, parse(&theirs).root.to_json());
}

#[test]
fn lists_without_names_are_values_and_keep_what_is_beside_their_items() {
    let base = "required: [a, b]\nenum:\n  - one # 1\n  - two # 2\n";
    let theirs = "required: [a, c, b]\nenum:\n  - one\n  - two\n  - three\n";
    assert_eq!(
        merged(base, base, theirs).document.text,
        "required: [a, c, b]\nenum:\n  - one # 1\n  - two # 2\n  - three\n"
    );
    let mine = base.replace("[a, b]", "[a]");
    let merged = merged(base, &mine, theirs);
    assert_eq!(
        lines(&merged)[0],
        "1 conflict required: here [a], the vendor [a, c, b]"
    );
}
