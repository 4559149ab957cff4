//! `lint --rules` and `lint --explain`: what the rules are.

use std::fs;
use std::process::ExitCode;

use keyfob_codegen::{Project, lint};

/// Lists the rules, or writes the table of them.
pub fn list(project: &Project, write: bool) -> ExitCode {
    if write {
        let file = project.specs().join("RULES.md");
        return match fs::write(&file, lint::table()) {
            Ok(()) => {
                println!("wrote {}", file.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{}: {error}", file.display());
                ExitCode::FAILURE
            }
        };
    }
    for rule in lint::RULES.iter() {
        println!("{:<28} {}", rule.name, rule.why);
    }
    ExitCode::SUCCESS
}

/// Shows the page of a rule, or the names that are like it.
pub fn explain(rule: &str) -> ExitCode {
    if let Some(page) = lint::page(rule) {
        println!("{page}");
        return ExitCode::SUCCESS;
    }
    let near = nearest(rule);
    let near = match near.is_empty() {
        true => "`cargo xtask lint --rules` lists them".to_owned(),
        false => format!("did you mean {}?", near.join(", ")),
    };
    eprintln!("there is no rule `{rule}`; {near}");
    ExitCode::FAILURE
}

/// At most three names that are like one.
fn nearest(wanted: &str) -> Vec<&'static str> {
    let names = lint::pages().into_iter().map(|page| page.rule);
    let mut near: Vec<_> = names
        .map(|name| (strsim::jaro_winkler(wanted, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_like_the_wanted_one_are_told() {
        assert_eq!(nearest("request-opne").first(), Some(&"request-open"));
        assert_eq!(nearest("secret-unmarkd").first(), Some(&"secret-unmarked"));
        assert!(nearest("zzzz").is_empty());
    }
}
