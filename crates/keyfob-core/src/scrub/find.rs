//! Where a secret stands in a text, however it is spelt there.
//!
//! A vendor may repeat a secret in other letter case, percent-encoded, escaped for HTML or JSON, or in base64. So it is not
//! searched for as it is: the text is read character by character, each in any of these spellings.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use reqwest::Url;

use super::collect::path_values;
use super::strength::is_meant;
use super::{Needle, REDACTED};

/// The text with each of the secrets replaced.
pub(super) fn redact(text: &str, needles: &[Needle]) -> String {
    let text = without_encoded(text, needles);
    replaced(&text, needles, REDACTED)
}

/// The text with whatever spells one of these replaced.
pub(super) fn replaced(text: &str, needles: &[Needle], with: &str) -> String {
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

/// The bytes that the text may begin with, each with how many bytes spell it.
fn spelt(text: &[u8]) -> [Option<(u8, usize)>; 4] {
    let Some(first) = text.first() else {
        return [None; 4];
    };
    let [second, third, fourth] = match first {
        b'%' => [0, 1, 2].map(|times| percent(text, times)),
        b'&' => [entity(text), None, None],
        b'\\' => [escape(text), None, None],
        _ => [None; 3],
    };
    [Some((*first, 1)), second, third, fourth]
}

/// `%2F`, and `%252f` where it was encoded so many times more.
fn percent(text: &[u8], times: usize) -> Option<(u8, usize)> {
    let at = 1 + 2 * times;
    let is_encoded = text.get(1..at)?.chunks(2).all(|digits| digits == b"25");
    let byte = hex(text.get(at..at + 2)?).filter(|_| is_encoded)?;
    Some((u8::try_from(byte).ok()?, at + 2))
}

/// `&amp;`, `&#47;` or `&#x2F;`.
fn entity(text: &[u8]) -> Option<(u8, usize)> {
    let end = text.iter().take(10).position(|byte| *byte == b';')?;
    let name = std::str::from_utf8(text.get(1..end)?).ok()?;
    let code = match name.to_ascii_lowercase().as_str() {
        "amp" => b'&'.into(),
        "lt" => b'<'.into(),
        "gt" => b'>'.into(),
        "quot" => b'"'.into(),
        "apos" => b'\''.into(),
        name => match name.strip_prefix("#x") {
            Some(digits) => hex(digits.as_bytes())?,
            None => name.strip_prefix('#')?.parse().ok()?,
        },
    };
    Some((u8::try_from(code).ok()?, end + 1))
}

/// `\/`, `\"` or `\u002F`.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text.get(1)? {
        b'u' => Some((u8::try_from(hex(text.get(2..6)?)?).ok()?, 6)),
        byte @ (b'"' | b'\\' | b'/' | b'\'') => Some((*byte, 2)),
        _ => None,
    }
}

