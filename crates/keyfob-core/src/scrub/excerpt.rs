//! The beginning of a body that is no answer of the API, as somebody may want to read it.

use serde_json::{Map, Value};

use super::{REDACTED, Scrubber, Search};

/// The longest excerpt, in characters.
const MOST: usize = 200;

/// How much is cleaned, in characters: more than is shown, as replacing makes it shorter.
const CLEANED: usize = 8 * MOST;

/// The first words of a body, without tags, white space and whatever looks like a token.
pub(crate) fn excerpt(body: &[u8], scrubber: &Scrubber) -> Option<String> {
    let start = body.get(..16 * 1024).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let search = scrubber.search();
    let clean = match text.trim_start().as_bytes().first()? {
        b'<' => {
            // A secret may be all that stands between two tags, and there may be tags inside of one.
            let mut texts = between_tags(&text);
            if start.len() < body.len() && texts.len() > 1 {
                // What the cut went through may be half of a secret.
                texts.pop();
            }
            let texts = texts.into_iter().map(|text| in_one_line(text, &search));
            in_one_line(&texts.collect::<Vec<_>>().join(" "), &search)
        }
        b'{' => sentences(&text, &search)?,
        b'[' => return None,
        _ => in_one_line(&text, &search),
    };
    let words: Vec<_> = clean.split(' ').map(without_token).collect();
    let text: String = words.join(" ").trim().chars().take(MOST).collect();
    let shown: String = text.chars().filter(|c| !c.is_control()).collect();
    Some(shown).filter(|text| !text.is_empty())
}

/// The text without secrets, and with one blank between its words: a secret of several words may have another number of them, or
/// be broken into lines.
fn in_one_line(text: &str, search: &Search<'_>) -> String {
    let clean = search.clean(text, CLEANED);
    let words: Vec<_> = clean.split_whitespace().collect();
    search.clean(&words.join(" "), CLEANED)
}

/// The names of an object's members, and those of their values that are sentences: others may be tokens. Each is cleaned before
/// it loses its quotation marks, as the whole value may be a secret.
fn sentences(json: &str, search: &Search<'_>) -> Option<String> {
    let members: Map<String, Value> = serde_json::from_str(json).ok()?;
    let mut shown = String::new();
    for (name, value) in members {
        if shown.len() > CLEANED {
            break;
        }
        shown.push_str(&in_one_line(&name, search));
        if let Value::String(text) = value
            && text.trim().contains(' ')
        {
            shown.push_str(": ");
            shown.push_str(&in_one_line(&text, search));
        }
        shown.push_str("; ");
    }
    Some(shown)
}

/// The texts that a browser would show, roughly: no tags, no scripts, no styles.
fn between_tags(html: &str) -> Vec<&str> {
    let mut shown = Vec::new();
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        shown.push(text);
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
    shown.push(rest);
    shown.retain(|text| !text.trim().is_empty());
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
mod tests;
