//! Where a secret stands in a text, however it is spelt there.
//!
//! A vendor may repeat a secret in other letter case, percent-encoded, escaped for HTML or JSON, or in base64. So it is not
//! searched for as it is: the text is read character by character, each in any of these spellings.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use reqwest::Url;

use super::collect::path_values;
use super::spelling::{hex, spelt};
use super::strength::{is_meant, is_meant_of_path};
use super::{Needle, REDACTED};

/// The text with each of the secrets replaced.
pub(super) fn redact(text: &str, needles: &[Needle]) -> String {
    let text = without_encoded(text, needles);
    replaced(&text, needles, REDACTED, is_meant)
}

/// Whether what spells a secret is the secret: told by the secret, what stands before, what was found and what stands after.
type IsMeant = fn(&str, &str, &str, &str) -> bool;

/// The text with whatever spells one of these, and is meant, replaced.
fn replaced(text: &str, needles: &[Needle], with: &str, is_meant: IsMeant) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = text.get(..text.len() - rest.len()).unwrap_or_default();
        let found = needles.iter().find_map(|needle| {
            matched(rest, needle).filter(|length| {
                let (found, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
                is_meant(needle, before, found, after)
            })
        });
        let (shown, length) = match found {
            Some(length) => (with, length),
            None => (
                rest.get(..first.len_utf8()).unwrap_or_default(),
                first.len_utf8(),
            ),
        };
        clean.push_str(shown);
        rest = rest.get(length..).unwrap_or_default();
    }
    clean
}

/// How many bytes at the beginning of the text spell the secret.
fn matched(text: &str, needle: &str) -> Option<usize> {
    // Most places can be told at a glance.
    let (first, wanted) = (text.as_bytes().first()?, needle.as_bytes().first()?);
    if !first.eq_ignore_ascii_case(wanted) && !b"%&\\+".contains(first) {
        return None;
    }
    // Bytes, since percent-encoding spells bytes. Each may be read as it stands and as an escape, so there may be several places.
    let mut places = vec![0];
    for wanted in needle.bytes() {
        let mut next = Vec::new();
        for at in places {
            let readings = text.as_bytes().get(at..).map(spelt).unwrap_or_default();
            for (byte, length) in readings.into_iter().flatten() {
                let is_it = byte.eq_ignore_ascii_case(&wanted) || (byte == b'+' && wanted == b' ');
                if is_it && !next.contains(&(at + length)) {
                    next.push(at + length);
                }
            }
        }
        places = next;
    }
    // Half a character cannot be cut off: the last byte of a secret ends one.
    let ends = places.into_iter().filter(|at| text.is_char_boundary(*at));
    ends.max()
}

/// The text without runs of base64 or hexadecimal digits in which a secret is encoded.
fn without_encoded(text: &str, needles: &[Needle]) -> String {
    let is_digit = |c: char| c.is_ascii_alphanumeric() || "+/-_=".contains(c);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        clean.push_str(match hides(run, needles) {
            true => REDACTED,
            false => run,
        });
        let end = after.find(is_digit).unwrap_or(after.len());
        let (between, after) = after.split_at_checked(end).unwrap_or((after, ""));
        clean.push_str(between);
        rest = after;
    }
    clean
}

/// Whether the run decodes to something with a secret in it. What stands before the secret may shift it by some digits.
fn hides(run: &str, needles: &[Needle]) -> bool {
    let shortest = needles.last().map_or(usize::MAX, |needle| needle.len());
    if run.len() < shortest {
        return false;
    }
    let plain = run
        .trim_end_matches('=')
        .replace('-', "+")
        .replace('_', "/");
    let shifted = (0..4).filter_map(|skip| {
        let digits = plain.get(skip..)?;
        // A single digit at the end spells no whole byte.
        let digits = digits.get(..digits.len() - usize::from(digits.len() % 4 == 1))?;
        TOLERANT.decode(digits).ok()
    });
    let bytes = run.as_bytes();
    let pairs = bytes
        .chunks_exact(2)
        .map(|pair| u8::try_from(hex(pair)?).ok());
    let hexadecimal: Option<Vec<u8>> = pairs.collect();
    shifted.chain(hexadecimal).any(|bytes| {
        needles.iter().any(|needle| {
            let needle = needle.as_bytes();
            bytes.windows(needle.len()).any(|part| part == needle)
        })
    })
}

const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The text without the queries of URLs in it: what stands there may be anything.
pub(super) fn without_queries(text: &str) -> String {
    let is_end = |c: char| c.is_whitespace() || "\"'<>`".contains(c);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('?') {
        clean.push_str(before);
        clean.push('?');
        let end = after.find(is_end).unwrap_or(after.len());
        let (query, more) = after.split_at_checked(end).unwrap_or((after, ""));
        clean.push_str(if query.contains('=') { REDACTED } else { query });
        rest = more;
    }
    clean.push_str(rest);
    clean
}

/// Values in a path that are shorter are words of an API, such as the name of an exchange.
const SHORTEST_VALUE: usize = 8;

/// The text with the request's path shown as its template. What fills the template's places may be
/// as good as a password, as the id of a mailed link is; so it is not shown on its own either.
pub(super) fn template(text: &str, template: &str, url: &Url) -> String {
    let mut shown = text.to_owned();
    for (name, value) in path_values(template, url.path()) {
        let value = Needle::new(super::collect::decoded(value));
        if value.len() >= SHORTEST_VALUE {
            shown = replaced(&shown, &[value], &format!("{{{name}}}"), is_meant_of_path);
        }
    }
    shown
}

#[cfg(test)]
mod tests;
