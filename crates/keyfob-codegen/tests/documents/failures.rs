//! What comes of documents that are wrong: findings with a rule and a line, or a crate; never a panic.

use std::collections::BTreeMap;
use std::path::Path;

use keyfob_codegen::finding::Finding;
use keyfob_codegen::generate::generate;
use keyfob_codegen::lint::{RULES, lint};
use keyfob_codegen::load::Document;

use super::GOOD;
use super::agreement::{seeds, written};
use super::mutate::{Random, mutate};

/// How many documents are tried.
const RUNS: usize = 150;

/// Rules whose findings may stand in the first line: what they miss stands nowhere.
const WHOLE: [&str; 8] = [
    "crate-name",
    "faults-missing",
    "hosts",
    "info-line",
    "not-openapi",
    "openapi-version",
    "servers-missing",
    "yaml",
];

/// What is wrong with how a finding is told.
fn is_told(finding: &Finding) -> bool {
    let is_rule = RULES.iter().any(|rule| rule.name == finding.rule)
        || ["code-refused", "types-refused", "yaml"].contains(&finding.rule);
    is_rule && (finding.place.line > 1 || WHOLE.contains(&finding.rule))
}

#[test]
fn documents_that_are_changed_at_random_are_refused_in_place_or_make_a_crate() {
    let mut random = Random::new(4);
    let seeds = seeds(&mut random);
    let (mut made, mut refused) = (0, BTreeMap::<&str, usize>::new());
    let mut wrong = Vec::new();
    for _ in 0..RUNS {
        let mut value = random.pick(&seeds).clone();
        let count = 1 + random.below(3);
        let what: Vec<_> = (0..count)
            .map(|_| mutate(&mut value, &mut random))
            .collect();
        let (findings, made_of) = match written(&value) {
            // What the lint refuses is given to the generator all the same: it must stand anything.
            Ok(document) => (lint(&document), generate(&document)),
            Err(finding) => (vec![finding.clone()], Err(finding)),
        };
        let told = findings.iter().chain(made_of.as_ref().err());
        let untold = told.filter(|finding| !is_told(finding));
        wrong.extend(untold.map(|finding| format!("{what:?}: in line 1: {finding:?}")));
        match made_of {
            Ok(files) => {
                let rust = files
                    .iter()
                    .filter(|(path, _)| path.extension() == Some("rs".as_ref()));
                let broken = rust.filter_map(|(_, text)| syn::parse_file(text).err());
                wrong.extend(broken.map(|error| format!("{what:?}: {error}")));
                made += 1;
            }
            Err(finding) => {
                *refused.entry(finding.rule).or_default() += 1;
                if findings.is_empty() {
                    wrong.push(format!("{what:?}: no rule has seen {finding:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        made > RUNS / 4 && refused.contains_key("types-refused"),
        "{made} made, {refused:?}"
    );
}

/// The finding of generation, of the good spec with something changed, and the line that it points at.
fn refused(find: &str, with: &str) -> (Finding, String) {
    assert!(GOOD.contains(find), "{find}");
    let text = GOOD.replacen(find, with, 1);
    let document = Document::parse(Path::new("specs/acme.yaml"), text).unwrap();
    let finding = generate(&document).err();
    let finding = finding.unwrap_or_else(|| panic!("it makes a crate: {with}"));
    let line = document.text.lines().nth(finding.place.line - 1).unwrap();
    (finding, line.trim().to_owned())
}

/// Members that generate no type, each for another reason.
const BAD: [&str; 5] = [
    "{type: string, enum: [\"*\", \"#\"]}",
    "{type: 7}",
    "{$ref: '#/components/schemas/Gone'}",
    "{oneOf: [{type: 7}]}",
    "{type: string, x-json: Gone, enum: [1]}",
];

#[test]
fn a_schema_that_makes_no_type_is_named_with_its_line_and_an_operation_that_uses_it() {
    let member = "size: {type: integer, format: int64}";
    for bad in BAD {
        let (finding, line) = refused(member, &format!("size: {bad}"));
        let told = (finding.rule, line.as_str());
        assert_eq!(told, ("types-refused", "Item:"), "{bad}: {finding:?}");
        for words in ["`Item`", "`list_items`"] {
            assert!(finding.message.contains(words), "{bad}: {finding:?}");
        }
        assert!(finding.help.is_some());
    }
}

#[test]
fn an_operation_that_makes_no_code_is_named_with_its_line() {
    for with in ["operationId: log in", "operationId: \"\""] {
        let (finding, line) = refused("operationId: login", with);
        assert_eq!(
            (finding.rule, line.as_str()),
            ("code-refused", with),
            "{finding:?}"
        );
    }
}

/// It never came to an end: what a form is made of was looked for in the form.
#[test]
fn a_form_that_holds_its_own_json_is_refused_and_looked_at_once() {
    let own = "items: {type: string, x-json: ItemsForm, description: The items";
    let text = GOOD.replacen("items: {type: string, description: The items", own, 1);
    let document = Document::parse(Path::new("specs/acme.yaml"), text).unwrap();
    let rules: Vec<_> = lint(&document).iter().map(|one| one.rule).collect();
    assert!(rules.contains(&"json-recursive"), "{rules:?}");
    let spec = keyfob_codegen::model::Spec::of(&document);
    assert_eq!(spec.empty("ItemsForm"), None);
}
