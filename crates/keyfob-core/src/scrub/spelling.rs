//! How a vendor may spell a byte: as it is, percent-encoded, as an entity of HTML, escaped as in JSON.

/// The bytes that the text may begin with, each with how many bytes spell it.
pub(super) fn spelt(text: &[u8]) -> [Option<(u8, usize)>; 4] {
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
        "nbsp" => b' '.into(),
        name => match name.strip_prefix("#x") {
            Some(digits) => hex(digits.as_bytes())?,
            None => name.strip_prefix('#')?.parse().ok()?,
        },
    };
    Some((u8::try_from(code).ok()?, end + 1))
}

/// `\/`, `\"`, `\n` or `\u002F`.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    match text.get(1)? {
        b'u' => Some((u8::try_from(hex(text.get(2..6)?)?).ok()?, 6)),
        b'n' => Some((b'\n', 2)),
        b'r' => Some((b'\r', 2)),
        b't' => Some((b'\t', 2)),
        byte @ (b'"' | b'\\' | b'/' | b'\'') => Some((*byte, 2)),
        _ => None,
    }
}

pub(super) fn hex(digits: &[u8]) -> Option<u32> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| plain)?;
    u32::from_str_radix(digits, 16).ok()
}

/// No spelling of a byte is longer, in bytes.
const LONGEST: usize = 10;

/// The text before the last byte, if that is one of these, however it is spelt.
pub(super) fn before_last<'t>(text: &'t str, wanted: &[u8]) -> Option<&'t str> {
    (1..=LONGEST).find_map(|length| {
        let (before, end) = text.split_at_checked(text.len().checked_sub(length)?)?;
        let mut readings = spelt(end.as_bytes()).into_iter().flatten();
        readings
            .any(|(byte, spelt)| spelt == length && wanted.contains(&byte))
            .then_some(before)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_byte_is_told_however_it_is_spelt() {
        for spelt in [
            "=", "%3D", "%3d", "%253D", "&#61;", "&#x3d;", "&#x003D;", "\\u003d",
        ] {
            let text = format!("ü{spelt}");
            assert_eq!(before_last(&text, b":="), Some("ü"), "{spelt}");
        }
        for other in ["", "ü", "=ü", "= ", "%3", "3D", "%26", "x"] {
            assert_eq!(before_last(other, b":="), None, "{other}");
        }
        assert_eq!(before_last("a:\\n", b"\n"), Some("a:"));
        assert_eq!(before_last("a:&nbsp;", b" "), Some("a:"));
    }
}
