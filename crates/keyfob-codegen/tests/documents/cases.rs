//! A change of each kind, and what is told of it.

use keyfob_codegen::diff::{Diff, Impact};
use keyfob_codegen::load::Document;

use super::{GOOD, clean};

/// What is replaced in the good spec, by what, and what is told: impact, subject and the beginning of the words.
type Case = (
    &'static str,
    &'static str,
    &'static [(Impact, &'static str, &'static str)],
);

/// All, by theme.
pub const CASES: &[&[Case]] = &[MEMBERS];

const MEMBERS: &[Case] = &[(
    "required: [user, password]",
    "required: [user, password, way]",
    &[(Impact::Source, "LoginRequest.way", "is now required")],
)];

/// The two documents of a case.
pub fn documents(find: &str, with: &str) -> (Document, Document) {
    assert!(GOOD.contains(find), "{find}");
    (clean(GOOD), clean(&GOOD.replacen(find, with, 1)))
}

#[test]
fn each_change_is_told() {
    for (find, with, wanted) in CASES.iter().copied().flatten() {
        let (old, new) = documents(find, with);
        let diff = Diff::of(&old, &new);
        for (impact, subject, what) in *wanted {
            let is_told = diff.changes.iter().any(|change| {
                change.impact == *impact
                    && change.subject == *subject
                    && change.what.starts_with(what)
            });
            assert!(is_told, "{subject} {what}\n{diff}");
        }
        assert_eq!(diff.changes.len(), wanted.len(), "{find}\n{diff}");
        // What breaks something says why.
        for change in diff.changes.iter().filter(|one| one.impact.is_breaking()) {
            assert!(
                change.why.is_some() && (change.old.is_some() || change.new.is_some()),
                "{diff}"
            );
        }
    }
}
