//! What is wrong with a spec, shown where it stands.

use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::load::Document;

/// A place in a file; both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Place {
    /// The first character.
    pub fn start() -> Self {
        Self { line: 1, column: 1 }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's name, in kebab-case.
    pub rule: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong and why it matters.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Finding {
    /// A finding without help.
    pub fn new(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            place,
            message: message.into(),
            help: None,
        }
    }

    /// Adds how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows it with the line it stands in, as compilers do.
    pub fn render(&self, path: &str, text: &str) -> String {
        let start = self.offset(text);
        let rest = text.get(start..).unwrap_or_default();
        let length = rest
            .find(['\n', ' ', ':', ',', '}', ']'])
            .unwrap_or(rest.len())
            .max(1);
        let end = (start + length).min(text.len());
        let snippet = Snippet::source(text)
            .path(path)
            .annotation(AnnotationKind::Primary.span(start..end));
        let title = format!("{} [{}]", self.message, self.rule);
        let mut group = Level::ERROR.primary_title(title).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        Renderer::plain().render(&[group])
    }

    fn offset(&self, text: &str) -> usize {
        let line = text
            .split_inclusive('\n')
            .take(self.place.line - 1)
            .map(str::len)
            .sum::<usize>();
        let rest = text.get(line..).unwrap_or_default();
        line + rest
            .chars()
            .take(self.place.column - 1)
            .map(char::len_utf8)
            .sum::<usize>()
    }
}

/// All that is wrong with one spec.
#[derive(Debug)]
pub struct Findings {
    /// The file.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What is wrong, in the order of the file.
    pub findings: Vec<Finding>,
}

impl Findings {
    /// Sorts by place.
    pub fn new(document: &Document, mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| finding.place);
        Self {
            path: document.path.display().to_string(),
            text: document.text.clone(),
            findings,
        }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{}\n", finding.render(&self.path, &self.text))?;
        }
        let count = self.findings.len();
        write!(
            f,
            "{}: {count} {}",
            self.path,
            if count == 1 { "error" } else { "errors" }
        )
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_the_place() {
        let finding =
            Finding::new("rule", Place { line: 2, column: 3 }, "is wrong").help("do this");
        let shown = finding.render("specs/a.yaml", "a:\n  bad: 1\nc: 2\n");
        assert!(shown.contains("specs/a.yaml:2:3"), "{shown}");
        assert!(shown.contains("^^^"), "{shown}");
        assert!(shown.contains("help: do this"), "{shown}");
    }
}
