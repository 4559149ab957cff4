//! Texts: descriptions as the lint takes them, and what is told in them for want of a keyword.

use keyfob_codegen::load::{Kind as Is, Node};

use super::model::{Kind, Model};

/// A text without characters that compilers refuse in documentation, and without blanks at the ends of its lines.
pub(crate) fn clean(text: &str) -> String {
    let text = text.trim();
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let kept: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    let lines: Vec<&str> = kept.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A description with sentences behind it.
pub(super) fn joined(description: &str, sentences: &[String]) -> String {
    let mut text = description.to_owned();
    let more = sentences.join(" ");
    if more.is_empty() {
        return text;
    }
    if text.contains('\n') {
        text.push_str("\n\n");
    } else if !text.is_empty() {
        if !text.ends_with(['.', '!', '?', ':', '>']) {
            text.push('.');
        }
        text.push(' ');
    }
    text.push_str(&more);
    text
}

/// What a form says of a text or a number that stays one.
pub(super) fn form(model: &Model<'_>) -> Option<String> {
    let format = model.format?;
    let says = match (&model.kind, format) {
        (Kind::Text, "date") => "A date, as 2024-05-17.",
        (Kind::Text, "date-time" | "datetime") => "A date and a time, as 2024-05-17T09:30:00Z.",
        (Kind::Text, "time") => "A time of day.",
        (Kind::Text, "duration") => "A span of time, as PT1H30M.",
        (Kind::Text, "byte" | "base64") => "Bytes in Base64.",
        (Kind::Text, "base64url") => "Bytes in Base64 for URLs.",
        (Kind::Text, "binary") => "Bytes.",
        (Kind::Text, "uuid" | "guid") => "A UUID.",
        (Kind::Text, "uri" | "url") => "A URL.",
        (Kind::Text, "email") => "An e-mail address.",
        (Kind::Text, "ipv4" | "ip") => "An IP address.",
        (Kind::Text, "ipv6") => "An IPv6 address.",
        (Kind::Text, "int32" | "int64" | "integer") => "A whole number, as text.",
        (Kind::Text, "float" | "double" | "number") => "A number, as text.",
        _ => return None,
    };
    Some(says.to_owned())
}

/// What limits a value that is asked, and what is taken for it when it is missing.
pub(super) fn limits(model: &Model<'_>) -> Vec<String> {
    let of = |key: &str| {
        let found = model.limits.iter().find(|(known, _)| *known == key);
        found.and_then(|(_, node)| shown(node))
    };
    let mut told = Vec::new();
    let mut range = |low: Option<String>, high: Option<String>, what: &str| {
        told.extend(match (low, high) {
            (Some(low), Some(high)) if low == high => Some(format!("Exactly {low}{what}.")),
            (Some(low), Some(high)) => Some(format!("From {low} to {high}{what}.")),
            (Some(low), None) if low != "0" || what.is_empty() => {
                Some(format!("At least {low}{what}."))
            }
            (None, Some(high)) => Some(format!("At most {high}{what}.")),
            _ => None,
        });
    };
    range(of("minLength"), of("maxLength"), " characters");
    range(of("minItems"), of("maxItems"), " items");
    range(of("minimum"), of("maximum"), "");
    if let Some(pattern) = of("pattern")
        .filter(|pattern| pattern.len() <= 60 && !pattern.contains('`') && !pattern.contains('\n'))
    {
        told.push(format!("Matches `{pattern}`."));
    }
    if let Some(default) = model
        .default
        .and_then(shown)
        .filter(|text| text.len() <= 60)
    {
        told.push(format!("`{default}` if it is left out."));
    }
    told
}

/// The values that have been seen, for people.
pub(super) fn values(model: &Model<'_>, word: &str) -> Option<String> {
    let shown: Vec<_> = model
        .values
        .iter()
        .filter_map(|value| shown(value.node))
        .collect();
    let quoted = |text: &String| format!("`{}`", text.replace('`', "'"));
    match shown.as_slice() {
        [] => None,
        [only] => Some(format!("{word} {}.", quoted(only))),
        many => {
            let first: Vec<_> = many.iter().take(30).map(quoted).collect();
            let end = if many.len() > 30 {
                ", and others."
            } else {
                "."
            };
            Some(format!("{word} {}{end}", first.join(", ")))
        }
    }
}

/// A plain value, as people write it.
pub(super) fn shown(node: &Node) -> Option<String> {
    match &node.kind {
        Is::Text(text) => Some(clean(text)).filter(|text| !text.is_empty()),
        Is::Number(number) => Some(number.to_string()),
        Is::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The first sentence of a text, or what there is of it.
pub(super) fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_have_no_hidden_characters() {
        assert_eq!(clean(" a\u{7}b \r\n\u{202E}c\u{FEFF}\n\n"), "ab\nc");
        assert_eq!(
            joined("A price", &["At most 5.".to_owned()]),
            "A price. At most 5."
        );
        assert_eq!(joined("a\nb", &["C.".to_owned()]), "a\nb\n\nC.");
        assert_eq!(joined("", &["C.".to_owned()]), "C.");
    }
}
