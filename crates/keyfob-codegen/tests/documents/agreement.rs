//! What the diff tells of a change agrees with what becomes of the crate's public items.

use std::collections::BTreeSet;
use std::path::Path;

use keyfob_codegen::diff::{Diff, Impact};
use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use serde_json::Value;

use super::items::{items, lost};
use super::mutate::{Random, mutate, slice};
use super::{GOOD, clean};

/// How many documents are tried.
const RUNS: usize = 150;

/// What is wrong with what is told of a change: that items are gone and nothing says so, or the other way round.
fn disagreement(old: &BTreeSet<String>, new: &BTreeSet<String>, diff: &Diff) -> Option<String> {
    let gone = lost(old, new);
    let is_told = diff.changes.iter().any(|one| one.impact == Impact::Source);
    (gone.is_empty() == is_told).then(|| format!("{gone:#?}\n{diff}"))
}

#[test]
fn what_is_told_as_breaking_is_gone_and_what_is_gone_is_told() {
    for (base, case) in super::cases::all() {
        let (old, new) = case.documents(base);
        let wrong = disagreement(&items(&old), &items(&new), &Diff::of(&old, &new));
        assert_eq!(wrong, None, "{:?}", case.edits);
    }
}

/// The documents to change at random: the good one, and small parts of the large ones.
pub fn seeds(random: &mut Random) -> Vec<Value> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = vec![clean(GOOD).root.to_json()];
    for file in ["forms.yaml", "names.yaml", "times.yaml"] {
        let document = Document::read(&here.join("tests").join(file)).unwrap();
        seeds.push(document.root.to_json());
    }
    for name in ["kotak-neo", "kotak-trade", "quatrix"] {
        let file = here.join(format!("../../specs/{name}.yaml"));
        let whole = Document::read(&file).unwrap().root.to_json();
        for _ in 0..4 {
            seeds.push(slice(&whole, random, 3));
        }
    }
    seeds
}

/// The document as it is written.
pub fn written(value: &Value) -> Result<Document, keyfob_codegen::finding::Finding> {
    let text = serde_json::to_string_pretty(value).unwrap();
    Document::parse(Path::new("specs/acme.yaml"), text)
}

#[test]
fn documents_that_are_changed_at_random_are_judged_as_their_crates_are() {
    let mut random = Random::new(11);
    let seeds = seeds(&mut random);
    let (mut judged, mut broken) = (0, 0);
    let mut told = BTreeSet::new();
    let olds: Vec<Document> = seeds.iter().map(|seed| written(seed).unwrap()).collect();
    for old in &olds {
        let findings = lint(old);
        assert!(findings.is_empty(), "{findings:#?}");
    }
    let known: Vec<_> = olds.iter().map(items).collect();
    let mut wrong = Vec::new();
    for _ in 0..RUNS {
        let at = random.below(seeds.len());
        let mut value = seeds[at].clone();
        let what = mutate(&mut value, &mut random);
        let Ok(new) = written(&value) else {
            continue;
        };
        if !lint(&new).is_empty() || generate(&new).is_err() {
            continue;
        }
        let diff = Diff::of(&olds[at], &new);
        let found = disagreement(&known[at], &items(&new), &diff);
        wrong.extend(found.map(|found| format!("{at} {what}\n{found}")));
        judged += 1;
        broken += usize::from(diff.breaking() > 0);
        told.extend(diff.changes.into_iter().map(|change| change.impact));
    }
    assert!(
        wrong.is_empty(),
        "{}\n{} of {judged}",
        wrong.join("\n"),
        wrong.len()
    );
    assert!(
        judged > 30 && broken > 5,
        "{judged} judged, {broken} breaking"
    );
    assert!(told.len() >= 3, "{told:?}");
}
