//! What Rust shows: names that can be read, and names that can be names.

use heck::ToSnakeCase;

use super::context::{Context, list, place_of};
use super::keywords::Within;
use super::rule::{Report, Rule};
use super::sites::Role;
use super::words::{cryptic, cryptic_beside};
use crate::finding::Place;
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "name-cryptic",
        "callers read and write this name, and it is not made of words",
        readable,
    ),
    Rule::new(
        "name-invalid",
        "it is the name in Rust as it stands",
        invalid,
    ),
    Rule::new(
        "member-reserved",
        "the builder of a request has a field or a method of that name itself",
        reserved,
    ),
];

/// In a spec that is made of the vendor's own document, the vendor's names are kept, and only what is added to them is looked at.
fn readable(context: &Context<'_>, report: &mut Report) {
    let is_imported = context.document.root.get("x-generate").is_some();
    let mut look = |place: Place, name: &str, vendors: &str, what: &str, key: &str| {
        let part = match is_imported {
            true => cryptic_beside(name, vendors),
            false => cryptic(name),
        };
        if let Some(part) = part {
            report.add(
                place,
                format!("`{part}` in the {what} `{name}` is no word"),
                format!(
                    "write `{key}` with whole words; a word that everybody knows belongs to `lint/words.rs`"
                ),
            );
        }
    };
    for site in &context.sites {
        if matches!(site.role, Role::Property(_)) {
            let place = site
                .node
                .get("x-name")
                .map_or(site.place, |name| name.place);
            look(place, site.rust, site.name, "member", "x-name");
        }
        let names = list(site.node, "x-enum-varnames");
        for (at, value) in list(site.node, "enum").iter().enumerate() {
            let node = names.get(at).unwrap_or(value);
            let name = node.text().map(names::variant).unwrap_or_default();
            let vendors = value.text().map(names::variant).unwrap_or_default();
            look(node.place, &name, &vendors, "value", "x-enum-varnames");
        }
    }
    for parameter in &context.parameters {
        let name = parameter.node.get("x-name");
        let place = name.map_or(place_of(parameter.node, "name"), |name| name.place);
        look(place, parameter.rust, parameter.name, "parameter", "x-name");
    }
    for operation in &context.operations {
        let name = operation.method_name().unwrap_or_default();
        let id = operation.id().and_then(Node::text).unwrap_or_default();
        look(operation.name_place(), name, id, "method", "x-name");
    }
    for tag in list(&context.document.root, "tags") {
        if let Some(name) = tag.get("x-name").or_else(|| tag.get("name")) {
            look(
                name.place,
                name.text().unwrap_or_default(),
                tag.text_of("name").unwrap_or_default(),
                "group",
                "x-name",
            );
        }
    }
}

/// Whether a name can stand in Rust as it is.
fn fits(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.is_ascii()
        && name.to_snake_case() == name
        && !names::is_keyword(name)
        && !name.starts_with("get_")
}

fn invalid(context: &Context<'_>, report: &mut Report) {
    let places = [
        Within::Operation,
        Within::Parameter,
        Within::Property,
        Within::Tag,
    ];
    for keyword in &context.keywords {
        let entry = keyword.entry;
        if entry.key == "x-name"
            && places.contains(&keyword.within)
            && !entry.value.text().is_some_and(fits)
        {
            report.add(
                entry.value.place,
                format!(
                    "`{}` is no snake_case name that Rust leaves free",
                    entry.value.text().unwrap_or_default()
                ),
                "write `x-name: some_words`, without `get_`, and no keyword",
            );
        }
    }
}

/// What the builders of requests have, or what is called on them.
const OF_BUILDERS: [&str; 4] = ["build", "default", "problems", "try_into"];

fn reserved(context: &Context<'_>, report: &mut Report) {
    for site in context.sites.iter().filter(|site| site.asked) {
        let Role::Property(owner) = site.role else {
            continue;
        };
        let name = names::field(site.rust);
        let is_setter = name
            .strip_prefix("set_")
            .is_some_and(|of| has_member(owner, of));
        if OF_BUILDERS.contains(&name.as_str()) || is_setter {
            report.add(
                site.node.get("x-name").map_or(site.place, |own| own.place),
                format!("a member of a request is called `{name}`"),
                "write `x-name` with a word more",
            );
        }
    }
}

/// Whether an object has a member that Rust calls so.
fn has_member(owner: &Node, name: &str) -> bool {
    super::sites::properties(owner).iter().any(|property| {
        let rust = super::sites::rust_name(&property.value, &property.key);
        names::field(rust) == name
    })
}
