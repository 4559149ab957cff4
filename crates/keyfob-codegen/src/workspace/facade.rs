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
        files.push((sources.join(format!("{module}.rs")), Some(source(vendor))));
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

fn source(vendor: &Vendor) -> String {
    let text = standard(vendor).unwrap_or_else(|| {
        let (title, module) = (&vendor.spec.title, module(vendor));
        format!(
            "//! {title}.\n//!\n//! Its login is none of the standard ones: a `Client` takes `Credentials`.\n\n\
             pub use ::{module}::*;\n"
        )
    });
    format!("{}{text}", header(&vendor.document, "rs"))
}

/// The module with its logins by the vendor's security schemes.
fn standard(vendor: &Vendor) -> Option<String> {
    let file = syn::parse2(facade(&vendor.spec)?).ok()?;
    Some(prettyplease::unparse(&file))
}
