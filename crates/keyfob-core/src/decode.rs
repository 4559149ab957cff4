//! From the bytes of a successful answer to a value of its type, or to what the answer says instead.

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use bytes::Bytes;
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};

use crate::body::WholeBody;
use crate::error::LIST;
use crate::fault::{Author, Fault};
use crate::lenient::{
    Json, Proof, Report, Spans, is_object, knowing, most_memory, read_sound, trimmed, within,
};
use crate::response::{Body, Parts, Response};
use crate::scrub::Scrubber;
use crate::{Api, Decode, Drift, Error, FaultKind, Operation, Refusal};

/// Answers longer than this are decoded on a thread of their own, so that others do not wait.
const LONG: usize = 256 * 1024;

/// A decoded answer, and what of it could not be read.
pub(crate) struct Decoded<T> {
    pub(crate) value: T,
    pub(crate) rows_left_out: usize,
    pub(crate) drift: Vec<Drift>,
}

/// Decodes a whole answer within the time that the call has left.
///
/// This is compiled anew for each type of an answer that a program asks for, so whatever does not need the type is elsewhere.
pub(crate) async fn decode_answer<T>(response: Response) -> Result<Decoded<T>, Error>
where
    T: DeserializeOwned + Send + 'static,
{
    let Parts {
        api,
        operation,
        status,
        body,
        scrubber,
        deadline,
        ..
    } = *response.0;
    let body = match body {
        Body::Whole(body) => body,
        Body::Stream(rest) => whole(operation, deadline, rest).await?,
    };
    let bytes = body.bytes().clone();
    let work = move || read(api, operation, body);
    let outcome = aside(operation, bytes.len(), deadline, work).await?;
    outcome.map_err(|problem| problem.told(operation, status, &scrubber, bytes))
}

/// A body that was to be a stream, and is read as a whole.
fn whole(
    operation: &'static Operation,
    deadline: Option<Instant>,
    rest: reqwest::Response,
) -> Boxed<Result<WholeBody, Error>> {
    Box::pin(async move {
        let rest = rest.bytes().await;
        let bytes = rest.map_err(|e| Error::interrupted(operation, &e))?;
        aside(operation, bytes.len(), deadline, || WholeBody::of(bytes)).await
    })
}

/// Does the work here if it is about few bytes, else on a thread of its own, so that other calls go on and the deadline holds.
pub(crate) async fn aside<T: Send + 'static>(
    operation: &'static Operation,
    length: usize,
    deadline: Option<Instant>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    if length < LONG {
        return Ok(work());
    }
    let done = on_a_thread(deadline, Box::new(|| Box::new(work()))).await;
    // Neither in time nor at all: what stopped it is told by its own panic.
    done.and_then(|done| done.downcast().ok())
        .map(|done| *done)
        .ok_or_else(|| Error::stalled(operation))
}

type Done = Box<dyn Any + Send>;

/// What tokio makes of work is much, and is made once in this way.
fn on_a_thread(
    deadline: Option<Instant>,
    work: Box<dyn FnOnce() -> Done + Send>,
) -> Boxed<Option<Done>> {
    let work = tokio::task::spawn_blocking(work);
    Box::pin(async move {
        match deadline {
            None => work.await.ok(),
            Some(deadline) => timeout_at(deadline, work).await.ok()?.ok(),
        }
    })
}

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What is wrong with a success.
enum Problem {
    /// It is no JSON, or not of the type.
    Unreadable(Decode),
    /// It is JSON, but nothing in it shows that it is the answer that was asked for.
    Unproved {
        member: &'static str,
        fault: Box<Fault>,
        /// What it certainly means, if the vendor's code or words tell.
        kind: Option<FaultKind>,
    },
}

impl Problem {
    fn told(
        self,
        operation: &'static Operation,
        status: StatusCode,
        scrubber: &Scrubber,
        bytes: Bytes,
    ) -> Error {
        match self {
            Self::Unreadable(decode) => Error::Undecodable {
                operation: operation.id,
                status,
                decode,
            },
            Self::Unproved {
                fault,
                kind: Some(kind),
                ..
            } => {
                let fault = fault.scrubbed(scrubber);
                Error::refused(operation, status, fault, Some(kind), None, bytes)
            }
            Self::Unproved { member, fault, .. } => {
                let fault = fault.scrubbed(scrubber);
                let mut said = Refusal::new(operation, status, fault, None, bytes, None);
                said.set_excerpt(Author::Api, scrubber);
                Error::unproved(operation, member, said)
            }
        }
    }
}

fn read<T: DeserializeOwned>(
    api: &'static Api,
    operation: &'static Operation,
    mut body: WholeBody,
) -> Result<Decoded<T>, Problem> {
    if body.is_too_deep() {
        let decode = Decode::plain("it nests too deep");
        return Err(Problem::Unreadable(decode));
    }
    let proof = Proof {
        members: operation.answer,
        faults: &fault_names(api),
        memory: most_memory(body.bytes().len()),
    };
    let spans = body.take_spans();
    let text = body.text();
    let (decoded, report) = within(proof, || plainly(text, body.is_sound(), spans));
    let (decoded, report) = match decoded {
        Some(decoded) => (Ok(decoded), report),
        // Once more, to tell where it went wrong.
        None => within(proof, || from_text(text, body.trimmed())),
    };
    tell(operation, &report, body.oddity());
    let is_list = decoded.is_err() && is_list::<T>();
    prove(api, operation, text, &report, decoded.is_ok(), is_list)?;
    let value = decoded.map_err(Problem::Unreadable)?;
    Ok(Decoded {
        value,
        rows_left_out: report.rows_left_out,
        drift: report.drift,
    })
}

