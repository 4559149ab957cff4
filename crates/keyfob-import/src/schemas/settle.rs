//! Where types may stand: the generated code reads decimals and points in time in some places only.

use keyfob_codegen::edit::Tree;

use super::texts;

/// Where a number stands. The generated code reads decimals and points in time in some places only.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Member,
    /// The items of a list that is a member.
    Item,
    Parameter,
    /// Anywhere else.
    Inner,
}

/// Says in words what a number is where its type cannot: points in time stay numbers, and decimals become anything.
pub(super) fn settle(yaml: &mut Tree, place: Place) {
    let told = yaml
        .get("description")
        .and_then(Tree::text)
        .unwrap_or_default();
    if !matches!(place, Place::Member | Place::Item | Place::Parameter)
        && let Some(unit) = yaml.get("x-time").and_then(Tree::text)
    {
        let unit = unit.replace("unix", "").replace('-', "");
        let unit = if unit.is_empty() {
            "seconds"
        } else {
            unit.as_str()
        };
        let told = texts::joined(told, &[format!("A point in time, in {unit} since 1970.")]);
        yaml.remove("x-time");
        yaml.set("description", told);
    } else if place == Place::Inner && is_decimal(yaml) {
        *yaml = Tree::map().with(
            "description",
            texts::joined(told, &["A number.".to_owned()]),
        );
    }
    let item = match place {
        Place::Member => Place::Item,
        _ => Place::Inner,
    };
    for (key, place) in [("items", item), ("additionalProperties", Place::Inner)] {
        if let Some(inner) = yaml.get_mut(key) {
            settle(inner, place);
        }
    }
}

pub(super) fn is_decimal(yaml: &Tree) -> bool {
    yaml.get("format").and_then(Tree::text) == Some("decimal")
}

/// Whether it, or one of its items or values, is read and written in a way of its own.
pub(super) fn is_special(yaml: &Tree) -> bool {
    let inner = ["items", "additionalProperties"];
    is_decimal(yaml)
        || yaml.get("x-time").is_some()
        || inner.iter().filter_map(|key| yaml.get(key)).any(is_special)
}
