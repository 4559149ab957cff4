use super::*;

fn report() -> Report {
    Report {
        format: FORMAT.to_owned(),
        tool: "keyfob-drift 0.1.0".to_owned(),
        vendor: "acme".to_owned(),
        document: "0123456789abcdef".to_owned(),
        environment: "production".to_owned(),
        stand_in: false,
        date: "2026-01-05".to_owned(),
        operations: vec![Checked {
            operation: "list_items".to_owned(),
            outcome: Outcome::Drifted,
            status: Some(200),
            reason: None,
            seen: vec!["/items/*/size".to_owned()],
        }],
        findings: vec![Finding {
            operation: "list_items".to_owned(),
            status: 200,
            kind: Kind::Null,
            at: "/items/*/name".to_owned(),
            expected: "a text".to_owned(),
            found: "null".to_owned(),
        }],
    }
}

#[test]
fn what_is_written_is_read() {
    let report = report();
    assert_eq!(Report::from_json(&report.to_json()).unwrap(), report);
}

#[test]
fn another_format_is_refused() {
    let text = report().to_json().replace(FORMAT, "keyfob-drift/2");
    let error = Report::from_json(&text).unwrap_err();
    assert!(matches!(error, ReportError::OtherFormat), "{error}");
}

/// A report is read from an issue: what it holds is shown on a terminal.
#[test]
fn what_could_change_a_terminal_is_refused() {
    for odd in ["\u{1b}[2J", "a\nb", "\u{202e}txt", &"x".repeat(LONG)] {
        let mut report = report();
        report.findings[0].found = odd.to_owned();
        let error = Report::from_json(&report.to_json()).unwrap_err();
        assert!(matches!(error, ReportError::OddText), "{odd:?}: {error}");
    }
}

const LONG: usize = 1_001;

#[test]
fn a_person_reads_what_was_found_where() {
    let shown = report().to_string();
    let wanted = "/items/*/name: null: expected a text, found null (status 200)";
    assert!(shown.contains(wanted), "{shown}");
    assert!(shown.ends_with("1 drifted, 1 finding"), "{shown}");
}
