//! What changed in the types.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use super::surface::{Form, Member, Type, Value};
use super::{Changes, Impact};

/// The new names of types that are called otherwise now.
pub(super) type Renamed = BTreeMap<String, String>;

/// Tells what changed, and which types have new names.
pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Changes) -> Renamed {
    let renamed = renamed(old, new);
    for (name, before) in &old.types {
        let now = renamed.get(name).unwrap_or(name);
        let Some(after) = new.types.get(now) else {
            let why = "what names it does not compile";
            let lines = (Some(before.line), None);
            changes.add((name, "is removed"), lines, Impact::Source, why);
            continue;
        };
        let mut pair = Pair {
            name: now,
            before,
            after,
            renamed: &renamed,
            changes,
        };
        if now != name {
            let what = format!("is now called `{now}`");
            pair.add(name, what, Impact::Source, "what names it does not compile");
        }
        pair.compare();
    }
    let known: BTreeSet<_> = renamed.values().collect();
    for (name, after) in &new.types {
        if !old.types.contains_key(name) && !known.contains(name) {
            let lines = (None, Some(after.line));
            changes.add((name, "is new"), lines, Impact::Compatible, "");
        }
    }
    renamed
}

/// Types that are gone, each with a new one of the same members or values.
fn renamed(old: &Side<'_>, new: &Side<'_>) -> Renamed {
    let mut fresh: Vec<_> = new.types.iter().collect();
    fresh.retain(|(name, _)| !old.types.contains_key(*name));
    let mut renamed = Renamed::new();
    for (name, before) in &old.types {
        let content = content(before);
        if new.types.contains_key(name) || content.is_empty() {
            continue;
        }
        let found = fresh.iter().position(|(_, after)| {
            self::content(after) == content && after.is_answer == before.is_answer
        });
        if let Some(at) = found {
            renamed.insert(name.clone(), fresh.remove(at).0.clone());
        }
    }
    renamed
}

/// What a type is known by, whatever it is called.
fn content(one: &Type) -> BTreeSet<(&str, &str)> {
    match &one.form {
        Form::Object(members) => {
            let pairs = members
                .iter()
                .map(|one| (one.wire.as_str(), one.rust.as_str()));
            pairs.collect()
        }
        Form::Enum(values) => {
            let pairs = values
                .iter()
                .map(|one| (one.wire.as_str(), one.rust.as_str()));
            pairs.collect()
        }
        Form::Plain(_) => BTreeSet::new(),
    }
}

/// A type of the old document and the new names of those that it is made of.
pub(super) fn with_new_names(ty: &str, renamed: &Renamed) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in ty.chars().chain([' ']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(renamed.get(&word).unwrap_or(&word));
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

struct Pair<'a> {
    name: &'a str,
    before: &'a Type,
    after: &'a Type,
    renamed: &'a Renamed,
    changes: &'a mut Changes,
}

