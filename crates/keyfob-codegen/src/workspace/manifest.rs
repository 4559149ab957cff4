//! The facade's manifest: the features and dependencies of generated vendors.

use std::io;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::model::Spec;

/// What the comment above a feature begins with, by which generated ones are known again.
const MARK: &str = "# @generated from specs/";

/// The feature of the facade that standard logins need.
const STANDARD: &str = "standard-login";

/// Features of the facade that lead on to the same ones of each vendor.
const SHARED: [&str; 3] = ["schemars", "mock", "spec"];

/// The version of the workspace's packages.
pub(super) fn version(workspace: &str) -> io::Result<String> {
    let document = parsed(workspace)?;
    let package = document
        .get("workspace")
        .and_then(|item| item.get("package"));
    let version = package.and_then(|package| package.get("version")?.as_str());
    version
        .map(str::to_owned)
        .ok_or_else(|| io::Error::other("Cargo.toml has no workspace.package.version"))
}

/// The same manifest with these generated vendors, and no other. What a person wrote stays as it is.
pub(super) fn manifest(text: &str, vendors: &[&Spec], version: &str) -> io::Result<String> {
    let mut document = parsed(text)?;
    take_out(&mut document)?;
    for spec in vendors {
        put_in(&mut document, spec, version)?;
    }
    Ok(document.to_string())
}

fn parsed(text: &str) -> io::Result<DocumentMut> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn table<'a>(document: &'a mut DocumentMut, name: &str) -> io::Result<&'a mut Table> {
    let table = document.get_mut(name).and_then(Item::as_table_mut);
    table.ok_or_else(|| io::Error::other(format!("the facade's manifest has no [{name}]")))
}

/// Takes out every vendor that was put in.
fn take_out(document: &mut DocumentMut) -> io::Result<()> {
    let features = table(document, "features")?;
    let names: Vec<String> = features.iter().map(|(name, _)| name.to_owned()).collect();
    let mut vendors = Vec::new();
    for name in names {
        let above = features
            .key(&name)
            .and_then(|key| key.leaf_decor().prefix()?.as_str());
        if let Some(above) = above.map(str::trim_start)
            && let Some(rest) = above.strip_prefix(MARK)
        {
            vendors.extend(
                rest.split_once(".yaml")
                    .map(|(vendor, _)| vendor.to_owned()),
            );
            features.remove(&name);
        }
    }
    for (_, item) in features.iter_mut() {
        if let Some(list) = item.as_array_mut() {
            list.retain(|entry| {
                let vendor = entry.as_str().and_then(|entry| entry.split_once("?/"));
                !vendor.is_some_and(|(vendor, _)| vendors.iter().any(|known| known == vendor))
            });
        }
    }
    let dependencies = table(document, "dependencies")?;
    for vendor in &vendors {
        dependencies.remove(vendor);
    }
    Ok(())
}

fn put_in(document: &mut DocumentMut, spec: &Spec, version: &str) -> io::Result<()> {
    let name = spec.name.as_str();
    let features = table(document, "features")?;
    let mut leads_to = Array::from_iter([format!("dep:{name}")]);
    if features.contains_key(STANDARD) {
        leads_to.push(STANDARD);
    }
    feature(
        features,
        name,
        leads_to,
        &format!("{MARK}{name}.yaml: {}.", one_line(&spec.title)),
    );
    if !spec.features.is_empty() {
        let all = Array::from_iter([name.to_owned(), format!("{name}/all")]);
        let about = format!(
            "{MARK}{name}.yaml: the operations of all its tags, which are features of the crate `{name}`."
        );
        feature(features, &format!("{name}-all"), all, &about);
    }
    for shared in SHARED {
        if let Some(list) = features.get_mut(shared).and_then(Item::as_array_mut) {
            list.push(format!("{name}?/{shared}"));
        }
    }
    let mut dependency = InlineTable::new();
    dependency.insert("path", format!("../{name}").into());
    dependency.insert("version", version.into());
    dependency.insert("default-features", false.into());
    dependency.insert("optional", true.into());
    let dependencies = table(document, "dependencies")?;
    let was_sorted = dependencies.iter().map(|(name, _)| name).is_sorted();
    dependencies.insert(name, Item::Value(Value::InlineTable(dependency)));
    if was_sorted {
        dependencies.sort_values();
    }
    Ok(())
}

