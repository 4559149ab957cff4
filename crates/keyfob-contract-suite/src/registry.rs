//! The registry: for each operation how its mock is set up and its call made, for each schema how it is decoded.
//!
//! Everything here names generated code, so that an operation, a credential, a parameter, a status or a header that is no
//! longer generated does not compile; what was never entered is found by `table`.

mod decoding;
mod moments;
mod outcome;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use httpmock::{Mock, MockServer, Then, When};
pub use keyfob_core::Secret;
use keyfob_core::{Api, Error, Handle, Refusal, Scheme};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use self::decoding::{receive, recode, refused};
pub use self::moments::{Moment, MomentInMilliseconds, MomentInNanoseconds};
pub use self::outcome::Outcome;
use crate::json::text;

/// The user of every credential of HTTP's `Basic` kind.
pub const USER: &str = "user@example.test";
/// The password.
pub const PASSWORD: &str = "correct horse";
/// Both as they travel.
pub const BASIC: &str = "Basic dXNlckBleGFtcGxlLnRlc3Q6Y29ycmVjdCBob3JzZQ==";

/// An operation.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its `operationId`.
    pub id: &'static str,
    /// The ways in: each the credentials that the typed mock was told to expect.
    pub alternatives: &'static [&'static [Named]],
    /// Path, query and header parameters, by their names on the wire.
    pub parameters: &'static [&'static str],
    /// The body's schema, or `bytes`.
    pub body: Option<Named>,
    /// Statuses, and the schemas of their bodies, or `bytes`.
    pub answers: &'static [(u16, Option<Named>)],
    /// The headers of its answers.
    pub headers: &'static [Named],
    /// Whether a success is read as it comes.
    pub streams: bool,
    /// The typed mock with everything expected, and an answer.
    pub mock: for<'s> fn(&'s MockServer, usize, &Sent, &Reply, &Meet<'_>) -> Mock<'s>,
    /// The typed mock with nothing expected but what it expects by itself.
    pub bare: for<'s> fn(&'s MockServer) -> Mock<'s>,
    /// The call of the client.
    pub call: fn(Handle, Sent) -> Calling,
}

/// A name in Rust, and that of the spec where it does not follow from it.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The name in generated code.
    pub rust: &'static str,
    /// The name in the spec.
    pub spec: Option<&'static str>,
}

impl Named {
    /// The name of a schema: in Rust the same.
    pub fn schema(self) -> &'static str {
        self.spec.unwrap_or(self.rust)
    }

    /// The name of a credential: `access_token` of the generated code is `accessToken` in the spec.
    pub fn credential(self) -> String {
        self.spec.map_or_else(|| camel(self.rust), str::to_owned)
    }

    /// The name of a header: `retry_after` of the generated code is `retry-after` on the wire.
    pub fn header(self) -> String {
        let name = self.spec.unwrap_or(self.rust).to_ascii_lowercase();
        match self.spec {
            Some(_) => name,
            None => name.replace('_', "-"),
        }
    }
}

/// A call under way.
pub type Calling = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// What to do with the untyped rest of a mock.
pub type Meet<'a> = dyn Fn(When, Then) + 'a;

/// A credential of the generated `credentials`.
#[derive(Clone, Copy)]
pub struct Held {
    /// Its name in the registry.
    pub name: Named,
    /// What the client generated of it.
    pub scheme: &'static Scheme,
    /// Whether it is a user and a password.
    pub is_pair: bool,
}

impl Held {
    /// Its name in the spec.
    pub fn name(&self) -> String {
        self.name.credential()
    }
}

/// A schema.
#[derive(Clone, Copy)]
pub struct Model {
    /// Its name in the spec.
    pub name: &'static str,
    /// The name of its type.
    pub rust: &'static str,
    /// Decodes and encodes, text to text: digits count.
    pub recode: Recode,
    /// Receives these bytes as the answer to an operation with this status.
    pub receive: Receive,
    /// How it describes itself.
    pub schema: fn() -> Value,
}

/// Decodes and encodes, text to text.
pub type Recode = fn(&str) -> Result<String, String>;

/// Receives bytes as the answer to an operation with this status.
pub type Receive = fn(&'static Api, &str, u16, &[u8]) -> Result<(), Error>;

/// The schema of an error, and what decodes an error's body and encodes it.
pub type Refused = (&'static str, fn(&Refusal) -> Result<String, String>);

impl Model {
    /// What is left of a value once its type has read it.
    ///
    /// # Errors
    /// What the type says of the value.
    pub fn kept(&self, value: &Value) -> Result<Value, String> {
        (self.recode)(&value.to_string()).map(|text| serde_json::from_str(&text).unwrap())
    }
}

/// What is sent: credentials by scheme, parameters and body by name.
#[derive(Clone, Default)]
pub struct Sent {
    /// Parameters by their names in Rust, which are unique, and the `body`.
    pub inputs: BTreeMap<String, Value>,
    /// A credential that has another value than usual.
    pub other: Option<String>,
}

impl Sent {
    /// The value of a credential: what means something in a query, and nothing that cannot stand in a cookie.
    pub fn secret(&self, scheme: &str) -> Secret {
        Secret::new(format!(
            "{scheme}/value+1&x={}",
            self.other.as_deref() == Some(scheme)
        ))
    }

    /// The password of a credential of HTTP's `Basic` kind.
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

/// What is answered.
#[derive(Clone, Default)]
pub struct Reply {
    /// The status of the typed method.
    pub status: u16,
    /// The body: `null` if there is none, a text for anything but JSON.
    pub body: Value,
    /// By their names on the wire, in lower case.
    pub headers: BTreeMap<String, String>,
}

impl Reply {
    /// The body as its type.
    pub fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body.to_string()).unwrap()
    }

    /// The body as bytes that are a text.
    pub fn text(&self) -> String {
        text(&self.body)
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        text + &first.map(String::from).unwrap_or_default() + letters.as_str()
    })
}

/// What a registry comes to that is asked for a status which its operation does not have.
pub fn no_mock(operation: &str, status: u16) -> ! {
    panic!("{operation} has no mock for {status}")
}
