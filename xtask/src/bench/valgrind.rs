//! Programs under valgrind: what they do is counted, whatever else the machine does.

use std::io::{self, Error};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::succeed;

/// More than any of these runs takes.
const LIMIT: Duration = Duration::from_secs(600);

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub enum Count {
    /// Instructions.
    Instructions,
    /// Allocations; one that grows counts again.
    Allocations,
    /// The bytes that were allocated at the time when they were most.
    PeakBytes,
}

/// What a run of this program with these arguments counts, and what it printed.
///
/// # Errors
/// It fails, or there is no valgrind.
pub fn counted(count: Count, program: &Path, arguments: &[&str]) -> io::Result<(f64, String)> {
    counted_by(count, program, arguments, |_| {})
}

/// The same of a program that is prepared further: by variables of its environment.
///
/// # Errors
/// Those of [`counted`].
pub fn counted_by(
    count: Count,
    program: &Path,
    arguments: &[&str],
    prepare: impl Fn(&mut Command),
) -> io::Result<(f64, String)> {
    let mut command = command(count);
    command.arg(program).args(arguments);
    prepare(&mut command);
    let ran = succeed(&mut command, LIMIT)?;
    Ok((told(count, &ran.errors)?, ran.output))
}

/// Valgrind, to be followed by a program and its arguments.
pub fn command(count: Count) -> Command {
    let options: &[&str] = match count {
        Count::Instructions => &["--tool=callgrind", "--callgrind-out-file=/dev/null"],
        Count::Allocations => &[
            "--tool=memcheck",
            "--leak-check=no",
            "--undef-value-errors=no",
        ],
        Count::PeakBytes => &["--tool=dhat", "--dhat-out-file=/dev/null"],
    };
    let mut command = Command::new("valgrind");
    command.args(options);
    command
}

/// What valgrind says that it counted.
///
/// # Errors
/// It says nothing of it.
pub fn told(count: Count, errors: &str) -> io::Result<f64> {
    let marker = match count {
        Count::Instructions => "Collected :",
        Count::Allocations => "total heap usage:",
        Count::PeakBytes => "At t-gmax:",
    };
    let told = errors.lines().find_map(|line| {
        let (_, told) = line.split_once(marker)?;
        let number = told.split_whitespace().next()?.replace(',', "");
        number.parse().ok()
    });
    told.ok_or_else(|| Error::other(format!("valgrind tells no `{marker}`")))
}

/// What one more of something counts, by a run of so many and one of twice as many: what comes before and after is left out.
///
/// # Errors
/// Those of [`counted`].
pub fn of_one(
    count: Count,
    program: &Path,
    times: u32,
    arguments: impl Fn(&str) -> Vec<String>,
) -> io::Result<f64> {
    let run = |times: u32| {
        let arguments = arguments(&times.to_string());
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        Ok::<_, Error>(counted(count, program, &arguments)?.0)
    };
    Ok((run(2 * times)? - run(times)?) / f64::from(times))
}
