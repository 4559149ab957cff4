//! Whether what looks like a secret in a text is one.
//!
//! Somebody's password may be `wrong`. Were it taken out of "wrong password", the message would say less, and what is missing would
//! say what the password is. So a secret that is an ordinary word or a short number is taken out only where it cannot be anything else.

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
        Kind::Word => is_value(before, after) || (found == secret && !has_case_of_words(secret)),
    }
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
    is_end(left.next(), left.next()) && is_end(right.next(), right.next())
}

fn is_end(next: Option<char>, beyond: Option<char>) -> bool {
    match next {
        Some('.' | ',') => !beyond.is_some_and(|c| c.is_ascii_digit()),
        next => !next.is_some_and(char::is_alphanumeric),
    }
}

/// In quotation marks, or the value of a member: `password=wrong`, `user:wrong`.
fn is_value(before: &str, after: &str) -> bool {
    const OPENING: [&str; 13] = [
        "\"", "'", "`", "=", ":", "%22", "%27", "%3d", "%3D", "%3a", "%3A", "&quot;", "&#39;",
    ];
    let is_whole = !after.chars().next().is_some_and(char::is_alphanumeric);
    is_whole && OPENING.iter().any(|opening| before.ends_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_or_random_is_strong() {
        for secret in [
            "hunter2",
            "P@ssword",
            "not-the-password",
            "correcthorsebattery",
            "XKQZPWVB",
            "qwrtpsdf",
            "12345678",
            "12a4",
            "0a1b2c3d",
            "JBSWY3DPEHPK3PXP",
            "a.b.c",
        ] {
            assert_eq!(kind(secret), Kind::Strong, "{secret}");
        }
        for secret in [
            "wrong",
            "Wrong",
            "WRONG",
            "password",
            "strengths",
            "queue",
            "authentication",
            "WrOnG",
            "wrong password",
            "ungültig",
            "गलत",
            "rhythm",
        ] {
            assert_eq!(kind(secret), Kind::Word, "{secret}");
        }
        for secret in ["1234", "123456", "0000"] {
            assert_eq!(kind(secret), Kind::Number, "{secret}");
        }
    }

    #[test]
    fn the_case_of_words() {
        for (text, is) in [
            ("wrong", true),
            ("Wrong", true),
            ("WRONG", true),
            ("Wrong PIN", true),
            ("WrOnG", false),
            ("wRONG", false),
            ("AbCdEf", false),
        ] {
            assert_eq!(has_case_of_words(text), is, "{text}");
        }
    }
}
