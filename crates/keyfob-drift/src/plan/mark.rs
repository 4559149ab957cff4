//! What the mark `x-check` of an operation says.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::{Operation, Source};

/// The name under which a mark tells the body.
const BODY: &str = "body";

/// The values that an operation is asked with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// By the parameter's name.
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) body: Option<Source>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) place: Place,
    pub(crate) source: Source,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
}

impl Mark {
    pub(crate) fn read(operation: &Operation<'_>, mark: &Value) -> Result<Self, String> {
        let known = operation.parameters();
        let mut read = Self {
            parameters: BTreeMap::new(),
            body: None,
        };
        for (name, node) in mark.as_object().into_iter().flatten() {
            let source = Source::read(node).map_err(|what| format!("`{name}`: {what}"))?;
            if name == BODY {
                read.body = Some(source);
                continue;
            }
            let (_, parameter) = known
                .iter()
                .find(|(known, _)| known == name)
                .ok_or_else(|| format!("there is no parameter `{name}`"))?;
            let place = match parameter.get("in").and_then(Value::as_str) {
                Some("path") => Place::Path,
                Some("query") => Place::Query,
                Some("header") => Place::Header,
                _ => return Err(format!("`{name}` stands where it cannot be sent")),
            };
            let parameter = Parameter { place, source };
            read.parameters.insert(name.clone(), parameter);
        }
        let is_required = |node: &Value| node.get("required") == Some(&Value::Bool(true));
        let missing = known
            .iter()
            .filter(|(_, node)| is_required(node))
            .find(|(name, _)| !read.parameters.contains_key(*name));
        match missing {
            Some((name, _)) => Err(format!("nothing is said of the parameter `{name}`")),
            None if operation.has_required_body() && read.body.is_none() => {
                Err("nothing is said of the body".to_owned())
            }
            None => Ok(read),
        }
    }

    /// The operations whose answers it needs.
    pub(crate) fn needs(&self) -> Vec<String> {
        let parameters = self.parameters.values();
        let sources = parameters.map(|parameter| &parameter.source);
        let mut needs: Vec<_> = sources.chain(&self.body).flat_map(Source::needs).collect();
        needs.sort_unstable();
        needs.dedup();
        needs
    }
}