/// Whether it is the answer that was asked for, as far as it shows without its type.
fn prove(
    api: &'static Api,
    operation: &'static Operation,
    text: &str,
    report: &Report,
    is_decoded: bool,
    is_list: bool,
) -> Result<(), Problem> {
    if let Some(why) = report.fatal {
        return Err(Problem::Unreadable(Decode::plain(why)));
    }
    // An empty list beside a fault is none.
    let is_proved = || report.is_proved || (report.is_empty && !api.faults.speaks_against(text));
    let member = match operation.answer.first() {
        None if is_decoded && report.is_no_list => LIST,
        // An object in the place of a list says why there is none.
        None if is_list && text.starts_with('{') && is_whole(text) => LIST,
        Some(member) if is_decoded && report.is_by_members && !is_proved() => member,
        _ => return Ok(()),
    };
    let fault = api.faults.read_answer(text, operation.answer);
    Err(Problem::Unproved {
        member,
        kind: api.faults.certain_meaning(operation, &fault),
        fault: Box::new(fault),
    })
}

/// The names in which this API's errors tell what they are, kept for the API that was asked for last on this thread.
fn fault_names(api: &'static Api) -> Rc<[&'static str]> {
    type Kept = Option<(&'static Api, Rc<[&'static str]>)>;
    thread_local! {
        static KEPT: RefCell<Kept> = const { RefCell::new(None) };
    }
    KEPT.with_borrow_mut(|kept| match kept {
        Some((of, names)) if std::ptr::eq(*of, api) => Rc::clone(names),
        _ => {
            let names: Rc<[_]> = api.faults.names().into();
            *kept = Some((api, Rc::clone(&names)));
            names
        }
    })
}

/// Whether the type is that of a list: it takes an empty one, and no object.
fn is_list<T: DeserializeOwned>() -> bool {
    serde_json::from_str::<T>("[]").is_ok() && serde_json::from_str::<T>("{}").is_err()
}

fn is_whole(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// One event for all that was odd in an answer.
fn tell(operation: &Operation, report: &Report, oddity: Option<&'static str>) {
    if report.left_out > 0 || oddity.is_some() {
        tracing::warn!(
            keyfob.operation = operation.id,
            keyfob.drift.left_out = report.left_out,
            keyfob.drift.expected = report.wanted,
            keyfob.drift.oddity = oddity,
            "parts of an answer have another type or form than known, and were left out or mended"
        );
    }
}

impl WholeBody {
    /// Decodes it as [`decode`] does.
    pub(crate) fn decode<T: DeserializeOwned>(&self) -> Result<T, Decode> {
        match self.is_too_deep() {
            true => Err(Decode::plain("it nests too deep")),
            false => from_text(self.text(), self.trimmed()),
        }
    }
}

/// Decodes JSON; what is wrong is told by place, never by value.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Decode> {
    let json = Json::of(bytes);
    match json.too_deep {
        true => Err(Decode::plain("it nests too deep")),
        false => from_text(&json.text, trimmed(bytes)),
    }
}

/// Decodes JSON, and does not tell what is wrong.
fn plainly<T: DeserializeOwned>(text: &str, is_sound: bool, spans: Spans) -> Option<T> {
    // serde would take a list for an object.
    match text.starts_with('[') && is_object::<T>() {
        true => None,
        false if is_sound => knowing(text, spans, || read_sound(text)),
        false => serde_json::from_str(text).ok(),
    }
}

fn from_text<T: DeserializeOwned>(text: &str, bytes: &[u8]) -> Result<T, Decode> {
    // serde would take a list for an object, member by member in the order in which the type has them.
    if text.starts_with('[') && is_object::<T>() {
        let error = serde::de::Error::custom("a list in the place of an object");
        return Err(Decode::new(".".to_owned(), &error, bytes));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| Decode::new(error.path().to_string(), error.inner(), bytes))?;
    reader
        .end()
        .map_err(|error| Decode::new(".".to_owned(), &error, bytes))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::Repeat;

    static PROBE: Operation = Operation::plain("probe", reqwest::Method::GET, "/", Repeat::Safe);

    /// On a runtime with one thread: were it done here, nobody could let it go on.
    #[tokio::test]
    async fn long_work_leaves_others_alone() {
        let (sender, receiver) = mpsc::channel();
        let work = move || receiver.recv_timeout(Duration::from_secs(20)).is_ok();
        let other = tokio::spawn(async move { sender.send(()) });
        assert!(aside(&PROBE, LONG, None, work).await.unwrap());
        other.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn long_work_is_over_when_the_call_has_to_be() {
        let (sender, receiver) = mpsc::channel::<()>();
        let work = move || receiver.recv_timeout(Duration::from_secs(20)).is_ok();
        let deadline = Instant::now() + Duration::from_millis(20);
        let error = aside(&PROBE, LONG, Some(deadline), work).await.unwrap_err();
        assert!(
            matches!(&error, Error::Interrupted(i) if i.is_timeout()),
            "{error:?}"
        );
        drop(sender);
    }
}
