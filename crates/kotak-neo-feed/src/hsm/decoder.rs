//! The state of a line: its topics, and what is to be acknowledged.

use crate::hsm::control::{answer, text};
use crate::hsm::record::{State, Update, scale_mask};
use crate::hsm::{Control, MAX_CHANNELS, MAX_TOPICS_PER_CHANNEL, Topic, TopicKind};
use crate::reader::Reader;
use crate::table::Table;
use crate::{Instrument, Problem, Segment, Sink, Token};

/// As many topics as can be subscribed to, of three kinds.
const MAX_TOPICS: usize = 3 * MAX_CHANNELS * MAX_TOPICS_PER_CHANNEL;

const SNAPSHOT: u8 = b'S';
const UPDATE: u8 = b'U';

/// Decodes the frames of one line. What it knows ends with the line: begin the next with a new one.
#[derive(Default)]
pub struct Decoder {
    topics: Table<u32, Box<State>>,
    ack_interval: u64,
    unacknowledged: u64,
}

impl Decoder {
    /// A decoder for a new line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes a frame: events with all that is known of their topics go to `sink`; what else the frame says is given back.
    pub fn binary(&mut self, frame: &[u8], sink: &mut impl Sink) -> Option<Control> {
        self.updates(frame, |update| match update {
            Ok(update) => sink.event(update.event()),
            Err(problem) => sink.problem(problem),
        })
    }

