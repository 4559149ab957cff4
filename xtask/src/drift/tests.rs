use std::path::PathBuf;

use keyfob_codegen::lint::lint;
use tempfile::TempDir;

use super::*;

const SPEC: &str = r##"openapi: 3.0.3
info: {title: Acme, version: "1"}
paths:
  /items:
    get:
      operationId: list_items
      x-source: {confidence: sdk, from: "client 2"} # theirs
      responses:
        "200":
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Items"}
  /me:
    get:
      operationId: me
      x-source:
        confidence: docs
        from: page 7
      responses:
        "200":
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Me"}
components:
  schemas:
    Items:
      type: object
      x-source: {confidence: docs, from: "page 2"}
      properties:
        items:
          type: array
          items: {$ref: "#/components/schemas/Item"}
    Item:
      type: object
      x-source: {confidence: docs, from: "page 3"}
      properties:
        # in lots
        size: {type: integer, format: int64}
        name:
          type: string
          x-source: {confidence: inferred, from: "a guess"}
    Me:
      type: object
      x-source: {confidence: docs, from: "page 8"}
      properties:
        id: {type: string}
"##;

/// A workspace with that spec, and a report with these operations and findings.
struct Case {
    root: TempDir,
}

impl Case {
    fn new(stand_in: bool, operations: &str, findings: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("specs")).unwrap();
        fs::write(root.path().join("specs/acme.yaml"), SPEC).unwrap();
        let report = format!(
            r#"{{"format": "keyfob-drift/1", "tool": "t", "vendor": "acme", "document": "0", "environment": "production",
            "stand_in": {stand_in}, "date": "2026-01-05", "operations": [{operations}], "findings": [{findings}]}}"#
        );
        fs::write(root.path().join("report.json"), report).unwrap();
        Self { root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn told(&self, write: bool) -> Result<String, String> {
        let project = Project::at(self.root.path());
        told(self.root.path(), &project, &self.path("report.json"), write)
    }

    fn spec(&self) -> String {
        fs::read_to_string(self.path("specs/acme.yaml")).unwrap()
    }
}

const AGREED: &str = r#"{"operation": "list_items", "outcome": "agreed", "status": 200,
    "seen": ["/items", "/items/*/size", "/items/*/name"]}"#;
const NULL_SIZE: &str = r#"{"operation": "list_items", "status": 200, "kind": "null", "at": "/items/*/size",
    "expected": "a whole number", "found": "null"}"#;
const DRIFTED: &str = r#"{"operation": "list_items", "outcome": "drifted", "status": 200, "seen": ["/items", "/items/*/name"]}"#;

#[test]
fn what_agreed_is_live() {
    let case = Case::new(false, AGREED, "");
    let shown = case.told(false).unwrap();
    assert!(
        shown.contains("-      x-source: {confidence: sdk, from: \"client 2\"} # theirs"),
        "{shown}"
    );
    assert_eq!(case.spec(), SPEC);
    let shown = case.told(true).unwrap();
    assert!(
        shown.contains("written. Run: cargo xtask codegen acme"),
        "{shown}"
    );
    let live = |before: &str| {
        format!(
            "{{confidence: live, from: \"the vendor's answers of 2026-01-05; before: {before}\"}}"
        )
    };
    let mut expected = SPEC.to_owned();
    for (old, before) in [
        ("{confidence: sdk, from: \"client 2\"}", "sdk, client 2"),
        ("{confidence: docs, from: \"page 2\"}", "docs, page 2"),
        ("{confidence: docs, from: \"page 3\"}", "docs, page 3"),
        (
            "{confidence: inferred, from: \"a guess\"}",
            "inferred, a guess",
        ),
    ] {
        expected = expected.replacen(old, &live(before), 1);
    }
    assert_eq!(case.spec(), expected);
    // Again: what was known before the first comparison stays.
    case.told(true).unwrap();
    assert_eq!(case.spec(), expected);
}

#[test]
fn what_did_not_agree_is_contradicted_and_shown_where_it_stands() {
    let case = Case::new(false, DRIFTED, NULL_SIZE);
    let shown = case.told(true).unwrap();
    assert!(shown.contains("specs/acme.yaml:38:9"), "{shown}");
    assert!(
        shown.contains("list_items: /items/*/size: null: expected a whole number, found null"),
        "{shown}"
    );
    let spec = case.spec();
    let wanted = "        size:
          type: integer
          format: int64
          x-source:
            confidence: contradicted
            from: \"the vendor's answers of 2026-01-05: expected a whole number, found null\"
";
    assert!(spec.contains(wanted), "{spec}");
    // The member that was seen is sure, the schema as a whole is not; the call worked.
    assert!(spec.contains("before: inferred, a guess"), "{spec}");
    assert!(
        spec.contains("{confidence: docs, from: \"page 3\"}"),
        "{spec}"
    );
    assert!(spec.contains("before: sdk, client 2"), "{spec}");
}

