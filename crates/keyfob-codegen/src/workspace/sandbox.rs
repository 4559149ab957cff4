//! The sandbox: specs that it plays from their examples.

use std::io;
use std::path::Path;

use super::{Vendor, Wanted, leftovers, list_header};
use crate::json;

/// Where the sandbox is.
const SANDBOX: &str = "crates/keyfob-sandbox";

pub(super) fn files(root: &Path, vendors: &[&Vendor]) -> io::Result<Vec<Wanted>> {
    let folder = root.join(SANDBOX);
    if !folder.join("Cargo.toml").is_file() {
        return Ok(Vec::new());
    }
    let mut files = vec![(folder.join("src/vendors.rs"), Some(list(vendors)))];
    let specs = folder.join("vendors");
    for vendor in vendors {
        let name = &vendor.spec.name;
        let made_by =
            format!("`cargo xtask codegen {name}` from specs/{name}.yaml; not to be edited");
        let text = json::pretty(&vendor.document.root, ("x-made-by", &made_by));
        files.push((specs.join(format!("{name}.json")), Some(text)));
    }
    let names: Vec<_> = vendors
        .iter()
        .map(|vendor| vendor.spec.name.as_str())
        .collect();
    files.extend(leftovers(&specs, "json", &names)?);
    Ok(files)
}

fn list(vendors: &[&Vendor]) -> String {
    let mut text = list_header("sandbox");
    text.push_str(
        "//! The specs of the vendors that are played from their examples: names, and the documents as JSON.\n\n",
    );
    let entries: String = vendors
        .iter()
        .map(|vendor| {
            let name = &vendor.spec.name;
            format!("    (\"{name}\", include_str!(\"../vendors/{name}.json\")),\n")
        })
        .collect();
    let entries = match entries.is_empty() {
        true => entries,
        false => format!("\n{entries}"),
    };
    text.push_str(&format!(
        "#[rustfmt::skip]\npub(crate) const VENDORS: &[(&str, &str)] = &[{entries}];\n"
    ));
    text
}
