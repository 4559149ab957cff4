//! Names that a new vendor can have.

use std::fs;
use std::path::Path;

use keyfob_codegen::Project;
use keyfob_codegen::lint::lint;
use keyfob_codegen::load::Document;
use toml::Table;

/// Whether a vendor can be called so: it is the name of a crate, of a feature and of a module of the facade, and nothing has it yet.
///
/// # Errors
/// What has it, or why it is no name.
pub fn is_free(project: &Project, name: &str) -> Result<(), String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(format!(
            "`{name}` cannot be the name of a client crate: write the vendor's name in lower case, digits and dashes"
        ));
    }
    let specs = project.specs();
    let root = specs.parent().unwrap_or(Path::new(""));
    let taken = [project.spec(name), project.crate_of(name)];
    if let Some(taken) = taken.iter().find(|path| path.exists()) {
        let path = taken.strip_prefix(root).unwrap_or(taken);
        return Err(format!(
            "`{name}` is taken: {} is there already",
            path.display()
        ));
    }
    if let Some(what) = of_facade(&root.join("crates/keyfob"), name) {
        return Err(format!("`{name}` is taken: it is {what} of the facade"));
    }
    let path = Path::new("specs").join(format!("{name}.yaml"));
    let empty = Document::parse(&path, "{}\n".to_owned()).map_err(|finding| finding.message)?;
    let finding = lint(&empty)
        .into_iter()
        .find(|finding| finding.rule == "crate-name");
    match finding {
        Some(finding) => Err(finding.message),
        None => Ok(()),
    }
}

/// What of the facade is called so, if anything is.
fn of_facade(folder: &Path, name: &str) -> Option<&'static str> {
    let source = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
    let module = format!("mod {};", name.replace('-', "_"));
    if source
        .lines()
        .any(|line| line.trim_start_matches("pub ") == module)
    {
        return Some("a module");
    }
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let manifest: Table = manifest.parse().unwrap_or_default();
    let has = |table: &str| {
        let table = manifest.get(table).and_then(toml::Value::as_table);
        table.is_some_and(|table| table.contains_key(name))
    };
    if has("features") {
        return Some("a feature");
    }
    has("dependencies").then_some("a dependency")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_the_facade_are_taken() {
        let project = Project::at(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        for (name, said) in [
            ("auth", "a module"),
            ("order-of-steps", "a module"),
            ("file-store", "a feature"),
            ("serde", "a dependency"),
            ("quatrix", "is there already"),
        ] {
            let error = is_free(&project, name).unwrap_err();
            assert!(error.contains(said), "{name}: {error}");
        }
        assert_eq!(is_free(&project, "acme"), Ok(()));
    }
}
