//! Marks of secrets, and of what only sounds like one.

use keyfob_codegen::edit::Tree;

use super::secrets::{Judgement, judge};
use super::{Schemas, enums};
use crate::names;
use crate::report::Effect;
use crate::source::Cursor;

impl<'a> Schemas<'a> {
    /// The same names come again and again.
    fn looks_secret(&mut self, name: &str) -> bool {
        if let Some(known) = self.looks.get(name) {
            return *known;
        }
        let looks = names::looks_secret(name);
        self.looks.insert(name.to_owned(), looks);
        looks
    }

    /// Marks a text that is a secret, and says of one that only sounds like it why it is none. Not everywhere a secret `can` stand.
    pub(super) fn judge(&mut self, yaml: &mut Tree, name: &str, can: bool, at: Cursor<'a>) {
        if !holds_text(yaml) || !self.looks_secret(name) {
            return;
        }
        let verdict = match judge(name) {
            Judgement::Secret if !can => {
                Judgement::Plain("a caller passes it where no secret can be told from others")
            }
            verdict => verdict,
        };
        match verdict {
            Judgement::Plain(why) => yaml.set("x-not-secret", why),
            Judgement::Secret => mark(yaml),
        }
        let what = match verdict {
            Judgement::Secret => format!("`{name}` is taken for a secret"),
            Judgement::Plain(why) => format!("`{name}` is taken for no secret: {why}"),
        };
        self.note_at(at.location(), Effect::Guessed, what);
    }
}

/// Whether it is a text that is not marked, or holds such.
fn holds_text(yaml: &Tree) -> bool {
    let is = |kind: &str| yaml.get("type").and_then(Tree::text) == Some(kind);
    let inner = ["items", "additionalProperties"];
    if is("string") {
        return yaml.get("format").and_then(Tree::text) != Some("password")
            && yaml.get("enum").is_none();
    }
    inner.iter().filter_map(|key| yaml.get(key)).any(holds_text)
}

/// Makes secrets of the texts in it.
fn mark(yaml: &mut Tree) {
    if yaml.get("type").and_then(Tree::text) == Some("string") {
        yaml.remove(enums::KNOWN);
        yaml.remove("format");
        if let Tree::Map(entries) = yaml {
            let at = entries.len().min(1);
            entries.insert(at, ("format".to_owned(), "password".into()));
        }
        return;
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = yaml.get_mut(key) {
            mark(inner);
        }
    }
}
