//! Names of types: those that schemas give, and those that the generator makes up for schemas that have none.

use std::collections::BTreeMap;

use super::context::Context;
use super::rule::{Report, Rule};
use super::sites::{properties, rust_name};
use crate::finding::Place;
use crate::load::Node;
use crate::names;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "schema-name-reserved",
        "generated code and its readers mean another thing by it, and one of them would not compile",
        reserved,
    ),
    Rule::new(
        "type-name-clash",
        "the generated code would not compile, or would take the first of them for both in silence",
        clash,
    ),
];

fn reserved(context: &Context<'_>, report: &mut Report) {
    for schema in context.schemas {
        if names::is_in_prelude(&schema.key) {
            report.add(
                schema.place,
                format!("`{}` is a name of Rust's prelude", schema.key),
                format!("write what it is of, as `Order{}`", schema.key),
            );
        }
    }
}

/// A schema that becomes a type: its name, where it stands, and what it is to a reader.
struct Named {
    name: String,
    place: Place,
    what: String,
}

fn clash(context: &Context<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, (Place, String)> = BTreeMap::new();
    for schema in context.schemas {
        let named = (schema.place, format!("`{}`", schema.key));
        seen.insert(names::variant(&schema.key), named);
    }
    for Named { name, place, what } in inline(context) {
        match seen.get(&name) {
            None => drop(seen.insert(name, (place, what))),
            Some((first, other)) => {
                report.add(
                place,
                format!(
                    "the type of {what} is called `{name}`, as is that of {other} in line {}",
                    first.line
                ),
                "rename one, or move the schema to `components.schemas` under a name of its own",
            );
            }
        }
    }
}

/// The schemas without a name of their own for which the generator makes one up.
fn inline(context: &Context<'_>) -> Vec<Named> {
    let mut found = Vec::new();
    for schema in context.schemas {
        let what = format!("`{}`", schema.key);
        within(&schema.value, &schema.key, schema.place, &what, &mut found);
    }
    found
}

/// A schema that may be a type itself, and what is within it.
fn whole(node: &Node, name: &str, place: Place, what: &str, found: &mut Vec<Named>) {
    if node.get("$ref").is_some() {
        return;
    }
    let limits = ["enum", "minLength", "maxLength", "pattern"];
    let limited = limits.iter().any(|key| node.get(key).is_some());
    if node.get("properties").is_some() || limited {
        found.push(Named {
            name: names::variant(name),
            place,
            what: what.to_owned(),
        });
    }
    within(node, name, place, what, found);
}

/// The schemas within one, each by the name of what it stands in.
fn within(node: &Node, name: &str, place: Place, what: &str, found: &mut Vec<Named>) {
    for property in properties(node) {
        let rust = rust_name(&property.value, &property.key);
        let name = names::variant(&format!("{name}_{rust}"));
        let what = format!("`{}` in {what}", property.key);
        whole(&property.value, &name, property.place, &what, found);
    }
    for (key, end) in [("items", "Item"), ("additionalProperties", "Value")] {
        if let Some(part) = node.get(key) {
            let (name, what) = (format!("{name}{end}"), format!("`{key}` in {what}"));
            whole(part, &name, place, &what, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::generate::generate;
    use crate::load::Document;

    /// The types that a spec's client has.
    fn generated(document: &Document) -> BTreeSet<String> {
        let files = generate(document).unwrap();
        let file = syn::parse_file(&files[Path::new("src/generated/client.rs")]).unwrap();
        let types = file.items.iter().find_map(|item| match item {
            syn::Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
            _ => None,
        });
        let names = types.unwrap().1.iter().filter_map(|item| match item {
            syn::Item::Struct(model) => Some(model.ident.to_string()),
            syn::Item::Enum(model) => Some(model.ident.to_string()),
            _ => None,
        });
        names.collect()
    }

    /// The names are typify's to make up; if it makes up others some day, this tells.
    #[test]
    fn the_names_that_are_made_up_are_known_beforehand() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in [
            "tests/names.yaml",
            "tests/forms.yaml",
            "src/lint/tests/good.yaml",
            "../../specs/kotak-neo.yaml",
        ] {
            let document = Document::read(&here.join(file)).unwrap();
            let context = Context::new(&document);
            let components: BTreeSet<_> = context
                .schemas
                .iter()
                .map(|schema| names::variant(&schema.key))
                .collect();
            let made_up: BTreeSet<_> = inline(&context)
                .into_iter()
                .map(|named| named.name)
                .collect();
            let generated = generated(&document);
            let rest: BTreeSet<_> = generated.difference(&components).cloned().collect();
            assert_eq!(rest, made_up, "{file}");
        }
    }
}
