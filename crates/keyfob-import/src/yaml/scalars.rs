//! Texts on one line: plain where every reader takes them for texts, in quotes elsewhere.

/// A key of a map.
pub(super) fn key(text: &str) -> String {
    scalar(text, true).unwrap_or_else(|| double_quoted(text))
}

/// A text on one line, within braces and brackets or not; nothing for one of several lines, which is better told in a block.
pub(super) fn scalar(text: &str, in_flow: bool) -> Option<String> {
    if is_plain(text, in_flow) {
        return Some(text.to_owned());
    }
    let is_block = text.contains('\n') && text.trim_end_matches('\n').contains('\n');
    (!is_block).then(|| double_quoted(text))
}

/// In double quotes, where everything can be told.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if must_be_escaped(c) => match u32::from(c) {
                code @ 0..=0xFF => out.push_str(&format!("\\x{code:02X}")),
                code @ 0x100..=0xFFFF => out.push_str(&format!("\\u{code:04X}")),
                code => out.push_str(&format!("\\U{code:08X}")),
            },
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn must_be_escaped(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        )
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether readers of YAML 1.1 and of 1.2 take it for this text, without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().last()) else {
        return false;
    };
    let starts =
        first.is_alphanumeric() || matches!(first, '/' | '_' | '$' | '(' | '.' | '+' | '<' | '^');
    let ends = !(matches!(last, ':' | ' ' | '\t') || (in_flow && last == '-'));
    let is_broken = text.chars().any(|c| c == '\t' || must_be_escaped(c));
    let is_structure = text.contains(": ") || text.contains(" #") || text.contains(":\u{A0}");
    let in_braces = in_flow && text.contains(['{', '}', '[', ']', ',']);
    // In braces a colon before a quote or a bracket is one of a map to some readers.
    let odd_colon = in_flow && text.contains(':');
    starts && ends && !is_broken && !is_structure && !in_braces && !odd_colon && !is_other(text)
}

/// Whether it is, or could be, a number, a date, a boolean or null.
fn is_other(text: &str) -> bool {
    let words = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", ".nan", "inf", ".inf",
        "+.inf", "<<",
    ];
    if words.contains(&text.to_ascii_lowercase().as_str()) {
        return true;
    }
    let is_version =
        text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.matches('.').count() > 1;
    if is_version && text.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number = |c: char| c.is_ascii_hexdigit() || "+-._:xXoObBTZ,".contains(c);
    let is_number = text.chars().all(|c| number(c) || c == ' ');
    text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) && is_number
}
