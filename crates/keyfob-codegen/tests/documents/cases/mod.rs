//! A change of each kind, and what is told of it.

mod calls;
mod forms;
mod types;

use keyfob_codegen::diff::{Diff, Impact};
use keyfob_codegen::load::Document;

use super::agreement::written;
use super::items::{items, lost};
use super::{GOOD, clean};

const FORMS: &str = include_str!("../../forms.yaml");

/// What is changed in a spec, and what is told: impact, subject, and how the words begin.
pub struct Case {
    pub edits: &'static [(&'static str, &'static str)],
    pub told: &'static [(Impact, &'static str, &'static str)],
}

impl Case {
    pub fn documents(&self, base: &str) -> (Document, Document) {
        let mut text = base.to_owned();
        for (find, with) in self.edits {
            assert!(text.contains(find), "{find}");
            text = text.replacen(find, with, 1);
        }
        (clean(base), clean(&text))
    }
}

/// All of them, each with the spec that is changed.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Case)> {
    let good = types::CASES.iter().chain(calls::CASES);
    let forms = forms::CASES.iter().map(|case| (FORMS, case));
    good.map(|case| (GOOD, case)).chain(forms)
}

#[test]
fn each_change_is_told_and_nothing_else() {
    for (base, case) in all() {
        let (old, new) = case.documents(base);
        let diff = Diff::of(&old, &new);
        for (impact, subject, what) in case.told {
            let is_it = |impact_is: Impact, told: &str, words: &str| {
                impact_is == *impact && told == *subject && words.starts_with(what)
            };
            let mut told = diff.changes.iter();
            let is_told = told.any(|one| is_it(one.impact, &one.subject, &one.what));
            assert!(is_told, "{impact:?} {subject} {what}\n{diff}");
        }
        assert_eq!(
            diff.changes.len(),
            case.told.len(),
            "{:?}\n{diff}",
            case.edits
        );
        for change in &diff.changes {
            let has_line = change.old.is_some() || change.new.is_some();
            let has_reason = change.why.is_some() || !change.impact.is_breaking();
            assert!(has_line && has_reason, "{change:?}");
        }
    }
}

#[test]
fn what_is_written_otherwise_is_no_change() {
    let old = clean(GOOD);
    // JSON, with sorted keys.
    let new = written(&old.root.to_json()).unwrap();
    let diff = Diff::of(&old, &new);
    assert!(diff.is_empty(), "{diff}");
}

#[test]
fn words_are_counted() {
    let old = clean(GOOD);
    let text = GOOD
        .replacen("description: The order.", "description: An order.", 1)
        .replacen("example: {token: abc}", "example: {token: abd}", 1);
    let diff = Diff::of(&old, &clean(&text));
    assert_eq!((diff.changes.len(), diff.texts), (0, 2), "{diff}");
    let wanted = "acme: 0 changes, 0 breaking; 2 descriptions, examples or sources";
    assert_eq!(diff.to_string(), wanted);
}

#[test]
fn a_change_is_told_with_both_lines_and_its_reason_and_breaking_ones_come_first() {
    let text = GOOD
        .replacen(
            "required: [user, password]",
            "required: [user, password, way]",
            1,
        )
        .replacen("x-retry: safe", "x-retry: never", 1)
        .replacen("calls: 3", "calls: 4", 1);
    let shown = Diff::of(&clean(GOOD), &clean(&text)).to_string();
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines[0], "acme: 3 changes, 1 breaking");
    let line = GOOD
        .lines()
        .position(|line| line == "        way:")
        .unwrap()
        + 1;
    let wanted = format!(
        "  breaking   `LoginRequest.way`: is now required (line {line}, now {line}): its field"
    );
    assert!(lines[1].starts_with(&wanted), "{shown}");
    assert!(
        lines[2].starts_with("  behavior   `orders.list_items`: `x-retry` is never now, not safe"),
        "{shown}"
    );
    assert!(
        lines[3]
            .starts_with("  behavior   `rate limits`: `logins` is 4 in 60 s now, not 3 in 60 s"),
        "{shown}"
    );
}

#[test]
fn the_first_member_that_has_to_be_there_takes_the_default_away() {
    let old = clean(&FORMS.replacen(forms::REQUIRED, "", 1));
    let new = clean(FORMS);
    let diff = Diff::of(&old, &new);
    let told: Vec<_> = diff.changes.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(
        told,
        ["has a required member now", "is now required"],
        "{diff}"
    );
    let gone = lost(&items(&old), &items(&new));
    let default = |item: &String| item.starts_with("Default for client::types::PlaceOrder ");
    assert!(gone.iter().any(default), "{gone:#?}");
}
