//! What changed in the operations: what they are called, and what a call takes and gives.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::side::Side;
use super::types::{Renamed, with_new_names};
use super::{Changes, Impact, calls, mocks};
use crate::model::{Kind, Operation, Parameter, Spec};

/// Tells what changed.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, renamed: &Renamed, changes: &mut Changes) {
    let groups = groups(old, new, changes);
    let mut left: Vec<&Operation> = new.spec.operations.iter().collect();
    let mut gone = Vec::new();
    let mut pairs = Vec::new();
    for before in &old.spec.operations {
        match left.iter().position(|after| after.id == before.id) {
            Some(at) => pairs.push((before, left.remove(at))),
            None => gone.push(before),
        }
    }
    for before in gone {
        // Called otherwise: the same call, or the same method.
        let is_same_call =
            |after: &&Operation| (&after.method, &after.path) == (&before.method, &before.path);
        let is_same_name = |after: &&Operation| full_name(after) == full_name(before);
        let found = left.iter().position(is_same_call);
        match found.or_else(|| left.iter().position(is_same_name)) {
            Some(at) => pairs.push((before, left.remove(at))),
            None => {
                let why = "what calls it does not compile";
                let lines = (old.operation(before), None);
                changes.add(
                    (full_name(before), "is removed"),
                    lines,
                    Impact::Source,
                    why,
                );
            }
        }
    }
    for after in left {
        let lines = (None, new.operation(after));
        changes.add((full_name(after), "is new"), lines, Impact::Compatible, "");
    }
    for (before, after) in pairs {
        let mut pair = Pair {
            old,
            new,
            before,
            after,
            renamed,
            changes,
        };
        pair.names(&groups);
        pair.gate();
        pair.parameters();
        pair.body();
        pair.answer();
        mocks::compare(&mut pair);
        calls::compare(&mut pair);
    }
}

/// An operation as callers write it.
pub(super) fn full_name(operation: &Operation) -> String {
    format!("{}.{}", operation.group, operation.name)
}

/// Tells which groups are called otherwise now; their new names by the old ones.
fn groups(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for before in &old.spec.groups {
        let after = new.spec.groups.iter().find(|one| one.tag == before.tag);
        let Some(after) = after.filter(|after| after.name != before.name) else {
            continue;
        };
        let is_used = |spec: &Spec, name: &str| spec.operations.iter().any(|one| one.group == name);
        if is_used(&old.spec, &before.name) && is_used(&new.spec, &after.name) {
            let lines = (
                old.item_of("tags", "name", &before.tag),
                new.item_of("tags", "name", &after.tag),
            );
            let what = format!("is now called `{}`", after.name);
            let why = "the client's method and all builders of the group have other names";
            changes.add((&before.name, what), lines, Impact::Source, why);
            renamed.insert(before.name.clone(), after.name.clone());
        }
    }
    renamed
}

/// An operation of both documents.
pub(super) struct Pair<'a> {
    pub old: &'a Side<'a>,
    pub new: &'a Side<'a>,
    pub before: &'a Operation,
    pub after: &'a Operation,
    pub renamed: &'a Renamed,
    pub changes: &'a mut Changes,
}

