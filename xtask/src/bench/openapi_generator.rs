//! openapi-generator, from the Python package that brings it.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process;

const PACKAGE: &str = "openapi-generator-cli==7.26.0";
const LIMIT: Duration = Duration::from_secs(1800);

/// The program. It needs Java.
pub struct OpenapiGenerator {
    jar: PathBuf,
}

impl OpenapiGenerator {
    /// Installs it below `target`, if it is not there.
    ///
    /// # Errors
    /// It cannot be had.
    pub fn install(root: &Path) -> io::Result<Self> {
        let venv = root.join("target/openapi-generator");
        let mut install = Command::new(root.join(".ci/venv"));
        process::succeed(install.arg(&venv).arg(PACKAGE), LIMIT)?;
        let versions = fs::read_dir(venv.join("lib"))?.flatten();
        let jars = versions.map(|python| {
            let package = python.path().join("site-packages/openapi_generator_cli");
            package.join("openapi-generator.jar")
        });
        let jar = jars.into_iter().find(|jar| jar.exists());
        let jar = jar.ok_or_else(|| Error::other(format!("{PACKAGE} has no jar")))?;
        Ok(Self { jar })
    }

    /// Generates a Rust client on reqwest for each spec, all in one run: starting Java counts once.
    ///
    /// # Errors
    /// It refuses one of them.
    pub fn batch(&self, specs: &[PathBuf], folder: &Path) -> io::Result<()> {
        let configurations = folder.join("configurations");
        fs::create_dir_all(&configurations)?;
        let mut command = Command::new("java");
        command
            .arg("-jar")
            .arg(&self.jar)
            .args(["batch", "--fail-fast"]);
        command.args(["--timeout", "30"]);
        for spec in specs {
            let name = spec.file_stem().unwrap_or_default().to_string_lossy();
            let mut text =
                String::from("generatorName: rust\nlibrary: reqwest\nskipValidateSpec: true\n");
            // Writing to a String cannot fail.
            let _ = writeln!(text, "inputSpec: '{}'", spec.display());
            let _ = writeln!(text, "outputDir: '{}'", folder.join(&*name).display());
            let configuration = configurations.join(format!("{name}.yaml"));
            fs::write(&configuration, text)?;
            command.arg(configuration);
        }
        process::succeed(&mut command, LIMIT).map(drop)
    }

    /// Generates a Rust client on reqwest for one spec.
    ///
    /// # Errors
    /// It refuses the spec.
    pub fn generate(&self, spec: &Path, folder: &Path) -> io::Result<()> {
        let mut command = Command::new("java");
        command
            .arg("-jar")
            .arg(&self.jar)
            .args(["generate", "-g", "rust"]);
        command.args(["--library", "reqwest", "--skip-validate-spec", "-i"]);
        command.arg(spec).arg("-o").arg(folder);
        process::succeed(&mut command, LIMIT).map(drop)
    }
}
