//! A QR code as a picture: grey, four pixels a square.

use png::{BitDepth, ColorType, Encoder, EncodingError};
use qrcodegen::{QrCode, QrCodeEcc};

const SCALE: i32 = 4;
/// Squares of white around it, as the standard wants.
const BORDER: i32 = 4;

/// A PNG; nothing, if the text is too long for any QR code.
pub(super) fn to_png(text: &str) -> Vec<u8> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok();
    code.and_then(|code| encode(&code).ok()).unwrap_or_default()
}

fn encode(code: &QrCode) -> Result<Vec<u8>, EncodingError> {
    let side = (code.size() + 2 * BORDER) * SCALE;
    let pixel = |x: i32, y: i32| {
        let dark = code.get_module(x / SCALE - BORDER, y / SCALE - BORDER);
        if dark { 0 } else { u8::MAX }
    };
    let rows = (0..side).flat_map(|y| (0..side).map(move |x| pixel(x, y)));
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, side.unsigned_abs(), side.unsigned_abs());
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rows.collect::<Vec<_>>())?;
    writer.finish()?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_reader_of_qr_codes_finds_the_text() {
        let text = "otpauth://totp/Quatrix:a@example.com?secret=ABCDEFGH&issuer=Quatrix";
        let mut reader = png::Decoder::new(Cursor::new(to_png(text)))
            .read_info()
            .unwrap();
        let side = reader.info().width as usize;
        let mut pixels = vec![0; side * side];
        reader.next_frame(&mut pixels).unwrap();
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        let grids = picture.detect_grids();
        assert_eq!(grids[0].decode().unwrap().1, text);
    }
}
