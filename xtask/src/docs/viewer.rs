//! The viewer of the reference pages: Swagger UI, from its npm package.
//!
//! Redoc, as far as it is free, sends no requests. Scalar sends them, but comes with a proxy, fonts and an assistant of its maker's, each of which has
//! to be switched off. Swagger UI asks nobody anything once its validator is off, knows servers of single paths and credentials that go
//! together, and is Apache-2.0.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process;

const PACKAGE: &str = "swagger-ui-dist@5.35.0";
/// npm's checksum of it.
const INTEGRITY: &str = "sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==";
const LIMIT: Duration = Duration::from_secs(300);

/// The folder below the site.
pub const FOLDER: &str = "viewer";
/// What is taken of it.
const FILES: [&str; 4] = [
    "LICENSE",
    "swagger-ui-bundle.js",
    "swagger-ui-bundle.js.LICENSE.txt",
    "swagger-ui.css",
];

/// Installs it below `target`, if it is not there, and copies what the pages need.
///
/// # Errors
/// It cannot be had, or is not what it was when it was chosen.
pub fn install(root: &Path, out: &Path) -> io::Result<()> {
    let package = root.join("target/swagger-ui");
    let mut install = Command::new(root.join(".ci/npm-package"));
    process::succeed(install.arg(&package).args([PACKAGE, INTEGRITY]), LIMIT)?;
    let to = out.join(FOLDER);
    fs::create_dir_all(&to)?;
    for file in FILES {
        fs::copy(package.join(file), to.join(file))?;
    }
    fs::write(to.join("start.js"), include_str!("start.js"))?;
    fs::write(to.join("viewer.css"), include_str!("viewer.css"))?;
    // The sandbox answers this one itself, and names its vendors.
    fs::write(out.join("served-by.js"), "const keyfobSandbox = [];\n")
}
