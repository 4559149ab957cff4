//! Trees of files: as they should be, and as they are on the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use fastrand::Rng;

/// Contents by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Bytes of which no part is another file's.
pub fn bytes(rng: &mut Rng) -> Vec<u8> {
    let length = match rng.u8(0..10) {
        0 => 0,
        1 => 1,
        2..=6 => rng.usize(2..3_000),
        _ => rng.usize(3_000..40_000),
    };
    std::iter::repeat_with(|| rng.u8(..)).take(length).collect()
}

/// Odd names, each with its number, so that no two files of a tree have the same.
pub fn name(rng: &mut Rng, number: usize) -> String {
    match rng.u8(0..14) {
        0 => format!("a b {number} "),
        1 => format!("übung {number} 日本"),
        2 => format!("e\u{301}{number}"),
        3 => format!("100%#?&+'\"{number}"),
        4 => format!(".hidden{number}"),
        5 => format!("x{number}.part"),
        6 => format!("x{number}.part.of"),
        7 => format!("-{number}"),
        8 => format!("{}{number}", "l".repeat(254)),
        9 => format!("UP{number}"),
        10 => format!("CON{number}:a"),
        _ => format!("file{number}.txt"),
    }
}

pub fn write(top: &Path, files: &Files) {
    for (number, (path, content)) in files.iter().enumerate() {
        let path = top.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        // Long ago, so that each change shows.
        let time = UNIX_EPOCH + Duration::from_millis(1_500_000_000_250 + number as u64);
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(time).unwrap();
    }
}

/// What lies on the disk; links and pipes are left out.
pub fn read(top: &Path) -> Files {
    let mut found = Files::new();
    let mut folders = vec![top.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let (kind, path) = (entry.file_type().unwrap(), entry.path());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file()
                && let Some(name) = path.strip_prefix(top).unwrap().to_str()
            {
                // One that is renamed just now is there again at the next look.
                if let Ok(content) = fs::read(&path) {
                    found.insert(name.to_owned(), content);
                }
            }
        }
    }
    found
}
