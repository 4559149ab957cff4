//! How a request is known: by its path in any environment, and among twins by its credentials.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Operation, Placement, Scheme, Spec};

/// A pattern of the full path: any environment's prefix, then the template. `known` names a parameter and the
/// expression of its escaped value.
pub(super) fn pattern(spec: &Spec, operation: &Operation, known: Option<&str>) -> TokenStream {
    let mut prefixes: Vec<String> = spec
        .servers_of(operation)
        .iter()
        .map(|server| escaped(server.path()))
        .collect();
    prefixes.sort();
    prefixes.dedup();
    let mut text = format!("^(?:{})", prefixes.join("|"));
    let mut has_value = false;
    for segment in operation.path.split('/').skip(1) {
        let name = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        text.push('/');
        match name {
            None => text.push_str(&escaped(segment)),
            Some(name) if Some(name) == known => {
                has_value = true;
                text.push_str("VALUE");
            }
            Some(_) => text.push_str("[^/]+"),
        }
    }
    text.push('$');
    match has_value {
        // Escaped segments are of letters, digits, and `%-_~.`; the dot is the only one with a meaning in a pattern.
        true => {
            quote!(#text.replace("VALUE", &encode_path(&value.to_string()).replace('.', "\\.")))
        }
        false => quote!(#text),
    }
}

fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            (!c.is_alphanumeric() && c != '/')
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

/// The paths of other operations that a parameter of this one's path could stand for: `/share/list` beside `/share/{id}`.
pub(super) fn neighbours(spec: &Spec, operation: &Operation) -> BTreeSet<String> {
    let others = spec.operations.iter();
    let others =
        others.filter(|other| other.id != operation.id && other.method == operation.method);
    let paths = others.flat_map(|other| spec.paths_of(other));
    let own: BTreeSet<String> = spec.paths_of(operation).collect();
    let is_fixed = |path: &String| !path.contains('{') && !own.contains(path);
    paths
        .filter(|path| is_fixed(path) && spec.serves(operation, path))
        .collect()
}

pub(super) fn asks_for(operation: &Operation, scheme: &Scheme) -> bool {
    operation
        .security
        .iter()
        .flatten()
        .any(|name| *name == scheme.name)
}

/// What tells an operation from others that share its method and URL: headers that it alone asks for, and headers that
/// only they ask for.
pub(super) fn marks(spec: &Spec, operation: &Operation) -> (Vec<String>, Vec<String>) {
    let mine: Vec<String> = spec.paths_of(operation).collect();
    let twins: Vec<&Operation> = spec
        .operations
        .iter()
        .filter(|other| {
            other.id != operation.id
                && other.method == operation.method
                && spec.paths_of(other).any(|path| mine.contains(&path))
        })
        .collect();
    if twins.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let own = headers(spec, operation);
    let theirs: BTreeSet<String> = twins.iter().flat_map(|twin| headers(spec, twin)).collect();
    (
        own.difference(&theirs).cloned().collect(),
        theirs.difference(&own).cloned().collect(),
    )
}

/// The headers, in lower case, of the credentials that an operation asks for.
fn headers(spec: &Spec, operation: &Operation) -> BTreeSet<String> {
    spec.schemes
        .iter()
        .filter(|scheme| asks_for(operation, scheme))
        .filter_map(|scheme| match &scheme.placement {
            Placement::Header(name) => Some(name.to_ascii_lowercase()),
            Placement::Bearer | Placement::Basic => Some("authorization".to_owned()),
            Placement::Cookie(_) => Some("cookie".to_owned()),
            Placement::Query(_) => None,
        })
        .collect()
}
