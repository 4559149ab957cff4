//! Names of parameters in Rust: where two are one, or one is taken, it says where it stands.

use std::collections::BTreeSet;

use keyfob_codegen::lint::is_reserved_parameter;
use keyfob_codegen::names::argument;

use super::Made;
use crate::names::snake;

/// The `x-name` that each needs.
pub(super) fn own_names(list: &[Made]) -> Vec<Option<String>> {
    let all: BTreeSet<String> = list.iter().map(|made| argument(&made.name)).collect();
    let mut taken = BTreeSet::new();
    list.iter()
        .map(|made| {
            let rust = argument(&made.name);
            // Beside the setter of what is optional stands one that takes an option.
            let is_twin = rust.strip_prefix("set_").is_some_and(|of| all.contains(of));
            let is_free = !is_reserved_parameter(&made.name) && !is_twin && is_word(&rust);
            if is_free && taken.insert(rust) {
                return None;
            }
            let ascii: String = made.name.chars().filter(char::is_ascii).collect();
            let base = snake(&format!("{} {ascii}", made.place.word()));
            let base = match base == made.place.word() {
                true => format!("{base}_parameter"),
                false => base,
            };
            let mut name = base.clone();
            let mut number = 2;
            while all.contains(&name) || !taken.insert(name.clone()) {
                name = snake(&format!("{base} {number}"));
                number += 1;
            }
            Some(name)
        })
        .collect()
}

/// Whether a name begins with a letter.
fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic())
}
