//! The facade: a module for each vendor, and the features that lead to it.

use std::fs;
use std::io;
use std::path::Path;

use super::{Vendor, Wanted, leftovers, list_header, manifest};
use crate::generate::{facade, header};

/// Where the facade is.
const FACADE: &str = "crates/keyfob";

pub(super) fn files(root: &Path, vendors: &[&Vendor]) -> io::Result<Vec<Wanted>> {
    let folder = root.join(FACADE);
    let path = folder.join("Cargo.toml");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path)?;
    let version = manifest::version(&fs::read_to_string(root.join("Cargo.toml"))?)?;
    let specs: Vec<_> = vendors.iter().map(|vendor| &vendor.spec).collect();
    let mut files = vec![
        (path, Some(manifest::manifest(&text, &specs, &version)?)),
        (folder.join("src/vendors.rs"), Some(list(vendors))),
    ];
    let modules: Vec<_> = vendors.iter().map(|vendor| module(vendor)).collect();
    let sources = folder.join("src/vendors");
    for (vendor, module) in vendors.iter().zip(&modules) {
        files.push((sources.join(format!("{module}.rs")), Some(source(vendor)?)));
    }
    let modules: Vec<_> = modules.iter().map(String::as_str).collect();
    files.extend(leftovers(&sources, "rs", &modules)?);
    Ok(files)
}

/// The vendor's module, and its crate as Rust names it.
fn module(vendor: &Vendor) -> String {
    vendor.spec.name.replace('-', "_")
}

fn list(vendors: &[&Vendor]) -> String {
    let mut text = list_header("facade");
    text.push_str("//! The vendors whose modules are generated.\n");
    for vendor in vendors {
        let (feature, module) = (&vendor.spec.name, module(vendor));
        text.push_str(&format!(
            "\n#[cfg(feature = \"{feature}\")]\n#[rustfmt::skip]\npub mod {module};\n"
        ));
    }
    text
}

/// The module with its logins by the vendor's security schemes.
fn source(vendor: &Vendor) -> io::Result<String> {
    let tokens = facade(&vendor.spec).unwrap_or_default();
    let file = syn::parse2(tokens).map_err(io::Error::other)?;
    let text = prettyplease::unparse(&file);
    Ok(format!(
        "{}{text}",
        header(&vendor.document.name, &vendor.document.sha256(), "rs")
    ))
}
