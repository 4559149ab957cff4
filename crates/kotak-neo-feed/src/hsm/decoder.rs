//! The state of a line: its topics, and what is to be acknowledged.

use std::collections::HashSet;

use crate::hsm::control::answer;
use crate::hsm::record::{Record, begins_record};
use crate::hsm::state::{State, scale_mask};
use crate::hsm::{Control, MAX_CHANNELS, MAX_TOPICS_PER_CHANNEL, Topic, Update};
use crate::reader::Reader;
use crate::table::Table;
use crate::{Problem, Sink};

/// As many topics as can be subscribed to, of three kinds.
const MAX_TOPICS: usize = 3 * MAX_CHANNELS * MAX_TOPICS_PER_CHANNEL;

/// Decodes the frames of one line. What it knows ends with the line: begin the next with a new one.
#[derive(Default)]
pub struct Decoder {
    topics: Table<u32, Box<State>>,
    /// Whether topics among them may be forgotten.
    has_unsubscribed: bool,
    ack_interval: u64,
    unacknowledged: u64,
}

impl Decoder {
    /// A decoder for a new line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that the server was told to end these subscriptions. What still comes of them is told; once there is no room for other
    /// topics, they are forgotten.
    pub fn unsubscribed<'a>(&mut self, topics: impl IntoIterator<Item = &'a Topic>) {
        let topics: HashSet<_> = topics.into_iter().collect();
        for state in self.topics.values_mut() {
            if !state.is_unsubscribed && topics.contains(&state.topic) {
                state.is_unsubscribed = true;
                self.has_unsubscribed = true;
            }
        }
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
                Ok((record, end)) if told_end.map(<[u8]>::len) == Some(end.left().len()) => {
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
                    self.leave_out(&record);
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
    fn leave_out(&mut self, record: &Record<'_>) {
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
                let Some(mut state) = State::introduced(name, texts) else {
                    return visit(Err(Problem::InvalidTopic));
                };
                if self.topics.len() >= MAX_TOPICS && self.has_unsubscribed {
                    self.topics.retain(|_, state| !state.is_unsubscribed);
                    self.has_unsubscribed = false;
                }
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
