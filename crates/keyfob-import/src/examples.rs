//! Examples that are valid for a component: the vendor's where they fit, made ones where there are none.

mod fit;
mod made;
mod texts;

use keyfob_codegen::edit::Tree;

use crate::schemas::Registry;
use crate::source::Cursor;

/// An example of a component.
pub(crate) fn of_component(registry: &Registry<'_>, name: &str, given: Option<Cursor<'_>>) -> Tree {
    match registry.schema(name) {
        Some(schema) => example(registry, schema, name, given),
        None => Tree::map(),
    }
}

/// An example of a parameter.
pub(crate) fn of_parameter(
    registry: &Registry<'_>,
    schema: &Tree,
    given: Option<Cursor<'_>>,
) -> Tree {
    let known = schema.get("example");
    let given = given.map(|given| Tree::from(&given.node().to_json()));
    let fitting = given
        .as_ref()
        .or(known)
        .and_then(|value| fit::fit(registry, schema, value, 0));
    fitting.unwrap_or_else(|| made::made(registry, schema, "", 0))
}

fn example(registry: &Registry<'_>, schema: &Tree, name: &str, given: Option<Cursor<'_>>) -> Tree {
    let given = given.map(|given| Tree::from(&given.node().to_json()));
    let fitting = given.and_then(|value| fit::fit(registry, schema, &value, 0));
    let telling = fitting.filter(|value| !is_empty(value));
    telling.unwrap_or_else(|| made::made(registry, schema, name, 0))
}

/// Whether nothing is shown by it.
fn is_empty(value: &Tree) -> bool {
    match value {
        Tree::Map(entries) => entries.is_empty(),
        Tree::List(items) => items.is_empty(),
        Tree::Null => true,
        _ => false,
    }
}

/// The text under a key of a schema.
fn said<'y>(schema: &'y Tree, key: &str) -> Option<&'y str> {
    schema.get(key).and_then(Tree::text)
}

/// Whether an object has to have this member.
fn is_required(schema: &Tree, name: &str) -> bool {
    match schema.get("required") {
        Some(Tree::List(names)) => names.iter().any(|known| known.text() == Some(name)),
        _ => false,
    }
}
