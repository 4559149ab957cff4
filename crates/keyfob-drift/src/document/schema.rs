//! Schemas, with references followed.

use serde_json::{Map, Value};

use super::Document;

/// A schema, with what stands beside its reference.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    document: &'a Document,
    outer: &'a Value,
    inner: &'a Value,
}

impl<'a> Schema<'a> {
    pub(crate) fn new(document: &'a Document, node: &'a Value) -> Self {
        let only = node.get("allOf").and_then(Value::as_array);
        let named = only.and_then(|all| all.first()).unwrap_or(node);
        Self {
            document,
            outer: node,
            inner: document.resolve(named),
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.outer.get(key).or_else(|| self.inner.get(key))
    }

    /// `type`; none where nothing is known.
    pub(crate) fn kind(&self) -> Option<&'a str> {
        self.get("type")?.as_str()
    }

    pub(crate) fn is_nullable(&self) -> bool {
        self.get("nullable")
            .and_then(Value::as_bool)
            .unwrap_or_default()
    }

    /// Whether it is this `format`.
    pub(crate) fn has_format(&self, format: &str) -> bool {
        self.get("format").and_then(Value::as_str) == Some(format)
    }

    /// Other JSON types that the vendor has been seen to send: `x-drift`.
    pub(crate) fn also(&self) -> impl Iterator<Item = &'a str> {
        texts(self.get("x-drift"))
    }

    /// The members that prove an answer: `x-answer`.
    pub(crate) fn proof(&self) -> Vec<&'a str> {
        texts(self.get("x-answer")).collect()
    }

    pub(crate) fn properties(&self) -> Option<&'a Map<String, Value>> {
        self.get("properties")?.as_object()
    }

    pub(crate) fn member(&self, name: &str) -> Option<Self> {
        let node = self.properties()?.get(name)?;
        Some(Self::new(self.document, node))
    }

    /// Other names of the member that this is the schema of.
    pub(crate) fn aliases(&self) -> impl Iterator<Item = &'a str> {
        texts(self.get("x-alias"))
    }

    pub(crate) fn items(&self) -> Option<Self> {
        Some(Self::new(self.document, self.get("items")?))
    }

    /// The schema of a map's values.
    pub(crate) fn values(&self) -> Option<Self> {
        let node = self.get("additionalProperties")?;
        node.is_object().then(|| Self::new(self.document, node))
    }

    /// Whether members may come that nobody knows.
    pub(crate) fn is_open(&self) -> bool {
        let more = self.get("additionalProperties");
        self.properties().is_none() || more.is_some_and(|more| *more != Value::Bool(false))
    }

    /// Whether an environment has the member of a request that this is the schema of: `x-variants`.
    pub(crate) fn is_in(&self, variant: &str) -> bool {
        self.get("x-variants").is_none() || texts(self.get("x-variants")).any(|own| own == variant)
    }

    /// The known values of this text.
    pub(crate) fn known_values(&self) -> Option<Vec<&'a str>> {
        let name = self.get("x-known-values")?.as_str()?;
        self.document.enum_values(name)
    }
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = &str> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str)
}
