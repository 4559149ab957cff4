//! The plainest zip archive: nothing compressed, no dates, no files of 4 GiB or more.

use crate::quatrix::checksum::crc32;

/// The DOS date of 1 January 1980, the first there is.
const NO_DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const VERSION: u16 = 20;

#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

impl Writer {
    pub(super) fn folder(&mut self, path: &str) {
        self.file(&format!("{path}/"), &[]);
    }

    pub(super) fn file(&mut self, path: &str, content: &[u8]) {
        let at = self.bytes.len() as u32;
        let entry = entry(path, content);
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&entry);
        self.bytes.extend(path.as_bytes());
        self.bytes.extend(content);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&entry);
        // No comment, first disk, no attributes: 2 + 2 + 2 + 4 bytes.
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(path.as_bytes());
        self.entries += 1;
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let at = self.bytes.len() as u32;
        let length = self.directory.len() as u32;
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(self.entries.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(at.to_le_bytes());
        self.bytes.extend([0; 2]);
        self.bytes
    }
}

/// What both headers of a file say, from the version needed up to the length of the extra field.
fn entry(path: &str, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_le_bytes();
    let mut entry = Vec::with_capacity(26);
    for word in [VERSION, UTF8, 0, 0, NO_DATE] {
        entry.extend(word.to_le_bytes());
    }
    entry.extend(crc32(content).to_le_bytes());
    entry.extend(length);
    entry.extend(length);
    entry.extend((path.len() as u16).to_le_bytes());
    entry.extend([0; 2]);
    entry
}