impl Pair<'_> {
    /// A change of what the operation says under this key.
    pub fn add(&mut self, key: &str, what: impl Into<String>, impact: Impact, why: &str) {
        let lines = (
            self.old.within(self.before, key),
            self.new.within(self.after, key),
        );
        self.changes
            .add((full_name(self.after), what), lines, impact, why);
    }

    fn names(&mut self, groups: &BTreeMap<String, String>) {
        let (before, after) = (self.before, self.after);
        let group = groups.get(&before.group).unwrap_or(&before.group);
        if (group, &before.name) != (&after.group, &after.name) {
            let what = format!("is now called `{}`", full_name(after));
            let lines = (self.old.operation(before), self.new.operation(after));
            let why = "what calls it does not compile";
            let subject = full_name(before);
            self.changes
                .add((subject, what), lines, Impact::Source, why);
        }
        if before.id != after.id {
            let what = format!("has the id `{}` now, not `{}`", after.id, before.id);
            let why = "its mock is called by it";
            self.add("operationId", what, Impact::Source, why);
        }
    }

    fn gate(&mut self) {
        match (&self.before.feature, &self.after.feature) {
            (before, Some(feature)) if before.as_ref() != Some(feature) => {
                let what = format!("is there with the feature {feature} only");
                self.add("tags", what, Impact::Source, "it is not compiled without");
            }
            (Some(_), None) => self.add("tags", "needs no feature now", Impact::Compatible, ""),
            _ => {}
        }
    }

    fn parameters(&mut self) {
        let (before, after) = (self.before, self.after);
        for old in &before.parameters {
            let is_it = |new: &&Parameter| new.name == old.name && new.location == old.location;
            let is_called_so = |new: &&Parameter| new.rust == old.rust;
            let found = after.parameters.iter().find(is_it);
            match found.or_else(|| after.parameters.iter().find(is_called_so)) {
                Some(new) => self.parameter(old, new),
                None => {
                    let line = self.old.parameter(before, &old.name, &old.location);
                    let what = format!("`{}` is removed", old.rust);
                    let why = "what sets it does not compile";
                    let subject = full_name(after);
                    self.changes
                        .add((subject, what), (line, None), Impact::Source, why);
                }
            }
        }
        for new in &after.parameters {
            let is_known = |old: &Parameter| {
                (old.name == new.name && old.location == new.location) || old.rust == new.rust
            };
            if before.parameters.iter().any(is_known) {
                continue;
            }
            let line = self.new.parameter(after, &new.name, &new.location);
            let (what, impact, why) = match new.required {
                true => (" and required", Impact::Calls, "without it nothing is sent"),
                false => ("", Impact::Compatible, ""),
            };
            let what = format!("`{}` is new{what}", new.rust);
            let subject = full_name(after);
            self.changes.add((subject, what), (None, line), impact, why);
        }
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter) {
        let name = &new.rust;
        let mut told: Vec<(String, Impact, &str)> = Vec::new();
        if old.rust != *name {
            let what = format!("`{}` is now called `{name}`", old.rust);
            told.push((what, Impact::Source, "what sets it does not compile"));
        }
        if old.name != new.name {
            let what = format!("`{name}` is `{}` on the wire, not `{}`", new.name, old.name);
            told.push((what, Impact::Behavior, ""));
        }
        if old.location != new.location {
            let what = format!("`{name}` is in the {} now", new.location);
            told.push((what, Impact::Behavior, ""));
        }
        let (before, after) = (taken(&old.kind), taken(&new.kind));
        if with_new_names(&before, self.renamed) != after {
            let what = format!("`{name}` is `{after}` now, not `{before}`");
            let why = "values of the old type are not taken any more";
            told.push((what, Impact::Source, why));
        } else if old.kind != new.kind
            && let (Kind::Time(_), Kind::Time(form)) = (&old.kind, &new.kind)
        {
            let what = format!("`{name}` is written in {form} now");
            told.push((what, Impact::Behavior, ""));
        }
        let is_list = matches!(new.kind, Kind::List(_));
        match (old.required, new.required) {
            (false, true) => {
                let (impact, why) = match is_list {
                    true => (Impact::Calls, "without it nothing is sent"),
                    false => (
                        Impact::Source,
                        "it cannot be taken away any more, and without it nothing is sent",
                    ),
                };
                told.push((format!("`{name}` is now required"), impact, why));
            }
            (true, false) => {
                told.push((format!("`{name}` is optional now"), Impact::Compatible, ""));
            }
            _ => {}
        }
        let lines = (
            self.old.parameter(self.before, &old.name, &old.location),
            self.new.parameter(self.after, &new.name, &new.location),
        );
        for (what, impact, why) in told {
            self.changes
                .add((full_name(self.after), what), lines, impact, why);
        }
    }

    fn body(&mut self) {
        let of = |operation: &Operation| {
            let content = operation.body.as_ref()?;
            let schema = content.schema.as_ref();
            Some(schema.map_or_else(|| "bytes".to_owned(), |name| name.to_upper_camel_case()))
        };
        let (before, after) = (of(self.before), of(self.after));
        let media = |operation: &Operation| operation.body.as_ref().map(|body| body.media.clone());
        let key = "requestBody";
        match (&before, &after) {
            (Some(_), None) => {
                let why = "what sets it does not compile";
                self.add(key, "takes no body any more", Impact::Source, why);
            }
            (None, Some(body)) => {
                let what = format!("takes a body: `{body}`");
                let (impact, why) = match self.after.optional_body {
                    true => (Impact::Compatible, ""),
                    false => (Impact::Calls, "what it needs is not set"),
                };
                self.add(key, what, impact, why);
            }
            (Some(old), Some(new)) if with_new_names(old, self.renamed) != *new => {
                let what = format!("takes `{new}` now, not `{old}`");
                let why = "bodies of the old type are not taken any more";
                self.add(key, what, Impact::Source, why);
            }
            _ => {
                if let (Some(old), Some(new)) = (media(self.before), media(self.after))
                    && old != new
                {
                    let what = format!("sends {new} now, not {old}");
                    self.add(key, what, Impact::Behavior, "");
                }
            }
        }
        if before.is_some() && after.is_some() {
            match (self.before.optional_body, self.after.optional_body) {
                (true, false) => {
                    let why = "an empty one is sent, or it is missing";
                    let what = "the body is not optional any more";
                    self.add(key, what, Impact::Behavior, why);
                }
                (false, true) => {
                    let what = "an empty body is not sent any more";
                    self.add(key, what, Impact::Behavior, "");
                }
                _ => {}
            }
        }
    }

    fn answer(&mut self) {
        let (before, after) = (success(self.before), success(self.after));
        if with_new_names(&before, self.renamed) != after {
            let what = format!("answers `{after}` now, not `{before}`");
            let why = "what it yields is of another type";
            self.add("responses", what, Impact::Source, why);
        }
    }
}

/// What a setter takes of a parameter.
fn taken(kind: &Kind) -> String {
    match kind {
        Kind::Text => "String".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::Integer => "i64".to_owned(),
        Kind::Decimal => "Decimal".to_owned(),
        Kind::Time(_) => "OffsetDateTime".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Schema(name) => name.to_upper_camel_case(),
        Kind::List(inner) => format!("a list of {}", taken(inner)),
    }
}

/// What a call yields.
fn success(operation: &Operation) -> String {
    let schema = operation.success().map(|content| content.schema.as_deref());
    match schema {
        _ if operation.streams() => "ByteStream".to_owned(),
        Some(Some(schema)) => schema.to_upper_camel_case(),
        _ => "()".to_owned(),
    }
}
