//! `bench programs`: what whole programs cost, in `benches/programs`, against what people use today: a login against the vendor's own
//! Python client, a gibibyte up and down against curl, and 2,000 small files against rclone. All talk to one sandbox.

mod login;
mod sandbox;
mod small_files;
mod transfer;

use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use self::sandbox::Sandbox;
use super::row::{Row, judged};
use crate::process::released;

/// Longer than anything here takes.
const LIMIT: Duration = Duration::from_secs(1800);

/// Measures everything, and prints it; a failure where a budget is broken.
pub fn run(root: &Path) -> ExitCode {
    judged("programs", measure(root))
}

/// All rows.
///
/// # Errors
/// A program fails or cannot be had.
pub fn measure(root: &Path) -> io::Result<Vec<Row>> {
    let root = root.canonicalize()?;
    let programs = released(&root, &["--package", "programs"], "programs")?;
    let server = ["--package", "keyfob-sandbox", "--features", "cli"];
    let server = released(&root, &server, "keyfob-sandbox")?;
    let folder = root.join("target/bench/programs");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let sandbox = Sandbox::start(&server, &folder)?;
    let mut rows = login::measure(&root, &programs, &sandbox)?;
    rows.extend(transfer::measure(&programs, &sandbox, &folder)?);
    rows.extend(small_files::measure(&root, &programs, &sandbox, &folder)?);
    let _ = std::fs::remove_dir_all(&folder);
    Ok(rows)
}
