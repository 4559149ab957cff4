//! Which facts a report makes more or less sure.

use std::collections::{BTreeMap, BTreeSet};

use keyfob_codegen::edit::Edits;
use keyfob_codegen::load::{Document, Node};
use keyfob_drift::{Checked, Finding, Kind, Outcome, Report};

use super::place::{described, inner, operation};
use super::source::{confirm, contradict};

/// The edits that say of each fact that the vendor's answers agreed with it, or did not.
///
/// - An operation is `live` if it succeeded and its answer was of the kind that is described, and `contradicted` if it was not.
/// - A member that was other than described is `contradicted`. One that has a source of its own is `live` once it was seen.
/// - A schema is `live` once each of its members was seen as described.
///
/// A member that nobody had described contradicts nothing.
pub fn facts(document: &Document, report: &Report) -> Edits {
    let (date, mut edits) = (report.date.as_str(), Edits::default());
    for checked in &report.operations {
        let Some(method) = operation(document, &checked.operation) else {
            continue;
        };
        let mut findings = report.findings_of(&checked.operation);
        match findings.find(|finding| is_of_operation(finding)) {
            Some(finding) => contradict(&mut edits, &method.value, date, &told(finding)),
            None if agreed(checked) => confirm(&mut edits, &method.value, date),
            None => {}
        }
    }
    let wrong = contradicted(document, report);
    for (node, why) in wrong.values() {
        contradict(&mut edits, node, date, why);
    }
    let seen = seen(document, report);
    let is_fine = |node: &Node| seen.contains_key(&node.id) && !wrong.contains_key(&node.id);
    for node in seen.values().filter(|node| is_fine(node)) {
        if node.get("x-source").is_some() {
            confirm(&mut edits, node, date);
        }
    }
    for schema in document
        .at("/components/schemas")
        .map(Node::entries)
        .unwrap_or_default()
    {
        let members = schema
            .value
            .get("properties")
            .map(Node::entries)
            .unwrap_or_default();
        if !members.is_empty() && members.iter().all(|member| is_fine(&member.value)) {
            confirm(&mut edits, &schema.value, date);
        }
    }
    edits
}

/// Whether it is about the call, and not about a member of its answer.
fn is_of_operation(finding: &Finding) -> bool {
    finding.kind.is_whole() || finding.at.is_empty()
}

fn agreed(checked: &Checked) -> bool {
    let is_success = checked
        .status
        .is_some_and(|status| (200..300).contains(&status));
    is_success && matches!(checked.outcome, Outcome::Agreed | Outcome::Drifted)
}

fn told(finding: &Finding) -> String {
    format!("expected {}, found {}", finding.expected, finding.found)
}

/// The members that were other than described, with how.
fn contradicted<'a>(
    document: &'a Document,
    report: &Report,
) -> BTreeMap<usize, (&'a Node, String)> {
    let of_members = report
        .findings
        .iter()
        .filter(|finding| !is_of_operation(finding) && finding.kind != Kind::Unknown);
    let nodes = of_members.filter_map(|finding| {
        let Finding {
            operation,
            status,
            at,
            ..
        } = finding;
        let node = described(document, operation, *status, at)?.node;
        Some((node.id, (node, told(finding))))
    });
    nodes.collect()
}

/// The members that were seen as described.
fn seen<'a>(document: &'a Document, report: &Report) -> BTreeMap<usize, &'a Node> {
    let mut seen = BTreeMap::new();
    let mut looked = BTreeSet::new();
    for checked in &report.operations {
        for at in &checked.seen {
            let status = checked.status.unwrap_or_default();
            let found = described(document, &checked.operation, status, at);
            let Some(node) = found.map(|found| found.node) else {
                continue;
            };
            if looked.insert(node.id) && inner(document, node).is_some() {
                seen.insert(node.id, node);
            }
        }
    }
    seen
}
