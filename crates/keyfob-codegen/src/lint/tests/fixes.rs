//! Mending at work: each case that can be mended is, and nothing else in the document changes.

use std::collections::BTreeSet;
use std::path::Path;

use super::CASES;
use super::case::GOOD;
use crate::finding::Finding;
use crate::lint::{FIXABLE, Fixed, fix, lint};
use crate::load::Document;

fn parse(text: &str) -> Document {
    Document::parse(Path::new("good.yaml"), text.to_owned()).unwrap()
}

fn of(rule: &str, findings: &[Finding]) -> usize {
    findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .count()
}

#[test]
fn each_fixable_rule_mends_a_case_and_nothing_else() {
    let mut mended = BTreeSet::new();
    for case in CASES.into_iter().flatten() {
        let text = case.text();
        let document = parse(&text);
        let before = lint(&document);
        if before.iter().all(|finding| finding.fix.is_empty()) {
            continue;
        }
        let fixable = |finding: &&Finding| finding.rule == case.rule && !finding.fix.is_empty();
        let Fixed {
            document,
            done,
            left,
        } = fix(document);
        if before.iter().any(|finding| fixable(&finding)) {
            assert_eq!(
                of(case.rule, &left),
                0,
                "{} {:?}\n{}",
                case.rule,
                case.edits,
                document.text
            );
            mended.insert(case.rule);
        }
        assert!(!done.is_empty());
        // What was not found is not there afterwards either.
        for finding in &left {
            assert!(
                of(finding.rule, &before) > 0,
                "{}: {finding:?}\n{}",
                case.rule,
                document.text
            );
        }
        // A line that is neither near a finding nor mended is as it was.
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        let changed = lines(&text)
            .symmetric_difference(&lines(&document.text))
            .count();
        assert!(
            changed <= 8 * before.len() + 4,
            "{}: {changed} lines changed\n{}",
            case.rule,
            document.text
        );
    }
    let table: BTreeSet<_> = FIXABLE.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(mended, table);
}

#[test]
fn a_clean_document_and_a_mended_one_stay_byte_for_byte() {
    assert_eq!(fix(parse(GOOD)).document.text, GOOD);
    for case in CASES.into_iter().flatten() {
        let Fixed { document, done, .. } = fix(parse(&case.text()));
        if done.is_empty() {
            continue;
        }
        let once = document.text;
        let twice = fix(parse(&once));
        assert_eq!(twice.document.text, once);
        assert!(
            twice.done.is_empty(),
            "{} {:?}: {:?}",
            case.rule,
            case.edits,
            twice.done
        );
    }
}

/// The diff of a mending, a line each.
fn diff(edits: &[(&str, &str)]) -> String {
    let mut text = GOOD.to_owned();
    for (find, with) in edits {
        assert!(text.contains(find), "{find}");
        text = text.replacen(find, with, 1);
    }
    let fixed = fix(parse(&text));
    let diff = similar::TextDiff::from_lines(&text, &fixed.document.text);
    let changes = diff.iter_all_changes();
    let changes = changes.filter(|change| change.tag() != similar::ChangeTag::Equal);
    changes
        .map(|change| format!("{}{}", change.tag(), change.value()))
        .collect()
}

#[test]
fn what_is_taken_away_is_told() {
    assert_eq!(
        diff(&[(
            "        size: {type: integer, format: int64}",
            "        size: {type: integer, minimum: 1, description: How many}"
        )]),
        "-        size: {type: integer, minimum: 1, description: How many}\n\
         +        size: {type: integer, format: int64, description: How many. At least 1.}\n"
    );
    assert_eq!(
        diff(&[(
            "        message: {type: string}",
            "        message:\n          type: string # a word\n          # as seen\n          enum: [a, \"b c\"]"
        )]),
        "+          description: \"Seen values: `a`, `b c`.\"\n-          enum: [a, \"b c\"]\n"
    );
    // Of a parameter it is told at the parameter, whose documentation people read.
    assert_eq!(
        diff(&[(
            "      schema: {type: integer, format: int64}\n      description: Which page",
            "      schema: {type: integer, default: 1, maximum: 9}\n      description: Which page"
        )]),
        "-      schema: {type: integer, default: 1, maximum: 9}\n\
         -      description: Which page, from 1.\n\
         +      schema: {type: integer, format: int64}\n\
         +      description: Which page, from 1. Taken as `1` when it is missing. At most 9.\n"
    );
}