#[test]
fn a_whole_answer_of_another_kind_contradicts_the_operation() {
    let checked = r#"{"operation": "me", "outcome": "drifted", "status": 418}"#;
    let finding = r#"{"operation": "me", "status": 418, "kind": "status", "at": "", "expected": "one of 200", "found": "418"}"#;
    let case = Case::new(false, checked, finding);
    let shown = case.told(true).unwrap();
    assert!(shown.contains("specs/acme.yaml:19:7"), "{shown}");
    let wanted = "confidence: contradicted\n        from: >-\n          the vendor's answers of 2026-01-05: expected one of 200, \
        found 418; before: docs, page 7\n";
    assert!(case.spec().contains(wanted), "{}", case.spec());
}

/// A member that nobody described is no word against what is described; what was refused or not reached proves nothing.
#[test]
fn nothing_else_is_more_or_less_sure() {
    let unknown = NULL_SIZE.replace(
        "\"null\", \"at\": \"/items/*/size\"",
        "\"unknown\", \"at\": \"/items/*/note\"",
    );
    for (checked, finding, place) in [
        (
            r#"{"operation": "me", "outcome": "refused", "status": 400}"#,
            "",
            None,
        ),
        (
            r#"{"operation": "me", "outcome": "empty", "status": 200}"#,
            "",
            None,
        ),
        (
            r#"{"operation": "gone", "outcome": "agreed", "status": 200}"#,
            "",
            None,
        ),
        (
            r#"{"operation": "list_items", "outcome": "drifted", "status": 404}"#,
            unknown.as_str(),
            Some("specs/acme.yaml:33:5"),
        ),
    ] {
        let case = Case::new(false, checked, finding);
        let shown = case.told(true).unwrap();
        assert_eq!(case.spec(), SPEC, "{shown}");
        assert!(shown.contains("no fact is more or less sure"), "{shown}");
        assert!(place.is_none_or(|place| shown.contains(place)), "{shown}");
    }
}

#[test]
fn a_stand_in_proves_nothing() {
    let case = Case::new(true, AGREED, "");
    let shown = case.told(true).unwrap();
    assert!(shown.contains("a stand-in answered"), "{shown}");
    assert_eq!(case.spec(), SPEC);
}

#[test]
fn what_is_no_report_of_a_vendor_here_is_refused() {
    let case = Case::new(false, AGREED, "");
    let path = case.path("report.json");
    let text = fs::read_to_string(&path).unwrap();
    for (with, wanted) in [
        (text.replace("\"acme\"", "\"../acme\""), "../acme"),
        (text.replace("drift/1", "drift/9"), "not of the format"),
        ("{}".to_owned(), "no report of a check"),
    ] {
        fs::write(&path, with).unwrap();
        let error = case.told(true).unwrap_err();
        assert!(error.contains(wanted), "{error}");
    }
}

/// The reports are those of checks of a drifting sandbox, which keyfob-drift's tests hold to.
#[test]
fn reports_of_the_drifting_sandbox_are_placed_and_what_they_write_is_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for vendor in ["kotak-neo", "kotak-trade", "quatrix"] {
        let path = root.join(format!("crates/keyfob-drift/tests/reports/{vendor}.json"));
        let text = fs::read_to_string(path).unwrap();
        let report = Report::from_json(&text.replace("\"stand_in\": true", "\"stand_in\": false"));
        let report = report.unwrap();
        let document = Document::read(&root.join(format!("specs/{vendor}.yaml"))).unwrap();
        let shown = findings(&document, &report);
        assert!(shown.findings.len() > 8, "{shown}");
        for (finding, found) in report.findings.iter().zip(&shown.findings) {
            assert!(found.place.line > 1, "{finding}");
        }
        for finding in report
            .findings
            .iter()
            .filter(|finding| !finding.at.is_empty())
        {
            let place = place_of(&document, finding);
            let line = document.text.lines().nth(place.line - 1).unwrap();
            let name = finding.at.rsplit('/').next().unwrap();
            let is_told = line.contains(name) || finding.kind == keyfob_drift::Kind::Unknown;
            assert!(is_told, "{finding} is shown at {line}");
        }
        let edited = facts(&document, &report).apply(&document).unwrap();
        assert!(edited.text.contains("confidence: contradicted"));
        assert!(edited.text.contains("confidence: live"));
        let left = lint(&edited);
        assert!(
            left.is_empty(),
            "{}",
            Findings::new(&edited.path, &edited.text, left)
        );
    }
}
