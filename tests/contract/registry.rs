//! The registry: for each operation how its mock is set up and its call made, for each schema how it is decoded.
//!
//! Everything here names generated code, so that an operation, a credential, a parameter, a status or a header that is no
//! longer generated does not compile; what was never entered is found by `table`.

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use httpmock::{Mock, MockServer, Then, When};
use keyfob_core::{
    Api, ByteStream, Error, Handle, OffsetDateTime, Refusal, ResponseValue, Scheme, Secret,
};
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::contract::json::text;

/// The user of every credential of HTTP's `Basic` kind, its password, and both as they travel.
pub const USER: &str = "user@example.test";
pub const PASSWORD: &str = "correct horse";
pub const BASIC: &str = "Basic dXNlckBleGFtcGxlLnRlc3Q6Y29ycmVjdCBob3JzZQ==";

/// An operation.
pub struct Entry {
    pub id: &'static str,
    /// The ways in: each the credentials that the typed mock was told to expect.
    pub alternatives: Vec<Vec<String>>,
    /// Path, query and header parameters, by their names on the wire.
    pub parameters: Vec<&'static str>,
    /// The body's schema, or `bytes`.
    pub body: Option<&'static str>,
    /// Statuses, and the schemas of their bodies, or `bytes`.
    pub answers: Vec<(u16, Option<&'static str>)>,
    pub headers: Vec<&'static str>,
    /// Whether a success is read as it comes.
    pub streams: bool,
    /// The typed mock with everything expected, and an answer.
    pub mock: for<'s> fn(&'s MockServer, usize, &Sent, &Reply, &Meet<'_>) -> Mock<'s>,
    /// The typed mock with nothing expected but what it expects by itself.
    pub bare: for<'s> fn(&'s MockServer) -> Mock<'s>,
    pub call: fn(Handle, Sent) -> Calling,
}

/// A call under way.
pub type Calling = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// What to do with the untyped rest of a mock.
pub type Meet<'a> = dyn Fn(When, Then) + 'a;

/// A credential of the generated `credentials`.
pub struct Held {
    pub name: String,
    pub scheme: &'static Scheme,
    pub is_pair: bool,
}

/// A schema.
pub struct Model {
    pub name: &'static str,
    /// Decodes and encodes, text to text: digits count.
    pub recode: Recode,
    /// Receives these bytes as the answer to an operation with this status.
    pub receive: Receive,
    pub schema: fn() -> Value,
}

pub type Recode = fn(&str) -> Result<String, String>;

pub type Receive = fn(&'static Api, &str, u16, &[u8]) -> Result<(), Error>;

/// The schema of an error, and what decodes an error's body and encodes it.
pub type Refused = (&'static str, fn(&Refusal) -> Result<String, String>);

impl Model {
    /// What is left of a value once its type has read it.
    pub fn kept(&self, value: &Value) -> Result<Value, String> {
        (self.recode)(&value.to_string()).map(|text| serde_json::from_str(&text).unwrap())
    }
}

/// What is sent: credentials by scheme, parameters and body by name.
#[derive(Clone, Default)]
pub struct Sent {
    pub inputs: BTreeMap<String, Value>,
    /// A credential that has another value than usual.
    pub other: Option<String>,
}

impl Sent {
    pub fn secret(&self, scheme: &str) -> Secret {
        Secret::new(format!(
            "{scheme}/value+1 = {}",
            self.other.as_deref() == Some(scheme)
        ))
    }

    pub fn password(&self, scheme: &str) -> Secret {
        Secret::new(if self.other.as_deref() == Some(scheme) {
            "wrong"
        } else {
            PASSWORD
        })
    }

    /// A parameter or the body, unless it is left out.
    pub fn input<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value = self.inputs.get(name)?;
        let typed = serde_json::from_str(&value.to_string());
        Some(typed.unwrap_or_else(|why| panic!("{name} cannot be {value}: {why}")))
    }
}

/// A point in time that is sent as a parameter.
pub struct Moment(OffsetDateTime);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        keyfob_core::timestamp::seconds::deserialize(deserializer).map(Self)
    }
}

impl From<Moment> for OffsetDateTime {
    fn from(moment: Moment) -> Self {
        moment.0
    }
}

impl From<&Moment> for OffsetDateTime {
    fn from(moment: &Moment) -> Self {
        moment.0
    }
}

/// What is answered.
#[derive(Clone, Default)]
pub struct Reply {
    pub status: u16,
    pub body: Value,
    /// By the names of the typed methods.
    pub headers: BTreeMap<String, String>,
}

impl Reply {
    pub fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body.to_string()).unwrap()
    }

    pub fn text(&self) -> String {
        text(&self.body)
    }
}

/// What the call came to.
#[derive(Debug)]
pub enum Outcome {
    Answered {
        status: u16,
        headers: HeaderMap,
        body: Value,
    },
    Failed(Error),
}

impl Outcome {
    pub fn of<T: Serialize>(result: Result<ResponseValue<T>, Error>) -> Self {
        result.map_or_else(Self::Failed, |answer| {
            let body = serde_json::to_string(&*answer).unwrap();
            Self::Answered {
                status: answer.status().as_u16(),
                headers: answer.headers().clone(),
                body: serde_json::from_str(&body).unwrap(),
            }
        })
    }

    /// Bytes are read to their end, and are a text.
    pub async fn read(result: Result<ResponseValue<ByteStream>, Error>) -> Self {
        let answer = match result {
            Err(error) => return Self::Failed(error),
            Ok(answer) => answer,
        };
        let (status, headers) = (answer.status(), answer.headers().clone());
        match collected(answer.into_inner()).await {
            Err(error) => Self::Failed(error),
            Ok(bytes) => Self::Answered {
                status: status.as_u16(),
                headers,
                body: String::from_utf8(bytes).unwrap().into(),
            },
        }
    }
}

async fn collected(mut stream: ByteStream) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

/// `access_token` of the generated code is `accessToken` in the spec.
pub fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        text + &word[..1].to_uppercase() + &word[1..]
    })
}

pub fn recode<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

pub fn receive<T: DeserializeOwned + Send + 'static>(
    api: &'static Api,
    operation: &str,
    status: u16,
    body: &[u8],
) -> Result<(), Error> {
    let received = pin!(keyfob_core::fuzz::receive::<T>(
        api, operation, status, body
    ));
    match received.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.map(drop),
        Poll::Pending => panic!("short answers wait for nothing"),
    }
}

pub fn refused<T: DeserializeOwned + Serialize>(refusal: &Refusal) -> Result<String, String> {
    let value: T = refusal.decode().map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
