//! Names for files that are not whole, which nobody else gives.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

/// How the name of a part ends, and that of the note beside it.
const ENDING: &str = ".keyfob.part";
const NOTE: &str = ".keyfob.part.of";

/// So many bytes of the whole file's name are in the name of a part, which then is short enough for every file system.
const STEM: usize = 100;

/// The digits between.
const DIGITS: usize = 16;

/// Whether this is the name of a file that is not whole, or of the note beside one: never a file to be moved.
pub(in crate::quatrix::transfer) fn is_part(name: &str) -> bool {
    let ours = name
        .strip_suffix(NOTE)
        .or_else(|| name.strip_suffix(ENDING));
    let Some(rest) = ours else { return false };
    let is_digits = |text: &str| {
        text.len() == DIGITS
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    match rest.rsplit_once('.') {
        Some((_, digits)) if is_digits(digits) => true,
        Some((rest, number)) if number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()) => {
            rest.rsplit_once('.')
                .is_some_and(|(_, digits)| is_digits(digits))
        }
        _ => false,
    }
}

/// The paths of a part and of its note; always the same for the same name and number.
pub(super) fn beside(whole: &Path, number: u32) -> [PathBuf; 2] {
    let name = whole.file_name().unwrap_or_default();
    let digits = digits(fingerprint(name.as_encoded_bytes()));
    let name = name.to_string_lossy();
    let stem = stem(&name);
    let number = match number {
        0 => String::new(),
        number => format!(".{number}"),
    };
    [ENDING, NOTE].map(|ending| whole.with_file_name(format!("{stem}.{digits}{number}{ending}")))
}

/// A name that no file has yet, for what gets this one in the end.
pub(in crate::quatrix::transfer) fn temporary(name: &str) -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("{}.{}{ENDING}", stem(name), digits(random))
}

fn digits(number: u64) -> String {
    format!("{number:0DIGITS$x}")
}

/// The beginning of a name.
fn stem(name: &str) -> &str {
    let mut ends = (0..=STEM.min(name.len())).rev();
    ends.find_map(|end| name.get(..end)).unwrap_or_default()
}

/// FNV-1a, which is the same in every version and on every machine.
fn fingerprint(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts_are_known_and_no_others() {
        for name in ["a.bin", "", "ü", &"ü".repeat(127), &"x".repeat(255)] {
            for number in [0, 1, 9] {
                for path in beside(Path::new(name), number) {
                    let name = path.to_str().unwrap();
                    assert!(is_part(name) && name.len() < 140, "{name}");
                }
            }
            assert!(is_part(&temporary(name)));
            assert!(!is_part(name));
        }
        let digits = "0123456789abcdef";
        for name in [
            "a.part",
            "a.part.of",
            "a.keyfob.part",
            ".keyfob.part",
            "a.0123.keyfob.part",
            &format!("a.{digits}.part"),
            &format!("a{digits}.keyfob.part"),
            &format!("a.{digits}.keyfob.part.bak"),
            &format!("a.{digits}.12.keyfob.part"),
        ] {
            assert!(!is_part(name), "{name}");
        }
    }

    #[test]
    fn other_names_have_other_parts() {
        let long = "x".repeat(200);
        let parts = ["a", "b", &long, &format!("{long}y")].map(|name| beside(Path::new(name), 0));
        for (at, part) in parts.iter().enumerate() {
            assert!(!parts[..at].contains(part));
        }
        assert_ne!(temporary("a"), temporary("a"));
    }
}
