//! Load: YAML with the place of every key and value.

mod map;
mod offsets;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::Value;
use sha2::{Digest, Sha256};

pub use self::map::Map;
use self::offsets::Offsets;
use crate::finding::{Finding, Place};

/// A spec as it was read.
#[derive(Debug)]
pub struct Document {
    /// The file's stem, which names the crate.
    pub name: String,
    /// The file, for messages.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
    /// The root of the YAML.
    pub root: Node,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// What tells it from every other value of its document: they are counted from the root on, in the file's order.
    pub id: usize,
    /// Where the value begins.
    pub place: Place,
    /// The bytes from its beginning on, as the parser tells them: exact for what is no list, no map and no block of text; those end
    /// where the next thing begins, or before their closing bracket.
    pub span: Range<usize>,
    /// The value.
    pub kind: Kind,
}

/// What a YAML value can be.
#[derive(Debug, Clone)]
pub enum Kind {
    /// `null` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the file's order.
    Map(Map),
}

/// One entry of a map.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key, as text.
    pub key: String,
    /// Where the key begins.
    pub place: Place,
    /// The bytes of the key, with its quotes.
    pub span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Document {
    /// Reads and parses a file.
    ///
    /// # Errors
    /// What cannot be read or is not YAML, with its place.
    pub fn read(path: &Path) -> Result<Self, Finding> {
        let text = fs::read_to_string(path).map_err(|error| {
            Finding::new("load", Place::start(), format!("cannot be read: {error}"))
        })?;
        Self::parse(path, text)
    }

    /// Parses a text as if it had been read from `path`.
    ///
    /// # Errors
    /// What is not YAML, with its place.
    pub fn parse(path: &Path, text: String) -> Result<Self, Finding> {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let loaded = MarkedYaml::load_from_str(&text).map_err(|error| {
            let place = Place {
                line: error.marker().line(),
                column: error.marker().col() + 1,
            };
            Finding::new("yaml", place, error.info().to_owned())
        })?;
        let [document] = loaded.as_slice() else {
            return Err(Finding::new(
                "yaml",
                Place::start(),
                "a spec is exactly one YAML document".to_owned(),
            ));
        };
        let mut reader = Reader {
            offsets: Offsets::of(&text),
            nodes: 0,
        };
        let root = reader.node(document)?;
        Ok(Self {
            name,
            path: path.to_owned(),
            text,
            root,
        })
    }

    /// The SHA-256 of the text, in hexadecimal.
    pub fn sha256(&self) -> String {
        Sha256::digest(self.text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Follows `#/a/b` references until something else stands there.
    pub fn resolve<'a>(&'a self, node: &'a Node) -> Option<&'a Node> {
        let mut node = node;
        for _ in 0..32 {
            match node.text_of("$ref") {
                None => return Some(node),
                Some(reference) => node = self.at(reference.strip_prefix('#')?)?,
            }
        }
        None
    }

    /// The node at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Node> {
        let mut steps = pointer.split('/');
        if steps.next() != Some("") {
            return None;
        }
        steps.try_fold(&self.root, |node, step| {
            let named = node.get(&step.replace("~1", "/").replace("~0", "~"));
            named.or_else(|| node.items().get(step.parse::<usize>().ok()?))
        })
    }
}

impl Entry {
    /// An entry that stands in no text, at the place of its value.
    pub fn made(key: &str, value: Node) -> Self {
        Self {
            key: key.to_owned(),
            place: value.place,
            span: 0..0,
            value,
        }
    }
}

impl Node {
    /// A value that stands in no text, told at this place. It cannot be edited.
    pub fn made(place: Place, kind: Kind) -> Self {
        Self {
            id: usize::MAX,
            place,
            span: 0..0,
            kind,
        }
    }

    /// The value of a key of a map.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a map with this key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.kind {
            Kind::Map(map) => map.entry(key),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(map) => map.entries(),
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text under a key.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The boolean, if it is one.
    pub fn boolean(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The name of the component that a `$ref` points to: `Order` of `#/components/schemas/Order`.
    pub fn referenced(&self) -> Option<&str> {
        self.text_of("$ref")?.rsplit('/').next()
    }

    /// The name of the component that a schema is: by `$ref`, or by an `allOf` of that alone, beside which more can be said.
    pub fn component(&self) -> Option<&str> {
        self.referenced()
            .or_else(|| match self.get("allOf")?.items() {
                [only] => only.referenced(),
                _ => None,
            })
    }

    /// The same value without places.
    pub fn to_json(&self) -> Value {
        match &self.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::Text(text) => Value::String(text.clone()),
            Kind::List(items) => Value::Array(items.iter().map(Node::to_json).collect()),
            Kind::Map(map) => Value::Object(
                map.entries()
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.to_json()))
                    .collect(),
            ),
        }
    }
}

