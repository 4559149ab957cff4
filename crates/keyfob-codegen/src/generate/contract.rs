//! `tests/contract.rs`: the contract tests of a client whose spec says `x-generate: [tests]`, a file of registry entries for each
//! group of operations. What is tested is in the crate `keyfob-contract-suite`.

mod entry;

use std::collections::BTreeSet;
use std::path::PathBuf;

use heck::ToUpperCamelCase;

use super::table::constant;
use crate::load::{Document, Node};
use crate::model::{Operation, Placement, Spec};
use crate::names;

/// Whether the client gets contract tests.
pub(super) fn is_wanted(spec: &Spec) -> bool {
    spec.extras.contains("tests")
}

/// The tests, if they are wanted.
pub(super) fn contract(document: &Document, spec: &Spec) -> Vec<(PathBuf, String)> {
    if !is_wanted(spec) {
        return Vec::new();
    }
    let groups = spec.groups.iter().filter_map(|group| {
        let own = spec.operations.iter();
        let own: Vec<_> = own.filter(|one| one.group == group.name).collect();
        (!own.is_empty()).then_some((group.name.as_str(), own))
    });
    let groups: Vec<(&str, Vec<&Operation>)> = groups.collect();
    let files = groups.iter().map(|(name, operations)| {
        let path = format!("tests/contract/operations/{name}.rs");
        (path.into(), entry::file(spec, name, operations))
    });
    let names: Vec<&str> = groups.iter().map(|(name, _)| *name).collect();
    files
        .chain([("tests/contract.rs".into(), root(document, spec, &names))])
        .collect()
}

/// The crate's name in code.
fn ident(spec: &Spec) -> String {
    spec.name.replace('-', "_")
}

fn root(document: &Document, spec: &Spec, groups: &[&str]) -> String {
    let (title, client) = (spec.title.replace('\n', " "), ident(spec));
    let lines = |text: &dyn Fn(&str) -> String| -> String {
        groups.iter().map(|group| text(group)).collect()
    };
    let modules = lines(&|group| format!("        pub mod {group};\n"));
    let lists = lines(&|group| format!("                operations::{group}::OPERATIONS,\n"));
    let list = |entries: Vec<String>| -> String {
        entries
            .iter()
            .map(|entry| format!("        {entry},\n"))
            .collect()
    };
    let schemas = document.at("/components/schemas").map(Node::entries);
    let schemas = schemas.unwrap_or_default().iter();
    let models = list(schemas.map(|entry| schema(&entry.key)).collect());
    let refusals = list(refusals(spec).iter().map(|name| schema(name)).collect());
    let credentials = list(credentials(spec));
    format!(
        r#"//! The contract tests of the client for {title}: every operation, status and example of the spec, called through the client
//! against its typed mocks.

#[cfg(test)]
#[rustfmt::skip]
mod contract {{
    mod operations {{
{modules}    }}

    use std::path::Path;
    use std::sync::OnceLock;

    use keyfob_contract_suite::vendor::{{Registry, Vendor}};

    fn vendor() -> &'static Vendor {{
        static VENDOR: OnceLock<Vendor> = OnceLock::new();
        let workspace = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let registry = Registry {{
            operations: &[
{lists}            ],
            models: MODELS,
            refusals: REFUSALS,
            credentials: CREDENTIALS,
        }};
        VENDOR.get_or_init(|| Vendor::of(&{client}::API, workspace, registry))
    }}

    keyfob_contract_suite::suite!(vendor());

    keyfob_contract_suite::credentials! {{ {client};
{credentials}    }}

    keyfob_contract_suite::refusals! {{ {client};
{refusals}    }}

    keyfob_contract_suite::models! {{ {client};
{models}    }}
}}
"#
    )
}

/// The schemas of errors' bodies.
fn refusals(spec: &Spec) -> BTreeSet<&str> {
    let answers = spec.operations.iter().flat_map(|one| &one.answers);
    let errors = answers.filter(|answer| answer.status >= 300);
    let contents = errors.filter_map(|answer| answer.content.as_ref());
    contents
        .filter_map(|content| content.schema.as_deref())
        .collect()
}

fn credentials(spec: &Spec) -> Vec<String> {
    let entries = spec.schemes.iter().map(|scheme| {
        let (rust, name) = (names::argument(&scheme.name), &scheme.name);
        let pair = match scheme.placement {
            Placement::Basic => " pair",
            _ => "",
        };
        format!("{rust} {name:?} {}{pair}", constant(name))
    });
    entries.collect()
}

/// A schema's type, and its own name where that is another.
fn schema(name: &str) -> String {
    named(&name.to_upper_camel_case(), name)
}

/// A name in Rust, and that of the spec where it is another.
fn named(rust: &str, spec: &str) -> String {
    match rust == spec {
        true => rust.to_owned(),
        false => format!("{rust} {spec:?}"),
    }
}
