//! Lines of a text, by bytes.

/// Where the line of this byte begins.
pub(super) fn start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |found| found + 1)
}

/// Where the line of this byte ends, before its line break.
pub(super) fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the line break before a line begins; nothing before the first line.
pub(super) fn break_before(text: &str, line: usize) -> Option<usize> {
    let before = text.get(..line)?.strip_suffix('\n')?;
    Some(before.strip_suffix('\r').unwrap_or(before).len())
}

/// Where the next line begins, or the text's end.
pub(super) fn next(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |found| at + found + 1)
}

/// In which column a byte stands, from 0.
pub(super) fn column(text: &str, at: usize) -> usize {
    let line = text.get(start(text, at)..at).unwrap_or_default();
    line.chars().count()
}

/// Whether there is nothing but white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}
