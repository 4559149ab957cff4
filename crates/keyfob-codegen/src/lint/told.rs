//! What a rule takes away, told in a description.

use super::context::Context;
use super::sites::{Role, Site};
use crate::edit::{Edits, Tree};
use crate::load::Node;

/// Takes a keyword away that limits values, and tells it where the schema is described.
pub(super) fn drop_limit<'a>(fix: &mut Edits, context: &Context<'a>, node: &'a Node, key: &str) {
    // Values of a secret are told nowhere.
    let told = key != "default" || node.text_of("format") != Some("password");
    if let Some(sentence) = node.get(key).and_then(|value| limit(key, value))
        && told
    {
        fix.tell(context.described(node), "description", sentence);
    }
    fix.remove(node, key);
}

/// Takes an enum away with all that is said of its values, and tells these. Who knows its values by its name knows them no more.
pub(super) fn drop_enum<'a>(
    fix: &mut Edits,
    context: &Context<'a>,
    site: &Site<'a>,
    told: fn(&[Node]) -> Option<String>,
) {
    let node = site.node;
    if matches!(site.role, Role::Component) {
        let named = |other: &&Site<'_>| other.node.text_of("x-known-values") == Some(site.name);
        let named = context.sites.iter().filter(named);
        named.for_each(|other| fix.remove(other.node, "x-known-values"));
    }
    if let Some(sentence) = node.get("enum").and_then(|values| told(values.items())) {
        fix.tell(context.described(node), "description", sentence);
    }
    for key in [
        "enum",
        "x-enum-varnames",
        "x-enum-descriptions",
        "x-aliases",
    ] {
        fix.remove(node, key);
    }
}

/// What a keyword that limits values means to a reader. Nothing for one that says nothing.
pub(super) fn limit(key: &str, value: &Node) -> Option<String> {
    let shown = shown(value);
    let not_false = value.boolean() != Some(false);
    Some(match key {
        "minimum" => format!("At least {shown}."),
        "maximum" => format!("At most {shown}."),
        "exclusiveMinimum" | "exclusiveMaximum" if value.boolean().is_some() => {
            let end = key.trim_start_matches("exclusive").to_lowercase();
            return not_false.then(|| format!("The {end} is excluded."));
        }
        "exclusiveMinimum" => format!("More than {shown}."),
        "exclusiveMaximum" => format!("Less than {shown}."),
        "multipleOf" => format!("A multiple of {shown}."),
        "minLength" => format!("At least {shown} characters."),
        "maxLength" => format!("At most {shown} characters."),
        "minItems" => format!("At least {shown} items."),
        "maxItems" => format!("At most {shown} items."),
        "minProperties" => format!("At least {shown} members."),
        "maxProperties" => format!("At most {shown} members."),
        "uniqueItems" => return not_false.then(|| "No item is there twice.".to_owned()),
        "pattern" => format!("Matches `{shown}`."),
        "format" => format!("In the form `{shown}`."),
        "default" => return default(value),
        _ => return None,
    })
}

/// The values that have been seen in answers.
pub(super) fn seen(values: &[Node]) -> Option<String> {
    (!values.is_empty()).then(|| format!("Seen values: {}.", all(values)))
}

/// The values that can be asked for.
pub(super) fn allowed(values: &[Node]) -> Option<String> {
    (!values.is_empty()).then(|| format!("One of {}.", all(values)))
}

fn default(value: &Node) -> Option<String> {
    let shown = shown(value);
    let empty = shown.is_empty() || shown == "null";
    (!empty).then(|| format!("Taken as `{shown}` when it is missing."))
}

fn all(values: &[Node]) -> String {
    let values = values.iter().map(|value| format!("`{}`", shown(value)));
    values.collect::<Vec<_>>().join(", ")
}

/// A value in one line; a text without quotes.
fn shown(value: &Node) -> String {
    match value.text() {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        None => Tree::from(value).to_string(),
    }
}
