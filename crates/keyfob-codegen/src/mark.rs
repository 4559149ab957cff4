//! What the spec says of a member or an enum beyond what progenitor knows. It travels through progenitor at the head of the
//! description, which becomes the documentation, and is taken out of there.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use syn::{Attribute, Expr, Lit, Meta, parse_quote};

/// What stands around a mark: characters that no description has.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// What is known of a member or an enum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Mark {
    /// The member's name on the wire, if it has another one in Rust.
    pub(crate) wire: Option<String>,
    /// Other names on the wire: `x-alias`.
    pub(crate) alias: Vec<String>,
    /// The enum of the values that are known: `x-known-values`.
    pub(crate) known: Option<String>,
    /// The form of an exact decimal on the wire: `number` or `text`.
    pub(crate) decimal: Option<String>,
    /// What reads and writes a point in time: `seconds`.
    pub(crate) time: Option<String>,
    /// An enum's values on the wire, in their order.
    pub(crate) values: Vec<MarkedValue>,
    /// Other words for an enum's values: `x-aliases`.
    pub(crate) aliases: BTreeMap<String, String>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MarkedValue {
    /// What it is on the wire.
    pub(crate) wire: String,
    /// The name of its variant, if the spec gives one.
    pub(crate) name: Option<String>,
    /// Its documentation.
    pub(crate) description: Option<String>,
}

impl Mark {
    /// A description with the mark at its head.
    pub(crate) fn put(&self, description: &str) -> String {
        // Plain strings and maps of them can always be written.
        let json = serde_json::to_string(self).unwrap_or_default();
        format!("{OPEN}{json}{CLOSE}{description}")
    }

    /// The mark at the head of a description.
    pub(crate) fn of(description: &str) -> Option<Self> {
        let (json, _) = split(description)?;
        serde_json::from_str(json).ok()
    }

    /// A description without its mark.
    pub(crate) fn rest(description: &str) -> &str {
        split(description).map_or(description, |(_, rest)| rest)
    }

    /// Takes the mark out of the documentation; without one there is nothing to know.
    pub(crate) fn take(attributes: &mut Vec<Attribute>) -> Self {
        let mut mark = Self::default();
        for attribute in attributes.iter_mut() {
            let Some(text) = doc(attribute) else {
                continue;
            };
            if let Some(found) = Self::of(&text) {
                mark = found;
                let rest = Self::rest(&text);
                *attribute = parse_quote!(#[doc = #rest]);
            }
        }
        attributes.retain(|attribute| doc(attribute).is_none_or(|text| !text.is_empty()));
        mark
    }
}

/// The JSON of a mark, and the description behind it.
fn split(description: &str) -> Option<(&str, &str)> {
    description
        .trim_start()
        .strip_prefix(OPEN)?
        .split_once(CLOSE)
}

/// The text of a line of documentation.
pub(crate) fn doc(attribute: &Attribute) -> Option<String> {
    text(&attribute.meta, "doc")
}

/// The text of `name = ".."`.
pub(crate) fn text(meta: &Meta, name: &str) -> Option<String> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    match &pair.value {
        Expr::Lit(literal) if pair.path.is_ident(name) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_survives_in_the_documentation_and_leaves_none_of_itself() {
        let mark = Mark {
            wire: Some("tt".into()),
            known: Some("Side".into()),
            ..Mark::default()
        };
        let text = mark.put("Whether to buy.");
        let mut attributes: Vec<Attribute> = vec![parse_quote!(#[doc = #text])];
        assert_eq!(Mark::take(&mut attributes), mark);
        assert_eq!(doc(&attributes[0]).as_deref(), Some("Whether to buy."));
        assert_eq!(Mark::take(&mut attributes), Mark::default());
    }
}
