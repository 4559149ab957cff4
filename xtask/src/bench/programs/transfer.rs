//! A gibibyte up and down, against curl.

use std::fs::{self, File};
use std::io::{self, Error, Read as _};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::super::row::{Budget, Row, median};
use super::{LIMIT, Sandbox};
use crate::process::{Ran, succeed};

const BYTES: u64 = 1 << 30;

/// At most so many times curl's CPU.
const TIMES: f64 = 1.3;

/// At most so many KiB more than a program that only logs in.
const KIB: f64 = 16.0 * 1024.0;

/// The medians of so many rounds count.
const ROUNDS: usize = 3;

pub(super) fn measure(programs: &Path, sandbox: &Sandbox, folder: &Path) -> io::Result<Vec<Row>> {
    let file = folder.join("large.bin");
    write(&file)?;
    let (mut up, mut down) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    let mut memory = Vec::new();
    let ours = |arguments: &[&str]| -> io::Result<Ran> {
        let mut command = Command::new(programs);
        sandbox.by_key(command.args(arguments))?;
        succeed(&mut command, LIMIT)
    };
    let idle = ours(&["idle"])?.peak_kib;
    let path = file.display().to_string();
    let back = folder.join("back.bin");
    let to = back.display().to_string();
    for _ in 0..ROUNDS {
        let ran = cheaper(|| ours(&["up", &path]))?;
        let id = ran.output.trim().to_owned();
        up[0].push(ran.cpu_seconds);
        memory.push(ran.peak_kib);
        up[1].push(cheaper(|| curl_up(sandbox, &file))?.cpu_seconds);
        let ran = downloaded(&file, &back, || ours(&["down", &id, &to]))?;
        down[0].push(ran.cpu_seconds);
        memory.push(ran.peak_kib);
        let ran = downloaded(&file, &back, || curl_down(sandbox, &id, &to))?;
        down[1].push(ran.cpu_seconds);
    }
    fs::remove_file(&file)?;
    let most = memory.into_iter().max().unwrap_or_default();
    let cpu = |what: &str, [ours, theirs]: [Vec<f64>; 2]| Row {
        what: format!("CPU, hundredths of a second, of 1 GiB {what}"),
        ours: 100.0 * median(ours).unwrap_or(f64::NAN),
        theirs: Some(100.0 * median(theirs).unwrap_or(f64::NAN)),
        budget: Budget::Times(TIMES),
    };
    Ok(vec![
        cpu("up", up),
        cpu("down", down),
        Row {
            what: "KiB of memory above idle, 1 GiB up and down".to_owned(),
            ours: most.saturating_sub(idle) as f64,
            theirs: None,
            budget: Budget::AtMost(KIB),
        },
    ])
}

/// A file in which no two parts are the same.
fn write(path: &Path) -> io::Result<()> {
    let mut random = File::open("/dev/urandom")?.take(BYTES);
    io::copy(&mut random, &mut File::create(path)?).map(drop)
}

/// Runs a transfer twice; the cheaper one counts.
///
/// A virtual machine pays for memory that it has not used for a while, and that can be as much as the whole transfer. The second
/// run mostly gets the memory that the first one had.
fn cheaper(transfer: impl Fn() -> io::Result<Ran>) -> io::Result<Ran> {
    let (first, second) = (transfer()?, transfer()?);
    Ok(match first.cpu_seconds < second.cpu_seconds {
        true => first,
        false => second,
    })
}

/// A download of this file to where nothing is; what came is held against the file.
fn downloaded(file: &Path, back: &Path, download: impl Fn() -> io::Result<Ran>) -> io::Result<Ran> {
    cheaper(|| {
        let ran = download()?;
        same(file, back)?;
        fs::remove_file(back)?;
        Ok(ran)
    })
}

fn same(one: &Path, other: &Path) -> io::Result<()> {
    let mut command = Command::new("cmp");
    succeed(command.arg(one).arg(other), LIMIT).map(drop)
}

/// The same bytes to the same address, in one chunk; the steps around it are not counted.
fn curl_up(sandbox: &Sandbox, file: &Path) -> io::Result<Ran> {
    let home = curl(sandbox, "/api/1.0/profile", &[])?;
    let home = text(&home.output, "/home_id")?;
    let asked =
        json!({"name": "large.bin", "parent_id": home, "resolve": true, "file_size": BYTES});
    let json = [
        "-H",
        "Content-Type: application/json",
        "-d",
        &asked.to_string(),
    ];
    let key = text(
        &curl(sandbox, "/api/1.0/upload/link", &json)?.output,
        "/upload_key",
    )?;
    let range = format!("Content-Range: bytes 0-{}/{BYTES}", BYTES - 1);
    let file = file.display().to_string();
    let bytes = ["-X", "POST", "-T", &file, "-H", &range, "-H", "Expect:"];
    let ran = curl(sandbox, &format!("/upload/chunked/{key}"), &bytes)?;
    curl(sandbox, &format!("/api/1.0/upload/finalize/{key}"), &[])?;
    Ok(ran)
}

fn curl_down(sandbox: &Sandbox, file_id: &str, path: &str) -> io::Result<Ran> {
    let asked = json!({"ids": [file_id]}).to_string();
    let json = ["-H", "Content-Type: application/json", "-d", &asked];
    let link = curl(sandbox, "/api/1.0/file/download-link", &json)?;
    let id = text(&link.output, "/id")?;
    let download = format!("/api/1.0/file/download/{id}");
    curl(sandbox, &download, &["-o", path])
}

fn curl(sandbox: &Sandbox, path: &str, arguments: &[&str]) -> io::Result<Ran> {
    let origin = sandbox.variable("KEYFOB_QUATRIX_ORIGIN")?;
    let mut command = Command::new("curl");
    command
        .args(["--silent", "--show-error", "--fail"])
        .args([
            "--header",
            &format!("Authorization: Bearer {}", sandbox.api_key()?),
        ])
        .args(arguments)
        .arg(format!("{origin}{path}"));
    succeed(&mut command, LIMIT)
}

fn text(answer: &str, pointer: &str) -> io::Result<String> {
    let answer: Value = serde_json::from_str(answer)?;
    let found = answer.pointer(pointer).and_then(Value::as_str);
    let found = found.ok_or_else(|| Error::other(format!("no {pointer} in {answer}")))?;
    Ok(found.to_owned())
}