/// What is right for requests is wrong for answers.
#[test]
fn a_schema_of_both_is_left_to_people() {
    let text = GOOD.replacen(
        "#/components/schemas/LoginRequest",
        "#/components/schemas/LoginAnswer",
        1,
    );
    let Fixed { document, left, .. } = fix(parse(&text));
    assert_eq!(document.text, text);
    assert_eq!(
        (of("schema-both", &left), of("request-open", &left)),
        (1, 1)
    );
}

#[test]
fn a_schema_is_renamed_with_all_that_refers_to_it() {
    let text = GOOD
        .replace("schemas/Fault\"", "schemas/fault_body\"")
        .replace("    Fault:\n", "    fault_body:\n");
    let fixed = fix(parse(&text)).document.text;
    assert_eq!(
        fixed,
        GOOD.replace("schemas/Fault\"", "schemas/FaultBody\"")
            .replace("    Fault:\n", "    FaultBody:\n")
    );
    let text = GOOD
        .replace("x-known-values: Way", "x-known-values: way")
        .replace("schemas/Way\"", "schemas/way\"")
        .replace("    Way:\n", "    way:\n");
    assert_eq!(fix(parse(&text)).document.text, GOOD);
}

#[test]
fn an_operation_is_renamed_where_limits_and_faults_name_it() {
    let text = GOOD
        .replace("operationId: login", "operationId: logIn")
        .replace("operations: [login]", "operations: [logIn]");
    let fixed = fix(parse(&text)).document.text;
    assert_eq!(
        fixed,
        GOOD.replace("operationId: login", "operationId: log_in")
            .replace("operations: [login]", "operations: [log_in]")
    );
}

#[test]
fn security_of_the_document_goes_to_the_operations_that_have_none() {
    let text = GOOD.replace("      security: []\n", "").replace(
        "tags:\n  - name: session",
        "security: [{bearer: []}]\ntags:\n  - name: session",
    );
    let fixed = fix(parse(&text)).document.text;
    assert_eq!(
        fixed,
        GOOD.replace("      security: []\n", "      security: [{bearer: []}]\n")
    );
}

#[test]
fn examples_are_made_of_the_schemas() {
    let fixed = |find: &str| {
        let text = GOOD.replacen(find, "", 1);
        assert_ne!(text, GOOD);
        let fixed = fix(parse(&text));
        assert!(fixed.left.is_empty(), "{:?}", fixed.left);
        fixed.document.text
    };
    let request = fixed("            example: {user: ann, password: pw}\n");
    assert!(
        request.contains("{user: user, password: invented-value, way: plain, devices: [devices]}"),
        "{request}"
    );
    let answer = fixed(
        "              examples:\n                none:\n                  value: {items: []}\n",
    );
    assert!(
        answer.contains("size: 20") && answer.contains("price: 10.5"),
        "{answer}"
    );
}

/// Two media types that would become one: the first is mended, and the second is for people. Nothing else is held up by it.
#[test]
fn mendings_that_cannot_be_made_together_are_made_as_far_as_they_can() {
    let text = GOOD.replacen(
        "          application/json:\n            schema: {$ref: \"#/components/schemas/LoginRequest\"}\n",
        "          APPLICATION/JSON:\n            schema: {$ref: \"#/components/schemas/LoginRequest\"}\n            example: {}\n          \
         Application/JSON:\n            schema: {$ref: \"#/components/schemas/LoginRequest\"}\n",
        1,
    );
    let text = text.replacen(
        "size: {type: integer, format: int64}",
        "size: {type: integer}",
        1,
    );
    let Fixed { document, left, .. } = fix(parse(&text));
    assert!(
        document
            .text
            .contains("size: {type: integer, format: int64}")
    );
    assert!(document.text.contains("          application/json:\n            schema: {$ref: \"#/components/schemas/LoginRequest\"}"));
    assert_eq!(of("request-media-type", &left), 1);
    assert_eq!(of("request-media-types", &left), 1);
}

/// What is a guess about the vendor is for people.
#[test]
fn judgments_are_never_made() {
    for rule in [
        "retry",
        "source-missing",
        "source-invalid",
        "secret-unmarked",
        "proves",
        "name-cryptic",
        "schema-both",
    ] {
        assert!(
            FIXABLE.iter().all(|(fixable, _)| *fixable != rule),
            "{rule}"
        );
    }
}
