//! Registry and spec name the same things.

use std::collections::BTreeSet;

use keyfob_codegen::model::Operation;

use crate::contract::quatrix;
use crate::contract::registry::Entry;
use crate::contract::spec::{Described, kind};
use crate::contract::vendors::{Vendor, vendors};

#[test]
fn registry_and_spec_name_the_same() {
    for vendor in vendors() {
        assert_eq!(problems(&vendor, &vendor.described), Vec::<String>::new());
    }
}

/// The check above notices whatever a spec has more or less than the registry.
#[test]
fn a_difference_is_noticed() {
    let vendor = quatrix::vendor();
    let notice = |old: &str, new: &str, problem: &str| {
        let problems = problems(&vendor, &vendor.described.altered(old, new));
        assert!(
            problems.iter().any(|found| found.contains(problem)),
            "{problem}: {problems:?}"
        );
    };
    // One operation more, one that the registry has and the spec has not.
    let path = "\n  /profile/info:\n";
    let more = "\n  /more:\n    get: {operationId: one_more, security: [], responses: {\"200\": {description: x}}}";
    notice(
        path,
        &format!("{more}{path}"),
        "one_more is not in the registry",
    );
    notice(
        "operationId: session_logout\n",
        "operationId: log_out\n",
        "session_logout is not in the spec",
    );
    // One status more, one less, one with another body.
    let last = "\"404\":\n          $ref: \"#/components/responses/NoSuchAccount\"";
    let gone = "\n        \"410\": {description: x}";
    notice(
        last,
        &format!("{last}{gone}"),
        "account_metadata_get: answers",
    );
    notice(last, gone.trim_start(), "account_metadata_get: answers");
    notice(
        last,
        &last.replace("NoSuchAccount", "TooManyLogins"),
        "account_metadata_get: answers",
    );
    // Another way in.
    notice(
        "        - basic: []\n",
        "        - apiKey: []\n",
        "session_login: ways",
    );
    // A schema more, a credential by another name.
    let schema = "\n    ProfileInfo:\n";
    notice(
        schema,
        &format!("\n    OneMore: {{type: object}}{schema}"),
        "schemas",
    );
    notice("    apiKey:\n", "    otherKey:\n", "credentials");
}

/// What the spec has that the registry has not, or the other way round.
fn problems(vendor: &Vendor, described: &Described) -> Vec<String> {
    let mut problems = Vec::new();
    let mut compare = |what: &str, spec: String, registry: String| {
        if spec != registry {
            problems.push(format!(
                "{}: {what}: spec {spec}, registry {registry}",
                vendor.api.name
            ));
        }
    };
    let schemas = vendor.models.iter().map(|model| model.name);
    compare("schemas", sorted(described.schemas()), sorted(schemas));
    let schemes = described
        .spec
        .schemes
        .iter()
        .map(|scheme| scheme.name.as_str());
    compare(
        "credentials",
        sorted(schemes),
        sorted(vendor.credentials.iter().map(|held| held.name.as_str())),
    );
    compare(
        "credentials",
        sorted(vendor.all()),
        sorted(vendor.credentials.iter().map(|held| held.scheme.name)),
    );
    for operation in &described.spec.operations {
        match vendor.entries.iter().find(|entry| entry.id == operation.id) {
            None => compare(
                &format!("{} is not in the registry", operation.id),
                "1".into(),
                "0".into(),
            ),
            Some(entry) => of_one(operation, entry, &mut compare),
        }
    }
    for entry in &vendor.entries {
        if described.operation(entry.id).is_none() {
            compare(
                &format!("{} is not in the spec", entry.id),
                "0".into(),
                "1".into(),
            );
        }
    }
    problems
}

fn of_one(operation: &Operation, entry: &Entry, compare: &mut dyn FnMut(&str, String, String)) {
    let mut compare =
        |what: &str, spec, registry| compare(&format!("{}: {what}", entry.id), spec, registry);
    let answers = operation
        .answers
        .iter()
        .map(|answer| (answer.status, kind(&answer.content)));
    compare(
        "answers",
        sorted(answers.map(|answer| format!("{answer:?}"))),
        sorted(entry.answers.iter().map(|answer| format!("{answer:?}"))),
    );
    compare(
        "ways",
        format!("{:?}", operation.security),
        format!("{:?}", entry.alternatives),
    );
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str());
    compare(
        "parameters",
        sorted(parameters),
        sorted(entry.parameters.iter().copied()),
    );
    let body = kind(&operation.body);
    compare("body", format!("{body:?}"), format!("{:?}", entry.body));
    compare(
        "streams",
        operation.streams().to_string(),
        entry.streams.to_string(),
    );
    let headers = operation.answers.iter().flat_map(|answer| &answer.headers);
    let headers: BTreeSet<_> = headers
        .map(|name| name.to_ascii_lowercase().replace('-', "_"))
        .collect();
    compare(
        "headers",
        sorted(headers),
        sorted(entry.headers.iter().copied()),
    );
}

fn sorted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names
        .into_iter()
        .map(|name| name.as_ref().to_owned())
        .collect();
    names.sort();
    names.join(" ")
}
