//! Files of variables, with a shell's quotation marks: `export NAME='value'`. Nothing is put in for `$NAME`.

use std::iter::Peekable;
use std::str::Chars;

use keyfob::Secret;

/// What a shell drops a backslash before, inside `"`.
const ESCAPED_IN_QUOTES: [char; 4] = ['$', '`', '"', '\\'];

const NOT_A_VARIABLE: &str = "it is not `NAME=value`";
const NOT_CLOSED: &str = "a quotation mark is not closed, or nothing follows the last backslash";
const MORE_BEHIND: &str = "after a value only a comment may follow: put a value with blanks in quotation marks, and each variable on a line of its own";

/// The variables of such a file. An error names the line, and shows nothing of it.
pub fn parse(text: &str) -> Result<Vec<(String, Secret)>, String> {
    let mut variables = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let variable = variable(line).map_err(|wrong| format!("line {}: {wrong}", at + 1))?;
        variables.push(variable);
    }
    Ok(variables)
}

fn variable(line: &str) -> Result<(String, Secret), &'static str> {
    let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
    let (name, value) = line.split_once('=').ok_or(NOT_A_VARIABLE)?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    match is_name {
        true => Ok((name.to_owned(), value_of(value)?)),
        false => Err(NOT_A_VARIABLE),
    }
}

/// A value, with or without quotation marks.
fn value_of(text: &str) -> Result<Secret, &'static str> {
    let mut value = zeroize::Zeroizing::new(String::with_capacity(text.len()));
    let mut letters = text.chars().peekable();
    let mut quote = None;
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '\\') => value.push(letters.next().ok_or(NOT_CLOSED)?),
            (Some('"'), '\\') => {
                let escaped = letters.next_if(|next| ESCAPED_IN_QUOTES.contains(next));
                value.push(escaped.unwrap_or('\\'));
            }
            (None, letter) if letter.is_whitespace() => {
                only_a_comment(letters)?;
                break;
            }
            (_, letter) => value.push(letter),
        }
    }
    match quote {
        Some(_) => Err(NOT_CLOSED),
        None => Ok(Secret::new(value.as_str())),
    }
}

/// What may follow a value: to drop anything else would be to log in with a part of a password.
fn only_a_comment(mut rest: Peekable<Chars<'_>>) -> Result<(), &'static str> {
    match rest.find(|letter| !letter.is_whitespace()) {
        None | Some('#') => Ok(()),
        Some(_) => Err(MORE_BEHIND),
    }
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
    fn a_backslash_means_what_it_means_to_a_shell() {
        for (line, expected) in [
            (r#"A="a\b c\$""#, r"a\b c$"),
            (r#"A="\$ \` \" \\ \n \' \#""#, r#"$ ` " \ \n \' \#"#),
            (r"A='a\b\$'", r"a\b\$"),
            (r"A=a\b\ c\$", "ab c$"),
        ] {
            assert_eq!(
                values(line),
                [("A".to_owned(), expected.to_owned())],
                "{line}"
            );
        }
    }

    #[test]
    fn after_a_value_comes_the_end_of_the_line_or_a_comment() {
        for line in ["A=ab #cd", "A=ab\t# cd", "A=ab  ", "A='ab' # 'x"] {
            assert_eq!(values(line), [("A".to_owned(), "ab".to_owned())], "{line}");
        }
        assert_eq!(values("A=a#b"), [("A".to_owned(), "a#b".to_owned())]);
        for line in [
            "A=ab S3CR3T",
            "export A=1 B=S3CR3T",
            "A= S3CR3T",
            "A='S3CR3T' x",
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.starts_with("line 1: "), "{error}");
            assert!(error.contains("quotation marks"), "{error}");
            assert!(!error.contains("S3CR3T"), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line_alone() {
        for (text, wrong) in [
            ("A=1\nS3CR3T", NOT_A_VARIABLE),
            ("A=1\nB='S3CR3T", NOT_CLOSED),
            ("\nA B=S3CR3T", NOT_A_VARIABLE),
            ("\nA=S3CR3T\\", NOT_CLOSED),
            ("\nA=\"S3CR3T\\", NOT_CLOSED),
            ("\nA=S3CR3T B", MORE_BEHIND),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error, format!("line 2: {wrong}"));
        }
    }
}
