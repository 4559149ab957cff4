//! From what came over the wire to an answer or an error.

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, HeaderMap, SET_COOKIE};
use tokio::time::Instant;

use crate::body::WholeBody;
use crate::decode::aside;
use crate::fault::{Author, Marks};
use crate::response::{Body, Parts};
use crate::retry::retry_after;
use crate::scrub::Scrubber;
use crate::transport::Answer;
use crate::{Api, Clock, Error, Operation, Placement, Response};

/// The longest answer that is held in memory. Longer ones are for operations that stream.
const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// How much is held of an error's body.
const LONGEST_ERROR: usize = 1024 * 1024;

/// What is needed to read an answer.
pub(crate) struct Receiver<'a> {
    pub(crate) api: &'static Api,
    pub(crate) operation: &'static Operation,
    pub(crate) scrubber: &'a Scrubber,
    /// When the call as a whole has to be over.
    pub(crate) deadline: Option<Instant>,
    /// Whether the body is wanted beside what is decoded.
    pub(crate) keeps_body: bool,
    pub(crate) clock: &'a Clock,
}

impl Receiver<'_> {
    /// Reads the answer of an operation that streams: not its body, if it is a success.
    pub(crate) async fn receive_streamed(
        &self,
        mut answer: reqwest::Response,
    ) -> Result<Response, Error> {
        let status = answer.status();
        if !(status.is_success() && self.operation.streams) {
            return self.receive(answer.into()).await;
        }
        let headers = concealed(self.api, std::mem::take(answer.headers_mut()));
        Ok(self.response(status, headers, Body::Stream(answer)))
    }

    /// Reads an answer, and finds out whether it is an error.
    pub(crate) async fn receive(&self, mut answer: Answer) -> Result<Response, Error> {
        let Self { api, operation, .. } = *self;
        let status = answer.status();
        if status.is_redirection() {
            let host = answer.redirect_host();
            let to = host.as_deref().unwrap_or("a place it does not name");
            return Err(Error::redirected(operation, status, to));
        }
        let headers = concealed(api, answer.take_headers());
        let bytes = match status.is_success() {
            true => whole(operation, answer).await?,
            false => beginning(answer).await,
        };
        let length = bytes.len();
        let look = move || {
            let mut marks = Marks::of(&api.faults);
            let body = WholeBody::watched(bytes, |name, rest| marks.see(name, rest));
            if status.is_success() && !marks.are_on(&body) {
                return (body, None);
            }
            let author = Author::of(body.trimmed());
            let fault = api.faults.read(body.text());
            let kind = api.faults.meaning(operation, status, &fault, author);
            (body, Some((author, fault, kind)))
        };
        let (body, found) = aside(operation, length, self.deadline, look).await?;
        let Some((author, fault, kind)) = found else {
            return Ok(self.response(status, headers, Body::Whole(body)));
        };
        let wait = retry_after(&headers, self.clock.now());
        Err(Error::refused(
            operation,
            status,
            fault.scrubbed(self.scrubber),
            kind,
            wait,
            body.bytes().clone(),
        )
        .with_excerpt(author, self.scrubber))
    }

    fn response(&self, status: StatusCode, headers: HeaderMap, body: Body) -> Response {
        Response(Box::new(Parts {
            api: self.api,
            operation: self.operation,
            status,
            headers,
            body,
            scrubber: self.scrubber.clone(),
            deadline: self.deadline,
            keeps_body: self.keeps_body,
        }))
    }
}

/// The headers, with those marked that may carry a token: `Debug` does not show them then.
fn concealed(api: &Api, mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        let credential = api.schemes.iter().any(|scheme| match scheme.placement {
            Placement::Header(header) => name.as_str().eq_ignore_ascii_case(header),
            _ => false,
        });
        if credential || [SET_COOKIE, AUTHORIZATION].contains(name) {
            value.set_sensitive(true);
        }
    }
    headers
}

async fn whole(operation: &'static Operation, mut answer: Answer) -> Result<Bytes, Error> {
    let too_long = || Error::TooLong {
        operation: operation.id,
        limit: LONGEST_BODY,
    };
    let length = answer.content_length();
    if length.is_some_and(|length| length > LONGEST_BODY as u64) {
        return Err(too_long());
    }
    // Most answers come in one piece, which is taken as it is.
    let mut first = Bytes::new();
    let mut body = BytesMut::new();
    while let Some(chunk) = answer
        .chunk()
        .await
        .map_err(|error| Error::interrupted(operation, &error))?
    {
        if first.len() + body.len() + chunk.len() > LONGEST_BODY {
            return Err(too_long());
        }
        if first.is_empty() && body.is_empty() {
            first = chunk;
            continue;
        }
        body.extend_from_slice(&std::mem::take(&mut first));
        body.extend_from_slice(&chunk);
    }
    match first.is_empty() {
        true => Ok(body.freeze()),
        false => Ok(first),
    }
}

/// What came of an error's body, up to a limit: its status counts even when its body does not arrive.
async fn beginning(mut answer: Answer) -> Bytes {
    let mut body = BytesMut::new();
    let length = answer.content_length();
    if length.is_some_and(|length| length > LONGEST_BODY as u64) {
        return Bytes::new();
    }
    while let Ok(Some(chunk)) = answer.chunk().await {
        let rest = LONGEST_ERROR - body.len();
        body.extend_from_slice(chunk.get(..rest).unwrap_or(&chunk));
        if body.len() == LONGEST_ERROR {
            break;
        }
    }
    body.freeze()
}
