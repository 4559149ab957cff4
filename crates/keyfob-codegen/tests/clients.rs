//! The three clients as their users read them: names that are words, and nothing without documentation.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::lint::cryptic;
use keyfob_codegen::load::Document;
use keyfob_codegen::model::Spec;
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Visibility};

const CLIENTS: [&str; 3] = ["kotak-neo", "kotak-trade", "quatrix"];

/// Something that users can name.
#[derive(Debug)]
struct Named {
    kind: Kind,
    /// The modules that lead to it, and its type if it is a part of one.
    within: String,
    name: String,
    docs: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Type,
    Member,
    Value,
    /// A method that leads to a group, or to a call.
    Operation,
    Setter,
    Method,
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn client(name: &str) -> Vec<Named> {
    let path = root().join(format!("crates/{name}/src/generated/client.rs"));
    named(&std::fs::read_to_string(path).unwrap())
}

fn named(code: &str) -> Vec<Named> {
    let mut found = Vec::new();
    walk(&syn::parse_file(code).unwrap().items, "", &mut found);
    found
}

fn walk(items: &[Item], module: &str, found: &mut Vec<Named>) {
    for item in items {
        match item {
            Item::Mod(inner) => {
                let module = format!("{module}::{}", inner.ident);
                let items = inner.content.as_ref().map(|(_, items)| items.as_slice());
                walk(items.unwrap_or_default(), &module, found);
            }
            Item::Struct(model) if is_public(&model.vis) => {
                add(found, Kind::Type, module, &model.ident, &model.attrs);
                let within = format!("{module}::{}", model.ident);
                for field in model.fields.iter().filter(|field| is_public(&field.vis)) {
                    if let Some(ident) = &field.ident {
                        add(found, Kind::Member, &within, ident, &field.attrs);
                    }
                }
            }
            Item::Enum(model) if is_public(&model.vis) => {
                add(found, Kind::Type, module, &model.ident, &model.attrs);
                let within = format!("{module}::{}", model.ident);
                for variant in &model.variants {
                    add(found, Kind::Value, &within, &variant.ident, &variant.attrs);
                }
            }
            Item::Impl(block) if block.trait_.is_none() => {
                let kind = match module {
                    "::operations" => Kind::Operation,
                    "::builder" | "::types::builder" => Kind::Setter,
                    _ => Kind::Method,
                };
                let of = match &*block.self_ty {
                    syn::Type::Path(path) => path.path.segments.last().map(|last| &last.ident),
                    _ => None,
                };
                let within = format!("{module}::{}", of.unwrap());
                for item in &block.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                    {
                        add(found, kind, &within, &method.sig.ident, &method.attrs);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn add(
    found: &mut Vec<Named>,
    kind: Kind,
    within: &str,
    ident: &syn::Ident,
    attributes: &[Attribute],
) {
    found.push(Named {
        kind,
        within: within.to_owned(),
        name: ident.to_string().trim_start_matches("r#").to_owned(),
        docs: attributes
            .iter()
            .filter_map(doc)
            .collect::<Vec<_>>()
            .join("\n"),
    });
}

fn doc(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Names with a part that is no word.
fn unreadable(all: &[Named]) -> Vec<String> {
    let told = all.iter().filter_map(|one| {
        let part = cryptic(&one.name)?;
        Some(format!("{}::{}: `{part}`", one.within, one.name))
    });
    told.collect()
}

/// What is not documented as it must be: a call by an example and its errors, a setter and a value by what they are.
fn undocumented(all: &[Named]) -> Vec<String> {
    let lacks = |one: &&Named| match one.kind {
        Kind::Operation => !is_documented(one),
        // What is said of each value: how it is written on the wire.
        Kind::Value => !one.docs.contains("\n\n"),
        _ => one.docs.trim().is_empty(),
    };
    let told = all.iter().filter(lacks);
    told.map(|one| format!("{:?} {}::{}", one.kind, one.within, one.name))
        .collect()
}

fn is_documented(call: &Named) -> bool {
    let has_call = |example: &str| example.contains(".send()") && example.contains(&call.name);
    let example = call.docs.split_once("```rust,no_run\n");
    let example = example.and_then(|(_, rest)| rest.split_once("```"));
    example.is_some_and(|(example, _)| has_call(example)) && call.docs.contains("# Errors\n")
}

#[test]
fn every_public_name_of_the_clients_is_made_of_words() {
    for name in CLIENTS {
        let all = client(name);
        assert!(all.len() > 1_000, "{name} has {} names", all.len());
        assert_eq!(unreadable(&all), [""; 0], "{name}");
        let short: BTreeSet<&str> = all
            .iter()
            .map(|one| one.name.as_str())
            .filter(|name| name.len() < 3)
            .collect();
        println!("{name}: {} names, the shortest are {short:?}", all.len());
    }
}

#[test]
fn every_operation_setter_and_value_of_the_clients_is_documented() {
    let (mut wanted, mut documented) = (0, 0);
    for name in CLIENTS {
        let document = Document::read(&root().join(format!("specs/{name}.yaml"))).unwrap();
        wanted += Spec::of(&document).operations.len();
        let all = client(name);
        let calls = all.iter().filter(|one| one.kind == Kind::Operation);
        documented += calls.filter(|call| is_documented(call)).count();
        assert_eq!(undocumented(&all), [""; 0], "{name}");
    }
    println!("{documented}/{wanted} operations have an example and an Errors section");
    assert_eq!(documented, wanted);
}

#[test]
fn names_that_are_no_words_and_missing_documentation_are_seen() {
    let code = r##"
        pub mod types {
            pub enum Side {
                #[doc = "To buy.\n\n`B` on the wire."]
                Buy,
                #[doc = "`S` on the wire."]
                Sl,
            }
            pub struct Order { pub tt: u8, hidden_qty: u8 }
            pub mod builder { impl Order { #[doc = ""] pub fn quantity(self) {} fn prc(self) {} } }
        }
        pub mod operations {
            impl Orders<'_> {
                #[doc = "Places.\n\n```rust,no_run\norders().place().send()\n```\n\n# Errors\n\nNone"]
                pub fn place(&self) {}
                #[doc = "Changes.\n\n```rust,no_run\norders().modify().send()\n```"]
                pub fn modify(&self) {}
                #[doc = "Ends.\n\n```rust,no_run\norders().place().send()\n```\n\n# Errors\n\nNone"]
                pub fn cancel(&self) {}
                #[doc = "Lists.\n\n# Errors\n\nNone"]
                pub fn list(&self) {}
            }
        }
        pub mod builder { impl OrdersPlace<'_> { pub fn to_dt(self) {} } }
    "##;
    let all = named(code);
    assert_eq!(
        unreadable(&all),
        [
            "::types::Side::Sl: `sl`",
            "::types::Order::tt: `tt`",
            "::builder::OrdersPlace::to_dt: `dt`",
        ]
    );
    let told = undocumented(&all);
    for lacking in [
        "Value ::types::Side::Sl",
        "Member ::types::Order::tt",
        "Setter ::types::builder::Order::quantity",
        "Operation ::operations::Orders::modify",
        "Operation ::operations::Orders::cancel",
        "Operation ::operations::Orders::list",
        "Setter ::builder::OrdersPlace::to_dt",
    ] {
        assert!(
            told.iter().any(|one| one == lacking),
            "{lacking} in {told:?}"
        );
    }
    assert!(
        !told
            .iter()
            .any(|one| one.contains("place") || one.contains("Buy")),
        "{told:?}"
    );
}
