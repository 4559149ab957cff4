//! How a request is known: by its path in any environment, and among twins by its credentials.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Operation, Place, Placement, Scheme, Spec};

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
        text.push('/');
        let Some(place) = Place::of(segment) else {
            text.push_str(&escaped(segment));
            continue;
        };
        let is_known = Some(place.name) == known;
        has_value |= is_known;
        text.push_str(&escaped(place.before));
        text.push_str(if is_known { "VALUE" } else { "[^/]+" });
        text.push_str(&escaped(place.after));
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

/// The paths of all operations, by method and number of segments: others cannot stand for each other.
pub(super) struct Paths<'a>(BTreeMap<(&'a str, usize), Vec<(&'a Operation, String)>>);

impl<'a> Paths<'a> {
    pub(super) fn of(spec: &'a Spec) -> Self {
        let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for operation in &spec.operations {
            for path in spec.paths_of(operation) {
                let key = (operation.method.as_str(), path.matches('/').count());
                paths.entry(key).or_default().push((operation, path));
            }
        }
        Self(paths)
    }

    /// What other operations have of the shape of this path.
    fn beside(
        &self,
        operation: &'a Operation,
        path: &str,
    ) -> impl Iterator<Item = &(&'a Operation, String)> {
        let key = (operation.method.as_str(), path.matches('/').count());
        let all = self.0.get(&key).into_iter().flatten();
        all.filter(move |(other, _)| other.id != operation.id)
    }
}

/// The paths of other operations that parameters of this one's path could stand for, and that have the first fixed segment where
/// the two differ, so that servers prefer them: `/share/list` and `/share/list/{page}` beside `/share/{id}` and `/share/{id}/{page}`.
pub(super) fn neighbours<'a>(
    spec: &'a Spec,
    paths: &Paths<'a>,
    operation: &'a Operation,
) -> BTreeSet<String> {
    let own: BTreeSet<String> = spec.paths_of(operation).collect();
    let mut found = BTreeSet::new();
    for template in own.iter().filter(|path| path.contains('{')) {
        let beside = paths.beside(operation, template).map(|(_, path)| path);
        found.extend(beside.filter(|path| is_preferred(path, template)).cloned());
    }
    found
}

/// Whether some path is one of both templates, and servers take it for the first one's: where they differ first, more of it is fixed.
fn is_preferred(path: &str, over: &str) -> bool {
    let pairs = || path.split('/').zip(over.split('/'));
    let mut differ = pairs().map(|(segment, over)| fixed(segment).cmp(&fixed(over)));
    let decisive = differ.find(|order| order.is_ne());
    decisive.is_some_and(std::cmp::Ordering::is_gt) && pairs().all(|(a, b)| can_be_both(a, b))
}

/// How many characters of a segment are fixed: all, or those around its parameter.
fn fixed(segment: &str) -> usize {
    Place::of(segment).map_or(usize::MAX, |place| place.before.len() + place.after.len())
}

/// Whether a segment can be one of both.
fn can_be_both(a: &str, b: &str) -> bool {
    match (Place::of(a), Place::of(b)) {
        (None, None) => a == b,
        (Some(place), None) => place.fits(b),
        (None, Some(place)) => place.fits(a),
        (Some(a), Some(b)) => {
            let (one, other) = (a.before, b.before);
            let begins = one.starts_with(other) || other.starts_with(one);
            let (one, other) = (a.after, b.after);
            begins && (one.ends_with(other) || other.ends_with(one))
        }
    }
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
pub(super) fn marks<'a>(
    spec: &'a Spec,
    paths: &Paths<'a>,
    operation: &'a Operation,
) -> (Vec<String>, Vec<String>) {
    let mut twins: Vec<&Operation> = Vec::new();
    for path in spec.paths_of(operation) {
        let same = paths
            .beside(operation, &path)
            .filter(|(_, other)| *other == path);
        twins.extend(same.map(|(other, _)| *other));
    }
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

#[cfg(test)]
mod tests {
    use super::is_preferred;

    #[test]
    fn servers_prefer_the_first_fixed_segment() {
        for (path, over, is) in [
            ("/a/list", "/a/{id}", true),
            ("/a/{id}", "/a/list", false),
            ("/a/{id}", "/a/{name}", false),
            ("/a/b/{x}", "/a/{y}/c", true),
            ("/a/{y}/c", "/a/b/{x}", false),
            ("/{o}/runners/downloads", "/{owner}/runners/{id}", true),
            ("/a/list", "/b/{id}", false),
            ("/a/{id}:cancel", "/a/{id}", true),
            ("/a/{id}", "/a/{id}:cancel", false),
            ("/a/{id}:cancel", "/a/{id}:undo", false),
            ("/a/list.json", "/a/{id}.json", true),
            ("/a/list", "/a/{id}.json", false),
        ] {
            assert_eq!(is_preferred(path, over), is, "{path} {over}");
        }
    }
}
