//! Large clients: a file for each module, and in it a file for each group of operations.
//!
//! What is in these files is re-exported where it would stand otherwise, so that names do not depend on how large a client is.

mod module;
mod owners;

use std::path::{Path, PathBuf};

use syn::{File, Item};

use self::module::Splitter;
use self::owners::Owners;
use super::Files;
use crate::model::Spec;

/// With more operations than this a client is split.
pub const LARGE: usize = 200;

/// The files of the client or of the mocks: one, or many.
pub(super) fn files(name: &str, mut file: File, spec: &Spec) -> Files {
    let mut files = Files::new();
    let folder = Path::new("src/generated").join(name);
    if spec.operations.len() > LARGE {
        let owners = Owners::of(&file, spec);
        let mut splitter = Splitter::new(&owners, &mut files);
        for item in &mut file.items {
            if let Item::Mod(module) = item {
                splitter.split(module, &folder);
            }
        }
    }
    files.insert(rust_file(&folder), prettyplease::unparse(&file));
    files
}

/// The file of the module in this folder.
fn rust_file(folder: &Path) -> PathBuf {
    folder.with_extension("rs")
}
