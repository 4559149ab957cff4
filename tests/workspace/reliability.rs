//! What is proved, and where: `RELIABILITY.md` names each test by its file and its name.

use std::fs;
use std::path::Path;

const TABLE: &str = include_str!("../../RELIABILITY.md");

/// Each row is what `| number | what is proved | where |` says.
fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = TABLE.lines().filter(|line| line.starts_with('|'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}

/// What stands between backquotes.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_number_has_its_place_or_a_reason() {
    let numbered = rows().filter(|row| row[1].parse::<usize>().is_ok());
    let numbered: Vec<_> = numbered.collect();
    let numbers: Vec<_> = numbered.iter().map(|row| row[1].parse()).collect();
    assert_eq!(numbers, (1..=83).map(Ok).collect::<Vec<_>>());
    for row in numbered {
        assert!(row.len() == 5 && !row[2].is_empty(), "{row:?}");
        assert!(
            !row[3].is_empty(),
            "{}: {} is proved nowhere",
            row[1],
            row[2]
        );
    }
}

#[test]
fn every_place_that_is_named_is_there() {
    let places: Vec<_> = names(TABLE).filter(|name| name.contains('/')).collect();
    let lost: Vec<_> = places.iter().filter(|place| !is_there(place)).collect();
    assert!(lost.is_empty(), "RELIABILITY.md names {lost:#?}");
    // Were they not found in the text, all would be there.
    assert!(places.len() > 100, "only {} places", places.len());
}

#[test]
fn no_row_is_left_open() {
    let open: Vec<_> = rows()
        .filter(|row| row.join(" ").contains("TODO"))
        .collect();
    let open: Vec<_> = open.iter().map(|row| row[1..].join(" ")).collect();
    assert!(open.is_empty(), "to be filled in: {open:#?}");
}

/// Whether there is this file, or in this file a test of this name.
fn is_there(place: &str) -> bool {
    let (file, test) = place.split_once("::").unwrap_or((place, ""));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    match fs::read_to_string(file) {
        Ok(_) if test.is_empty() => true,
        Ok(text) => has_test(&text, test),
        Err(_) => false,
    }
}

fn has_test(text: &str, name: &str) -> bool {
    let Some((before, _)) = text.split_once(&format!("fn {name}(")) else {
        return false;
    };
    // Its attributes: what stands behind the last empty line.
    let own = before.rsplit("\n\n").next().unwrap_or_default();
    (own.contains("#[test]") || own.contains("#[tokio::test")) && !own.contains("#[ignore")
}

#[test]
fn a_place_that_is_not_there_is_noticed() {
    let here = "tests/workspace/reliability.rs";
    assert!(is_there(here));
    assert!(is_there(&format!(
        "{here}::a_place_that_is_not_there_is_noticed"
    )));
    for lost in [
        "tests/workspace/none.rs",
        "tests/workspace/none.rs::rows",
        // A function, and no test.
        "tests/workspace/reliability.rs::rows",
        "tests/workspace/reliability.rs::a_place_that_is_not_there",
    ] {
        assert!(!is_there(lost), "{lost}");
    }
}
