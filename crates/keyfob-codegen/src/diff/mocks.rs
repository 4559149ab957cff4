//! What changed in the mocks of an operation beyond what changed in the call: the methods of its credentials, statuses and headers.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::Impact;
use super::operations::Pair;
use super::types::with_new_names;
use crate::model::{Operation, Placement, Spec};

/// Tells which methods are gone, or take something else.
pub(super) fn compare(pair: &mut Pair<'_>) {
    let old = methods(&pair.old.spec, pair.before);
    let new = methods(&pair.new.spec, pair.after);
    for (of, (key, takes)) in old {
        let takes = with_new_names(&takes, pair.renamed);
        let why = "its mock has a method for that";
        match new.get(&of) {
            None => pair.add(key, format!("{of} is gone"), Impact::Source, why),
            Some((_, after)) if *after != takes => {
                let what = format!("{of} is `{after}` now, not `{takes}`");
                pair.add(key, what, Impact::Source, why);
            }
            Some(_) => {}
        }
    }
    let old = methods(&pair.old.spec, pair.before);
    for (of, (key, _)) in new {
        if !old.contains_key(&of) {
            pair.add(key, format!("{of} is new"), Impact::Compatible, "");
        }
    }
}

/// What a mock has methods for, with the part of the operation that says so, and what they take.
fn methods(spec: &Spec, operation: &Operation) -> BTreeMap<String, (&'static str, String)> {
    let mut methods = BTreeMap::new();
    for scheme in &spec.schemes {
        if operation
            .security
            .iter()
            .flatten()
            .any(|one| *one == scheme.name)
        {
            let takes = match scheme.placement {
                Placement::Basic => "a name and a password",
                _ => "a value",
            };
            let of = format!("the credential `{}`", scheme.name);
            methods.insert(of, ("security", takes.to_owned()));
        }
    }
    for answer in &operation.answers {
        let takes = match &answer.content {
            None => "nothing".to_owned(),
            Some(content) => match &content.schema {
                Some(schema) if content.media == "application/json" => schema.to_upper_camel_case(),
                _ => "bytes".to_owned(),
            },
        };
        let of = format!("the status {}", answer.status);
        methods.insert(of, ("responses", takes));
        for header in &answer.headers {
            let of = format!("the header `{}`", header.to_ascii_lowercase());
            methods.insert(of, ("responses", "a value".to_owned()));
        }
    }
    methods
}
