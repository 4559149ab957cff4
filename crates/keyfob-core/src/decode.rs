//! From the bytes of a successful answer to a value of its type, or to what the answer says instead.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use tokio::time::timeout_at;

use crate::error::LIST;
use crate::fault::Author;
use crate::lenient::{Json, Proof, Report, is_object, trimmed, within};
use crate::response::{Body, Response};
use crate::{Api, Decode, Error, Operation, Refusal};

/// Answers longer than this are decoded on a thread of their own, so that others do not wait.
const LONG: usize = 256 * 1024;

/// Decodes a whole answer within the time that the call has left.
pub(crate) async fn decode_answer<T>(response: Response) -> Result<T, Error>
where
    T: DeserializeOwned + Send + 'static,
{
    let Response {
        api,
        operation,
        status,
        headers: _,
        body,
        scrubber,
        deadline,
    } = response;
    let bytes = match body {
        Body::Whole(bytes) => bytes,
        Body::Stream(rest) => rest
            .bytes()
            .await
            .map_err(|e| Error::interrupted(operation, &e))?,
    };
    let outcome = if bytes.len() < LONG {
        read(api, operation, &bytes)
    } else {
        let bytes = bytes.clone();
        let work = tokio::task::spawn_blocking(move || read(api, operation, &bytes));
        let done = match deadline {
            None => Ok(work.await),
            Some(deadline) => timeout_at(deadline, work).await,
        };
        match done {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Problem::Unreadable(Decode::plain("decoding was stopped"))),
            Err(_) => return Err(Error::stalled(operation)),
        }
    };
    outcome.map_err(|problem| match problem {
        Problem::Unreadable(decode) => Error::Undecodable {
            operation: operation.id,
            status,
            decode,
        },
        Problem::Unproved { member, text } => {
            let fault = api.faults.read_answer(&text, operation.answer);
            match api.faults.certain_meaning(operation, &fault) {
                Some(kind) => Error::refused(
                    operation,
                    status,
                    fault.scrubbed(&scrubber),
                    Some(kind),
                    None,
                    bytes,
                ),
                None => {
                    let fault = fault.scrubbed(&scrubber);
                    let mut said = Refusal::new(operation, status, fault, None, bytes, None);
                    said.set_excerpt(Author::Api, &scrubber);
                    Error::unproved(operation, member, said)
                }
            }
        }
    })
}

/// What is wrong with a success.
enum Problem {
    /// It is no JSON, or not of the type.
    Unreadable(Decode),
    /// It is JSON, but nothing in it shows that it is the answer that was asked for.
    Unproved { member: &'static str, text: String },
}

fn read<T: DeserializeOwned>(
    api: &Api,
    operation: &'static Operation,
    bytes: &Bytes,
) -> Result<T, Problem> {
    let json = Json::of(bytes);
    if json.too_deep {
        let decode = Decode::plain("it nests too deep");
        return Err(Problem::Unreadable(decode));
    }
    let proof = Proof {
        members: operation.answer,
        faults: &api.faults.names(),
    };
    let (decoded, report) = within(proof, || from_text(&json.text, trimmed(bytes)));
    tell(operation, &report, json.oddity);
    if let Some(why) = report.fatal {
        return Err(Problem::Unreadable(Decode::plain(why)));
    }
    let unproved = |member| Problem::Unproved {
        member,
        text: json.text.clone().into_owned(),
    };
    match (decoded, operation.answer.first()) {
        (Ok(_), None) if report.is_no_list => Err(unproved(LIST)),
        (Ok(_), Some(member)) if report.is_by_members && !report.is_proved => Err(unproved(member)),
        (Ok(value), _) => Ok(value),
        // An object in the place of a list says why there is none.
        (Err(_), None) if is_list::<T>() && json.text.starts_with('{') && is_whole(&json.text) => {
            Err(unproved(LIST))
        }
        (Err(decode), _) => Err(Problem::Unreadable(decode)),
    }
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
            operation = operation.id,
            left_out = report.left_out,
            wanted = report.wanted,
            oddity,
            "parts of an answer have another type or form than known, and were left out or mended"
        );
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
