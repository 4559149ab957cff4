//! Ids of operations, and the names of their methods.

use std::collections::BTreeSet;

use keyfob_codegen::lint::{is_reserved_id, is_reserved_method};
use keyfob_codegen::names::{argument, builder, is_in_prelude, is_keyword};

use crate::api::{Api, Call};
use crate::groups::Groups;
use crate::names::snake;

/// What an operation is called.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    /// `operationId`
    pub id: String,
    /// Its tag.
    pub tag: String,
    /// `x-name`
    pub own: Option<String>,
}

/// How many names are tried for one method.
const MOST: usize = 100_000;

/// Names all operations of an API, in their order.
pub(crate) fn named(api: &Api<'_>, groups: &mut Groups) -> Vec<Named> {
    let (mut ids, mut builders) = (BTreeSet::new(), BTreeSet::new());
    let calls = api.calls.iter();
    calls
        .map(|call| {
            let id = id(call, &mut ids);
            let (tag, group) = groups.of(api, call);
            let own = method(call, &id, &group, &mut builders);
            Named { id, tag, own }
        })
        .collect()
}

/// The vendor's id in snake_case, or one made of method and path; in any case one that no other operation has.
fn id(call: &Call<'_>, taken: &mut BTreeSet<String>) -> String {
    let vendors = call.id.map(snake).filter(|id| !id.is_empty());
    let base = vendors.unwrap_or_else(|| of_path(call));
    let base = match base.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => base,
        false => snake(&format!("{} {base}", call.method)),
    };
    let base = match is_reserved_id(&base) {
        true => format!("{base}_call"),
        false => base,
    };
    let mut id = base.clone();
    let mut number = 1;
    // Two ids are one if their builders are.
    while !taken.insert(builder(&id)) {
        id = match number {
            1 => snake(&format!("{base} {}", call.method)),
            _ => snake(&format!("{base} {} {number}", call.method)),
        };
        number += 1;
    }
    id
}

/// `get_orders_by_order_id` of `GET /orders/{orderId}`.
fn of_path(call: &Call<'_>) -> String {
    let segments = call
        .path
        .split(['/', '?', '#'])
        .filter(|segment| !segment.is_empty());
    let words = segments.map(|segment| match segment.contains('{') {
        true => format!("by {segment}"),
        false => segment.to_owned(),
    });
    let words: Vec<String> = words.collect();
    snake(&format!("{} {}", call.method, words.join(" ")).replace(['{', '}'], " "))
}

/// The `x-name` of an operation: its id without the group's name before it, or what tells it from others of its group.
fn method(call: &Call<'_>, id: &str, group: &str, taken: &mut BTreeSet<String>) -> Option<String> {
    let plain = |id: &str| id.strip_prefix("get_").unwrap_or(id).to_owned();
    let usual = plain(id);
    let short = without_group(id, group).map(|rest| plain(&rest));
    let verb = match call.method.as_str() {
        "get" => "read",
        other => other,
    };
    let named = [format!("{verb} {usual}"), format!("{usual} call")];
    let numbered = (2..).map(|number: usize| snake(&format!("{verb} {usual} {number}")));
    let candidates = short.into_iter().chain([usual.clone()]);
    let candidates = candidates
        .chain(named.map(|name| snake(&name)))
        .chain(numbered);
    let is_free = |name: &str, taken: &BTreeSet<String>| {
        let made = builder(&format!("{group}_{name}"));
        !taken.contains(&made) && !is_in_prelude(&made)
    };
    for name in candidates.take(MOST) {
        let is_usual = name == usual && !is_reserved_method(&name) && starts_with_letter(&name);
        if !(is_usual || fits(&name)) || !is_free(&name, taken) {
            continue;
        }
        taken.insert(builder(&format!("{group}_{name}")));
        return (name != usual).then_some(name);
    }
    None
}

fn starts_with_letter(name: &str) -> bool {
    argument(name).starts_with(|c: char| c.is_alphabetic())
}

/// Whether it can be an `x-name`.
fn fits(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.is_ascii()
        && snake(name) == name
        && !is_keyword(name)
        && !is_reserved_method(name)
        && !name.starts_with("get_")
}

/// `list` of `pets_list`, `pet_list` and `pets_controller_list`, in the group `pets`.
fn without_group(id: &str, group: &str) -> Option<String> {
    let single = group.strip_suffix('s').unwrap_or(group);
    let rest = [group, single].into_iter().find_map(|name| {
        let rest = id.strip_prefix(name)?.strip_prefix('_')?;
        Some(rest.strip_prefix("controller_").unwrap_or(rest))
    })?;
    let rest = rest.trim_start_matches("api_");
    (!rest.is_empty()).then(|| rest.to_owned())
}
