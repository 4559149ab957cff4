//! What is sent. Source: recordings of the vendor's clients, and their code.
//!
//! A frame is the length of its rest, a type, the number of fields, and fields: a number, a length and bytes.

use std::fmt;

use crate::hsm::{MAX_TOPICS_PER_FRAME, Topic};

/// A channel that topics are subscribed to on: 1 to 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Channel(u8);

impl Channel {
    /// The channel of a number from 1 to 64.
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            1..=64 => Some(Self(number)),
            _ => None,
        }
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// A text is longer than a frame can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("longer than a frame can be")
    }
}

impl std::error::Error for TooLong {}

/// The first frame of a line. It has secrets: wipe it when it is sent.
///
/// `token` is the trading login's token, `sid` its session id.
///
/// # Errors
/// Both together take more than 65,000 bytes.
pub fn connect(token: &str, sid: &str) -> Result<Vec<u8>, TooLong> {
    const SOURCE: &[u8] = b"JS_API";
    if token.len() + sid.len() > 65_000 {
        return Err(TooLong);
    }
    let frame = Frame::new(1, 3, token.len() + sid.len() + SOURCE.len() + 9);
    let frame = frame.field(1, token.as_bytes()).field(2, sid.as_bytes());
    Ok(frame.field(3, SOURCE).finish())
}

/// Asks for topics from now on: frames of at most 100 topics.
pub fn subscribe<'a>(
    topics: impl IntoIterator<Item = &'a Topic>,
    channel: Channel,
) -> Vec<Vec<u8>> {
    on_channel(4, topics, channel)
}

/// Ends [`subscribe`]: frames of at most 100 topics.
pub fn unsubscribe<'a>(
    topics: impl IntoIterator<Item = &'a Topic>,
    channel: Channel,
) -> Vec<Vec<u8>> {
    on_channel(5, topics, channel)
}

/// Asks for topics once: frames of at most 100 topics.
pub fn snapshot<'a>(topics: impl IntoIterator<Item = &'a Topic>) -> Vec<Vec<u8>> {
    in_frames(topics, |names| {
        Frame::new(9, 1, names.len() + 3).field(2, names).finish()
    })
}

/// Acknowledges data up to a message number.
pub fn acknowledge(number: u32) -> Vec<u8> {
    let frame = Frame::new(3, 1, 7);
    frame.field(1, &number.to_be_bytes()).finish()
}

/// Stops the data of channels.
///
/// The vendor's Python client writes this frame without its length and cannot write channels from 32 up. The form here is that of
/// all other frames, with the bits as its JavaScript origin would set them: it is a guess.
pub fn pause(channels: &[Channel]) -> Vec<u8> {
    of_channels(7, channels)
}

/// Ends [`pause`], in the same form.
pub fn resume(channels: &[Channel]) -> Vec<u8> {
    of_channels(8, channels)
}

/// Asks for data at most once in `interval`. The vendor does not say in which unit. The form is a guess, as that of [`pause`].
pub fn throttle(interval: u32) -> Vec<u8> {
    let frame = Frame::new(2, 1, 7);
    frame.field(1, &interval.to_be_bytes()).finish()
}

/// Asks for the contracts of an option chain: `above` and `below` are how many on each side of the strike price.
/// The form is a guess, as that of [`pause`].
///
/// # Errors
/// The key takes more than 65,000 bytes.
pub fn option_chain(
    key: &str,
    strike: i64,
    above: u8,
    below: u8,
    channel: Channel,
) -> Result<Vec<u8>, TooLong> {
    if key.len() > 65_000 {
        return Err(TooLong);
    }
    Ok(Frame::new(10, 5, key.len() + 26)
        .field(1, key.as_bytes())
        .field(2, &strike.to_be_bytes())
        .field(3, &[above])
        .field(4, &[below])
        .field(5, &[channel.0])
        .finish())
}

fn on_channel<'a>(
    kind: u8,
    topics: impl IntoIterator<Item = &'a Topic>,
    channel: Channel,
) -> Vec<Vec<u8>> {
    in_frames(topics, |names| {
        let frame = Frame::new(kind, 2, names.len() + 7);
        frame.field(1, names).field(2, &[channel.0]).finish()
    })
}

fn of_channels(kind: u8, channels: &[Channel]) -> Vec<u8> {
    let (mut low, mut high) = (0_u32, 0_u32);
    for channel in channels {
        let mask = if channel.0 > 32 { &mut high } else { &mut low };
        *mask |= 1 << (channel.0 % 32);
    }
    let mask = u64::from(high) << 32 | u64::from(low);
    Frame::new(kind, 1, 11)
        .field(1, &mask.to_be_bytes())
        .finish()
}

/// Topics as lists of at most 100: their number, then each one's length and name.
fn in_frames<'a>(
    topics: impl IntoIterator<Item = &'a Topic>,
    mut frame: impl FnMut(&[u8]) -> Vec<u8>,
) -> Vec<Vec<u8>> {
    let names: Vec<String> = topics.into_iter().map(Topic::to_string).collect();
    let frames = names.chunks(MAX_TOPICS_PER_FRAME).map(|names| {
        let mut list = length_of_two(names.len()).to_vec();
        for name in names {
            // A kind and two names have no more bytes than this can say.
            list.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
            list.extend_from_slice(name.as_bytes());
        }
        frame(&list)
    });
    frames.collect()
}

/// A frame in the making. Its room is taken at once, so that no copy of a secret is left behind.
struct Frame(Vec<u8>);

impl Frame {
    fn new(kind: u8, fields: u8, size: usize) -> Self {
        let mut frame = Vec::with_capacity(size + 4);
        frame.extend_from_slice(&length_of_two(size + 2));
        frame.extend_from_slice(&[kind, fields]);
        Self(frame)
    }

    fn field(mut self, number: u8, bytes: &[u8]) -> Self {
        self.0.push(number);
        self.0.extend_from_slice(&length_of_two(bytes.len()));
        self.0.extend_from_slice(bytes);
        self
    }

    fn finish(self) -> Vec<u8> {
        self.0
    }
}

fn length_of_two(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}
