//! The end: what is used, without rounds in answers, and without what was only remembered.

use std::collections::{BTreeMap, BTreeSet};

use keyfob_codegen::edit::Tree;

use super::enums::KNOWN;
use super::registry::{Component, Registry, referenced};
use super::texts;
use super::{Side, Use};
use crate::report::{Effect, Note};

/// The components that are reached from these, by name, and the notes.
pub(super) fn finish(registry: Registry<'_>, used: &BTreeSet<String>) -> (Tree, Vec<Note>) {
    let (mut components, enums, mut notes) = registry.into_parts();
    cut(&mut components, used, Side::Answer, &mut notes);
    cut(&mut components, used, Side::Request, &mut notes);
    let reached = reached(&components, used);
    components.retain(|name, _| reached.contains(name));
    let known = |key: &str| enums.get(key).filter(|name| reached.contains(*name));
    let mut all = Vec::new();
    for (name, mut component) in components {
        tell_known(&mut component.schema, false, &known);
        strip(&mut component.schema);
        all.push((name, component.schema));
    }
    (Tree::Map(all), notes)
}

fn reached(components: &BTreeMap<String, Component>, used: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = open.pop() {
        if let Some(component) = components.get(&name)
            && found.insert(name)
        {
            let mut names = Vec::new();
            references(&component.schema, &mut names);
            open.extend(names.into_iter().map(str::to_owned));
        }
    }
    found
}

fn references<'y>(yaml: &'y Tree, found: &mut Vec<&'y str>) {
    match yaml {
        Tree::Map(entries) => {
            for (key, value) in entries {
                match value.text().filter(|_| key == "$ref").and_then(referenced) {
                    Some(name) => found.push(name),
                    None if key.starts_with('\0') => {}
                    None => references(value, found),
                }
            }
        }
        Tree::List(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Takes the types away by which components hold themselves: in answers always, in requests where no list or map stands between,
/// as the builder of what is held is no builder of a box of it.
fn cut(
    components: &mut BTreeMap<String, Component>,
    used: &BTreeSet<String>,
    side: Side,
    notes: &mut Vec<Note>,
) {
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut cuts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let roots = match side {
        Side::Answer => used.clone(),
        // What is held by a list is a root of its own.
        Side::Request => reached(components, used),
    };
    for root in roots {
        let mut way: Vec<(String, Vec<String>)> = Vec::new();
        let mut next = Some(root);
        loop {
            if let Some(name) = next.take() {
                let is_side = |it: &&Component| (it.how == Use::Answer) == (side == Side::Answer);
                let component = components.get(&name).filter(is_side);
                if let Some(component) = component.filter(|_| !done.contains(&name)) {
                    let mut names = Vec::new();
                    match side {
                        Side::Answer => references(&component.schema, &mut names),
                        Side::Request => held(&component.schema, &mut names),
                    }
                    let below = names.into_iter().rev().map(str::to_owned).collect();
                    way.push((name, below));
                }
            }
            let Some((at, below)) = way.last_mut() else {
                break;
            };
            let at = at.clone();
            match below.pop() {
                None => {
                    way.pop();
                    done.insert(at);
                }
                Some(name) if way.iter().any(|(above, _)| *above == name) => {
                    cuts.entry(at).or_default().insert(name);
                }
                Some(name) => next = Some(name),
            }
        }
    }
    for (name, targets) in cuts {
        if let Some(component) = components.get_mut(&name) {
            for target in &targets {
                notes.push(Note {
                    operation: None,
                    location: component.location.clone(),
                    message: format!("`{name}` holds `{target}` again: it has no type there"),
                    effect: Effect::Loosened,
                });
            }
            untype(&mut component.schema, &targets, side);
        }
    }
}

/// The components that members are, without lists and maps between.
fn held<'y>(schema: &'y Tree, found: &mut Vec<&'y str>) {
    let Some(Tree::Map(members)) = schema.get("properties") else {
        return;
    };
    let references = members
        .iter()
        .filter_map(|(_, member)| member.get("$ref")?.text());
    found.extend(references.filter_map(referenced));
}

fn untype(yaml: &mut Tree, targets: &BTreeSet<String>, side: Side) {
    let name = yaml.get("$ref").and_then(Tree::text).and_then(referenced);
    if let Some(name) = name.filter(|name| targets.contains(*name)) {
        let again = format!("`{name}` once more, as JSON.");
        let told = yaml
            .get("description")
            .and_then(Tree::text)
            .unwrap_or_default();
        let told = texts::joined(told, &[again]);
        yaml.remove("$ref");
        yaml.set("description", told);
        return;
    }
    match yaml {
        Tree::Map(entries) => entries
            .iter_mut()
            .filter(|(key, _)| !key.starts_with('\0'))
            .filter(|(key, _)| side == Side::Answer || !LISTS.contains(&key.as_str()))
            .for_each(|(_, value)| untype(value, targets, side)),
        Tree::List(items) => items
            .iter_mut()
            .for_each(|item| untype(item, targets, side)),
        _ => {}
    }
}

const LISTS: [&str; 2] = ["items", "additionalProperties"];

/// Says which values a text is known to have: by an enum where there is one, else in the description.
fn tell_known<'n>(yaml: &mut Tree, is_member: bool, known: &impl Fn(&str) -> Option<&'n String>) {
    if let Some(remembered) = yaml.remove(KNOWN) {
        let keys = match remembered.get("keys") {
            Some(Tree::List(keys)) => keys.as_slice(),
            _ => &[],
        };
        let name = keys.iter().filter_map(Tree::text).find_map(known);
        match (
            name.filter(|_| is_member),
            remembered.get("seen").and_then(Tree::text),
        ) {
            (Some(name), _) => yaml.set("x-known-values", name.as_str()),
            (None, Some(seen)) => {
                let told = yaml
                    .get("description")
                    .and_then(Tree::text)
                    .unwrap_or_default();
                let told = texts::joined(told, &[seen.to_owned()]);
                yaml.set("description", told);
            }
            (None, None) => {}
        }
    }
    let Tree::Map(entries) = yaml else { return };
    for (key, value) in entries {
        match (key.as_str(), value) {
            ("properties", Tree::Map(members)) => {
                members
                    .iter_mut()
                    .for_each(|(_, member)| tell_known(member, true, known));
            }
            ("items" | "additionalProperties", value) => tell_known(value, false, known),
            _ => {}
        }
    }
}

/// Takes out what was only remembered.
pub(super) fn strip(yaml: &mut Tree) {
    match yaml {
        Tree::Map(entries) => {
            entries.retain(|(key, _)| !key.starts_with('\0'));
            entries.iter_mut().for_each(|(_, value)| strip(value));
        }
        Tree::List(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
