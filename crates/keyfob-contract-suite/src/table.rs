//! Registry and spec name the same things.

use std::collections::BTreeSet;

use keyfob_codegen::model::Operation;

use crate::registry::{Entry, Held, Named};
use crate::spec::{Described, kind};
use crate::vendor::Vendor;

/// Registry and spec name the same things.
pub fn registry_and_spec_name_the_same(vendor: &Vendor) {
    assert_eq!(problems(vendor, &vendor.described), Vec::<String>::new());
}

/// What the spec has that the registry has not, or the other way round.
pub fn problems(vendor: &Vendor, described: &Described) -> Vec<String> {
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
        sorted(vendor.credentials.iter().map(Held::name)),
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
        sorted(entry.answers.iter().map(|(status, body)| {
            let body = body.map(Named::schema);
            format!("{:?}", (status, body))
        })),
    );
    compare(
        "ways",
        format!("{:?}", operation.security),
        format!("{:?}", ways(entry)),
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
    compare(
        "body",
        format!("{body:?}"),
        format!("{:?}", entry.body.map(Named::schema)),
    );
    compare(
        "streams",
        operation.streams().to_string(),
        entry.streams.to_string(),
    );
    let headers = operation.answers.iter().flat_map(|answer| &answer.headers);
    let headers: BTreeSet<_> = headers.map(|name| name.to_ascii_lowercase()).collect();
    compare(
        "headers",
        sorted(headers),
        sorted(entry.headers.iter().map(|header| header.header())),
    );
}

fn ways(entry: &Entry) -> Vec<Vec<String>> {
    let ways = entry.alternatives.iter();
    ways.map(|way| way.iter().map(|name| name.credential()).collect())
        .collect()
}

fn sorted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names
        .into_iter()
        .map(|name| name.as_ref().to_owned())
        .collect();
    names.sort();
    names.join(" ")
}
