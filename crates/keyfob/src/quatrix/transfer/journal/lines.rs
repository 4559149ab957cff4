//! The lines of a journal.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Entry;

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Line {
    UnderWay(Box<Entry>),
    Over(String),
}

/// How every line begins, of another version too.
const BEGINNINGS: [&[u8]; 2] = [b"{\"UnderWay\":", b"{\"Over\":"];

/// The line as it is written.
pub(super) fn text(line: &Line) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    Ok(text)
}

/// What is under way by the lines that are whole, and where these end; none if the file is something else.
pub(super) fn read(file: &mut File) -> io::Result<Option<(HashMap<String, Entry>, u64)>> {
    file.rewind()?;
    let mut bytes = Vec::new();
    // Not all of somebody's large file.
    file.take(32).read_to_end(&mut bytes)?;
    if !begins_as_line(&bytes) {
        return Ok(None);
    }
    file.read_to_end(&mut bytes)?;
    // A machine that stopped may have left room for what was written last, without that.
    let written = bytes.iter().rposition(|byte| *byte != 0);
    bytes.truncate(written.map_or(0, |last| last + 1));
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    let whole = whole.map_or(0, |last| last + 1);
    let (lines, half) = bytes.split_at(whole);
    // With nothing before it, it has to be more than the brace that other files begin with, too.
    let known = |beginning: &&[u8]| half.starts_with(beginning);
    let alone = lines.is_empty() && !half.is_empty();
    if !begins_as_line(half) || (alone && !BEGINNINGS.iter().any(known)) {
        return Ok(None);
    }
    let mut under_way = HashMap::new();
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        match serde_json::from_slice(line) {
            Ok(Line::UnderWay(entry)) => {
                under_way.insert(entry.resume.file_id.clone(), *entry);
            }
            Ok(Line::Over(file_id)) => {
                under_way.remove(&file_id);
            }
            // Of another version; what it tells of starts anew.
            Err(_) if begins_as_line(line) && serde_json::from_slice::<Value>(line).is_ok() => {}
            Err(_) => return Ok(None),
        }
    }
    Ok(Some((under_way, whole as u64)))
}

/// Whether this is the beginning of a line, or nothing at all.
fn begins_as_line(bytes: &[u8]) -> bool {
    let begins = |beginning: &&[u8]| {
        let length = beginning.len().min(bytes.len());
        beginning.get(..length) == bytes.get(..length)
    };
    BEGINNINGS.iter().any(begins)
}
