//! What a person needs to know of a rule: why it is there, how to mend what it finds, and where the specs' README speaks of it.

use std::fmt;

use super::{FIXABLE, RULES};

/// Chapters of specs/README.md, and below each the rules of it: `name: how to mend it`, and examples of wrong (`-`) and right (`+`).
const GUIDE: &str = include_str!("guide.txt");

/// What stands in the way of generating what the lint lets through; these are no rules that look at a document.
const GENERATION: [(&str, &str); 3] = [
    (
        "types-refused",
        "the generator cannot make a type of the schema",
    ),
    (
        "code-refused",
        "the code that is made of it is no Rust, or would not compile",
    ),
    ("yaml", "what cannot be read cannot be checked"),
];

/// A rule's page.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The rule's name.
    pub rule: &'static str,
    /// Why it is there.
    pub why: &'static str,
    /// How to mend what it finds.
    pub mend: &'static str,
    /// An example of what it finds.
    pub wrong: Option<&'static str>,
    /// An example of what it lets through.
    pub right: Option<&'static str>,
    /// The chapter of specs/README.md.
    pub chapter: &'static str,
    /// What `--fix` does about it, if it does something.
    pub fix: Option<&'static str>,
}

/// All pages, by chapter.
pub fn pages() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut chapter = "";
    for line in GUIDE.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            chapter = title;
        } else if let Some(example) = line.strip_prefix("  - ") {
            if let Some(page) = pages.last_mut() {
                page.wrong = Some(example);
            }
        } else if let Some(example) = line.strip_prefix("  + ") {
            if let Some(page) = pages.last_mut() {
                page.right = Some(example);
            }
        } else if let Some((rule, mend)) = line.split_once(": ") {
            pages.push(Page {
                rule,
                why: why(rule),
                mend,
                wrong: None,
                right: None,
                chapter,
                fix: fix(rule),
            });
        }
    }
    pages
}

/// The page of a rule.
pub fn page(rule: &str) -> Option<Page> {
    pages().into_iter().find(|page| page.rule == rule)
}

fn why(rule: &str) -> &'static str {
    let generation = GENERATION.iter().find(|(name, _)| *name == rule);
    let of_lint = || RULES.iter().find(|known| known.name == rule);
    generation
        .map(|(_, why)| *why)
        .or_else(|| of_lint().map(|rule| rule.why))
        .unwrap_or_default()
}

fn fix(rule: &str) -> Option<&'static str> {
    let mut fixable = FIXABLE.iter();
    let found = fixable.find(|(name, _)| *name == rule);
    found.map(|(_, what)| *what)
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            why,
            mend,
            chapter,
            ..
        } = self;
        writeln!(
            f,
            "{rule}\n\nWhy it matters: {why}.\n\nHow to mend it: {mend}"
        )?;
        for (title, example) in [("Wrong", self.wrong), ("Right", self.right)] {
            if let Some(example) = example {
                writeln!(f, "\n{title}:\n\n    {example}")?;
            }
        }
        if let Some(fix) = self.fix {
            writeln!(f, "\n`cargo xtask lint --fix` {fix}.")?;
        }
        write!(f, "\nSee \"{chapter}\" in specs/README.md.")
    }
}

/// specs/RULES.md: a table of all rules for each chapter.
pub fn table() -> String {
    let mut text = "<!-- Written by `cargo xtask lint --rules --write`. -->\n\n# The rules\n\nWhat `cargo xtask lint` \
        checks, by the chapters of the [README](README.md). `cargo xtask lint --explain RULE` shows one of them with an example.\n"
        .to_owned();
    let mut chapter = "";
    for page in pages() {
        if page.chapter != chapter {
            chapter = page.chapter;
            text += &format!(
                "\n## {chapter}\n\n| rule | why it matters | how to mend it | `--fix` |\n|---|---|---|---|\n"
            );
        }
        let cell = |words: &str| words.replace('|', "\\|");
        text += &format!(
            "| `{}` | {} | {} | {} |\n",
            page.rule,
            cell(page.why),
            cell(page.mend),
            cell(page.fix.unwrap_or_default()),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn specs(file: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../specs")
            .join(file);
        std::fs::read_to_string(path).unwrap()
    }

    #[test]
    fn each_rule_has_one_page_and_each_page_a_rule() {
        let pages = pages();
        let told: BTreeSet<_> = pages.iter().map(|page| page.rule).collect();
        let generation = GENERATION.iter().map(|(name, _)| *name);
        let rules = RULES.iter().map(|rule| rule.name);
        assert_eq!(told, rules.chain(generation).collect());
        assert_eq!(told.len(), pages.len());
        for page in pages {
            assert!(!page.why.is_empty() && page.mend.ends_with('.'), "{page:?}");
            assert!(page.wrong.is_none() || page.right.is_some(), "{page:?}");
        }
    }

    #[test]
    fn each_chapter_is_one_of_the_readmes() {
        let readme = specs("README.md");
        for page in pages() {
            let chapter = page.chapter;
            let titles = [format!("**{chapter}"), format!("# {chapter}")];
            assert!(
                titles.iter().any(|title| readme.contains(title)),
                "{chapter}"
            );
        }
    }

    #[test]
    fn the_table_is_the_rules() {
        assert!(
            specs("RULES.md") == table(),
            "run: cargo xtask lint --rules --write"
        );
    }

    #[test]
    fn a_page_says_why_how_and_where() {
        let shown = page("retry").map(|page| page.to_string()).unwrap();
        let wanted = "retry\n\nWhy it matters: whether a call may be sent twice must be decided by a person, not by the method.\n\n\
            How to mend it: Write `x-retry: safe`, `idempotent` or `never`; `never` if nobody knows.\n\nRight:\n\n    x-retry: never\n\n\
            See \"Extensions\" in specs/README.md.";
        assert_eq!(shown, wanted);
        assert!(page("nothing").is_none());
    }
}
