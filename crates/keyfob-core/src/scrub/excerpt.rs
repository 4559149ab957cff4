//! The beginning of a body that is no answer of the API, as somebody may want to read it.

use serde_json::{Map, Value};

use super::{REDACTED, Scrubber};

/// The longest excerpt, in characters.
const MOST: usize = 200;

/// The first words of a body, without tags, white space and whatever looks like a token.
pub(crate) fn excerpt(body: &[u8], scrubber: &Scrubber) -> Option<String> {
    let start = body.get(..16 * 1024).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let text = match text.trim_start().as_bytes().first()? {
        b'<' => without_tags(&text),
        b'{' => sentences(&text)?,
        b'[' => return None,
        _ => text.into_owned(),
    };
    let clean = scrubber.clean(&text, 8 * MOST);
    let words: Vec<_> = clean.split_whitespace().map(without_token).collect();
    let text: String = words.join(" ").chars().take(MOST).collect();
    let shown: String = text.chars().filter(|c| !c.is_control()).collect();
    Some(shown).filter(|text| !text.is_empty())
}

/// The names of an object's members, and those of their values that are sentences: others may be tokens.
fn sentences(json: &str) -> Option<String> {
    let members: Map<String, Value> = serde_json::from_str(json).ok()?;
    let shown = members.into_iter().map(|(name, value)| match value {
        Value::String(text) if text.trim().contains(' ') => format!("{name}: {text};"),
        _ => format!("{name};"),
    });
    Some(shown.collect::<Vec<_>>().join(" "))
}

/// What a browser would show, roughly: no tags, no scripts, no styles.
fn without_tags(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        shown.push_str(text);
        shown.push(' ');
        let lower = tag.get(..8).unwrap_or(tag).to_ascii_lowercase();
        let end = match lower.as_str() {
            name if name.starts_with("script") => "</script",
            name if name.starts_with("style") => "</style",
            name if name.starts_with("!--") => "--",
            _ => "",
        };
        let inside = match end {
            "" => tag,
            end => {
                let at = tag.to_ascii_lowercase().find(end).unwrap_or(tag.len());
                tag.get(at..).unwrap_or_default()
            }
        };
        rest = inside.split_once('>').map_or("", |(_, rest)| rest);
    }
    shown.push_str(rest);
    shown
}

/// A run of letters and digits, or a very long one, is no word: it may be a token.
fn without_token(word: &str) -> String {
    let is_digit = |c: char| c.is_ascii_alphanumeric() || "-_+=".contains(c);
    let mut shown = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        shown.push_str(if is_token(run) { REDACTED } else { run });
        let end = after.find(is_digit).unwrap_or(after.len());
        let (between, after) = after.split_at_checked(end).unwrap_or((after, ""));
        shown.push_str(between);
        rest = after;
    }
    shown
}

fn is_token(run: &str) -> bool {
    let bytes = run.as_bytes();
    let digits = bytes.iter().any(u8::is_ascii_digit);
    let letters = bytes.iter().any(u8::is_ascii_alphabetic);
    let humps = bytes
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()))
        .count();
    run.len() >= 32 || (run.len() >= 6 && digits && letters) || (run.len() >= 8 && humps > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_it_shows() {
        let html = "<!DOCTYPE html><html><head><style>p {}</style><title>Denied</title><!-- 7 --></head>\
            <body><SCRIPT>let a = '<b>';</SCRIPT><p>Access\n denied</p></body></html>";
        let words: Vec<_> = without_tags(html)
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        assert_eq!(words.join(" "), "Denied Access denied");
    }

    #[test]
    fn tokens_are_no_words() {
        assert_eq!(
            without_token("token=eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln,"),
            "[redacted].[redacted].c2ln,"
        );
        assert_eq!(
            without_token("internationalization"),
            "internationalization"
        );
    }
}
