//! Random edits of a person and random changes of a vendor.

use std::collections::BTreeSet;

use fastrand::Rng;
use keyfob_codegen::edit::{Edits, Tree};
use keyfob_codegen::load::{Document, Node};
use serde_json::Value;

use super::super::{Kind, merge};
use super::parse;

type Path = Vec<String>;

fn tree(random: &mut Rng, depth: usize) -> Tree {
    match random.usize(0..if depth == 0 { 3 } else { 7 }) {
        0 => Tree::Number(random.u32(0..1000).into()),
        1 => Tree::from(format!("text {}", random.u32(0..1000))),
        2 => Tree::List(
            (0..random.u32(0..3))
                .map(|at| Tree::Number(at.into()))
                .collect(),
        ),
        _ => {
            let keys = (0..random.usize(1..5)).map(|at| format!("k{at}"));
            Tree::Map(keys.map(|key| (key, tree(random, depth - 1))).collect())
        }
    }
}

fn document(tree: &Tree) -> Document {
    let empty = parse("{}\n");
    let mut edits = Edits::default();
    edits.replace(&empty.root, tree.clone());
    edits.apply(&empty).unwrap()
}

/// The maps of a document with their paths.
fn maps<'a>(node: &'a Node, path: &Path, found: &mut Vec<(Path, &'a Node)>) {
    if !node.entries().is_empty() {
        found.push((path.clone(), node));
    }
    for entry in node.entries() {
        let path = [path.as_slice(), std::slice::from_ref(&entry.key)].concat();
        maps(&entry.value, &path, found);
    }
}

/// What somebody did: the place, and what stands there now.
type Done = Vec<(Path, Option<Tree>)>;

/// Changes a document in a few places, none of them within another one or within `taken`.
fn change(document: &Document, random: &mut Rng, who: &str, taken: &[Path]) -> (Document, Done) {
    let mut found = Vec::new();
    maps(&document.root, &Vec::new(), &mut found);
    let (mut edits, mut done): (Edits, Done) = Default::default();
    for number in 0..random.usize(1..6) {
        let (path, map) = random.choice(&found).unwrap();
        let new = random.usize(0..3) == 0;
        let key = match new {
            true => format!("{who}{number}"),
            false => random.choice(map.entries()).unwrap().key.clone(),
        };
        let place = [path.as_slice(), std::slice::from_ref(&key)].concat();
        let within = |other: &Path| other.starts_with(&place) || place.starts_with(other);
        if taken.iter().any(within) || done.iter().any(|(other, _)| within(other)) {
            continue;
        }
        if !new && random.bool() {
            edits.remove(map, &key);
            done.push((place, None));
        } else {
            let value = Tree::from(format!("{who} {number}"));
            edits.set(map, &key, value.clone());
            done.push((place, Some(value)));
        }
    }
    (edits.apply(document).unwrap(), done)
}

/// A text with a person's comments before some of its lines.
fn commented(document: &Document, random: &mut Rng) -> Document {
    let mut text = String::new();
    for (at, line) in document.text.lines().enumerate() {
        let margin = line.len() - line.trim_start().len();
        if random.usize(0..3) == 0 {
            text.push_str(&format!("{}# by hand {at}\n", &line[..margin]));
        }
        text.push_str(line);
        text.push('\n');
    }
    parse(&text)
}

fn set(json: &mut Value, path: &[String], value: Option<Value>) {
    let (last, before) = path.split_last().unwrap();
    let place = before
        .iter()
        .fold(json, |json, step| json.get_mut(step).unwrap());
    let map = place.as_object_mut().unwrap();
    match value {
        Some(value) => drop(map.insert(last.clone(), value)),
        None => drop(map.remove(last)),
    }
}

