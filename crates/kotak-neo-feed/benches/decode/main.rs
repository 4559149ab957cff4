//! Decodes the frames of a recorded case again and again: `decode CODEC CASE ROUNDS`, where `CODEC` is `codec` or `cast`. It says how many
//! messages a round has. `cargo xtask bench feed` runs it under callgrind, which counts its instructions.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod cast;

use std::hint::black_box;

use kotak_neo_feed::{MarketEvent, Problem, Sink, hsm, sfeed};
use serde_json::Value;

const CASES: &str = include_str!("../../tests/cases/kotak-neo-feeds.jsonl");

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().filter(|argument| argument != "--bench");
    let (Some(codec), Some(frames), Some(rounds)) = (next(), next(), next()) else {
        // `cargo bench` asks without arguments.
        return println!("decode codec|cast CASE ROUNDS");
    };
    let frames = Frames::named(&frames);
    let rounds = rounds.parse().expect("a number of rounds");
    let messages = match (codec.as_str(), &frames) {
        ("codec", Frames::Sfeed(batch)) => sfeed_codec(batch, rounds),
        ("cast", Frames::Sfeed(batch)) => sfeed_cast(batch, rounds),
        ("codec", Frames::Hsm(line)) => hsm_codec(line, rounds),
        ("cast", Frames::Hsm(line)) => hsm_cast(line, rounds),
        _ => panic!("{codec}"),
    };
    println!("{messages}");
}

enum Frames {
    Sfeed(Vec<u8>),
    /// A snapshot, then updates.
    Hsm(Vec<Vec<u8>>),
}

impl Frames {
    /// The frames of a recorded case.
    fn named(name: &str) -> Self {
        let case = CASES
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("a case is JSON"))
            .find(|case| case["case"] == name)
            .expect("a case of this name");
        match case["steps"].as_array() {
            None => Self::Sfeed(bytes(&case["frame"])),
            Some(steps) => Self::Hsm(
                steps[1..]
                    .iter()
                    .map(|step| bytes(&step["received"]))
                    .collect(),
            ),
        }
    }
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().expect("hexadecimal digits");
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits"))
        .collect()
}

/// Takes what a codec gives, as far as the compiler can know.
#[derive(Default)]
struct Taken {
    messages: usize,
}

impl Sink for Taken {
    // As the closure of the cast is.
    #[inline(always)]
    fn event(&mut self, event: MarketEvent) {
        black_box(&event);
        self.messages += 1;
    }

    fn problem(&mut self, problem: Problem) {
        panic!("{problem}");
    }
}

fn sfeed_codec(batch: &[u8], rounds: usize) -> usize {
    let mut decoder = sfeed::Decoder::new();
    let mut taken = Taken::default();
    for _ in 0..rounds {
        decoder.binary(black_box(batch), &mut taken);
    }
    taken.messages / rounds
}

fn sfeed_cast(batch: &[u8], rounds: usize) -> usize {
    let mut messages = 0;
    for _ in 0..rounds {
        cast::sfeed(black_box(batch), |message| {
            black_box(&message);
            messages += 1;
        });
    }
    messages / rounds
}

fn hsm_codec(line: &[Vec<u8>], rounds: usize) -> usize {
    let mut decoder = hsm::Decoder::new();
    decoder.binary(&line[0], &mut Taken::default());
    let mut taken = Taken::default();
    for _ in 0..rounds {
        for frame in &line[1..] {
            decoder.binary(black_box(frame), &mut taken);
        }
    }
    taken.messages / rounds
}

fn hsm_cast(line: &[Vec<u8>], rounds: usize) -> usize {
    let mut topics = cast::Topics::default();
    let mut messages = 0;
    topics.read(&line[0], |_| ());
    for _ in 0..rounds {
        for frame in &line[1..] {
            topics.read(black_box(frame), |message| {
                black_box(&message);
                messages += 1;
            });
        }
    }
    messages / rounds
}
