//! Groups of operations: the vendor's tags, or the first word of the path where there are none.

use std::collections::BTreeSet;

use keyfob_codegen::edit::Tree;
use keyfob_codegen::generate::LARGE;
use keyfob_codegen::lint::{is_feature, is_reserved_group};
use keyfob_codegen::names::{argument, builder};

use crate::api::{Api, Call};
use crate::names::snake;

/// A group.
#[derive(Debug)]
struct Group {
    tag: String,
    /// `x-name`
    own: Option<String>,
    description: String,
}

/// The groups of a spec, in the order in which operations need them.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    groups: Vec<Group>,
    taken: BTreeSet<String>,
}

impl Groups {
    /// The group of an operation: its tag, and its name in Rust.
    pub fn of(&mut self, api: &Api<'_>, call: &Call<'_>) -> (String, String) {
        let tag = call
            .tags
            .iter()
            .map(|tag| tag.trim())
            .find(|tag| !tag.is_empty());
        let tag = tag.map_or_else(|| of_path(call.path), str::to_owned);
        // Tags that differ by case or by blanks are one.
        let same = |group: &&Group| builder(&group.tag) == builder(&tag);
        if let Some(known) = self.groups.iter().find(same) {
            return (known.tag.clone(), known.rust());
        }
        let described = api.tags.iter().find(|(name, _)| *name == tag);
        let description = described.and_then(|(_, text)| text.clone());
        let group = Group {
            own: self.own_name(&tag),
            description: description.unwrap_or_else(|| format!("The calls of `{tag}`.")),
            tag,
        };
        let found = (group.tag.clone(), group.rust());
        self.taken.insert(builder(&group.rust()));
        self.groups.push(group);
        found
    }

    /// The `x-name` that a tag needs.
    fn own_name(&self, tag: &str) -> Option<String> {
        let rust = argument(tag);
        let starts = rust.starts_with(|c: char| c.is_alphabetic());
        let is_free = |name: &str| !is_reserved_group(name) && !self.taken.contains(&builder(name));
        if starts && is_free(&rust) {
            return None;
        }
        let ascii: String = snake(tag).chars().filter(char::is_ascii).collect();
        let base = ascii.trim_matches('_');
        let mut name = match base.starts_with(|c: char| c.is_ascii_lowercase()) {
            true => format!("{base}_group"),
            false => snake(&format!("group_{base}")),
        };
        let stem = name.clone();
        let mut number = 2;
        while !is_free(&name) {
            name = snake(&format!("{stem}_{number}"));
            number += 1;
        }
        Some(name)
    }

    /// `tags`, each of a feature of its own if there are so many operations that nobody wants to compile all.
    pub fn yaml(&self, used: &BTreeSet<String>, operations: usize) -> Tree {
        let used = self.groups.iter().filter(|group| used.contains(&group.tag));
        let tags = used.map(|group| {
            let mut yaml = Tree::map().with("name", group.tag.as_str());
            if let Some(own) = &group.own {
                yaml.set("x-name", own.as_str());
            }
            if operations > LARGE {
                yaml.set("x-feature", group.feature());
            }
            yaml.with("description", group.description.as_str())
        });
        Tree::List(tags.collect())
    }
}

impl Group {
    /// The name of its feature; groups whose names have the same ASCII letters share one.
    fn feature(&self) -> String {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let name = self.rust().replace(|c| !plain(c), "-");
        let name = name.trim_matches('-');
        match is_feature(name) {
            true => name.to_owned(),
            false => format!("group-{name}").trim_matches('-').to_owned(),
        }
    }

    fn rust(&self) -> String {
        self.own.clone().unwrap_or_else(|| argument(&self.tag))
    }
}

/// The first segment of a path that is a name: no parameter, no version, and not `api`.
fn of_path(path: &str) -> String {
    let is_version = |segment: &str| {
        let digits = segment.trim_start_matches(['v', 'V']);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let segments = path.split(['/', '?', '#']);
    let mut names = segments.filter(|segment| {
        let is_name = segment.chars().any(char::is_alphabetic) && !segment.contains(['{', '}']);
        is_name && !is_version(segment) && !["api", "rest"].contains(segment)
    });
    let name = names.next().and_then(|name| name.split('.').next());
    name.map(snake)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "general".to_owned())
}