#[test]
fn changes_in_different_places_are_all_there() {
    let mut tried = 0;
    for seed in 0..1_500 {
        let mut random = Rng::with_seed(seed);
        let tree = tree(&mut random, 4);
        if tree.entries().is_empty() {
            continue;
        }
        let base = document(&tree);
        let (mine, own) = change(&base, &mut random, "mine", &[]);
        let mine = commented(&mine, &mut random);
        let places: Vec<_> = own.iter().map(|(path, _)| path.clone()).collect();
        let (theirs, new) = change(&base, &mut random, "theirs", &places);
        let merged = merge(&base, &mine, &theirs).unwrap();
        let mut wanted = mine.root.to_json();
        for (path, value) in &new {
            set(&mut wanted, path, value.as_ref().map(Tree::to_json));
        }
        let text = &merged.document.text;
        assert_eq!(
            merged.document.root.to_json(),
            wanted,
            "seed {seed}\n{}\n{text}",
            mine.text
        );
        assert_eq!(merged.conflicts().count(), 0, "seed {seed}");
        let told: BTreeSet<_> = merged
            .changes
            .iter()
            .map(|change| change.path.clone())
            .collect();
        assert_eq!(
            told,
            new.iter().map(|(path, _)| path.clone()).collect(),
            "seed {seed}"
        );
        if new
            .iter()
            .all(|(path, value)| value.is_some() && base_is_leaf(&base, path))
        {
            tried += 1;
            for line in mine
                .text
                .lines()
                .filter(|line| line.trim_start().starts_with('#'))
            {
                assert!(
                    text.lines().any(|other| other == line),
                    "seed {seed}: {line}\n{text}"
                );
            }
        }
        for theirs in [&theirs, &base] {
            // The same document once more changes not one byte.
            let again = merge(theirs, &merged.document, theirs).unwrap();
            assert_eq!(
                (&again.document.text, again.changes.len()),
                (text, 0),
                "seed {seed}"
            );
        }
    }
    assert!(tried > 100, "{tried}");
}

fn base_is_leaf(base: &Document, path: &[String]) -> bool {
    let node = path
        .iter()
        .try_fold(&base.root, |node, step| node.get(step));
    node.is_none_or(|node| node.entries().is_empty() && node.items().is_empty())
}

#[test]
fn changes_in_the_same_place_are_conflicts_and_the_persons_stay() {
    for seed in 0..600 {
        let mut random = Rng::with_seed(seed);
        let tree = tree(&mut random, 4);
        if tree.entries().is_empty() {
            continue;
        }
        let base = document(&tree);
        let mut found = Vec::new();
        maps(&base.root, &Vec::new(), &mut found);
        let (path, map) = random.choice(&found).unwrap().clone();
        let key = random.choice(map.entries()).unwrap().key.clone();
        let with = |text: Option<&str>| {
            let mut edits = Edits::default();
            match text {
                Some(text) => edits.set(map, &key, text),
                None => edits.remove(map, &key),
            }
            edits.apply(&base).unwrap()
        };
        for (own, new) in [
            (Some("mine"), Some("theirs")),
            (None, Some("theirs")),
            (Some("mine"), None),
        ] {
            let (mine, theirs) = (with(own), with(new));
            let merged = merge(&base, &mine, &theirs).unwrap();
            assert_eq!(merged.document.text, mine.text, "seed {seed}");
            let [change] = merged.changes.as_slice() else {
                // A map of which nothing is left is a value that both have changed.
                panic!("seed {seed}: {:?}\n{}", merged.changes, base.text);
            };
            let whole = [path.as_slice(), std::slice::from_ref(&key)].concat();
            assert_eq!(change.path, whole, "seed {seed}");
            match (own, new, &change.kind) {
                (Some(own), Some(new), Kind::Conflict { mine, theirs }) => {
                    assert_eq!((mine, theirs), (&Tree::from(own), &Tree::from(new)));
                }
                (None, Some(_), Kind::StaysAway) | (Some(_), None, Kind::Kept) => {}
                other => panic!("seed {seed}: {other:?}"),
            }
        }
    }
}
