//! Every error as somebody reads it, with what is below it.

mod managers;
mod table;

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::mem::discriminant;

use super::Error;

fn table() -> Vec<(Error, &'static [&'static str])> {
    let mut rows = table::table();
    rows.extend(managers::table());
    rows
}

#[test]
fn every_error_reads_as_a_sentence_and_so_does_all_below_it() {
    for (error, expected) in table() {
        let mut lines = vec![error.to_string()];
        let mut next = error.source();
        while let Some(cause) = next {
            lines.push(cause.to_string());
            next = cause.source();
        }
        assert_eq!(lines, expected, "{error:?}");
    }
}

#[test]
fn a_login_that_failed_tells_when_it_is_tried_again() {
    let failed = |again_in| Error::LoginFailed {
        cause: std::sync::Arc::new(Error::settings("nothing")),
        again_in,
    };
    let wait = std::time::Duration::from_secs(7);
    assert_eq!(failed(Some(wait)).retry_after(), Some(wait));
    assert_eq!(failed(None).retry_after(), None);
    let within = Error::InDoubt {
        what: String::new(),
        cause: Some(Box::new(failed(Some(wait)))),
    };
    assert_eq!(within.retry_after(), Some(wait));
}

/// As `anyhow` and its like show them, and as the facade puts them behind words of its own.
#[test]
fn no_error_says_a_thing_twice_or_contradicts_itself() {
    for (error, lines) in table() {
        let text = lines.join(": ");
        for (word, most) in [
            ("refused", 1),
            ("the vendor says", 1),
            ("nothing was sent", 1),
            ("cannot be read", 1),
        ] {
            let count = text.to_lowercase().matches(word).count();
            assert!(count <= most, "{word}: {text}");
        }
        let lost = text.contains("may or may not");
        assert!(!(lost && text.contains("try later")), "{text}");
        assert!(!text.ends_with(['.', '?', ' ']), "{text}");
        // "the order was refused: ..."
        assert!(
            !(matches!(error, Error::Refused(_)) && text.contains("refused")),
            "{text}"
        );
    }
}

/// A new variant belongs into the table.
#[test]
fn every_variant_is_in_the_table() {
    let number = |error: &Error| match error {
        Error::ApplicationRefused(_) => 0,
        Error::WrongPassword(_) => 1,
        Error::WrongCode(_) => 2,
        Error::SecondFactorWanted(_) => 3,
        Error::CaptchaWanted(_) => 4,
        Error::Locked(_) => 5,
        Error::RateLimited(_) => 6,
        Error::SessionEnded(_) => 7,
        Error::Unavailable(_) => 8,
        Error::ApplicationTokenEnded(_) => 9,
        Error::DuplicateTag(_) => 10,
        Error::Refused(_) => 11,
        Error::HostChanged(_) => 12,
        Error::Interrupted(_) => 13,
        Error::Undecodable { .. } => 14,
        Error::Incomplete { .. } => 15,
        Error::TooLong { .. } => 16,
        Error::MissingCredential { .. } => 17,
        Error::SessionClosed { .. } => 18,
        Error::BadCredential { .. } => 19,
        Error::PathChanged { .. } => 20,
        Error::NotHere { .. } => 21,
        Error::InvalidInput(_) => 22,
        Error::Settings(_) => 23,
        Error::NoData(_) => 24,
        Error::InDoubt { .. } => 25,
        Error::Transfer { .. } => 26,
        Error::LoginFailed { .. } => 27,
        Error::LoginWanted { .. } => 28,
        Error::Store { .. } => 29,
        Error::LoginRefusedElsewhere { .. } => 30,
        Error::TooManyCalls { .. } => 31,
    };
    let mut numbers: Vec<_> = table().iter().map(|(error, _)| number(error)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers, Vec::from_iter(0..32));
}

#[test]
fn every_variant_has_a_type_of_its_own_in_snake_case() {
    let mut variants = BTreeMap::new();
    for (error, _) in table() {
        let name = error.error_type();
        let variant = discriminant(&error);
        let first = *variants.entry(name).or_insert(variant);
        assert_eq!(first, variant, "{name} stands for two variants");
        let shown = format!("{error:?}");
        let own = snake_case(shown.split(['(', ' ']).next().unwrap());
        match error {
            Error::Interrupted(_) => assert_eq!(snake_case(name), name),
            _ => assert_eq!(name, own),
        }
    }
    for way in [
        "dns",
        "connect",
        "connect_timeout",
        "timeout",
        "deadline_exceeded",
        "connection_lost",
    ] {
        assert!(variants.contains_key(way), "{way}");
    }
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}
