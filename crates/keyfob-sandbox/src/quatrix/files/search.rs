//! Searching. Undocumented and guessed: a name matches where it contains the text, in any case; moments are
//! the bounds `[from]` or `[from, to]`.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::node_json;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::store::node::{Node, Tag};
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    #[serde(rename = "_and")]
    all: Option<Vec<Query>>,
    #[serde(rename = "_or")]
    any: Option<Vec<Query>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    name: Option<Element<String>>,
    tag: Option<Element<SearchTag>>,
    created: Option<Element<f64>>,
    modified: Option<Element<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Element<T> {
    #[serde(rename = "_and")]
    all: Option<Vec<T>>,
    #[serde(rename = "_or")]
    any: Option<Vec<T>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchTag {
    #[serde(rename = "type")]
    kind: Option<String>,
    value: Option<String>,
}

pub(super) async fn search(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let search: Search = caller.json()?;
    let state = caller.state();
    let home = state.store.node(caller.id, state.store.home(caller.id)?)?;
    let found: Vec<Value> = state
        .store
        .below(home)
        .into_iter()
        .skip(1)
        .filter(|node| holds(&search.all, &search.any, |query| query.matches(node)))
        .map(|node| node_json::file(&state.store, node, caller.id))
        .collect();
    Ok(json(StatusCode::OK, json!(found)))
}

impl Query {
    fn matches(&self, node: &Node) -> bool {
        let name = node.name.to_lowercase();
        let named = |text: &String| name.contains(&text.to_lowercase());
        let tagged = |wanted: &SearchTag| node.tags.iter().any(|tag| wanted.matches(tag));
        self.name
            .as_ref()
            .is_none_or(|element| element.holds(named))
            && self
                .tag
                .as_ref()
                .is_none_or(|element| element.holds(tagged))
            && within(self.created.as_ref(), node.created)
            && within(self.modified.as_ref(), node.modified)
    }
}

impl<T> Element<T> {
    fn holds(&self, test: impl Fn(&T) -> bool) -> bool {
        holds(&self.all, &self.any, test)
    }
}

impl SearchTag {
    fn matches(&self, tag: &Tag) -> bool {
        self.kind.as_ref().is_none_or(|kind| *kind == tag.kind)
            && self.value.as_ref().is_none_or(|value| *value == tag.value)
    }
}

/// All of the one list and, unless it is missing or empty, one of the other.
fn holds<T>(all: &Option<Vec<T>>, any: &Option<Vec<T>>, test: impl Fn(&T) -> bool) -> bool {
    let every = all.iter().flatten().all(&test);
    let mut any = any.iter().flatten().peekable();
    every && (any.peek().is_none() || any.any(test))
}

fn within(bounds: Option<&Element<f64>>, moment: Timestamp) -> bool {
    let Some(bounds) = bounds else { return true };
    let mut bounds = bounds.all.iter().chain(&bounds.any).flatten();
    let (from, to) = (bounds.next(), bounds.next());
    from.is_none_or(|&from| from <= moment.exact()) && to.is_none_or(|&to| moment.exact() <= to)
}