impl Pair<'_> {
    /// A change of the whole type.
    fn add(&mut self, subject: &str, what: String, impact: Impact, why: &str) {
        let lines = (Some(self.before.line), Some(self.after.line));
        self.changes.add((subject, what), lines, impact, why);
    }

    /// A change of a member or a value.
    fn part(
        &mut self,
        part: &str,
        what: impl Into<String>,
        lines: (Option<usize>, Option<usize>),
        impact: Impact,
        why: &str,
    ) {
        let subject = format!("{}.{part}", self.name);
        self.changes.add((subject, what), lines, impact, why);
    }

    fn compare(&mut self) {
        let (before, after) = (self.before, self.after);
        let is_shut = !after.gate.is_empty()
            && (before.gate.is_empty() || !before.gate.is_subset(&after.gate));
        if is_shut {
            let features: Vec<_> = after.gate.iter().map(String::as_str).collect();
            let what = format!("is there with the feature {} only", features.join(" or "));
            let why = "it is not compiled without";
            self.add(self.name, what, Impact::Source, why);
        }
        for (what, impact) in travelling(&before.travels, &after.travels) {
            self.add(self.name, what, impact, "");
        }
        match (&before.form, &after.form) {
            (Form::Object(old), Form::Object(new)) => {
                self.object();
                self.members(old, new);
            }
            (Form::Enum(old), Form::Enum(new)) => self.values(old, new),
            (Form::Plain(old), Form::Plain(new)) => {
                if with_new_names(old, self.renamed) != *new {
                    let what = format!("holds `{new}` now, not `{old}`");
                    self.add(self.name, what, Impact::Source, "its value is of that type");
                }
            }
            (_, new) => {
                let what = match new {
                    Form::Object(_) => "is an object now",
                    Form::Enum(_) => "is an enum now",
                    Form::Plain(_) => "is a bare value now",
                };
                let why = "it is used in another way";
                self.add(self.name, what.to_owned(), Impact::Source, why);
            }
        }
    }

    fn object(&mut self) {
        let (before, after) = (self.before, self.after);
        if before.is_answer != after.is_answer {
            let what = match after.is_answer {
                true => "is an answer now",
                false => "is a request now",
            };
            let why = "requests have builders, and answers have the members that are not described";
            self.add(self.name, what.to_owned(), Impact::Source, why);
            return;
        }
        if let (Some(old), Some(new)) = (before.rest(), after.rest())
            && old != new
        {
            let what = format!("keeps what is not described in `{new}`, not in `{old}`");
            self.add(
                self.name,
                what,
                Impact::Source,
                "the field has that name now",
            );
        }
        let alone = before.alone().map(|ty| with_new_names(ty, self.renamed));
        if let Some(old) = alone.filter(|old| after.alone() != Some(old.as_str())) {
            let what = format!("is no longer made of its `{old}` alone");
            let why = "that was taken in its place";
            self.add(self.name, what, Impact::Source, why);
        }
        if before.has_default() && !after.has_default() {
            let why = "`Default` is gone, and a call without it is refused before it is sent";
            let what = "has a required member now".to_owned();
            self.add(self.name, what, Impact::Source, why);
        }
    }

    fn members(&mut self, old: &[Member], new: &[Member]) {
        let mut matched = BTreeSet::new();
        for before in old {
            let by_wire = new.iter().find(|after| after.wire == before.wire);
            let after = by_wire.or_else(|| {
                new.iter().find(|after| {
                    after.rust == before.rust && old.iter().all(|one| one.wire != after.wire)
                })
            });
            let Some(after) = after else {
                let (lines, why) = ((Some(before.line), None), "what names it does not compile");
                self.part(&before.rust, "is removed", lines, Impact::Source, why);
                continue;
            };
            matched.insert(&after.wire);
            self.member(before, after);
        }
        for after in new.iter().filter(|after| !matched.contains(&after.wire)) {
            let lines = (None, Some(after.line));
            match after.is_required && !self.after.is_answer {
                true => {
                    let why = "without it nothing is sent";
                    self.part(
                        &after.rust,
                        "is new and required",
                        lines,
                        Impact::Calls,
                        why,
                    );
                }
                false => self.part(&after.rust, "is new", lines, Impact::Compatible, ""),
            }
        }
    }

    fn member(&mut self, before: &Member, after: &Member) {
        let lines = (Some(before.line), Some(after.line));
        let name = &after.rust;
        if before.rust != *name {
            let what = format!("is now called `{name}`");
            let why = "what names it does not compile";
            self.part(&before.rust, what, lines, Impact::Source, why);
        }
        if before.wire != after.wire {
            let what = format!("is `{}` on the wire, not `{}`", after.wire, before.wire);
            self.part(name, what, lines, Impact::Behavior, "");
        }
        let (field, setter) = (
            with_new_names(&before.field, self.renamed),
            with_new_names(&before.setter, self.renamed),
        );
        let is_request = !self.after.is_answer;
        let became_required = is_request && after.is_required && !before.is_required;
        if setter != after.setter || (!is_request && field != after.field) {
            let what = format!("is `{}` now, not `{}`", after.field, before.field);
            let why = "values of the old type are not taken or given any more";
            self.part(name, what, lines, Impact::Source, why);
        } else if field != after.field && !became_required {
            let what = match is_request && before.is_required && !after.is_required {
                true => "is optional now".to_owned(),
                false => format!("is `{}` now, not `{}`", after.field, before.field),
            };
            let why = "its setter stays, its field is of another type";
            self.part(name, what, lines, Impact::Source, why);
        }
        if became_required {
            let (impact, why) = match before.has_option && !after.has_option {
                true => (
                    Impact::Source,
                    "its field is no option any more, and without it nothing is sent",
                ),
                false => (Impact::Calls, "without it nothing is sent"),
            };
            self.part(name, "is now required", lines, impact, why);
        }
        for (what, impact) in travelling(&before.travels, &after.travels) {
            self.part(name, what, lines, impact, "");
        }
    }

    fn values(&mut self, old: &[Value], new: &[Value]) {
        for before in old {
            let by_wire = new.iter().find(|after| after.wire == before.wire);
            let by_name = || {
                new.iter().find(|after| {
                    after.rust == before.rust && old.iter().all(|one| one.wire != after.wire)
                })
            };
            let why = "what names it does not compile";
            match by_wire.or_else(by_name) {
                None => {
                    let (what, lines) = ("is no value any more", (Some(before.line), None));
                    self.part(&before.rust, what, lines, Impact::Source, why);
                }
                Some(after) => {
                    let lines = (Some(before.line), Some(after.line));
                    if after.rust != before.rust {
                        let what = format!("is now called `{}`", after.rust);
                        self.part(&before.rust, what, lines, Impact::Source, why);
                    }
                    if after.wire != before.wire {
                        let what =
                            format!("is `{}` on the wire, not `{}`", after.wire, before.wire);
                        self.part(&after.rust, what, lines, Impact::Behavior, "");
                    }
                }
            }
        }
        for after in new {
            let is_known = |one: &Value| one.wire == after.wire || one.rust == after.rust;
            if !old.iter().any(is_known) {
                let lines = (None, Some(after.line));
                self.part(&after.rust, "is a new value", lines, Impact::Compatible, "");
            }
        }
    }
}

/// What is said of how something travels, where it is said otherwise now.
fn travelling(
    old: &[(&'static str, String)],
    new: &[(&'static str, String)],
) -> Vec<(String, Impact)> {
    let keys: BTreeSet<_> = old.iter().chain(new).map(|(key, _)| *key).collect();
    let of = |said: &[(&'static str, String)], key| {
        let found = said.iter().find(|(other, _)| *other == key);
        found.map_or_else(|| "nothing".to_owned(), |(_, text)| text.clone())
    };
    let differ = keys.into_iter().filter_map(|key| {
        let (before, after) = (of(old, key), of(new, key));
        let what = format!("`{key}` is {after} now, not {before}");
        (before != after).then_some((what, Impact::Behavior))
    });
    differ.collect()
}
