//! A QR code as a PNG: grey, uncompressed, four pixels a square.

use qrcodegen::{QrCode, QrCodeEcc};

use crate::quatrix::checksum::{adler32, crc32};

const SCALE: i32 = 4;
/// Squares of white around it, as the standard wants.
const BORDER: i32 = 4;

/// Nothing, if the text is too long for any QR code.
pub(super) fn qr(text: &str) -> Vec<u8> {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
        return Vec::new();
    };
    let side = (code.size() + 2 * BORDER) * SCALE;
    let mut rows = Vec::new();
    for y in 0..side {
        // No filter.
        rows.push(0);
        rows.extend((0..side).map(|x| {
            let dark = code.get_module(x / SCALE - BORDER, y / SCALE - BORDER);
            if dark { 0 } else { 255 }
        }));
    }
    png(side.unsigned_abs(), &rows)
}

fn png(side: u32, rows: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(side.to_be_bytes());
    header.extend(side.to_be_bytes());
    // Eight bits, grey, the usual compression and filters, not interlaced.
    header.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    chunk(&mut png, b"IDAT", &stored(rows));
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let body = [kind, data].concat();
    png.extend(&body);
    png.extend(crc32(&body).to_be_bytes());
}

/// A zlib stream of blocks that are not compressed.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        stream.push(u8::from(blocks.peek().is_none()));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is between the header and the checksum of a PNG's picture, with the frames of the blocks taken away.
    fn rows(png: &[u8], side: usize) -> Vec<u8> {
        let idat = png.windows(4).position(|four| four == b"IDAT").unwrap();
        let mut stream = &png[idat + 6..];
        let mut rows = Vec::new();
        while rows.len() < (side + 1) * side {
            let length = usize::from(u16::from_le_bytes([stream[1], stream[2]]));
            rows.extend(&stream[5..5 + length]);
            stream = &stream[5 + length..];
        }
        rows
    }

    #[test]
    fn a_reader_of_qr_codes_finds_the_text() {
        let text = "otpauth://totp/Quatrix:a@example.com?secret=ABCDEFGH&issuer=Quatrix";
        let png = qr(text);
        let side = u32::from_be_bytes(png[16..20].try_into().unwrap()) as usize;
        let rows = rows(&png, side);
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            rows[y * (side + 1) + 1 + x]
        });
        let grids = picture.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, text);
    }
}
