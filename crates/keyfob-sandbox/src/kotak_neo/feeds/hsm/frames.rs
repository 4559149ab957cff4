//! Frames of HSM, big-endian: a length of 16 bits, a kind, and fields or records.

use tokio_tungstenite::tungstenite::Message;

pub(super) mod kind {
    pub(in super::super) const CONNECTION: u8 = 1;
    pub(in super::super) const THROTTLE: u8 = 2;
    pub(in super::super) const ACKNOWLEDGEMENT: u8 = 3;
    pub(in super::super) const SUBSCRIBE: u8 = 4;
    pub(in super::super) const UNSUBSCRIBE: u8 = 5;
    pub(in super::super) const DATA: u8 = 6;
    pub(in super::super) const PAUSE: u8 = 7;
    pub(in super::super) const RESUME: u8 = 8;
    pub(in super::super) const SNAPSHOT: u8 = 9;
    pub(in super::super) const OPTION_CHAIN: u8 = 10;
}

/// What a client asks for.
pub(super) struct Request<'a> {
    pub(super) kind: u8,
    fields: Vec<(u8, &'a [u8])>,
}

impl<'a> Request<'a> {
    /// Reads a frame. The vendor's client leaves the length out before four kinds of frames; these are taken, too.
    pub(super) fn read(frame: &'a [u8]) -> Option<Self> {
        let (length, rest) = frame.split_at_checked(2)?;
        let is_right = number(length) == u64::try_from(rest.len()).ok();
        if is_right {
            return Self::fields(rest);
        }
        let lacks_length = [
            kind::THROTTLE,
            kind::PAUSE,
            kind::RESUME,
            kind::OPTION_CHAIN,
        ];
        let first = frame.first()?;
        lacks_length.contains(first).then(|| Self::fields(frame))?
    }

    fn fields(frame: &'a [u8]) -> Option<Self> {
        let (head, mut rest) = frame.split_at_checked(2)?;
        let [kind, count] = *head else {
            return None;
        };
        let mut fields = Vec::new();
        for _ in 0..count {
            let (head, after) = rest.split_at_checked(3)?;
            let (id, length) = head.split_first()?;
            let length = usize::try_from(number(length)?).ok()?;
            let (value, after) = after.split_at_checked(length)?;
            fields.push((*id, value));
            rest = after;
        }
        Some(Self { kind, fields })
    }

    fn field(&self, id: u8) -> Option<&'a [u8]> {
        let mut fields = self.fields.iter();
        let field = fields.find(|(known, _)| *known == id)?;
        Some(field.1)
    }

    pub(super) fn text(&self, id: u8) -> Option<&'a str> {
        std::str::from_utf8(self.field(id)?).ok()
    }

    pub(super) fn number(&self, id: u8) -> Option<u32> {
        u32::try_from(number(self.field(id)?)?).ok()
    }

    pub(super) fn channel(&self) -> Option<u8> {
        match self.field(2)? {
            [channel] => Some(*channel),
            _ => None,
        }
    }

    /// A bit for each channel, the higher ones first on the wire.
    pub(super) fn mask(&self) -> Option<u64> {
        let (high, low) = self.field(1)?.split_at_checked(4)?;
        if low.len() != 4 {
            return None;
        }
        Some(number(high)? << 32 | number(low)?)
    }

    /// A count, and so many names.
    pub(super) fn names(&self, id: u8) -> Option<Vec<String>> {
        let (count, mut rest) = self.field(id)?.split_at_checked(2)?;
        let mut names = Vec::new();
        for _ in 0..number(count)? {
            let (length, after) = rest.split_first()?;
            let (name, after) = after.split_at_checked(usize::from(*length))?;
            names.push(String::from_utf8(name.to_vec()).ok()?);
            rest = after;
        }
        (rest.is_empty() && !names.is_empty()).then_some(names)
    }
}

/// At most eight bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    let bytes = bytes.iter();
    (bytes.len() <= 8).then(|| bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// `K` or `N`.
pub(super) fn status(kind: u8, ok: bool) -> Message {
    framed(kind, &[1, 1, 0, 1, letter(ok)])
}

/// The answer to a login that is taken; with the interval of acknowledgements, if there is one.
pub(super) fn connected(interval: u32) -> Message {
    if interval == 0 {
        return status(kind::CONNECTION, true);
    }
    let mut fields = vec![2, 1, 0, 1, letter(true), 2, 0, 4];
    fields.extend(interval.to_be_bytes());
    framed(kind::CONNECTION, &fields)
}

pub(super) fn data(number: Option<u32>, records: &[Vec<u8>]) -> Message {
    let mut payload = Vec::new();
    if let Some(number) = number {
        payload.extend(number.to_be_bytes());
    }
    payload.extend(short(records.len()));
    for record in records {
        payload.extend(short(record.len()));
        payload.extend(record);
    }
    framed(kind::DATA, &payload)
}

fn letter(ok: bool) -> u8 {
    if ok { b'K' } else { b'N' }
}

fn framed(kind: u8, payload: &[u8]) -> Message {
    let mut frame = short(payload.len() + 1).to_vec();
    frame.push(kind);
    frame.extend(payload);
    Message::binary(frame)
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}
