//! Descriptions are Markdown, and what in them looks like code would be compiled as an example of the crate.

/// The text, with no code in it that is taken for Rust.
pub(super) fn inert(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut after_blank = true;
    let mut lines = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim_start();
        let inner = inner(trimmed);
        let mark = mark(inner);
        let shown = match fence {
            None if !mark.is_empty() => {
                fence = Some(mark);
                let indent = (line.len() - trimmed.len()).min(3);
                let before = trimmed.strip_suffix(inner).unwrap_or_default();
                format!("{}{before}{mark}text", " ".repeat(indent))
            }
            None if after_blank && is_indented(line) => format!("   {trimmed}"),
            Some(open) if mark.starts_with(open) => {
                fence = None;
                line.to_owned()
            }
            _ => line.to_owned(),
        };
        after_blank = trimmed.is_empty() || (after_blank && is_indented(line));
        lines.push(shown);
    }
    if let Some(open) = fence {
        lines.push(open.to_owned());
    }
    lines.join("\n") + if text.ends_with('\n') { "\n" } else { "" }
}

/// What stands in the items of lists and in the quotations that begin on a line.
fn inner(line: &str) -> &str {
    let rest = line.trim_start();
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordered = digits
        .strip_prefix(['.', ')'])
        .filter(|_| digits.len() < rest.len());
    let item = ordered.or_else(|| rest.strip_prefix(['-', '*', '+']));
    match rest
        .strip_prefix('>')
        .or(item.filter(|item| item.starts_with([' ', '\t'])))
    {
        Some(rest) => inner(rest),
        None => rest,
    }
}

/// The three or more characters that open or close a block of code at the beginning of a line.
fn mark(line: &str) -> &str {
    let lengths = ['`', '~'].map(|mark| line.len() - line.trim_start_matches(mark).len());
    let length = lengths.into_iter().find(|length| *length >= 3);
    length
        .and_then(|length| line.get(..length))
        .unwrap_or_default()
}

/// Whether Markdown takes a line behind a blank one for code.
fn is_indented(line: &str) -> bool {
    (line.starts_with("    ") || line.starts_with('\t')) && !line.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn code_in_descriptions_is_no_example() {
        for (text, shown) in [
            ("a\n```\nlet x\n```\nb", "a\n```text\nlet x\n```\nb"),
            ("```rust\nfn x( {\n```", "```text\nfn x( {\n```"),
            ("````\n```\n````", "````text\n```\n````"),
            ("~~~\nx\n~~~", "~~~text\nx\n~~~"),
            ("```\nnever closed", "```text\nnever closed\n```"),
            ("a\n\n    code(\n    more(\n", "a\n\n   code(\n   more(\n"),
            ("- ```json\n  {\n  ```", "- ```text\n  {\n  ```"),
            ("> ```\n> x(\n> ```\nb", "> ```text\n> x(\n> ```\nb"),
            (
                "1. * ~~~\n     x\n     ~~~",
                "1. * ~~~text\n     x\n     ~~~",
            ),
            ("- a\n\n  ```\n  x\n  ```", "- a\n\n  ```text\n  x\n  ```"),
            ("-- ```", "-- ```"),
            ("\tcode(", "   code("),
            ("a\n    goes on", "a\n    goes on"),
            ("a\n\nb\n", "a\n\nb\n"),
            ("", ""),
        ] {
            assert_eq!(inert(text), shown, "{text}");
        }
    }
}