/// Makes nodes of what the parser read.
struct Reader<'a> {
    offsets: Offsets<'a>,
    /// How many there are.
    nodes: usize,
}

impl Reader<'_> {
    fn node(&mut self, yaml: &MarkedYaml<'_>) -> Result<Node, Finding> {
        let id = self.nodes;
        self.nodes += 1;
        let place = place(yaml);
        let wrong = |what: &str| Finding::new("yaml", place, what.to_owned());
        let kind = match &yaml.data {
            YamlData::Value(Scalar::Null) => Kind::Null,
            YamlData::Value(Scalar::Boolean(value)) => Kind::Bool(*value),
            YamlData::Value(Scalar::Integer(value)) => Kind::Number((*value).into()),
            YamlData::Value(Scalar::FloatingPoint(value)) => Kind::Number(
                serde_json::Number::from_f64(value.0)
                    .ok_or_else(|| wrong("not a finite number"))?,
            ),
            YamlData::Value(Scalar::String(text)) => Kind::Text(text.to_string()),
            YamlData::Sequence(items) => {
                let items = items.iter().map(|item| self.node(item));
                Kind::List(items.collect::<Result<_, _>>()?)
            }
            YamlData::Mapping(entries) => {
                let mut keys = BTreeSet::new();
                let entries = entries.iter().map(|(key, value)| {
                    let entry = self.entry(key, value)?;
                    match keys.insert(entry.key.clone()) {
                        true => Ok(entry),
                        // As text, `200` and `"200"` are one.
                        false => Err(Finding::new("yaml", entry.place, "a key stands here twice")
                            .help("take one of them away")),
                    }
                });
                Kind::Map(Map::new(entries.collect::<Result<_, _>>()?))
            }
            _ => return Err(wrong("tags and aliases are not understood here")),
        };
        Ok(Node {
            id,
            place,
            span: self.span(yaml),
            kind,
        })
    }

    fn entry(&mut self, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>) -> Result<Entry, Finding> {
        let (place, span) = (place(key), self.span(key));
        let key = match self.node(key)?.kind {
            Kind::Text(text) => text,
            Kind::Number(number) => number.to_string(),
            _ => return Err(Finding::new("yaml", place, "a key must be text")),
        };
        let value = self.node(value)?;
        Ok(Entry {
            key,
            place,
            span,
            value,
        })
    }

    fn span(&self, yaml: &MarkedYaml<'_>) -> Range<usize> {
        let start = self.offsets.byte(yaml.span.start.index());
        let end = self.offsets.byte(yaml.span.end.index()).max(start);
        let is_value = matches!(yaml.data, YamlData::Value(_));
        match self.offsets.quoted(start).filter(|_| is_value) {
            // In braces the parser counts what is between the quotes and the next thing, comments included.
            Some(length) => start..(start + length),
            None => start..end,
        }
    }
}

fn place(yaml: &MarkedYaml<'_>) -> Place {
    Place {
        line: yaml.span.start.line(),
        column: yaml.span.start.col() + 1,
    }
}
