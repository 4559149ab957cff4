//! The recorded requests, as far as they tell whose they are.

use std::io::{self, Error};
use std::path::Path;

use keyfob_codegen::load::{Document, Node};
use keyfob_codegen::model::{Operation, Spec, path_of};

use super::sorted;

/// A recorded request.
pub(super) struct Case {
    /// The operation, if it says so.
    operation: Option<String>,
    method: String,
    path: String,
}

impl Case {
    /// Whether it is a call of this operation.
    pub(super) fn is_of(&self, spec: &Spec, operation: &Operation) -> bool {
        match &self.operation {
            Some(id) => *id == operation.id,
            None => self.method == operation.method && spec.serves(operation, &self.path),
        }
    }
}

/// The recorded requests of a vendor.
pub(super) fn of(root: &Path, vendor: &str) -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for folder in ["flows", "operations"] {
        for path in sorted(&root.join("tests/recordings").join(folder), "yaml")? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            if name.starts_with(vendor) {
                let document =
                    Document::read(&path).map_err(|finding| Error::other(finding.message))?;
                let listed = document.root.get("cases").map_or(&[][..], Node::items);
                cases.extend(listed.iter().filter_map(case));
            }
        }
    }
    Ok(cases)
}

fn case(node: &Node) -> Option<Case> {
    let (method, url) = node.text_of("request")?.split_once(' ')?;
    let path = path_of(url).split('?').next().unwrap_or_default();
    Some(Case {
        operation: node.text_of("operation").map(str::to_owned),
        method: method.to_lowercase(),
        path: path.to_owned(),
    })
}
