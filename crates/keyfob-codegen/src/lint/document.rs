//! The document as a whole: its version, its shape, its references.

use openapiv3::{OpenAPI, Operation, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde_json::{Value, from_value, json};

use super::context::{Context, place_of};
use super::keywords::Within;
use super::rule::{Report, Rule};
use crate::finding::Place;
use crate::load::{Entry, Node};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "openapi-version",
        "the generator understands OpenAPI 3.0 and nothing else",
        version,
    ),
    Rule::new(
        "not-openapi",
        "the generator cannot read the document",
        shape,
    ),
    Rule::new(
        "reference-external",
        "the generator reads one file and panics on references that leave it",
        external,
    ),
    Rule::new(
        "reference-unresolved",
        "the generator panics on it without saying where",
        unresolved,
    ),
    Rule::new(
        "reference-kind",
        "the generator goes by the name at its end, and takes it for one of the kind that is wanted",
        kind,
    ),
    Rule::new(
        "path-item-reference",
        "the generator refuses paths that stand elsewhere",
        path_item,
    ),
    Rule::new(
        "ignored-keyword",
        "the generator takes no notice of it, so it promises what no client does",
        ignored,
    ),
];

fn version(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    let version = root.get("openapi");
    let known = version
        .and_then(Node::text)
        .and_then(|text| text.strip_prefix("3.0."))
        .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|b| b.is_ascii_digit()));
    if !known {
        report.add(
            version.map_or(root.place, |node| node.place),
            "the version of OpenAPI is not 3.0.x",
            "write `openapi: 3.0.3`",
        );
    }
}

/// Reads piece by piece, since errors of the whole have no place.
fn shape(context: &Context<'_>, report: &mut Report) {
    let root = &context.document.root;
    let mut broken = broken_pieces(context);
    if broken.is_empty()
        && let Err(error) = from_value::<OpenAPI>(root.to_json())
    {
        broken.push((broken_key(root).unwrap_or(root.place), error));
    }
    for (place, error) in broken {
        report.add(
            place,
            format!("this does not read as OpenAPI ({error})"),
            "compare it with the OpenAPI 3.0.3 specification",
        );
    }
}

/// The key at the root whose value is to blame for the whole.
fn broken_key(root: &Node) -> Option<Place> {
    let is_broken = |entry: &&Entry| {
        let mut alone =
            json!({"openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {}});
        if let Some(alone) = alone.as_object_mut() {
            alone.insert(entry.key.clone(), entry.value.to_json());
        }
        from_value::<OpenAPI>(alone).is_err()
    };
    root.entries()
        .iter()
        .find(is_broken)
        .map(|entry| entry.place)
}

fn broken_pieces(context: &Context<'_>) -> Vec<(Place, serde_json::Error)> {
    let mut broken = Vec::new();
    let mut look = |place: Place, node: &Node, read: fn(Value) -> serde_json::Result<()>| {
        if let Err(error) = read(node.to_json()) {
            broken.push((place, error));
        }
    };
    for operation in &context.operations {
        look(operation.place(), operation.node(), |json| {
            from_value::<Operation>(json).map(drop)
        });
    }
    for entry in context.schemas {
        look(entry.place, &entry.value, |json| {
            from_value::<ReferenceOr<Schema>>(json).map(drop)
        });
    }
    for parameter in &context.parameters {
        look(parameter.place, parameter.node, |json| {
            from_value::<Parameter>(json).map(drop)
        });
    }
    for node in &context.requests {
        look(node.place, node, |json| {
            from_value::<RequestBody>(json).map(drop)
        });
    }
    for node in &context.answers {
        look(node.place, node, |json| {
            from_value::<Response>(json).map(drop)
        });
    }
    broken
}

fn references<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Entry, &'a str, Within)> {
    context
        .keywords
        .iter()
        .filter(|keyword| keyword.entry.key == "$ref")
        .filter_map(|keyword| Some((keyword.entry, keyword.entry.value.text()?, keyword.within)))
}

fn external(context: &Context<'_>, report: &mut Report) {
    for (entry, target, _) in references(context) {
        if !target.starts_with("#/") {
            report.add(
                entry.value.place,
                format!("`{target}` is not in this file"),
                "copy it into `components` and refer to it as `#/components/...`",
            );
        }
    }
}

fn unresolved(context: &Context<'_>, report: &mut Report) {
    for (entry, target, _) in references(context) {
        let Some(pointer) = target.strip_prefix('#') else {
            continue;
        };
        let found = context.document.at(pointer);
        if found
            .and_then(|node| context.document.resolve(node))
            .is_none()
        {
            report.add(
                entry.value.place,
                format!("nothing stands at `{target}`"),
                "mend the name, or declare it",
            );
        }
    }
}

fn kind(context: &Context<'_>, report: &mut Report) {
    for (entry, target, within) in references(context) {
        let section = match within {
            Within::Schema | Within::Property => "schemas",
            Within::Parameter => "parameters",
            _ => continue,
        };
        let rest = target.strip_prefix("#/components/");
        let name = rest.and_then(|rest| rest.strip_prefix(section)?.strip_prefix('/'));
        if target.starts_with("#/") && name.is_none_or(|name| name.contains('/')) {
            report.add(
                entry.value.place,
                format!("`{target}` is none of `components.{section}`"),
                format!("refer to `#/components/{section}/...`"),
            );
        }
    }
}

fn path_item(context: &Context<'_>, report: &mut Report) {
    for (entry, target, within) in references(context) {
        if within == Within::PathItem {
            report.add(
                entry.place,
                format!("a path is only a reference to `{target}`"),
                "write the path's operations here",
            );
        }
    }
}

fn ignored(context: &Context<'_>, report: &mut Report) {
    for keyword in &context.keywords {
        let key = keyword.entry.key.as_str();
        let help = match key {
            "readOnly" | "writeOnly" => "write one schema for requests and another for answers",
            "callbacks" | "links" => "tell it in the description",
            _ => continue,
        };
        report.add(keyword.entry.place, format!("`{key}` is not used"), help);
    }
    for operation in &context.operations {
        if operation.node().get("servers").is_some() {
            report.add(
                place_of(operation.node(), "servers"),
                "an operation has servers of its own",
                "write them at the path",
            );
        }
    }
}