fn feature(features: &mut Table, name: &str, leads_to: Array, about: &str) {
    features.insert(name, Item::Value(Value::Array(leads_to)));
    if let Some(mut key) = features.key_mut(name) {
        key.leaf_decor_mut().set_prefix(format!("{about}\n"));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::load::Document;

    const FACADE: &str = r#"# The facade.
[package]
name = "keyfob"

[features]
default = []   # none
# A vendor by hand.
quatrix = ["dep:quatrix"]
standard-login = []
# Models.
schemars = ["keyfob-core/schemars", "quatrix?/schemars"]
mock = ["quatrix?/mock"]

[dependencies]
base64 = "0.23" # text
keyfob-core.workspace = true
quatrix = { path = "../quatrix", optional = true }

[lints]
workspace = true
"#;

    fn spec(name: &str, extra: &str) -> Spec {
        let text = format!("info: {{title: 'The {name}\n  API'}}\n{extra}");
        let path = format!("specs/{name}.yaml");
        Spec::of(&Document::parse(Path::new(&path), text).unwrap())
    }

    fn with(text: &str, vendors: &[&Spec]) -> String {
        manifest(text, vendors, "0.1.0").unwrap()
    }

    #[test]
    fn vendors_are_put_in_where_they_belong_and_comments_stay() {
        let acme = spec("acme-bank", "");
        let pets = spec("pets", "tags: [{name: cats, x-feature: cats}]\n");
        let made = with(FACADE, &[&acme, &pets]);
        let expected = FACADE
            .replace(
                "mock = [\"quatrix?/mock\"]\n",
                "mock = [\"quatrix?/mock\", \"acme-bank?/mock\", \"pets?/mock\"]\n\
                 # @generated from specs/acme-bank.yaml: The acme-bank API.\n\
                 acme-bank = [\"dep:acme-bank\", \"standard-login\"]\n\
                 # @generated from specs/pets.yaml: The pets API.\n\
                 pets = [\"dep:pets\", \"standard-login\"]\n\
                 # @generated from specs/pets.yaml: the operations of all its tags, which are features of the crate `pets`.\n\
                 pets-all = [\"pets\", \"pets/all\"]\n",
            )
            .replace(
                "\"quatrix?/schemars\"]",
                "\"quatrix?/schemars\", \"acme-bank?/schemars\", \"pets?/schemars\"]",
            )
            .replace(
                "base64 =",
                "acme-bank = { path = \"../acme-bank\", version = \"0.1.0\", default-features = false, optional = true }\nbase64 =",
            )
            .replace(
                "quatrix = { path",
                "pets = { path = \"../pets\", version = \"0.1.0\", default-features = false, optional = true }\nquatrix = { path",
            );
        assert_eq!(made, expected);
        assert_eq!(
            with(&made, &[&acme, &pets]),
            made,
            "twice is the same as once"
        );
    }

    #[test]
    fn what_is_not_wanted_any_more_goes_without_a_trace() {
        let (acme, pets) = (spec("acme", ""), spec("pets", ""));
        let both = with(FACADE, &[&acme, &pets]);
        assert_eq!(with(&both, &[&pets]), with(FACADE, &[&pets]));
        assert_eq!(with(&both, &[]), FACADE);
        assert_eq!(with(FACADE, &[]), FACADE);
    }

    #[test]
    fn a_manifest_that_is_none_is_told() {
        assert!(manifest("[features", &[], "1").is_err());
        assert!(manifest("[package]\n", &[], "1").is_err());
        assert!(version("[workspace]\n").is_err());
        assert_eq!(
            version("[workspace.package]\nversion = \"1.2.3\"\n").unwrap(),
            "1.2.3"
        );
    }
}
