//! Archives: what cargo makes of each package, and where they are unpacked.

use std::fmt;
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::workspace::Package;
use crate::process::{cargo, succeed};

/// So long may it take to pack all.
const LIMIT: Duration = Duration::from_secs(300);

/// A package as it goes to the registry.
#[derive(Debug, Default)]
pub struct Archive {
    pub name: String,
    pub version: String,
    pub path: PathBuf,
    pub bytes: u64,
}

impl Archive {
    /// Where it is once it is unpacked in this folder.
    pub fn folder(&self, unpacked: &Path) -> PathBuf {
        unpacked.join(format!("{}-{}", self.name, self.version))
    }
}

impl fmt::Display for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version, .. } = self;
        write!(
            f,
            "{name} {version}: {} KiB packed",
            self.bytes.div_ceil(1024)
        )
    }
}

/// Packs all of these at once, so that cargo takes each for the others from where it is. It compiles nothing here: `verify` does, with more.
///
/// # Errors
/// What cargo and the file system say.
pub fn all(root: &Path, packages: &[&Package], target: &Path) -> io::Result<Vec<Archive>> {
    let mut command = cargo();
    // What is not committed was told.
    command
        .args([
            "package",
            "--no-verify",
            "--allow-dirty",
            "--quiet",
            "--target-dir",
        ])
        .arg(target)
        .current_dir(root);
    for package in packages {
        command.args(["--package", &package.name]);
    }
    let folder = target.join("package");
    // Archives of other versions, from earlier.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let ran = succeed(&mut command, LIMIT)?;
    print!("{}", ran.errors);
    let archive = |package: &&Package| {
        let path = folder.join(format!("{}-{}.crate", package.name, package.version));
        Ok(Archive {
            name: package.name.clone(),
            version: package.version.clone(),
            bytes: fs::metadata(&path)?.len(),
            path,
        })
    };
    packages.iter().map(archive).collect()
}

/// Unpacks them side by side outside of the repository, where no manifest and no setting of it is found.
///
/// # Errors
/// What tar and the file system say.
pub fn unpack(archives: &[Archive]) -> io::Result<TempDir> {
    let folder = tempfile::Builder::new()
        .prefix("keyfob-release-")
        .tempdir()?;
    for archive in archives {
        // Archives have one time for all files, of long ago. Files are of now, or cargo would take what it built of an earlier archive
        // for newer.
        let status = Command::new("tar")
            .args(["--touch", "-xzf"])
            .arg(&archive.path)
            .arg("-C")
            .arg(folder.path())
            .status()?;
        if !status.success() {
            return Err(Error::other(format!(
                "tar of {archive} ended with {status}"
            )));
        }
    }
    Ok(folder)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_is_unpacked_is_new_to_cargo() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("it-0.1.0")).unwrap();
        fs::write(folder.path().join("it-0.1.0/lib.rs"), "// It.").unwrap();
        let path = folder.path().join("it-0.1.0.crate");
        let status = Command::new("tar")
            .args(["--mtime", "2006-07-24", "-czf"])
            .arg(&path)
            .arg("it-0.1.0")
            .current_dir(&folder)
            .status();
        assert!(status.unwrap().success());
        let archive = Archive {
            name: "it".into(),
            version: "0.1.0".into(),
            path,
            bytes: 0,
        };
        let begun = SystemTime::now() - Duration::from_secs(60);
        let unpacked = unpack(&[archive]).unwrap();
        let file = unpacked.path().join("it-0.1.0/lib.rs");
        assert_eq!(fs::read_to_string(&file).unwrap(), "// It.");
        assert!(fs::metadata(&file).unwrap().modified().unwrap() > begun);
    }
}
