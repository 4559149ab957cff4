//! Whether what looks like a secret in a text is one.
//!
//! Somebody's password may be `wrong`. Were it taken out of "wrong password", the message would say less, and what is missing would
//! say what the password is. So a secret that is an ordinary word or a short number is taken out only where it cannot be anything else.

use super::spelling::before_last;

/// Words are shorter, in characters.
const LONGEST_WORD: usize = 16;

/// Numbers that people type in are shorter, in digits.
const LONGEST_NUMBER: usize = 8;

/// No ordinary word has more consonants, or vowels, one after the other.
const LONGEST_RUN: usize = 5;

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// Long or random enough to be found by chance nowhere.
    Strong,
    /// Letters that can be read, and blanks.
    Word,
    /// Digits.
    Number,
}

/// Whether what was `found` between `before` and `after` is the secret, and not a word of the text that reads alike.
pub(super) fn is_meant(secret: &str, before: &str, found: &str, after: &str) -> bool {
    // Nobody encodes what people read.
    let is_encoded = !found.eq_ignore_ascii_case(secret);
    match kind(secret) {
        Kind::Strong => true,
        _ if is_encoded => true,
        Kind::Number => is_whole_number(before, after),
        Kind::Word => {
            is_value(before, after)
                || is_alone(before, after)
                || (found == secret && !has_case_of_words(secret))
        }
    }
}

/// Whether it is what fills a place of the request's path. That may be as good as a password, and its name is shown in its place, so
/// a word of its own is taken for it even in a sentence; and whatever stands behind a slash.
pub(super) fn is_meant_of_path(value: &str, before: &str, found: &str, after: &str) -> bool {
    let is_word =
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
    is_word || before_last(before, b"/").is_some() || is_meant(value, before, found, after)
}

fn kind(secret: &str) -> Kind {
    let length = secret.chars().count();
    if length < LONGEST_NUMBER && secret.bytes().all(|b| b.is_ascii_digit()) {
        return Kind::Number;
    }
    let is_letters = secret.chars().all(|c| c.is_alphabetic() || c == ' ');
    match length < LONGEST_WORD && is_letters && can_be_read(secret) {
        true => Kind::Word,
        false => Kind::Strong,
    }
}

/// Whether vowels and consonants take turns as in words. What is no ASCII is taken for either.
fn can_be_read(text: &str) -> bool {
    let (mut vowels, mut consonants) = (0, 0);
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        (vowels, consonants) = match c {
            'y' => (vowels + 1, 0),
            'a' | 'e' | 'i' | 'o' | 'u' => (vowels + 1, 0),
            'a'..='z' => (0, consonants + 1),
            _ => (0, 0),
        };
        if vowels > LONGEST_RUN || consonants > LONGEST_RUN {
            return false;
        }
    }
    true
}

/// `word`, `Word` or `WORD`, each word of it.
fn has_case_of_words(text: &str) -> bool {
    text.split(' ').all(|word| {
        let rest = word.chars().skip(1);
        let (mut lower, mut upper) = (rest.clone(), rest);
        let is_capital = word.chars().next().is_none_or(char::is_uppercase);
        lower.all(|c| !c.is_uppercase()) || (is_capital && upper.all(|c| !c.is_lowercase()))
    })
}

/// Not a part of a longer number, of a decimal or of a name.
fn is_whole_number(before: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let mut right = after.chars();
    // The letters and digits before it may spell a sign or a blank, as those of `%3D` do.
    let is_sign = before_last(before, b":=>\"'`[(/& \n\r\t").is_some();
    (is_sign || is_end(left.next(), left.next())) && is_end(right.next(), right.next())
}

fn is_end(next: Option<char>, beyond: Option<char>) -> bool {
    match next {
        Some('.' | ',') => !beyond.is_some_and(|c| c.is_ascii_digit()),
        next => !next.is_some_and(char::is_alphanumeric),
    }
}

/// In quotation marks or brackets, or the value of a member: `password=wrong`, `user: wrong`, `<pin>wrong</pin>`.
fn is_value(before: &str, after: &str) -> bool {
    let is_whole = !after.starts_with(char::is_alphanumeric);
    let mut name = before;
    while let Some(shorter) = without_blank(name) {
        name = shorter;
    }
    is_whole
        && (before_last(before, b"\"'`[").is_some()
            || before.ends_with(QUOTES)
            || ENCODED_QUOTES.iter().any(|quote| ends_with(before, quote))
            || before_last(name, b":=>").is_some()
            || name.ends_with(['：', '＝']))
}

/// Quotation marks of books; some languages open with what others close with.
const QUOTES: [char; 12] = ['“', '”', '„', '‟', '‘', '’', '‚', '‛', '«', '»', '‹', '›'];

/// The usual ones of them, as they are written in HTML, JSON and URLs.
const ENCODED_QUOTES: [&str; 8] = [
    "&ldquo;",
    "&lsquo;",
    "&#8220;",
    "&#8216;",
    "\\u201c",
    "\\u2018",
    "%e2%80%9c",
    "%e2%80%98",
];

fn ends_with(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    let tail = start.and_then(|start| text.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// The text before the blank at its end.
fn without_blank(text: &str) -> Option<&str> {
    text.strip_suffix(char::is_whitespace)
        .or_else(|| before_last(text, b" +\n\r\t"))
}

/// Whether there is nothing else to read: a sentence has more words.
fn is_alone(before: &str, after: &str) -> bool {
    !before.contains(char::is_alphanumeric) && !after.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests;
