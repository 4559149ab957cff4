//! Neither specs nor registry fall short of `operations.tsv`, our own list of what there must be.

use std::collections::BTreeSet;

use keyfob_codegen::model::Operation;

use crate::contract::vendors::vendors;
use keyfob_contract_suite::spec::Described;
use keyfob_contract_suite::urls::{prefix, url};

const LIST: &str = include_str!("operations.tsv");

/// Every row has its operation at that path, its call, and a test for each status that the spec documents; and every
/// operation has its row.
#[test]
fn everything_on_the_list_is_there() {
    let vendors = vendors();
    let mut missing: BTreeSet<(String, String)> = vendors
        .iter()
        .flat_map(|vendor| {
            vendor
                .operations()
                .iter()
                .map(|one| (vendor.api.name.to_owned(), one.id.clone()))
        })
        .collect();
    let rows = LIST.lines().filter(|row| !row.starts_with('#'));
    for row in rows.skip(1) {
        let [vendor, method, path, id, _tier] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not five columns: {row}");
        };
        let vendor = vendors
            .iter()
            .find(|known| known.api.name == vendor)
            .unwrap();
        let operation = vendor
            .described
            .operation(id)
            .unwrap_or_else(|| panic!("not in the spec: {row}"));
        assert_eq!(operation.method.to_uppercase(), method, "{row}");
        let paths = full_paths(&vendor.described, operation, path);
        assert!(
            paths
                .iter()
                .any(|(is, must)| nameless(is) == nameless(must) || nameless(is) == nameless(path)),
            "{row}: {paths:?}"
        );
        let entry = vendor.entry(id);
        let tested: BTreeSet<u16> = entry.answers.iter().map(|(status, _)| *status).collect();
        let documented: BTreeSet<u16> = operation.answers.iter().map(|one| one.status).collect();
        assert_eq!(tested, documented, "{row}");
        assert!(
            missing.remove(&(vendor.api.name.to_owned(), id.to_owned())),
            "twice: {row}"
        );
    }
    assert!(missing.is_empty(), "not in operations.tsv: {missing:?}");
}

/// What the vendors' own seeds have is never taken off the list.
#[test]
fn the_list_has_all_that_the_seeds_have() {
    assert_eq!(LIST.matches("\tseed\n").count(), 16);
}

/// In each environment: the path that the spec leads to, and the path of the list below the environment's own prefix, or from
/// the host's root if the operation has servers of its own.
fn full_paths(described: &Described, operation: &Operation, listed: &str) -> Vec<(String, String)> {
    let homes = described.homes(operation).into_iter();
    let paths = homes.map(|variant| {
        let server = url(described.server(operation, variant).unwrap(), &[]);
        let document = described
            .spec
            .servers
            .iter()
            .find(|server| server.variant == variant)
            .unwrap();
        let below = url(document, &[]);
        (
            format!("{}{}", prefix(&server), operation.path),
            format!("{}{listed}", prefix(&below)),
        )
    });
    paths.collect()
}

/// A template of a path without the names of its parameters.
fn nameless(path: &str) -> String {
    let segments = path.split('/');
    let nameless = segments.map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    nameless.collect::<Vec<_>>().join("/")
}
