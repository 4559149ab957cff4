//! The rules at work: each on a good spec with one thing made wrong.

mod case;
mod document;
mod fixes;
mod operations;
mod parameters;
mod schemas;
mod servers;
mod times;
mod transfers;

use std::collections::BTreeSet;
use std::path::Path;

use self::case::{Case, GOOD, findings};
use super::{RULES, lint};
use crate::finding::Findings;
use crate::load::Document;

/// All cases, by theme.
const CASES: [&[Case]; 7] = [
    document::CASES,
    servers::CASES,
    operations::CASES,
    parameters::CASES,
    transfers::CASES,
    schemas::CASES,
    times::CASES,
];

#[test]
fn the_good_spec_is_clean() {
    let findings = findings(GOOD);
    assert!(findings.findings.is_empty(), "{findings}");
}

#[test]
fn each_case_is_found_where_it_stands() {
    for case in CASES.into_iter().flatten() {
        case.check();
    }
}

#[test]
fn each_rule_has_a_case() {
    let cases = CASES.into_iter().flatten().map(|case| case.rule);
    // This one is of the file's name, which no edit changes.
    let shown: BTreeSet<_> = cases.chain(["crate-name"]).collect();
    let rules: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(rules, shown);
}

#[test]
fn a_file_whose_name_is_no_vendors_is_refused() {
    let rules = |name: &str| {
        let path = Path::new("specs").join(format!("{name}.yaml"));
        let document = Document::parse(&path, GOOD.to_owned()).unwrap();
        let findings = lint(&document).into_iter();
        findings.map(|finding| finding.rule).collect::<Vec<_>>()
    };
    for name in [
        "keyfob",
        "keyfob-core",
        "std",
        "serde",
        "type",
        "gen",
        "1st",
        "My-Vendor",
        "a b",
        "é",
    ] {
        assert_eq!(rules(name), ["crate-name"], "{name}");
    }
    for name in ["acme", "kotak-neo", "a1"] {
        assert_eq!(rules(name), [""; 0], "{name}");
    }
}

#[test]
fn rules_have_names_of_their_own_and_reasons() {
    let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES.iter() {
        let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(rule.name.chars().all(kebab), "{rule:?}");
        assert!(!rule.why.is_empty() && !rule.why.contains('\n'), "{rule:?}");
    }
}

#[test]
fn a_finding_says_what_is_wrong_why_and_how_to_mend_it() {
    let text = GOOD.replacen("operationId: login", "operationId: logIn", 1);
    let shown = findings(&text).to_string();
    let wanted = "`logIn` is not snake_case: it is the mock's name as it stands, and the method's";
    assert!(shown.contains(wanted), "{shown}");
    let wanted = "unless there is an `x-name` [operation-id-case]";
    assert!(shown.contains(wanted), "{shown}");
    assert!(shown.contains("good.yaml:43:20"), "{shown}");
    assert!(shown.contains("help: write `log_in`"), "{shown}");
}

/// A spec with `x-generate` is made of the vendor's own document: its names stay, and what is added to them is words.
#[test]
fn names_of_a_vendors_own_document_are_kept() {
    let vendors = GOOD.replacen("        size: {", "        qty: {", 1);
    let of = |text: &str| {
        let findings = findings(text).findings.into_iter();
        findings.filter(|one| one.rule == "name-cryptic").count()
    };
    assert_eq!(of(&vendors), 0);
    let named = |name: &str| {
        vendors.replacen(
            "        qty: {",
            &format!("        qty: {{x-name: {name}, "),
            1,
        )
    };
    assert_eq!(of(&named("query_qty")), 0);
    assert_eq!(of(&named("qry_qty")), 1);
    assert_eq!(of(&vendors.replacen("x-generate: [tests]\n", "", 1)), 1);
}

#[test]
fn the_committed_specs_are_clean() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs");
    let mut count = 0;
    for file in std::fs::read_dir(specs).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let document = Document::read(&path).unwrap();
            let findings = Findings::new(&document.path, &document.text, lint(&document));
            assert!(findings.findings.is_empty(), "{findings}");
            count += 1;
        }
    }
    assert!(count >= 3);
}

/// The lint must stand anything: it looks at specs before anybody else does.
#[test]
fn broken_documents_are_told_and_never_panic() {
    for text in [
        "[]",
        "a: 1",
        "paths: []",
        "paths: {/x: {get: 1}}",
        "openapi: 3",
    ] {
        assert!(!findings(text).findings.is_empty(), "{text}");
    }
    // Each line broken, one at a time.
    let lines: Vec<_> = GOOD.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let key = line.split_once(": ").map_or(*line, |(key, _)| key);
        for broken in [String::new(), format!("{key}: []"), format!("{key}: 1")] {
            let mut lines = lines.clone();
            lines[at] = &broken;
            if let Ok(document) = Document::parse(Path::new("good.yaml"), lines.join("\n")) {
                let _ = Findings::new(&document.path, &document.text, lint(&document)).to_string();
            }
        }
    }
}

/// A reason covers the parameter or the list that it stands at, and what is within.
#[test]
fn a_secret_looking_name_is_excused_by_a_reason_anywhere() {
    for (find, with) in [
        (
            "        price:",
            "        codes: {type: array, x-not-secret: public, items: {type: string}}\n        price:",
        ),
        (
            "        - name: kinds",
            "        - name: tokens\n          x-not-secret: public",
        ),
        (
            "            X-Request-Id:\n",
            "            X-Key:\n              x-not-secret: public\n",
        ),
        // What is counted, switched or chosen from a list is no secret.
        (
            "        price:",
            "        keySize: {type: integer, format: int64}\n        price:",
        ),
        ("        way:", "        auth_type:"),
        (
            "        price:",
            "        public: {type: string, x-name: public_key}\n        price:",
        ),
        (
            "        price:",
            "        keys: {type: string, x-name: public_keys}\n        price:",
        ),
    ] {
        let text = GOOD.replacen(find, with, 1);
        assert_ne!(text, GOOD);
        let findings = findings(&text);
        assert!(findings.findings.is_empty(), "{findings}");
    }
}
