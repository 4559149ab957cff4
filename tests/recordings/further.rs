//! Further recordings, from the folder that `KEYFOB_RECORDINGS` names: files of cases as in `flows/` and `operations/`, and
//! `VENDOR.jsonl`, a request a line as a recorder writes it. A file's name begins with the vendor's.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cases::{Body, Case, File};
use super::caught::tried;
use super::exceptions::raw_bytes;
use super::form;
use super::json::Json;

/// The folder, if one is named.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("KEYFOB_RECORDINGS").map(PathBuf::from)
}

/// The files of a folder.
pub fn files(folder: &Path) -> Vec<File> {
    let entries = folder
        .read_dir()
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files = paths
        .iter()
        .filter_map(|path| match path.extension()?.to_str()? {
            "yaml" => Some(File::read(path)),
            "jsonl" => Some(lines(path)),
            _ => None,
        });
    files.collect()
}

/// A request a line. Lines that are none, as of feeds, are passed over.
fn lines(path: &Path) -> File {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut file = File::empty(name);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match tried(|| case(line, number)) {
            Ok(case) => file.cases.extend(case.map(Case::mended)),
            Err(why) => file.broken.push(format!("line {number}: {why}")),
        }
    }
    file
}

/// The request of a line, if it is one.
pub fn case(line: &str, number: usize) -> Option<Case> {
    let line: Value = serde_json::from_str(line).unwrap();
    let word = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    line.get("method")?;
    let headers = line["headers"].as_array().unwrap().iter();
    let headers: Vec<_> = headers
        .map(|pair| {
            let text = |at: usize| pair[at].as_str().unwrap().to_owned();
            (text(0), text(1))
        })
        .collect();
    let body = line["body"].as_str().filter(|body| !body.is_empty());
    // A proxy is sent the whole URL; the recorder's host in it is nobody's.
    let target = word("path");
    let behind_scheme = target.strip_prefix("http://");
    let path = behind_scheme.and_then(|rest| rest.split_once('/'));
    let proxied = path.is_some();
    let target = path.map_or(target.clone(), |(_, path)| format!("/{path}"));
    Some(Case {
        name: format!("{}, line {number}", word("case")),
        operation: word("operation"),
        variant: word("variant"),
        client: word("client"),
        method: word("method"),
        host: word("host"),
        target,
        proxied,
        body: body.map(|body| read(&headers, body)),
        headers,
    })
}

fn read(headers: &[(String, String)], body: &str) -> Body {
    let mut kinds = headers.iter();
    let kind = kinds.find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind = kind.map_or("", |(_, value)| value.as_str());
    if let Some(bytes) = raw_bytes(body) {
        return Body::Bytes(bytes);
    }
    let form = kind.starts_with("application/x-www-form-urlencoded");
    match Json::read(body).filter(|_| kind.starts_with("application/json")) {
        Some(json) => Body::Json(json),
        None if form => Body::Form(form::strict(body.as_bytes())),
        None => Body::Bytes(body.to_owned()),
    }
}
