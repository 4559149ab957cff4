//! Tags: how an order is found again.

use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

use keyfob_core::Error;

/// A tag that no other order has: the milliseconds, and 51 random bits against other machines on the same login and a clock
/// that stands still. It is kept to 20 characters, since no vendor says how many it takes.
pub(crate) fn new_tag() -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
    let random = RandomState::new().hash_one(now.as_nanos());
    tag(millis, random)
}

/// Whether it is made like [`new_tag`], so that no other order has it.
pub(crate) fn is_own(tag: &str) -> bool {
    let digits = tag.strip_prefix("kf").unwrap_or_default();
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    digits.len() == 18 && digits.bytes().all(is_digit)
}

/// The caller's own tag, or a new one.
///
/// # Errors
/// [`Error::InvalidInput`] for one by which nothing can be found again: a blank one is in the book at orders of other people's
/// programs, and blanks around one may be taken off on the way.
pub(crate) fn own_or_new(own: Option<&str>) -> Result<String, Error> {
    match own {
        None => Ok(new_tag()),
        Some(tag) if !tag.trim().is_empty() && tag.trim() == tag => Ok(tag.to_owned()),
        Some(tag) => Err(Error::invalid_input(format!(
            "{tag:?} is no tag by which an order is found again: leave it out, or give one without blanks around it"
        ))),
    }
}

/// What a tag in the order book says of an order that was sent with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// It is that tag.
    Same,
    /// It is that tag and a time in seconds behind it: the vendor lengthens the tag of an order that is cancelled so.
    Lengthened,
    /// It is what the vendor writes over the tag of an order that is changed.
    Overwritten,
    /// It may be that tag, shortened, in other letters, or with another number behind it than the vendor's.
    Similar,
    /// It is the tag of another order.
    Other,
}

/// What is in all that Kotak Neo writes over a tag: `<seconds>-<digits>-****-ADMINAPI`, which a cancellation lengthens in its turn.
const OVERWRITTEN: &str = "-ADMINAPI";

impl Match {
    /// Compares what the book has with what was sent.
    pub(crate) fn of(seen: &str, sent: &str) -> Self {
        let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let rest = seen
            .strip_prefix(sent)
            .and_then(|rest| rest.strip_prefix('-'));
        match rest {
            _ if seen == sent => Self::Same,
            Some(rest) if begins_with_seconds(rest) => Self::Lengthened,
            // Somebody's own numbers (`grid`, `grid-2`), unless the vendor has another way.
            Some(rest) if digit(rest) => Self::Similar,
            _ if seen.contains(OVERWRITTEN) => Self::Overwritten,
            _ if begins(sent, seen) => Self::Similar,
            _ => Self::Other,
        }
    }
}

/// How many characters of a tag are enough to see it in what begins like it.
const ENOUGH: usize = 8;

/// Whether what was seen is all of the tag that was sent, or enough of its beginning, in any case.
fn begins(sent: &str, seen: &str) -> bool {
    let beginning = sent.get(..seen.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(seen))
        && (seen.len() == sent.len() || seen.chars().count() >= ENOUGH)
}

/// Whether it is a time in seconds since 1970, of ten digits until 2286, and may be another one behind it.
fn begins_with_seconds(rest: &str) -> bool {
    let seconds = rest.split('-').next().unwrap_or_default();
    seconds.len() >= 10 && seconds.bytes().all(|byte| byte.is_ascii_digit())
}

/// Eight digits of time, which last until 2059 and then begin anew, and ten of chance.
fn tag(millis: u64, random: u64) -> String {
    let mut tag = String::from("kf");
    base_36(&mut tag, millis, 8);
    base_36(&mut tag, random, 10);
    tag
}

/// Appends the last `digits` digits of a number.
fn base_36(text: &mut String, number: u64, digits: u32) {
    let digit = |place| {
        let digit = number / 36_u64.pow(place) % 36;
        char::from_digit(u32::try_from(digit).unwrap_or_default(), 36).unwrap_or('0')
    };
    text.extend((0..digits).rev().map(digit));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn many_tags_of_one_moment_differ() {
        let tags: BTreeSet<_> = (0..20_000).map(|_| new_tag()).collect();
        assert_eq!(tags.len(), 20_000);
        let plain = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
        let fits = |tag: &String| tag.len() == 20 && tag.chars().all(plain);
        assert!(tags.iter().all(fits), "{:?}", tags.first());
    }

    #[test]
    fn a_tag_is_the_time_and_chance() {
        assert_eq!(tag(0, 0), "kf000000000000000000");
        assert_eq!(tag(35, 36), "kf0000000z0000000010");
        assert_eq!(tag(1_767_587_401_123, u64::MAX), "kfmk0nwfj7e11264sgsf");
        // The time is in front, so that tags sort by it.
        assert!(tag(1_767_587_401_123, u64::MAX) < tag(1_767_587_401_124, 0));
    }

    #[test]
    fn a_tag_is_told_from_those_that_begin_like_it() {
        for (seen, expected) in [
            ("t1", Match::Same),
            ("t1-1767587401", Match::Lengthened),
            ("t1-1767587401-1767587402", Match::Lengthened),
            ("t12", Match::Other),
            ("t1-", Match::Other),
            ("t1-other", Match::Other),
            ("T1", Match::Similar),
            ("t1-2", Match::Similar),
            ("t1-2-1767587401", Match::Similar),
            ("t", Match::Other),
            ("", Match::Other),
            ("1767587401-12-****-ADMINAPI", Match::Overwritten),
            ("1767587401-12-****-ADMINAPI-1767587402", Match::Overwritten),
        ] {
            assert_eq!(Match::of(seen, "t1"), expected, "{seen}");
        }
    }

    #[test]
    fn a_tag_that_was_shortened_or_is_in_other_letters_may_be_it() {
        for (seen, expected) in [
            ("breakout", Match::Similar),
            ("BREAKOUT-NIFTY", Match::Similar),
            ("Breakout-N", Match::Similar),
            ("breakou", Match::Other),
            ("breakout-x", Match::Other),
            ("breakout-nifty-2b", Match::Similar),
            ("breakout-nifty-b", Match::Other),
        ] {
            assert_eq!(Match::of(seen, "breakout-nifty"), expected, "{seen}");
        }
    }

    #[test]
    fn a_tag_by_which_nothing_is_found_is_refused() {
        for blank in ["", " ", "\t\n", " t1", "t1\n"] {
            let refused = own_or_new(Some(blank));
            assert!(matches!(refused, Err(Error::InvalidInput(_))), "{blank:?}");
        }
        assert_eq!(own_or_new(Some("my tag")).unwrap(), "my tag");
        assert!(own_or_new(None).unwrap().starts_with("kf"));
    }
}
