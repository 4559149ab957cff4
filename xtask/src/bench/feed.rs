//! `bench feed`: what the codecs of Kotak Neo's feeds cost, in instructions a message, against a cast by hand and against the vendor's
//! own decoders on the same frames. Callgrind counts; two runs of different length leave out what is not decoding.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use super::valgrind::{self, Count};
use crate::process::{cargo, succeed};

/// Recorded frames to decode.
struct Frames {
    /// The name of the case.
    case: &'static str,
    /// How often, in the shorter run of ours and of the vendor's.
    rounds: [u64; 2],
    hsm: bool,
}

const FRAMES: [Frames; 4] = [
    Frames {
        case: "batch of 200",
        rounds: [100, 2],
        hsm: false,
    },
    Frames {
        case: "mini 0",
        rounds: [10_000, 200],
        hsm: false,
    },
    Frames {
        case: "picture level 4 1",
        rounds: [10_000, 200],
        hsm: false,
    },
    Frames {
        case: "a scrip and its updates",
        rounds: [10_000, 100],
        hsm: true,
    },
];

/// At most so many times the instructions of a cast by hand.
const MOST_OF_CAST: f64 = 1.5;

/// The vendor's decoders take at least so many times the instructions.
const LEAST_OF_VENDOR: f64 = 100.0;

/// More than a run takes, with the build of the codec.
const LIMIT: Duration = Duration::from_secs(1800);

pub fn run(root: &Path) -> ExitCode {
    match measure(root) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench feed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(root: &Path) -> io::Result<bool> {
    let root = root.canonicalize()?;
    let python = vendor_client(&root)?;
    let hsm = std::env::var_os("KEYFOB_HSM_CLIENT");
    if hsm.is_none() {
        eprintln!(
            "KEYFOB_HSM_CLIENT does not name the vendor's HSWebSocketLib.py: its decoder of HSM is left out"
        );
    }
    println!("instructions a message");
    println!(
        "{:<24} {:>8} {:>8} {:>6} {:>10} {:>7}",
        "frames", "codec", "cast", "ratio", "vendor's", "times"
    );
    let mut within = true;
    for frames in &FRAMES {
        let Frames {
            case,
            rounds,
            hsm: is_hsm,
        } = frames;
        let [ours, theirs] = *rounds;
        let codec = a_message(ours, |rounds| ours_run(&root, "codec", case, rounds))?;
        let cast = a_message(ours, |rounds| ours_run(&root, "cast", case, rounds))?;
        within &= codec <= MOST_OF_CAST * cast;
        print!("{case:<24} {codec:>8.0} {cast:>8.0} {:>6.2}", codec / cast);
        let client = hsm.as_ref().filter(|_| *is_hsm);
        if *is_hsm && client.is_none() {
            println!(" {:>10} {:>7}", "-", "-");
            continue;
        }
        let vendor = a_message(theirs, |rounds| {
            vendor_run(&root, &python, case, rounds, client)
        })?;
        within &= vendor >= LEAST_OF_VENDOR * codec;
        println!(" {vendor:>10.0} {:>7.0}", vendor / codec);
    }
    println!("limits: ratio {MOST_OF_CAST}, times {LEAST_OF_VENDOR}");
    Ok(within)
}

/// The instructions of a message, by a run of so many rounds and one of twice as many.
fn a_message(rounds: u64, run: impl Fn(u64) -> io::Result<Counted>) -> io::Result<f64> {
    let (shorter, longer) = (run(rounds)?, run(2 * rounds)?);
    let messages = shorter.messages * rounds;
    Ok((longer.instructions - shorter.instructions) / messages as f64)
}

/// A run under callgrind.
struct Counted {
    /// How many messages a round has.
    messages: u64,
    instructions: f64,
}

fn ours_run(root: &Path, codec: &str, case: &str, rounds: u64) -> io::Result<Counted> {
    let valgrind = valgrind::command(Count::Instructions);
    let words = std::iter::once(valgrind.get_program()).chain(valgrind.get_args());
    let words: Vec<_> = words.map(|word| format!("'{}'", word.display())).collect();
    let runner = words.join(",");
    let mut command = cargo();
    command
        .current_dir(root)
        .arg("--config")
        .arg(format!("target.'cfg(all())'.runner=[{runner}]"))
        .args([
            "bench",
            "--quiet",
            "-p",
            "kotak-neo-feed",
            "--bench",
            "decode",
            "--",
        ])
        .args([codec, case, &rounds.to_string()]);
    counted(&mut command)
}

fn vendor_run(
    root: &Path,
    python: &Path,
    case: &str,
    rounds: u64,
    hsm: Option<&OsString>,
) -> io::Result<Counted> {
    let codec = root.join("crates/kotak-neo-feed");
    let mut command = valgrind::command(Count::Instructions);
    command
        .arg(python)
        .arg(codec.join("benches/decode/vendor.py"))
        .arg(codec.join("tests/cases/kotak-neo-feeds.jsonl"))
        .args([case, &rounds.to_string()])
        .args(hsm);
    counted(&mut command)
}

/// Runs a program that says its messages, under callgrind, which says the instructions.
fn counted(command: &mut Command) -> io::Result<Counted> {
    let ran = succeed(command, LIMIT)?;
    let messages = ran.output.trim().parse().map_err(Error::other)?;
    let instructions = valgrind::told(Count::Instructions, &ran.errors)?;
    Ok(Counted {
        messages,
        instructions,
    })
}

/// Installs the vendor's client where `.ci/vendor-clients` has it, in the version that it names; the Python that has it.
pub fn vendor_client(root: &Path) -> io::Result<PathBuf> {
    let script = fs::read_to_string(root.join(".ci/vendor-clients"))?;
    let package = script
        .lines()
        .find_map(|line| line.strip_prefix("PACKAGE = \"")?.strip_suffix('"'))
        .ok_or_else(|| Error::other(".ci/vendor-clients names no package"))?;
    let mut venv = Command::new(root.join(".ci/venv"));
    let status = venv
        .current_dir(root)
        .args(["target/vendor-clients", package])
        .status()?;
    match status.success() {
        true => Ok(root.join("target/vendor-clients/bin/python")),
        false => Err(Error::other(".ci/venv failed")),
    }
}
