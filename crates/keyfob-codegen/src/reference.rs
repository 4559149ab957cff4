//! What a page of reference tells of an operation, beside its document.

use serde_json::Value;

use crate::generate::{credentials, example, example_parameters, repeats};
use crate::model::{Kind, Operation, Spec};

/// The facts of one operation. The texts are Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Where it is known from: `x-source`.
    pub source: String,
    /// How sure that is: `seed`, `sdk`, `docs`, `third-party` or `inferred`.
    pub confidence: String,
    /// Whether it may be repeated: a sentence.
    pub repeats: &'static str,
    /// What it needs to be logged in: a sentence.
    pub credentials: String,
    /// A call of it in Rust, where `client` is a session's client: that of the client's documentation, which is compiled.
    pub rust: String,
    /// The same call by the command line `keyfob`. What is secret comes from files, since arguments show in the list of processes.
    pub command: String,
}

impl Facts {
    /// Those of an operation of a spec.
    pub fn of(spec: &Spec, operation: &Operation) -> Self {
        let (confidence, source) = operation.source.clone();
        Self {
            source,
            confidence,
            repeats: repeats(operation),
            credentials: credentials(spec, operation),
            rust: visible(&example(spec, operation)),
            command: command(spec, operation),
        }
    }
}

/// The lines of a block of documentation that a reader sees.
fn visible(block: &str) -> String {
    let lines = block.lines();
    let shown = lines.filter(|line| !line.starts_with("```") && !line.starts_with("# "));
    shown.map(|line| format!("{line}\n")).collect()
}

fn command(spec: &Spec, operation: &Operation) -> String {
    let mut text = format!("keyfob call {} {}", spec.name, operation.id);
    let mut add = |option: &str, value: &str| {
        text.push_str(&format!(" \\\n  {option} {}", quoted(value)));
    };
    for (parameter, value) in example_parameters(spec, operation) {
        if operation.secrets.contains(&parameter.name) {
            add("--param-file", &format!("{}=FILE", parameter.name));
            continue;
        }
        let values = match (&parameter.kind, value) {
            (Kind::List(_), Value::Array(values)) => values,
            (_, value) => vec![value],
        };
        for value in values {
            add("--param", &format!("{}={}", parameter.name, plain(&value)));
        }
    }
    if let Some(body) = &operation.body {
        match &body.example {
            Some(example) if body.schema.is_some() && !has_secret(operation, example) => {
                add("--body", &example.to_string());
            }
            None if body.schema.is_some() => {}
            _ => add("--body", "@FILE"),
        }
    }
    text
}

/// Whether a member is secret, be it in JSON inside a text.
fn has_secret(operation: &Operation, value: &Value) -> bool {
    match value {
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| operation.secrets.contains(name) || has_secret(operation, value)),
        Value::Array(items) => items.iter().any(|item| has_secret(operation, item)),
        Value::String(text) => match serde_json::from_str(text) {
            Ok(inner @ (Value::Object(_) | Value::Array(_))) => has_secret(operation, &inner),
            _ => false,
        },
        _ => false,
    }
}

/// A value as it stands in a path or a query.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "@%_+=:,./-".contains(letter);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::load::Document;

    #[test]
    fn hidden_lines_of_an_example_are_not_shown() {
        let block = "```rust,no_run\n# async fn example() {\nlet a = 1;\n# Ok(())\n# }\n```";
        assert_eq!(visible(block), "let a = 1;\n");
    }

    #[test]
    fn a_shell_reads_each_word_as_it_is() {
        assert_eq!(quoted("a=b"), "a=b");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn an_operation_has_all_of_it() {
        let text = include_str!("lint/tests/good.yaml").to_owned();
        let document = Document::parse(Path::new("acme.yaml"), text).unwrap();
        let spec = Spec::of(&document);
        for operation in &spec.operations {
            let facts = Facts::of(&spec, operation);
            let call = format!("client.{}().{}()", operation.group, operation.name);
            let rust: String = facts.rust.split_whitespace().collect();
            assert!(rust.contains(&call), "{rust}");
            let command = format!("keyfob call acme {}", operation.id);
            assert!(facts.command.starts_with(&command), "{}", facts.command);
            for parameter in operation.parameters.iter().filter(|one| one.required) {
                let option = format!("{}=", parameter.name);
                assert!(facts.command.contains(&option), "{}", facts.command);
            }
            assert!(!facts.confidence.is_empty() && !facts.source.is_empty());
            assert!(!facts.repeats.is_empty() && !facts.credentials.is_empty());
        }
        assert!(!spec.operations.is_empty());
    }
}
