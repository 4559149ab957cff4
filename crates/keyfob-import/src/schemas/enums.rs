//! Enums of requests: components, so that one thing is one type in all calls.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::lint::cryptic;
use keyfob_codegen::names::variant;

use super::model::{Kind, Model, Value};
use super::{Schemas, Use, texts};
use crate::names;

/// Under this key stands, until the end, what is known of the values of a text in an answer.
pub(crate) const KNOWN: &str = "\0known";

/// Names that enums have already.
const TAKEN: [&str; 5] = ["Err", "Error", "None", "Ok", "Some"];

impl<'a> Schemas<'a> {
    /// The component of an enum; nothing where the values cannot be one.
    pub(super) fn enumeration(
        &mut self,
        model: &Model<'a>,
        hint: &str,
        member: &str,
    ) -> Option<String> {
        if model.open || model.values.is_empty() || !matches!(model.kind, Kind::Text) {
            return None;
        }
        let keys = keys(model, member);
        if let Some(name) = keys.iter().find_map(|key| self.registry.known_enum(key)) {
            return Some(name.clone());
        }
        let schema = schema(model, member)?;
        let wanted = model.name.as_deref().unwrap_or(hint);
        let name = self
            .registry
            .allocate(wanted, model.name.is_some(), &self.reader.places);
        for key in keys {
            self.registry.remember_enum(key, &name);
        }
        let source = self.source(model);
        let location = model.at.location();
        let schema = schema.with("x-source", source);
        self.registry.insert(&name, schema, Use::Request, location);
        Some(name)
    }
}

/// What the same enum is known by: its name, or what it is a member as and its values.
pub(super) fn keys(model: &Model<'_>, member: &str) -> Vec<String> {
    let values: Vec<String> = model
        .values
        .iter()
        .filter_map(|value| texts::shown(value.node))
        .collect();
    let by_place = format!("{}\0{}", names::snake(member), values.join("\0"));
    match &model.name {
        Some(name) => vec![format!("\0{name}\0{}", values.join("\0")), by_place],
        None => vec![by_place],
    }
}

/// The schema of an enum; nothing where a value has no name in Rust, or two have the same.
fn schema(model: &Model<'_>, member: &str) -> Option<Tree> {
    let mut seen = BTreeSet::new();
    let mut values = Vec::new();
    for value in &model.values {
        let text = value
            .node
            .text()
            .map(str::to_owned)
            .or_else(|| texts::shown(value.node))?;
        let plain = variant(text.trim_start_matches(['+', '-']));
        let is_clean = texts::clean(&text) == text;
        if !text.contains(char::is_alphanumeric) || !is_clean || !seen.insert(plain) {
            return None;
        }
        values.push(text);
    }
    let mut yaml = Tree::map().with("type", "string");
    let description = model.description.map(texts::clean);
    let description = description.unwrap_or_else(|| format!("The values of `{member}`."));
    yaml.set(
        "description",
        texts::joined(&description, &texts::limits(model)),
    );
    let described = model
        .values
        .iter()
        .zip(&values)
        .map(|(value, text)| Tree::Text(told(value, text)));
    let described: Vec<Tree> = described.collect();
    yaml.set(
        "enum",
        values.iter().cloned().map(Tree::Text).collect::<Vec<_>>(),
    );
    if let Some(names) = variants(model, &values)? {
        yaml.set("x-enum-varnames", names);
    }
    Some(yaml.with("x-enum-descriptions", described))
}

/// The description of a value: the vendor's, or its words.
fn told(value: &Value<'_>, text: &str) -> String {
    let given = value
        .description
        .map(texts::clean)
        .filter(|text| !text.is_empty());
    given.unwrap_or_else(|| {
        let is_name = text.starts_with(|c: char| c.is_alphabetic()) && !text.contains('.');
        let words = names::words(text);
        if words.is_empty() || !is_name {
            text.to_owned()
        } else {
            words
        }
    })
}

/// The name of a value that is none itself: `Value` and what it is, as far as that is digits and words; else with its place.
fn numbered(value: &str, place: usize) -> String {
    let own = names::pascal(&format!("Value {value}"));
    if value.is_ascii() && cryptic(&own).is_none() {
        return own;
    }
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    match digits.is_empty() {
        true => format!("Value{place}"),
        false => format!("Value{digits}"),
    }
}

/// The names of the values where they are no names themselves. The outer nothing: there are none that differ.
#[expect(clippy::option_option, reason = "no names, and no need of names")]
fn variants(model: &Model<'_>, values: &[String]) -> Option<Option<Vec<Tree>>> {
    let is_name = |name: &str| {
        name.is_ascii()
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && variant(name) == name
            && !TAKEN.contains(&name)
    };
    let given: Vec<String> = model
        .values
        .iter()
        .filter_map(|value| Some(names::pascal(value.name?)))
        .collect();
    let is_whole = |names: &[String]| {
        let distinct: BTreeSet<&String> = names.iter().collect();
        names.len() == values.len()
            && distinct.len() == names.len()
            && names.iter().all(|name| is_name(name))
    };
    let yaml = |names: Vec<String>| Some(Some(names.into_iter().map(Tree::Text).collect()));
    if is_whole(&given) {
        return yaml(given);
    }
    let own: Vec<String> = values.iter().map(|value| variant(value)).collect();
    if is_whole(&own)
        && values
            .iter()
            .all(|value| value.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return Some(None);
    }
    let made: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let own = variant(value);
            let begins = value.starts_with(|c: char| c.is_ascii_alphabetic());
            match is_name(&own) && begins {
                true => own,
                false => numbered(value, index + 1),
            }
        })
        .collect();
    if is_whole(&made) {
        yaml(made)
    } else {
        yaml(
            (1..=values.len())
                .map(|number| format!("Value{number}"))
                .collect(),
        )
    }
}
