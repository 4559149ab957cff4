//! Operations, and their mark `x-check`.

use serde_json::{Map, Value};

use super::Document;

/// An operation of a document.
#[derive(Clone, Copy)]
pub(crate) struct Operation<'a> {
    document: &'a Document,
    pub(crate) id: &'a str,
    /// In capitals.
    pub(crate) method: &'a str,
    /// The template of the path.
    pub(crate) path: &'a str,
    node: &'a Value,
    item: &'a Value,
}

/// Where a value comes from that a call needs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// The mark tells it. Within it, other sources may stand.
    Value(Value),
    /// From the answer of an earlier call: the first value there.
    Answer { operation: String, at: String },
    /// The day so long ago, as `YYYY-MM-DD`.
    DaysAgo(u32),
}

impl<'a> Operation<'a> {
    pub(super) fn new(
        document: &'a Document,
        path: &'a str,
        item: &'a Value,
        method: &'a str,
    ) -> Option<Self> {
        let node = item.get(method)?;
        Some(Self {
            document,
            id: node.get("operationId")?.as_str()?,
            method,
            path,
            node,
            item,
        })
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        self.node.get(key)?.as_str()
    }

    /// What it does, in a line.
    pub(crate) fn summary(&self) -> &'a str {
        self.text("summary").unwrap_or_default()
    }

    pub(crate) fn retry(&self) -> &'a str {
        self.text("x-retry").unwrap_or("never")
    }

    /// The secret that it puts to the test.
    pub(crate) fn proves(&self) -> Option<&'a str> {
        self.text("x-proves")
    }

    pub(crate) fn check(&self) -> Option<&'a Value> {
        self.node.get("x-check")
    }

    /// The members that prove an answer: an `x-answer` of its own.
    pub(crate) fn proof(&self) -> Option<Vec<&'a str>> {
        let own = self.node.get("x-answer")?.as_array()?;
        Some(own.iter().filter_map(Value::as_str).collect())
    }

    /// Its parameters by name, with `in`.
    pub(crate) fn parameters(&self) -> Vec<(&'a str, &'a Value)> {
        let lists = [self.item.get("parameters"), self.node.get("parameters")];
        let all = lists.into_iter().flatten().filter_map(Value::as_array);
        all.flatten()
            .map(|parameter| self.document.resolve(parameter))
            .filter_map(|parameter| Some((parameter.get("name")?.as_str()?, parameter)))
            .collect()
    }

    /// The media types that it can be sent, with their schemas.
    pub(crate) fn request(&self) -> Option<(&'a str, &'a Value)> {
        let body = self.document.resolve(self.node.get("requestBody")?);
        let (media, content) = body.get("content")?.as_object()?.iter().next()?;
        Some((media, self.document.resolve(content.get("schema")?)))
    }

    pub(crate) fn has_required_body(&self) -> bool {
        let body = self.node.get("requestBody");
        let body = body.map(|body| self.document.resolve(body));
        let required = body.and_then(|body| body.get("required"));
        required.and_then(Value::as_bool).unwrap_or_default()
    }

    fn responses(&self) -> Option<&'a Map<String, Value>> {
        self.node.get("responses")?.as_object()
    }

    /// The statuses that are described, as the document writes them.
    pub(crate) fn statuses(&self) -> Vec<&'a str> {
        let responses = self.responses().into_iter().flatten();
        responses.map(|(status, _)| status.as_str()).collect()
    }

    /// What is described of a status.
    pub(crate) fn response(&self, status: u16) -> Option<&'a Value> {
        let responses = self.responses()?;
        let class = format!("{}XX", status / 100);
        let found = responses
            .get(&status.to_string())
            .or_else(|| responses.get(&class))
            .or_else(|| responses.get("default"))?;
        Some(self.document.resolve(found))
    }

    /// What is described of a refusal's JSON.
    pub(crate) fn fault(&self) -> Option<&'a Value> {
        let mut refusals = self
            .responses()?
            .iter()
            .filter(|(status, _)| status.starts_with('4'));
        refusals.find_map(|(_, response)| {
            let content = self.document.resolve(response).get("content")?;
            content.get("application/json")
        })
    }
}

impl Source {
    /// Reads what an `x-check` says of one value.
    pub(crate) fn read(node: &Value) -> Result<Self, String> {
        let Some(map) = node.as_object() else {
            node.as_array()
                .into_iter()
                .flatten()
                .try_for_each(|item| Self::read(item).map(drop))?;
            return Ok(Self::Value(node.clone()));
        };
        let text = |key: &str| map.get(key).and_then(Value::as_str).map(str::to_owned);
        match (text("from"), text("at"), map.get("days-ago")) {
            (Some(operation), Some(at), None) if map.len() == 2 && at.starts_with('/') => {
                Ok(Self::Answer { operation, at })
            }
            (None, None, Some(days)) if map.len() == 1 => {
                let days = days.as_u64().and_then(|days| u32::try_from(days).ok());
                let days = days.filter(|days| *days <= 3_650);
                days.map(Self::DaysAgo)
                    .ok_or_else(|| "`days-ago` is a number of days".to_owned())
            }
            (None, None, None) => {
                for inner in map.values() {
                    Self::read(inner)?;
                }
                Ok(Self::Value(node.clone()))
            }
            _ => Err(
                "a value from an earlier answer is `{from: operation, at: /pointer}`".to_owned(),
            ),
        }
    }

    /// The operations whose answers it needs.
    pub(crate) fn needs(&self) -> Vec<String> {
        match self {
            Self::Answer { operation, .. } => vec![operation.clone()],
            Self::DaysAgo(_) => Vec::new(),
            Self::Value(value) => Self::within(value).iter().flat_map(Self::needs).collect(),
        }
    }

    /// The sources in a map or a list.
    pub(crate) fn within(value: &Value) -> Vec<Self> {
        let inner: Vec<&Value> = match value {
            Value::Object(members) => members.values().collect(),
            Value::Array(items) => items.iter().collect(),
            _ => Vec::new(),
        };
        inner
            .into_iter()
            .filter_map(|value| Self::read(value).ok())
            .collect()
    }
}
