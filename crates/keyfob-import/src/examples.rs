//! Examples that are valid for a component: the vendor's where they fit, made ones where there are none.

mod fit;
mod made;
mod texts;

use crate::schemas::Registry;
use crate::source::Cursor;
use crate::yaml::Yaml;

/// An example of a component.
pub(crate) fn of_component(registry: &Registry<'_>, name: &str, given: Option<Cursor<'_>>) -> Yaml {
    match registry.schema(name) {
        Some(schema) => example(registry, schema, name, given),
        None => Yaml::map(),
    }
}

/// An example of a parameter.
pub(crate) fn of_parameter(
    registry: &Registry<'_>,
    schema: &Yaml,
    given: Option<Cursor<'_>>,
) -> Yaml {
    let known = schema.get("example");
    let given = given.map(|given| Yaml::from(&given.node().to_json()));
    let fitting = given
        .as_ref()
        .or(known)
        .and_then(|value| fit::fit(registry, schema, value, 0));
    fitting.unwrap_or_else(|| made::made(registry, schema, "", 0))
}

fn example(registry: &Registry<'_>, schema: &Yaml, name: &str, given: Option<Cursor<'_>>) -> Yaml {
    let given = given.map(|given| Yaml::from(&given.node().to_json()));
    let fitting = given.and_then(|value| fit::fit(registry, schema, &value, 0));
    let telling = fitting.filter(|value| !is_empty(value));
    telling.unwrap_or_else(|| made::made(registry, schema, name, 0))
}

/// Whether nothing is shown by it.
fn is_empty(value: &Yaml) -> bool {
    match value {
        Yaml::Map(entries) => entries.is_empty(),
        Yaml::List(items) => items.is_empty(),
        Yaml::Null => true,
        _ => false,
    }
}

/// The text under a key of a schema.
fn said<'y>(schema: &'y Yaml, key: &str) -> Option<&'y str> {
    schema.get(key).and_then(Yaml::text)
}

/// Whether an object has to have this member.
fn is_required(schema: &Yaml, name: &str) -> bool {
    match schema.get("required") {
        Some(Yaml::List(names)) => names.iter().any(|known| known.text() == Some(name)),
        _ => false,
    }
}
