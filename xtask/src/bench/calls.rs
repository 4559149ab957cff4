//! `bench calls`: what calls, answers and lists of instruments cost against the same by hand with reqwest, serde_json and csv, by the
//! program in `benches/calls`.

use std::io::{self, BufRead, BufReader, Error};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use super::allocations::allocations;
use super::decode::decode;
use super::instruments::instruments;
use super::row::{Budget, Row, judged};
use super::sizes::sizes;
use super::valgrind::{Count, of_one};
use crate::process::released;

/// Who does the work, by the program's words: ours first.
pub const SIDES: [&str; 2] = ["facade", "by-hand"];

/// The calls, by the program's words.
pub const CASES: [&str; 4] = ["usage", "positions", "limits", "place-order"];

/// How many calls the shorter run makes.
pub const CALLS: u32 = 200;

/// Measures everything, and prints it; a failure where a budget is broken.
pub fn run(root: &Path) -> ExitCode {
    judged("calls", measure(root))
}

/// All rows.
///
/// # Errors
/// A program fails, or there is no valgrind.
pub fn measure(root: &Path) -> io::Result<Vec<Row>> {
    let program = released(&root.canonicalize()?, &["--package", "calls"], "calls")?;
    let server = Server::start(&program)?;
    let mut rows = instructions(&program, &server)?;
    rows.extend(allocations(&program, &server)?);
    rows.extend(rates(&program, &server)?);
    rows.extend(decode(&program)?);
    rows.extend(instruments(root, &program)?);
    rows.extend(sizes(&program)?);
    Ok(rows)
}

/// The instructions of a call.
fn instructions(program: &Path, server: &Server) -> io::Result<Vec<Row>> {
    of_calls(Count::Instructions, program, server, Budget::Times(1.10))
}

/// What each of the calls counts, ours and theirs.
///
/// # Errors
/// A program fails, or there is no valgrind.
pub fn of_calls(
    count: Count,
    program: &Path,
    server: &Server,
    budget: Budget,
) -> io::Result<Vec<Row>> {
    let rows = CASES.iter().map(|case| {
        let of_side = |side: &str| {
            of_one(count, program, CALLS, |calls| {
                ["call", side, case, &server.port, calls]
                    .map(str::to_owned)
                    .to_vec()
            })
        };
        let [ours, theirs] = SIDES.map(of_side);
        Ok(Row {
            what: format!("{count:?} of a call, {case}").to_lowercase(),
            ours: ours?,
            theirs: Some(theirs?),
            budget,
        })
    });
    rows.collect()
}

/// How many calls a second, in turns on the machine as it is.
fn rates(program: &Path, server: &Server) -> io::Result<Vec<Row>> {
    let rows = [1_u32, 16, 64].map(|in_flight| {
        let output = Command::new(program)
            .args(["rate", &server.port, &in_flight.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut figures = output
            .split_whitespace()
            .filter_map(|word| word.parse().ok());
        match (figures.next(), figures.next(), figures.next()) {
            (Some(ours), Some(_), Some(ratio)) => Ok(Row {
                what: format!("calls a second, {in_flight} in flight"),
                ours,
                // By the median of the ratios: the machine's pace changes from turn to turn.
                theirs: Some(ours / f64::max(ratio, f64::MIN_POSITIVE)),
                budget: Budget::AtLeastTimes(0.95),
            }),
            _ => Err(Error::other("the program tells no rates")),
        }
    });
    rows.into_iter().collect()
}

/// The server, in a process of its own. It ends with this one.
pub struct Server {
    process: Child,
    /// Its port.
    pub port: String,
}

impl Server {
    /// Starts it.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(program: &Path) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take();
        let output = output.ok_or_else(|| Error::other("the server has no output"))?;
        let mut port = String::new();
        BufReader::new(output).read_line(&mut port)?;
        Ok(Self {
            process,
            port: port.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
