//! What people type, or keep in files, as vendors take it.

#[cfg(feature = "kotak-neo")]
use std::borrow::Cow;

use keyfob_core::Secret;

/// A key or a token without the blanks and the line break that a file has around it.
pub(crate) fn token(token: impl Into<Secret>) -> Secret {
    let token: Secret = token.into();
    match token.expose().trim() {
        trimmed if trimmed.len() < token.expose().len() => Secret::new(trimmed),
        _ => token,
    }
}

/// A code without blanks around it; digits also without those between them, as authenticators show them: `123 456`.
#[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
pub(crate) fn code(code: impl Into<Secret>) -> Secret {
    let code = token(code);
    let text = code.expose();
    let is_spaced = text.contains(char::is_whitespace)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace());
    match is_spaced {
        true => Secret::new(text.split_whitespace().collect::<String>()),
        false => code,
    }
}

/// A mobile number with its country code: India's, where there is none. Blanks and hyphens are taken off.
#[cfg(feature = "kotak-neo")]
pub(crate) fn mobile(number: &str) -> String {
    let plain = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '(' | ')');
    let number: String = number.chars().filter(plain).collect();
    let digits: Cow<'_, str> = match number.strip_prefix("00") {
        // The other way to write the plus.
        Some(rest) => format!("+{rest}").into(),
        None => number.as_str().into(),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.into_owned();
    }
    match (digits.len(), digits.strip_prefix('0')) {
        (10, _) => format!("+91{digits}"),
        (11, Some(rest)) => format!("+91{rest}"),
        (12, None) if digits.starts_with("91") => format!("+{digits}"),
        _ => digits.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_codes_lose_what_is_around_them() {
        assert_eq!(token(" a b\r\n").expose(), "a b");
        #[cfg(any(feature = "kotak-trade", feature = "kotak-neo"))]
        for (typed, sent) in [
            ("123456", "123456"),
            (" 123456\n", "123456"),
            ("123 456", "123456"),
            ("\u{a0}12 34 56 ", "123456"),
            ("ab c1 ", "ab c1"),
        ] {
            assert_eq!(code(typed).expose(), sent, "{typed:?}");
        }
    }

    #[cfg(feature = "kotak-neo")]
    #[test]
    fn a_mobile_number_gets_its_country_code() {
        for typed in [
            "9000000001",
            " 90000 00001\n",
            "90000-00001",
            "09000000001",
            "919000000001",
            "+919000000001",
            "+91 90000 00001",
            "00919000000001",
        ] {
            assert_eq!(mobile(typed), "+919000000001", "{typed:?}");
        }
        // What is of another country, or no number, is the vendor's to judge.
        for other in ["+4915112345678", "12345", "me"] {
            assert_eq!(mobile(other), other);
        }
    }
}
