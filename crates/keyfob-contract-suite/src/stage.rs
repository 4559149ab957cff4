//! A mock server, and the clients that talk to it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use httpmock::MockServer;
use keyfob_codegen::model::Operation;
use keyfob_core::{Error, Handle, RateLimits, Retry, Settings};
use serde_json::Value;

use crate::registry::{Outcome, Reply, Sent};
use crate::spec::schema;
use crate::variations::variations;
use crate::vendor::Vendor;
use crate::wire::Wire;

/// One vendor, its mock server, and a session in each of its environments.
pub struct Stage<'v> {
    /// The vendor.
    pub vendor: &'v Vendor,
    /// The mock server.
    pub server: MockServer,
    sessions: Mutex<BTreeMap<String, Handle>>,
}

/// A call: an operation, the way in, and what goes out.
pub struct Call<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// The place of the way in among the operation's.
    pub way: usize,
    /// The credentials that the session holds.
    pub held: Vec<String>,
    /// What goes out.
    pub sent: Sent,
}

/// What the mock answers.
pub struct Answer {
    /// What the typed method is given.
    pub reply: Reply,
    /// The body is sent as it is written in the spec, not as its type encodes it.
    pub as_written: bool,
    /// Another status than the typed method's.
    pub status: Option<u16>,
}

impl<'v> Stage<'v> {
    /// Starts a mock server.
    pub async fn of(vendor: &'v Vendor) -> Self {
        let server = MockServer::start_async().await;
        let sessions = vendor.described.variants().into_iter().map(|variant| {
            let settings = Settings::default()
                .with_retry(Retry::never())
                .with_rate_limits(RateLimits::none());
            let settings = settings
                .with_variant(variant)
                .with_origin(server.base_url());
            (
                variant.to_owned(),
                Handle::new(vendor.api, settings).unwrap(),
            )
        });
        let sessions = Mutex::new(sessions.collect());
        Self {
            vendor,
            server,
            sessions,
        }
    }

    /// The session in the first environment that has the whole of this operation.
    pub fn session(&self, operation: &Operation) -> Handle {
        self.sessions.lock().unwrap()[self.vendor.described.home(operation)].clone()
    }

    /// Another one: "too many calls" slows all of a session.
    fn renew(&self, operation: &Operation) {
        let settings = self.session(operation).settings().clone();
        let session = Handle::new(self.vendor.api, settings).unwrap();
        let home = self.vendor.described.home(operation).to_owned();
        self.sessions.lock().unwrap().insert(home, session);
    }

    /// Every call that an operation's ways in, examples and parameters make. The first is whole, with every credential there
    /// is; the last holds what its way in asks for.
    pub fn calls<'a>(&self, operation: &'a Operation) -> Vec<Call<'a>> {
        let bodies = self.vendor.described.requests(operation);
        let ways = self.vendor.ways(operation);
        let call = |(way, held): &(usize, Vec<String>), sent| Call {
            operation,
            way: *way,
            held: held.clone(),
            sent,
        };
        let mut calls: Vec<Call<'a>> = Vec::new();
        for way in &ways {
            let sent = bodies
                .iter()
                .map(|(_, body)| self.vendor.sent(operation, body));
            calls.extend(sent.map(|sent| call(way, sent)));
        }
        let others = variations(self.vendor, operation, &calls[0].sent);
        calls.splice(1..1, others.into_iter().map(|sent| call(&ways[0], sent)));
        calls
    }

    /// Makes a call against its typed mock, which takes this one request and no other.
    pub async fn play(&self, call: &Call<'_>, answer: &Answer) -> Outcome {
        let Call {
            operation,
            way,
            sent,
            ..
        } = call;
        let variant = self.vendor.described.home(operation);
        let expected = Wire::expected(&self.vendor.described, operation, variant, *way, sent);
        let came = Arc::new(Mutex::new(None));
        let entry = self.vendor.entry(&operation.id);
        let mut mock = (entry.mock)(&self.server, *way, sent, &answer.reply, &|when, then| {
            let (expected, came) = (expected.clone(), came.clone());
            when.is_true(move |request| {
                let wire = Wire::of(request);
                let is_expected = wire == expected;
                *came.lock().unwrap() = Some(wire);
                is_expected
            });
            let then = if answer.as_written {
                then.body(answer.reply.body.to_string())
            } else {
                then
            };
            if let Some(status) = answer.status {
                then.status(status);
            }
        });
        let outcome = self.call(call).await;
        let (calls, came) = (mock.calls(), came.lock().unwrap().take());
        mock.delete();
        assert_eq!(
            came,
            Some(expected),
            "{}: {outcome:?}",
            self.name(operation)
        );
        assert_eq!(
            calls,
            1,
            "{}: the typed mock was not met: {outcome:?}",
            self.name(operation)
        );
        outcome
    }

    /// Makes a call against whatever the server has.
    pub async fn call(&self, call: &Call<'_>) -> Outcome {
        let session = self.session(call.operation);
        self.vendor.hold(session.credentials(), &call.held);
        let outcome =
            (self.vendor.entry(&call.operation.id).call)(session, call.sent.clone()).await;
        if let Outcome::Failed(Error::RateLimited(_)) = outcome {
            self.renew(call.operation);
        }
        outcome
    }

    /// Every answer that the spec shows for an operation, in both spellings.
    pub fn answers(&self, operation: &Operation) -> Vec<(String, Answer)> {
        let described = &self.vendor.described;
        let answers = operation.answers.iter().flat_map(|answer| {
            let examples = described.answers(operation, answer.status).into_iter();
            examples.flat_map(move |(name, body)| {
                let headers = answer.headers.iter();
                let headers = headers.map(|header| {
                    let value = described.header(operation, answer.status, header);
                    (header.to_ascii_lowercase(), value)
                });
                let reply = Reply {
                    status: answer.status,
                    body,
                    headers: headers.collect(),
                };
                // Bytes have one spelling.
                let spellings = if schema(&answer.content).is_some() {
                    vec![false, true]
                } else {
                    vec![false]
                };
                spellings.into_iter().map(move |as_written| {
                    (
                        name.clone(),
                        Answer {
                            reply: reply.clone(),
                            as_written,
                            status: None,
                        },
                    )
                })
            })
        });
        answers.collect()
    }

    /// The names of vendor and operation.
    pub fn name(&self, operation: &Operation) -> String {
        format!("{} {}", self.vendor.api.name, operation.id)
    }
}

/// The texts at the pointers of `x-faults`: the first that is a string or a number.
pub fn pointed(body: &Value, pointers: &[String]) -> Option<String> {
    pointers
        .iter()
        .find_map(|pointer| match body.pointer(pointer)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
}