fn hex(digits: &[u8]) -> Option<u32> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| plain)?;
    u32::from_str_radix(digits, 16).ok()
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
            shown = replaced(&shown, &[value], &format!("{{{name}}}"));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "S3cr/et+\"<k&y> 'ü'";

    fn clean(text: &str) -> String {
        redact(text, &[Needle::new(SECRET.to_owned())])
    }

    #[test]
    fn every_spelling_is_found() {
        let form = serde_urlencoded::to_string([("", SECRET)]).unwrap();
        let form = form.trim_start_matches('=').to_owned();
        let json = serde_json::to_string(SECRET).unwrap();
        let json = json.trim_matches('"').to_owned();
        let html = SECRET
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;")
            .replace('\'', "&#39;")
            .replace('/', "&#x2F;");
        for spelt in [
            SECRET.to_owned(),
            SECRET.to_uppercase().replace('Ü', "ü"),
            form.clone(),
            form.to_lowercase(),
            form.replace('+', "%20"),
            form.replace('%', "%25"),
            json.replace('/', "\\/"),
            json.replace('<', "\\u003c"),
            html,
        ] {
            assert_eq!(clean(&format!("a {spelt}!")), "a [redacted]!", "{spelt}");
        }
    }

    #[test]
    fn encoded_runs_are_found_wherever_the_secret_begins() {
        for before in ["", "u", "us", "user:"] {
            let pair = format!("{before}{SECRET}");
            let hexadecimal: String = pair.bytes().map(|b| format!("{b:02x}")).collect();
            for run in [
                STANDARD.encode(&pair),
                URL_SAFE_NO_PAD.encode(&pair),
                hexadecimal,
            ] {
                assert_eq!(
                    clean(&format!("Basic {run}.")),
                    "Basic [redacted].",
                    "{run}"
                );
            }
        }
        let fine = "file 0b1e9a1c-77de-4c7a-9f1e-000000000001 was not found";
        assert_eq!(clean(fine), fine);
    }

    #[test]
    fn a_path_is_shown_as_its_template() {
        let url = Url::parse("https://h.test/api/1.0/reset/S3CR%2FET-id/x?key=1&b=2").unwrap();
        for shown in [
            "/api/1.0/reset/S3CR%2fet-ID/x",
            "/api/1.0/reset/S3CR/ET-id/x",
        ] {
            assert_eq!(
                template(&format!("no route {shown}"), "/reset/{id}/x", &url),
                "no route /api/1.0/reset/{id}/x"
            );
        }
        assert_eq!(
            template("link S3CR/ET-id has expired", "/reset/{id}/x", &url),
            "link {id} has expired"
        );
    }

    #[test]
    fn a_query_is_not_shown() {
        for (text, shown) in [
            (
                "no route /x?key=1&amp;b=a+b, sorry",
                "no route /x?[redacted] sorry",
            ),
            ("what? yes", "what? yes"),
            ("<a href='/x?sid=1'>x</a>", "<a href='/x?[redacted]'>x</a>"),
        ] {
            assert_eq!(without_queries(text), shown);
        }
    }

    #[test]
    fn a_secret_with_a_percent_sign_is_found_as_it_was_sent() {
        let needles = [Needle::new("100%ab!x".to_owned())];
        for spelt in ["100%ab!x", "100%25ab%21x", "100%2525ab%2521x"] {
            assert_eq!(redact(spelt, &needles), REDACTED, "{spelt}");
        }
    }

    /// A password may be a word that any message has.
    #[test]
    fn an_ordinary_word_shreds_no_message_and_is_hidden_where_it_is_a_value() {
        for (secret, text, shown) in [
            ("wrong", "wrong password", "wrong password"),
            (
                "wrong",
                "Wrong user: WRONG password (wrong)",
                "Wrong user: WRONG password (wrong)",
            ),
            (
                "pass",
                "The password has passed its date",
                "The password has passed its date",
            ),
            ("password", "Invalid password.", "Invalid password."),
            (
                "invalid",
                "Invalid session, don't retry",
                "Invalid session, don't retry",
            ),
            ("wrong password", "wrong password", "wrong password"),
            (
                "swordfish",
                r#"value "swordfish" of password"#,
                r#"value "[redacted]" of password"#,
            ),
            (
                "swordfish",
                r#"{\"password\":\"swordfish\"}"#,
                r#"{\"password\":\"[redacted]\"}"#,
            ),
            ("swordfish", "password='swordfish'", "password='[redacted]'"),
            (
                "swordfish",
                "user=me&password=Swordfish&x=1",
                "user=me&password=[redacted]&x=1",
            ),
            (
                "swordfish",
                "login me:swordfish failed",
                "login me:[redacted] failed",
            ),
            (
                "swordfish",
                "password%3Dswordfish%26",
                "password%3D[redacted]%26",
            ),
            ("swordfish", "%73wordfish is wrong", "[redacted] is wrong"),
            ("swordfish", "Basic bWU6c3dvcmRmaXNo", "Basic [redacted]"),
            ("wrong", "key=wrongly set", "key=wrongly set"),
            ("WrOnG", "wrong WrOnG", "wrong [redacted]"),
        ] {
            let needles = [Needle::new(secret.to_owned())];
            assert_eq!(redact(text, &needles), shown, "{secret}");
        }
    }

    #[test]
    fn a_short_number_is_hidden_where_it_is_one() {
        for (text, shown) in [
            ("PIN 1234 is wrong", "PIN [redacted] is wrong"),
            ("otp:1234, try again.", "otp:[redacted], try again."),
            ("1234", "[redacted]"),
            ("login 77:1234", "login 77:[redacted]"),
            ("order 123456 and 991234", "order 123456 and 991234"),
            ("price 1234.50 or 99.1234", "price 1234.50 or 99.1234"),
            ("A1234 B", "A1234 B"),
            ("%31234", "[redacted]"),
            ("1234.", "[redacted]."),
        ] {
            let needles = [Needle::new("1234".to_owned())];
            assert_eq!(redact(text, &needles), shown);
        }
    }

    #[test]
    fn what_is_long_or_random_is_hidden_everywhere() {
        for secret in ["hunter2", "XKQZPWVB", "correcthorsebattery", "12345678"] {
            let needles = [Needle::new(secret.to_owned())];
            for (before, after) in [("", ""), ("x", "y"), ("the ", " is wrong"), ("9", ".5")] {
                let text = format!("{before}{}{after}", secret.to_lowercase());
                let shown = format!("{before}[redacted]{after}");
                assert_eq!(redact(&text, &needles), shown, "{secret}");
            }
        }
    }

    proptest! {
        /// With a digit and a sign in it no secret is a word or a number.
        #[test]
        fn what_is_found_is_gone(before in "\\PC{0,20}", secret in "[!-~]{2,18}[0-9][!-/]", after in "\\PC{0,20}") {
            let needles = [Needle::new(secret.clone())];
            let clean = redact(&format!("{before}{secret}{after}"), &needles);
            prop_assert!(!clean.contains(&secret) || REDACTED.contains(&secret), "{clean}");
        }
    }
}
