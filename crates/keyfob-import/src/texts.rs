//! Texts as documentation has them.

use keyfob_codegen::edit::Tree;
use keyfob_codegen::load::{Kind, Node};

use crate::source::Cursor;

/// What stands where the vendor says nothing.
pub(crate) const UNDESCRIBED: &str = "The vendor does not describe it.";

/// How long a line may be that is made of a description.
const LONGEST_LINE: usize = 120;

/// A text, number or boolean as text: YAML reads `1.0` without quotes as a number.
pub(crate) fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The scalar under a key, trimmed; nothing if it is empty.
pub(crate) fn text_of(cursor: Cursor<'_>, key: &str) -> Option<String> {
    let text = scalar(cursor.get(key)?.node())?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text in one line, cut at the end of a sentence or of a word if it is long.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let whole = words.join(" ");
    if whole.chars().count() <= LONGEST_LINE {
        return whole;
    }
    if let Some((sentence, _)) = whole.split_once(". ")
        && sentence.chars().count() <= LONGEST_LINE
    {
        return sentence.to_owned();
    }
    let mut cut = String::new();
    for word in words {
        if cut.chars().count() + word.chars().count() > LONGEST_LINE {
            break;
        }
        if !cut.is_empty() {
            cut.push(' ');
        }
        cut.push_str(word);
    }
    match cut.is_empty() {
        true => whole.chars().take(LONGEST_LINE).collect(),
        false => cut + " ...",
    }
}

/// Takes characters away that compilers refuse in comments, from every text.
pub(crate) fn without_hidden(yaml: &mut Tree) {
    match yaml {
        Tree::Text(text) if text.contains(is_hidden) => text.retain(|c| !is_hidden(c)),
        Tree::List(items) => items.iter_mut().for_each(without_hidden),
        Tree::Map(entries) => entries
            .iter_mut()
            .for_each(|(_, value)| without_hidden(value)),
        _ => {}
    }
}

/// Control characters, and those that change the direction of text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_the_end_of_a_sentence_or_of_a_word() {
        assert_eq!(line("  Lists\n orders. "), "Lists orders.");
        let long = "word ".repeat(60);
        assert_eq!(line(&format!("Lists orders. {long}")), "Lists orders");
        assert!(line(&long).ends_with("word ..."));
        assert!(line(&"x".repeat(500)).chars().count() <= LONGEST_LINE);
    }

    #[test]
    fn hidden_characters_are_taken_away() {
        let mut yaml = Tree::map().with("a", "x\u{0007}\u{202E}y\n");
        without_hidden(&mut yaml);
        assert_eq!(yaml.get("a").and_then(Tree::text), Some("xy\n"));
    }
}
