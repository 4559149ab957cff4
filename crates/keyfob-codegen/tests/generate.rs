//! What is particular in generated code: forms with JSON in them, nulls that are sent, other names of values, decimals.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use keyfob_codegen::generate::{Files, generate};
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;

fn files() -> Files {
    files_of(include_str!("forms.yaml"))
}

fn files_of(text: &str) -> Files {
    let document = Document::parse(Path::new("specs/forms.yaml"), text.to_owned()).unwrap();
    let findings = lint(&document);
    assert!(findings.is_empty(), "{findings:#?}");
    generate(&document).unwrap_or_else(|finding| panic!("{}", finding.message))
}

fn client() -> String {
    client_of(&files())
}

fn client_of(files: &Files) -> String {
    // Without line breaks and the blanks they bring, so that formatting does not matter.
    files[Path::new("src/generated/client.rs")]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

#[test]
fn a_success_without_a_body_beside_one_with_a_body_is_no_fault() {
    let text = include_str!("../src/lint/tests/good.yaml");
    let at = text.find("        \"200\":\n").unwrap();
    let (before, after) = text.split_at(at);
    let text = format!("{before}        \"202\": {{description: Later.}}\n{after}");
    let document = Document::parse(Path::new("specs/good.yaml"), text).unwrap();
    let files = generate(&document).unwrap_or_else(|finding| panic!("{}", finding.message));
    let client = &files[Path::new("src/generated/client.rs")];
    assert_eq!(
        client.matches(".json_answer_or_empty(&[202u16])").count(),
        1
    );
    assert!(client.contains(".json_answer()"));
}

#[test]
fn a_type_without_members_is_written_without_a_warning() {
    let text = include_str!("bodies.yaml").to_owned();
    let document = Document::parse(Path::new("specs/bodies.yaml"), text).unwrap();
    let files = generate(&document).unwrap_or_else(|finding| panic!("{}", finding.message));
    let client = files[Path::new("src/generated/client.rs")].split_whitespace();
    let client = client.collect::<Vec<_>>().join(" ");
    let empty = "members = ::keyfob_core::members::write(serializer); members.end()";
    assert!(client.contains(&format!("let {empty}")));
    assert!(!client.contains(&format!("let mut {empty}")));
}

#[test]
fn a_member_that_nobody_describes_refers_to_generated_types_alone() {
    let text = include_str!("../src/lint/tests/good.yaml").to_owned();
    let document = Document::parse(Path::new("specs/good.yaml"), text).unwrap();
    let files = generate(&document).unwrap_or_else(|finding| panic!("{}", finding.message));
    let client = &files[Path::new("src/generated/client.rs")];
    assert!(client.contains("///Not described by the vendor."));
    for foreign in ["Decimal", "String", "Secret", "OffsetDateTime"] {
        assert!(!client.contains(&format!("See [`{foreign}`]")), "{foreign}");
    }
}

#[test]
fn a_field_with_json_in_it_has_the_schemas_type() {
    let client = client();
    let form = between(&client, "pub struct PlaceOrderForm {", "}");
    assert!(
        form.contains("pub order: crate::types::PlaceOrder") && form.contains("rename = \"jData\""),
        "{form}"
    );
    for implementation in ["Serialize", "Deserialize<'de>"] {
        let begin = format!("::serde::{implementation} for PlaceOrderForm {{");
        let form = between(&client, &begin, " impl");
        assert!(
            form.contains("::keyfob_core::embedded::Form") && form.contains("\"jData\""),
            "{form}"
        );
    }
}

#[test]
fn members_that_are_not_set_go_as_null_where_the_vendor_wants_it() {
    let client = client();
    let order = between(&client, "pub struct PlaceOrder {", " }");
    assert!(
        order.contains("pub tag: ::std::option::Option<::std::string::String>"),
        "{order}"
    );
    assert!(!order.contains("skip_serializing_if"), "{order}");
    let written = |name: &str| {
        between(
            &client,
            &format!("Serialize for {name} {{"),
            "members.end()",
        )
    };
    assert!(!written("PlaceOrder").contains("members.some(\"tag\""));
    assert!(written("PlaceOrderAnswer").contains("members.some(\"example\""));
}

#[test]
fn values_have_the_vendors_other_names() {
    let client = client();
    let table = between(&client, "Enumeration for Side", "impl ::std");
    for row in [
        "(\"B\", \"Buy\", Self::Buy)",
        "(\"S\", \"Sell\", Self::Sell)",
        "(\"Sell\", Self::Sell)",
    ] {
        assert!(table.contains(row), "{row} in {table}");
    }
    let side = between(&client, "pub enum Side {", "}");
    assert!(
        side.contains("To buy") && side.contains("rename = \"B\""),
        "{side}"
    );
}

#[test]
fn known_values_of_an_answer_are_that_enum_or_text() {
    let client = client();
    let answer = between(&client, "pub struct PlaceOrderAnswer {", " }");
    assert!(
        answer.contains("pub side: ::std::option::Option<::keyfob_core::OpenEnum<Side>>"),
        "{answer}"
    );
}

#[test]
fn decimals_are_exact_and_bring_their_feature() {
    let client = client();
    for (member, module) in [("price", "text_option"), ("total", "number_option")] {
        let field = format!("pub {member}: ::std::option::Option<::keyfob_core::Decimal>");
        let (before, _) = client
            .split_once(&field)
            .unwrap_or_else(|| panic!("no {field}"));
        let with = format!("with = \"::keyfob_core::decimal::{module}");
        assert!(before[before.len() - 300..].contains(&with), "{with}");
    }
    let manifest = &files()[Path::new("Cargo.toml")];
    assert!(manifest.contains(r#"features = ["decimal"]"#), "{manifest}");
}

#[test]
fn answers_that_are_bare_lists_and_maps_are_read_member_by_member() {
    let client = client_of(&files_of(include_str!("bodies.yaml")));
    for (name, reader) in [("TextMapAnswer", "entries"), ("TextListAnswer", "rows")] {
        let body = between(
            &client,
            &format!("pub struct {name}("),
            "impl ::serde::Serialize",
        );
        let reader = format!("::keyfob_core::lenient::{reader}(deserializer).map(Self)");
        assert!(body.contains(&reader), "{body}");
    }
    let request = between(
        &client,
        "pub struct TextMapRequest(",
        "impl ::serde::Serialize",
    );
    assert!(!request.contains("lenient"), "{request}");
    assert!(
        request.contains("::serde::Deserialize>::deserialize(deserializer)"),
        "{request}"
    );
}

#[test]
fn a_member_may_have_the_name_of_a_keyword() {
    assert!(client().contains("pub example: ::std::option::Option<::std::string::String>"));
}

#[test]
fn nothing_of_progenitors_own_is_left() {
    let client = client();
    for name in [
        "progenitor_client",
        "new_with_client",
        "Error<()>",
        "```ignore",
    ] {
        assert!(!client.contains(name), "{name}");
    }
}

#[test]
fn a_call_that_is_built_and_not_sent_warns() {
    let file = syn::parse_file(&files()[Path::new("src/generated/client.rs")]).unwrap();
    let mut seen = 0;
    for module in modules(&file.items) {
        let Some((_, items)) = module
            .content
            .as_ref()
            .filter(|_| module.ident == "builder")
        else {
            continue;
        };
        for item in items {
            if let syn::Item::Struct(builder) = item {
                let marked = builder.attrs.iter().any(|a| a.path().is_ident("must_use"));
                assert!(marked, "{}", builder.ident);
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 3, "one call, and two bodies");
}

/// The modules, and those within.
fn modules(items: &[syn::Item]) -> Vec<&syn::ItemMod> {
    let mut found = Vec::new();
    for item in items {
        if let syn::Item::Mod(module) = item {
            found.push(module);
            let inner = module.content.iter().flat_map(|(_, items)| modules(items));
            found.extend(inner);
        }
    }
    found
}

/// Each level of bodies holds the next one four times: what is looked at once per way there does not come to an end.
#[test]
fn secrets_are_found_however_deep_they_stand_and_each_level_is_looked_at_once() {
    let level = |at: usize| {
        let next = format!("{{$ref: '#/components/schemas/Level{}'}}", at + 1);
        let members = format!("{{a: {next}, b: {next}, c: {next}, d: {next}}}");
        format!("    Level{at}: {{type: object, properties: {members}}}\n")
    };
    let mut levels: String = (0..20).map(level).collect();
    levels += "    Level20: {type: object, properties: {pin: {type: string, format: password}}}\n";
    let text = include_str!("forms.yaml")
        .replacen(
            "    PlaceOrder:\n",
            &format!("{levels}    PlaceOrder:\n"),
            1,
        )
        .replacen(
            "        price: {",
            "        deep: {$ref: '#/components/schemas/Level0'}\n        price: {",
            1,
        );
    let document = Document::parse(Path::new("specs/forms.yaml"), text).unwrap();
    let spec = keyfob_codegen::model::Spec::of(&document);
    assert!(
        spec.operations[0].secrets.contains("pin"),
        "{:?}",
        spec.operations[0].secrets
    );
}

#[test]
fn the_manifest_asks_for_serdes_macros_exactly_where_something_is_derived() {
    let mut found = std::collections::BTreeSet::new();
    for text in [include_str!("bodies.yaml"), include_str!("forms.yaml")] {
        let files = files_of(text);
        let asks = files[Path::new("Cargo.toml")]
            .contains("serde = { workspace = true, features = [\"derive\"] }");
        let client = client_of(&files);
        let mut derives = client.split("#[derive(").skip(1);
        let derived = derives.any(|rest| {
            let (names, _) = rest.split_once(")]").unwrap();
            names.contains("::serde::")
        });
        assert_eq!(asks, derived);
        found.insert(derived);
    }
    assert_eq!(found.len(), 2, "one of the documents has nothing derived");
}
