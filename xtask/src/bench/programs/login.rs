//! One login, as a process from its first instruction to its last.

use std::io;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::super::feed::vendor_client;
use super::super::row::{Budget, Row};
use super::super::valgrind::{Count, counted_by};
use super::Sandbox;

/// The vendor's own takes at least so many times the instructions.
const TIMES: f64 = 14.0;

pub(super) fn measure(root: &Path, programs: &Path, sandbox: &Sandbox) -> io::Result<Vec<Row>> {
    let python = vendor_client(root)?;
    let accounts = |command: &mut Command| {
        let command = sandbox.accounts(command).env("NEO_LOG_LEVEL", "CRITICAL");
        // It writes logs to where it runs.
        command.current_dir(std::env::temp_dir());
    };
    let (ours, _) = counted_by(Count::Instructions, programs, &["login"], accounts)?;
    // A code that was used is refused for the rest of its half minute.
    thread::sleep(Duration::from_secs(31));
    let script = root.join("benches/programs/login.py").display().to_string();
    let (theirs, _) = counted_by(Count::Instructions, &python, &[&script], accounts)?;
    Ok(vec![Row {
        what: "instructions of a login at Kotak Neo".to_owned(),
        ours,
        theirs: Some(theirs),
        budget: Budget::Times(1.0 / TIMES),
    }])
}
