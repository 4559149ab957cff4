//! What the vendor's own decoders make of frames, and what its clients send: each line of the files is a case.
//!
//! Further files of the same form are read from the folder that `KEYFOB_FEED_CASES` names.

mod dates;
mod hsm;
mod numbers;
mod sent;
mod sfeed;

use std::path::Path;
use std::{env, fs};

use serde_json::Value;

#[test]
fn cases_that_are_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    assert_eq!(check(&folder), 55);
}

#[test]
fn cases_of_a_folder_that_is_named() {
    if let Some(folder) = env::var_os("KEYFOB_FEED_CASES") {
        let cases = check(Path::new(&folder));
        assert!(cases > 0, "no case in {}", folder.display());
        println!("{cases} cases");
    }
}

/// Checks all cases of a folder, and tells all that fail at once.
fn check(folder: &Path) -> usize {
    let mut cases = 0;
    let mut failed = String::new();
    for file in fs::read_dir(folder).expect("the folder can be read") {
        let path = file.expect("the folder can be read").path();
        if path.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        for line in fs::read_to_string(&path).expect("text").lines() {
            if line.trim().is_empty() {
                continue;
            }
            let case: Value = serde_json::from_str(line).expect("a case is JSON");
            cases += 1;
            if let Err(why) = check_case(&case) {
                let (feed, name) = (&case["feed"], &case["case"]);
                failed += &format!("{}: {feed} {name}: {why}\n", path.display());
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
    cases
}

fn check_case(case: &Value) -> Result<(), String> {
    match (case["feed"].as_str(), case.get("sends")) {
        (Some("hsm"), Some(sends)) => sent::hsm(&bytes(sends)),
        (Some("sfeed"), Some(sends)) => sent::sfeed(sends.as_str().ok_or("no text")?),
        (Some("hsm"), None) => hsm::check(case["steps"].as_array().ok_or("no steps")?),
        (Some("sfeed"), None) => sfeed::check(case),
        _ => Err("unknown kind of case".into()),
    }
}

fn bytes(hex: &Value) -> Vec<u8> {
    let digits = hex.as_str().expect("hexadecimal digits").as_bytes();
    let byte = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).expect("ASCII");
        u8::from_str_radix(pair, 16).expect("hexadecimal digits")
    };
    digits.chunks(2).map(byte).collect()
}

/// Fails with the words where it is not true.
fn must(true_: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if true_ { Ok(()) } else { Err(words()) }
}