    /// Decodes a frame and gives each record, with what it changed.
    pub fn updates(
        &mut self,
        frame: &[u8],
        mut visit: impl FnMut(Result<Update<'_>, Problem>),
    ) -> Option<Control> {
        let mut frame = Reader::new(frame);
        // The length of the rest, which is the frame's anyway.
        let (Some(_), Some(kind)) = (frame.u16_be(), frame.u8()) else {
            visit(Err(Problem::Truncated));
            return None;
        };
        if kind == 6 {
            return self.data(frame, &mut visit);
        }
        let answer = answer(kind, frame)
            .map_err(|problem| visit(Err(problem)))
            .ok()?;
        if let Control::Connected { ack_interval } = answer {
            self.ack_interval = ack_interval;
            self.unacknowledged = 0;
        }
        Some(answer)
    }

    fn data(
        &mut self,
        mut frame: Reader<'_>,
        visit: &mut impl FnMut(Result<Update<'_>, Problem>),
    ) -> Option<Control> {
        let mut control = None;
        if self.ack_interval > 0 {
            let Some(number) = frame.u32_be() else {
                visit(Err(Problem::Truncated));
                return None;
            };
            self.unacknowledged += 1;
            if self.unacknowledged >= self.ack_interval {
                self.unacknowledged = 0;
                control = Some(Control::Acknowledge(number));
            }
        }
        match frame.u16_be() {
            Some(count) => self.records(count, frame, visit),
            None => visit(Err(Problem::Truncated)),
        }
        control
    }

    fn records(
        &mut self,
        count: u16,
        mut frame: Reader<'_>,
        visit: &mut impl FnMut(Result<Update<'_>, Problem>),
    ) {
        for left in (0..count).rev() {
            let Some(length) = frame.u16_be() else {
                return visit(Err(Problem::Truncated));
            };
            let told_end = frame.left().get(usize::from(length)..);
            let next = match Record::read(frame) {
                Ok((record, end)) if told_end == Some(end.left()) => {
                    self.take(record, visit);
                    Some(end)
                }
                // The vendor's client does not look at the length. So the length is the one that lies where what was read can be right.
                Ok((record, end)) if begins_record(end, left > 0) => {
                    visit(Err(Problem::InvalidLength));
                    self.take(record, visit);
                    Some(end)
                }
                Ok((record, _)) => {
                    visit(Err(Problem::InvalidLength));
                    self.drop(&record);
                    told_end.map(Reader::new)
                }
                Err(problem) => {
                    visit(Err(problem));
                    told_end.map(Reader::new)
                }
            };
            match next {
                Some(next) => frame = next,
                None => return,
            }
        }
    }

    /// Leaves a record out. What was known of a topic is not true any more when a snapshot of it is lost.
    fn drop(&mut self, record: &Record<'_>) {
        if let Record::Snapshot { id, .. } = record {
            self.topics.remove(id);
        }
    }

    #[inline]
    fn take(&mut self, record: Record<'_>, visit: &mut impl FnMut(Result<Update<'_>, Problem>)) {
        match record {
            Record::Update { id, fields } => {
                let Some(state) = self.topics.get_mut(&id) else {
                    return visit(Err(Problem::UnknownTopic { id }));
                };
                let changed = state.merge(fields);
                if changed & scale_mask(state.topic.kind) != 0 {
                    // As in the vendor's client, the scale is that of the snapshot.
                    visit(Err(Problem::InvalidScale));
                }
                tell(state, changed, false, visit);
            }
            Record::Snapshot {
                id,
                name,
                fields,
                texts,
            } => {
                // What was known of the topic is not true any more, whatever becomes of this.
                self.topics.remove(&id);
                let Some(mut state) = named(name, texts) else {
                    return visit(Err(Problem::InvalidTopic));
                };
                if self.topics.len() >= MAX_TOPICS {
                    return visit(Err(Problem::TooManyTopics));
                }
                let changed = state.merge(fields);
                state.take_scale();
                tell(&state, changed, true, visit);
                self.topics.insert(id, Box::new(state));
            }
        }
    }
}

/// Gives a record on, unless its topic has prices that cannot be told.
#[inline]
fn tell(
    state: &State,
    changed: u64,
    snapshot: bool,
    visit: &mut impl FnMut(Result<Update<'_>, Problem>),
) {
    if state.lacks_scale() {
        return visit(Err(Problem::InvalidScale));
    }
    visit(Ok(Update {
        state,
        changed,
        snapshot,
    }));
}

/// A new state for a snapshot's name. The texts tell the instrument where the name does not.
fn named(name: &[u8], texts: Reader<'_>) -> Option<State> {
    let name = text(name);
    let mut told = [None, None, None];
    let mut texts = texts;
    while let (Some(number), Some(length)) = (texts.u8(), texts.u8()) {
        let bytes = texts.bytes(length.into())?;
        if let Some(place) = told.get_mut(usize::from(number.wrapping_sub(52))) {
            *place = Some(text(bytes));
        }
    }
    let [token, segment, symbol] = told;
    let topic = Topic::from_text(&name).or_else(|| {
        Some(Topic {
            kind: TopicKind::from_text(name.split('|').next()?)?,
            instrument: Instrument {
                segment: Segment::from_text(segment.as_deref()?)?,
                token: Token::from_text(token.as_deref()?)?,
            },
        })
    })?;
    Some(State {
        symbol: symbol.map(Into::into),
        token: token.map(Into::into),
        segment: segment.map(Into::into),
        ..State::new(topic)
    })
}

/// Whether what is left can be right after a record: another one where there is to be one, else nothing.
fn begins_record(left: Reader<'_>, more: bool) -> bool {
    match left.left() {
        [_, _, kind, ..] if more => matches!(*kind, SNAPSHOT | UPDATE),
        left => !more && left.is_empty(),
    }
}

/// A record, not yet taken.
enum Record<'a> {
    Snapshot {
        id: u32,
        name: &'a [u8],
        fields: &'a [[u8; 4]],
        /// A number, a length and a text each; whole.
        texts: Reader<'a>,
    },
    Update {
        id: u32,
        fields: &'a [[u8; 4]],
    },
}

impl<'a> Record<'a> {
    /// Reads a record, and gives what is left after it.
    #[inline]
    fn read(mut body: Reader<'a>) -> Result<(Self, Reader<'a>), Problem> {
        let record = match body.u8() {
            Some(SNAPSHOT) => Self::snapshot(&mut body),
            Some(UPDATE) => Self::update(&mut body),
            Some(kind) => return Err(Problem::UnknownRecord { kind }),
            None => None,
        };
        Ok((record.ok_or(Problem::Truncated)?, body))
    }

    fn snapshot(body: &mut Reader<'a>) -> Option<Self> {
        let id = body.u32_be()?;
        let length = body.u8()?;
        let name = body.bytes(length.into())?;
        let fields = fields(body)?;
        let texts_count = body.u8()?;
        let texts = body.left();
        for _ in 0..texts_count {
            let _number = body.u8()?;
            let length = body.u8()?;
            body.bytes(length.into())?;
        }
        let texts = texts.get(..texts.len() - body.left().len())?;
        Some(Self::Snapshot {
            id,
            name,
            fields,
            texts: Reader::new(texts),
        })
    }

    #[inline]
    fn update(body: &mut Reader<'a>) -> Option<Self> {
        let id = body.u32_be()?;
        let fields = fields(body)?;
        Some(Self::Update { id, fields })
    }
}

#[inline]
fn fields<'a>(body: &mut Reader<'a>) -> Option<&'a [[u8; 4]]> {
    let count = body.u8()?;
    let (fields, _) = body.bytes(4 * usize::from(count))?.as_chunks();
    Some(fields)
}
