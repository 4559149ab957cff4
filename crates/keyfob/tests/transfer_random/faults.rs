//! What goes wrong on the wire: by the seed, and by what is asked for the how manieth time, so that it is the same each time.

use std::collections::HashMap;
use std::sync::Mutex;

use fastrand::Rng;

use crate::proxy::{Asked, Verdict};

const NO: &str = r#"{"code": 1, "msg": "on purpose"}"#;
const PAGE: &str = "<html><body>Please log in to this network first.</body></html>";

pub struct Faults {
    seed: u64,
    percent: u8,
    counts: Mutex<HashMap<String, u64>>,
}

impl Faults {
    pub fn new(seed: u64, percent: u8) -> Self {
        Self {
            seed,
            percent,
            counts: Mutex::default(),
        }
    }

    pub fn verdict(&self, asked: &Asked<'_>) -> Verdict {
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry(asked.what.to_owned()).or_default();
        *count += 1;
        let mut mixed = self.seed ^ count.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for byte in asked.what.bytes() {
            mixed = mixed.rotate_left(8).wrapping_mul(31) ^ u64::from(byte);
        }
        let mut rng = Rng::with_seed(mixed);
        if rng.u8(0..100) >= self.percent {
            return Verdict::Pass;
        }
        let bytes = rng.usize(0..3_000);
        match rng.u8(0..30) {
            0..=3 => Verdict::Answer(429, "", NO),
            4 => Verdict::Answer(429, "retry-after: 0\r\n", NO),
            5..=7 => Verdict::Answer(500, "", NO),
            8..=9 => Verdict::Answer(503, "", NO),
            10 => Verdict::Answer(400, "", r#"{"code": 122, "msg": "quota exceeded"}"#),
            11 => Verdict::Answer(404, "", r#"{"code": 20, "msg": "not found"}"#),
            12 if rng.u8(0..4) == 0 => Verdict::Answer(401, "", r#"{"code": 14, "msg": "no"}"#),
            12..=14 => Verdict::Answer(200, "content-type: text/html\r\n", PAGE),
            15..=16 => Verdict::Page(PAGE),
            17..=18 => Verdict::Answer(200, "content-encoding: gzip\r\n", "\u{1f}\u{8b}odd"),
            19..=20 => Verdict::Cut,
            21..=23 => Verdict::CutBody(bytes.min(asked.length)),
            24..=26 => Verdict::Lose,
            _ => Verdict::CutAnswer(bytes),
        }
    }
}
