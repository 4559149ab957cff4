//! Parameters: their names in Rust, and how they are written.

use keyfob_codegen::model::Kind;

use crate::support::{Imported, imported};

fn made() -> Imported {
    imported("parameters.yaml", include_str!("reports/parameters.txt"))
}

#[test]
fn names_that_clash_or_are_taken_say_where_they_stand() {
    let made = made();
    let all = made.operation("all").parameters.iter();
    let names: Vec<_> = all
        .map(|one| (one.location.as_str(), one.name.as_str(), one.rust.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("path", "id", "id"),
            ("path", "type", "type_"),
            ("query", "id", "query_id"),
            ("header", "id", "header_id"),
            ("query", "body", "query_body"),
            ("query", "$top", "top"),
            ("query", "top", "query_top"),
            ("query", "set_top", "query_set_top"),
            ("header", "X-Trace", "x_trace"),
            ("query", "next_token", "next_token"),
        ]
    );
}

#[test]
fn styles_are_parameters_or_texts() {
    let made = made();
    let all = made.operation("styles").parameters.iter();
    let kinds: Vec<_> = all
        .map(|one| {
            let kind = match &one.kind {
                Kind::List(inner) => format!("list of {inner:?}"),
                kind => format!("{kind:?}"),
            };
            (one.name.as_str(), one.rust.as_str(), kind)
        })
        .collect();
    let expected = [
        ("ids", "ids", "list of Integer"),
        ("joined", "joined", "Text"),
        ("piped", "piped", "Text"),
        ("filter[state]", "filter_state", "Text"),
        ("filter[since]", "filter_since", "Text"),
        ("expand[]", "expand", "list of Text"),
        ("created", "created", "Integer"),
        ("created[gt]", "created_gt", "Integer"),
        ("created[lt]", "created_lt", "Integer"),
        ("offset", "offset", "Integer"),
        ("size", "size", "Integer"),
        ("free", "free", "Text"),
        ("where", "where_", "Text"),
    ];
    let expected = expected.map(|(name, rust, kind)| (name, rust, kind.to_owned()));
    assert_eq!(kinds, expected);
    let joined = &made.operation("styles").parameters[2];
    assert!(
        joined
            .description
            .ends_with("written as one text with `|` between its items.")
    );
}
