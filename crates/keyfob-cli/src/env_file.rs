//! Files of variables, as a shell reads them: `export NAME='value'`.

use keyfob::Secret;

/// The variables of such a file. An error names the line, and shows nothing of it.
pub fn parse(text: &str) -> Result<Vec<(String, Secret)>, String> {
    let mut variables = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        let wrong = || format!("line {} is not `NAME=value`", at + 1);
        let (name, value) = line.split_once('=').ok_or_else(wrong)?;
        let is_name =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let value = value_of(value).filter(|_| is_name).ok_or_else(wrong)?;
        variables.push((name.to_owned(), value));
    }
    Ok(variables)
}

/// A value, with or without quotation marks; none if one of them is not closed.
fn value_of(text: &str) -> Option<Secret> {
    let mut value = zeroize::Zeroizing::new(String::with_capacity(text.len()));
    let mut letters = text.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None | Some('"'), '\\') => value.push(letters.next()?),
            // The rest is a comment.
            (None, letter) if letter.is_whitespace() => break,
            (_, letter) => value.push(letter),
        }
    }
    quote.is_none().then(|| Secret::new(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<(String, String)> {
        let read = parse(text).unwrap().into_iter();
        read.map(|(name, value)| (name, value.expose().to_owned()))
            .collect()
    }

    #[test]
    fn values_are_read_as_a_shell_reads_them() {
        let text = "# a comment\n\nexport A='it'\\''s $HOME; \"x\"'\nB=\"a \\\"b\\\"\" # said\n C=plain\nD=\nE=a'b 'c\n";
        let expected = [
            ("A", "it's $HOME; \"x\""),
            ("B", "a \"b\""),
            ("C", "plain"),
            ("D", ""),
            ("E", "ab c"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(values(text), expected);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_alone() {
        for text in [
            "A=1\nS3CR3T",
            "A=1\nB='S3CR3T",
            "\nA B=S3CR3T",
            "\nA=S3CR3T\\",
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error, "line 2 is not `NAME=value`");
        }
    }
}
