//! What is wrong with a spec, shown where it stands.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::edit::Edits;

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
    /// The edits that mend it, where a machine can; none where a person has to decide.
    pub fix: Edits,
}

impl Finding {
    /// A finding without help.
    pub fn new(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            place,
            message: message.into(),
            help: None,
            fix: Edits::default(),
        }
    }

    /// Adds how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows it with the line it stands in, as compilers do.
    pub fn render(&self, path: &str, text: &str) -> String {
        self.render_in(path, &Lines::of(text))
    }

    /// The same in one line, for one of many.
    fn in_a_line(&self, path: &str) -> String {
        let Place { line, column } = self.place;
        let help = self.help.as_deref();
        let help = help.map_or_else(String::new, |help| format!(" (help: {help})"));
        format!(
            "error: {path}:{line}:{column}: {} [{}]{help}",
            self.message, self.rule
        )
    }

    /// The renderer is handed this one line: given the whole text, it looks through all of it for each finding.
    fn render_in(&self, path: &str, lines: &Lines<'_>) -> String {
        let line = lines.line(self.place.line);
        let start = line
            .char_indices()
            .nth(self.place.column.saturating_sub(1))
            .map_or(line.len(), |(at, _)| at);
        let rest = line.get(start..).unwrap_or_default();
        let length = rest
            .find([' ', ':', ',', '}', ']'])
            .unwrap_or(rest.len())
            .max(1);
        let end = (start + length).min(line.len());
        let snippet = Snippet::source(line)
            .line_start(self.place.line)
            .path(path)
            .annotation(AnnotationKind::Primary.span(start..end));
        let title = format!("{} [{}]", self.message, self.rule);
        let mut group = Level::ERROR.primary_title(title).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        Renderer::plain().render(&[group])
    }
}

/// The lines of a text, found once for all that is shown of it.
struct Lines<'a>(Vec<&'a str>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Self(text.lines().collect())
    }

    /// A line without its end, counted from 1; nothing if there is none.
    fn line(&self, number: usize) -> &'a str {
        let line = number.checked_sub(1).and_then(|at| self.0.get(at));
        line.copied().unwrap_or_default()
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
    /// How many of them are shown at most; the count by rule tells of all.
    pub max: usize,
}

/// How many findings of a rule are shown with the line they stand in; the others are a line each.
const IN_FULL: usize = 5;

impl Findings {
    /// Those of a file with this text, sorted by place.
    pub fn new(path: &Path, text: &str, mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|finding| finding.place);
        Self {
            path: path.display().to_string(),
            text: text.to_owned(),
            findings,
            max: usize::MAX,
        }
    }

    /// The findings of each rule, rules in the order in which the file breaks them first.
    fn by_rule(&self) -> Vec<(&'static str, Vec<&Finding>)> {
        let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
        let mut known = BTreeMap::new();
        for finding in &self.findings {
            let at = *known.entry(finding.rule).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, group)) => group.push(finding),
                None => groups.push((finding.rule, vec![finding])),
            }
        }
        groups
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = Lines::of(&self.text);
        let groups = self.by_rule();
        let mut left = self.max;
        for (_, group) in &groups {
            let shown = group.iter().take(left);
            left -= shown.len();
            for (at, finding) in shown.enumerate() {
                match at {
                    ..IN_FULL => writeln!(f, "{}\n", finding.render_in(&self.path, &lines))?,
                    _ => writeln!(f, "{}", finding.in_a_line(&self.path))?,
                }
            }
            if group.len() > IN_FULL && self.max > IN_FULL {
                writeln!(f)?;
            }
        }
        let count = self.findings.len();
        let errors = if count == 1 { "error" } else { "errors" };
        write!(f, "{}: {count} {errors}", self.path)?;
        if count > self.max {
            write!(f, ", {} of them shown", self.max)?;
        }
        if count > 1 {
            for (rule, group) in &groups {
                write!(f, "\n{:>7} {rule}", group.len())?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::{Duration, Instant};

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

    fn many(count: usize) -> Findings {
        let text = "  bad: 1\n".repeat(count);
        let of = |line| {
            let rule = if line % 10 == 0 { "seldom" } else { "often" };
            let place = Place { line, column: 3 };
            Finding::new(rule, place, format!("is wrong in {line}")).help("do this")
        };
        let findings = (1..=count).map(of).collect();
        Findings::new(Path::new("specs/a.yaml"), &text, findings)
    }

    /// It took 42 ms each when the place of each was looked for in the whole text, which is minutes here.
    #[test]
    fn ten_thousand_findings_print_in_a_second() {
        let findings = many(10_000);
        let start = Instant::now();
        let shown = findings.to_string();
        // A debug build on a busy machine has ten times as long as it needs.
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{:?}",
            start.elapsed()
        );
        let places: BTreeSet<_> = shown
            .split_whitespace()
            .filter(|word| word.starts_with("specs/a.yaml:") && word.contains(":3"))
            .map(|word| word.trim_end_matches(':'))
            .collect();
        assert_eq!(places.len(), 10_000);
    }

    #[test]
    fn findings_are_grouped_by_rule_and_counted() {
        let shown = many(100).to_string();
        let last_often = shown.rfind("[often]").unwrap();
        assert!(last_often < shown.find("[seldom]").unwrap(), "{shown}");
        let counts = "specs/a.yaml: 100 errors\n     90 often\n     10 seldom";
        assert!(shown.ends_with(counts), "{shown}");
    }

    #[test]
    fn no_more_than_the_wanted_number_is_shown_and_all_are_counted() {
        for max in [0, 1, 7, 93, 100, 1000] {
            let shown = Findings { max, ..many(100) }.to_string();
            assert_eq!(
                shown.matches("is wrong in").count(),
                max.min(100),
                "{shown}"
            );
            assert!(shown.contains("     90 often\n     10 seldom"), "{shown}");
            let cut = format!("100 errors, {max} of them shown");
            assert_eq!(shown.contains(&cut), max < 100, "{shown}");
        }
    }

    #[test]
    fn a_place_behind_the_end_is_shown_all_the_same() {
        for (line, column) in [(1, 40), (9, 1), (2, 1)] {
            let finding = Finding::new("rule", Place { line, column }, "is wrong");
            let shown = finding.render("specs/a.yaml", "ä: 1\r\n");
            assert!(shown.contains(&format!("specs/a.yaml:{line}:")), "{shown}");
        }
    }
}
