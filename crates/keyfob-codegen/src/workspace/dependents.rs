//! Who depends on a vendor's crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, TableLike};

use super::manifest;

/// The manifests of the workspace that name this crate as a dependency, but for its own, and what codegen put into the facade's.
///
/// # Errors
/// What the file system says, and a manifest that cannot be read.
pub fn dependents(root: &Path, name: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in manifests(root)? {
        let text = fs::read_to_string(root.join(&path))?;
        let text = match path.ends_with("keyfob/Cargo.toml") {
            true => manifest::manifest(&text, &[], "")?,
            false => text,
        };
        let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
            io::Error::other(format!("{}: {error}", path.display()))
        })?;
        if path != Path::new("crates").join(name).join("Cargo.toml")
            && names(document.as_table(), name)
        {
            found.push(path);
        }
    }
    Ok(found)
}

/// The manifests below the root, by their paths from there.
fn manifests(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = vec![PathBuf::new(), "xtask".into(), "fuzz".into()];
    for several in ["benches", "crates"] {
        let entries = match fs::read_dir(root.join(several)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            folders.push(Path::new(several).join(entry?.file_name()));
        }
    }
    folders.sort();
    let manifests = folders.iter().map(|folder| folder.join("Cargo.toml"));
    Ok(manifests.filter(|path| root.join(path).is_file()).collect())
}

/// Whether a table of dependencies, however deep, has this crate.
fn names(table: &dyn TableLike, name: &str) -> bool {
    table.iter().any(|(key, item)| {
        let Some(below) = item.as_table_like() else {
            return false;
        };
        let is_list = key.ends_with("dependencies");
        let is_in_it = is_list
            && below.iter().any(|(dependency, item)| {
                let package = item.get("package").and_then(|package| package.as_str());
                package.unwrap_or(dependency) == name
            });
        is_in_it || names(below, name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_dependency_is_found_but_the_generated_one() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let generated = "[features]\n# @generated from specs/acme.yaml: Acme.\nacme = [\"dep:acme\"]\n[dependencies]\nacme = { path = \"../acme\" }\n";
        write("Cargo.toml", "[dev-dependencies]\nother = \"1\"\n");
        write("crates/acme/Cargo.toml", "[package]\nname = \"acme\"\n");
        write("crates/keyfob/Cargo.toml", generated);
        let of = |name| dependents(folder.path(), name).unwrap();
        assert!(of("acme").is_empty());
        write(
            "crates/a/Cargo.toml",
            "[target.'cfg(unix)'.dev-dependencies]\nacme = { path = \"../acme\" }\n",
        );
        write(
            "crates/b/Cargo.toml",
            "[dependencies]\nit = { package = \"acme\", path = \"../acme\" }\n",
        );
        write(
            "crates/c/Cargo.toml",
            "[dependencies]\nacme = { package = \"another\", version = \"1\" }\n",
        );
        write(
            "fuzz/Cargo.toml",
            "[dependencies.acme]\npath = \"../crates/acme\"\n",
        );
        let expected =
            ["crates/a", "crates/b", "fuzz"].map(|folder| Path::new(folder).join("Cargo.toml"));
        assert_eq!(of("acme"), expected);
        write(
            "crates/keyfob/Cargo.toml",
            "[features]\n[dependencies]\nacme = { path = \"../acme\" }\n",
        );
        assert!(of("acme").contains(&Path::new("crates/keyfob/Cargo.toml").to_owned()));
    }
}
