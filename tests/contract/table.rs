//! Registry and spec name the same things, and neither falls short of `operations.tsv`.

use std::collections::BTreeSet;

use keyfob_codegen::model::Operation;

use crate::contract::registry::Entry;
use crate::contract::spec::{Described, prefix, url};
use crate::contract::vendors::{Vendor, vendors};
use crate::contract::quatrix;

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
        assert!(problems.iter().any(|found| found.contains(problem)), "{problem}: {problems:?}");
    };
    let path = "\n  /profile/info:\n";
    let more = "\n  /more:\n    get: {operationId: one_more, security: [], responses: {\"200\": {description: x}}}";
    notice(path, &format!("{more}{path}"), "one_more is not in the registry");
    notice("operationId: session_logout\n", "operationId: log_out\n", "session_logout is not in the spec");
    let last = "\"404\":\n          $ref: \"#/components/responses/NoSuchAccount\"";
    let gone = "\n        \"410\": {description: x}";
    notice(last, &format!("{last}{gone}"), "account_metadata_get: answers");
    notice(last, gone.trim_start(), "account_metadata_get: answers");
    notice(last, &last.replace("NoSuchAccount", "TooManyLogins"), "account_metadata_get: answers");
    notice("        - basic: []\n", "        - apiKey: []\n", "session_login: ways");
    let schema = "\n    ProfileInfo:\n";
    notice(schema, &format!("\n    OneMore: {{type: object}}{schema}"), "schemas");
    notice("    apiKey:\n", "    otherKey:\n", "credentials");
}

/// Every row has its operation at that path, its call, and a test for each status that the spec documents; and every
/// operation has its row.
#[test]
fn everything_on_the_list_is_there() {
    let vendors = vendors();
    let mut missing: BTreeSet<(String, String)> = vendors
        .iter()
        .flat_map(|vendor| vendor.operations().iter().map(|one| (vendor.api.name.to_owned(), one.id.clone())))
        .collect();
    for row in include_str!("operations.tsv").lines().skip(1) {
        let [vendor, method, path, id, _tier] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not five columns: {row}");
        };
        let vendor = vendors.iter().find(|known| known.api.name == vendor).unwrap();
        let operation = vendor.described.operation(id).unwrap_or_else(|| panic!("not in the spec: {row}"));
        assert_eq!(operation.method.to_uppercase(), method, "{row}");
        let paths = full_paths(&vendor.described, operation, path);
        assert!(paths.iter().any(|(is, must)| is == must), "{row}: {paths:?}");
        let entry = vendor.entry(id);
        assert_eq!(statuses(&operation_answers(operation)), statuses(&entry.answers), "{row}");
        assert!(missing.remove(&(vendor.api.name.to_owned(), id.to_owned())), "twice: {row}");
    }
    assert!(missing.is_empty(), "not in operations.tsv: {missing:?}");
}

/// What the vendors' own seeds have is never taken off the list.
#[test]
fn the_list_has_all_that_the_seeds_have() {
    assert_eq!(include_str!("operations.tsv").matches("\tseed\n").count(), 16);
}

/// In each environment: the path that the spec leads to, and the path of the list below the environment's own prefix.
fn full_paths(described: &Described, operation: &Operation, listed: &str) -> Vec<(String, String)> {
    let homes = described.homes(operation).into_iter();
    let paths = homes.map(|variant| {
        let server = url(described.server(operation, variant).unwrap(), &[]);
        let document = described.spec.servers.iter().find(|server| server.variant == variant).unwrap();
        let below = url(document, &[]);
        (format!("{}{}", prefix(&server), operation.path), format!("{}{listed}", prefix(&below)))
    });
    paths.collect()
}

/// What the spec has that the registry has not, or the other way round.
fn problems(vendor: &Vendor, described: &Described) -> Vec<String> {
    let mut problems = Vec::new();
    let mut compare = |what: &str, spec: String, registry: String| {
        if spec != registry {
            problems.push(format!("{}: {what}: spec {spec}, registry {registry}", vendor.api.name));
        }
    };
    let schemas = vendor.models.iter().map(|model| model.name);
    compare("schemas", sorted(described.schemas()), sorted(schemas));
    let schemes = described.spec.schemes.iter().map(|scheme| scheme.name.as_str());
    compare("credentials", sorted(schemes), sorted(vendor.credentials.iter().map(|held| held.name.as_str())));
    compare("credentials", sorted(vendor.all()), sorted(vendor.credentials.iter().map(|held| held.scheme.name)));
    for operation in &described.spec.operations {
        match vendor.entries.iter().find(|entry| entry.id == operation.id) {
            None => compare(&format!("{} is not in the registry", operation.id), "1".into(), "0".into()),
            Some(entry) => of_one(operation, entry, &mut compare),
        }
    }
    for entry in &vendor.entries {
        if described.operation(entry.id).is_none() {
            compare(&format!("{} is not in the spec", entry.id), "0".into(), "1".into());
        }
    }
    problems
}

fn of_one(operation: &Operation, entry: &Entry, compare: &mut dyn FnMut(&str, String, String)) {
    let mut compare = |what: &str, spec, registry| compare(&format!("{}: {what}", entry.id), spec, registry);
    let answers = operation_answers(operation);
    compare("answers", sorted(texts(&answers)), sorted(texts(&entry.answers)));
    compare("ways", format!("{:?}", operation.security), format!("{:?}", entry.alternatives));
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    compare("parameters", sorted(parameters), sorted(entry.query.iter().copied()));
    let body = operation.body.as_ref().and_then(|body| body.schema.as_deref());
    compare("body", format!("{body:?}"), format!("{:?}", entry.body));
    let headers = operation.answers.iter().flat_map(|answer| &answer.headers);
    let headers: BTreeSet<_> = headers.map(|name| name.to_ascii_lowercase().replace('-', "_")).collect();
    compare("headers", sorted(headers), sorted(entry.headers.iter().copied()));
}

type Answers<'a> = Vec<(u16, Option<&'a str>)>;

fn operation_answers(operation: &Operation) -> Answers<'_> {
    let answers = operation.answers.iter();
    answers.map(|answer| (answer.status, answer.content.as_ref().and_then(|body| body.schema.as_deref()))).collect()
}

fn texts(answers: &Answers<'_>) -> Vec<String> {
    answers.iter().map(|answer| format!("{answer:?}")).collect()
}

fn statuses(answers: &Answers<'_>) -> BTreeSet<u16> {
    answers.iter().map(|(status, _)| *status).collect()
}

fn sorted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
    names.sort();
    names.join(" ")
}
