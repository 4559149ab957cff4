//! The tables that the generator writes from a spec, one [`Api`] a crate.

use std::time::Duration;

use reqwest::Method;

/// Everything about a vendor's API that is not in the types.
#[derive(Debug)]
pub struct Api {
    /// The spec's and the crate's name.
    pub name: &'static str,
    /// Hosts that credentials may go to: exact names, or `*.example.com` for any below it.
    pub hosts: &'static [&'static str],
    /// The document's servers; the first is the default.
    pub servers: &'static [Server],
    /// Every credential that the API knows.
    pub schemes: &'static [&'static Scheme],
    /// Every operation, in the order of the spec.
    pub operations: &'static [Operation],
    /// How to read an error.
    pub faults: FaultShape,
    /// How often it may be called, as far as that is known.
    pub limits: &'static [RateLimit],
}

impl Api {
    /// The operation with this `operationId`.
    pub fn operation(&self, id: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The names of the environments, in the order of the spec.
    pub fn variants(&self) -> impl Iterator<Item = &'static str> {
        self.servers.iter().map(|server| server.variant)
    }
}

/// Where an environment lives.
#[derive(Debug)]
pub struct Server {
    /// The environment's name, such as `production`.
    pub variant: &'static str,
    /// The URL, without a slash at its end. `{name}` stands for a variable.
    pub url: &'static str,
    /// The variables of the URL and what they are until somebody sets them.
    pub variables: &'static [(&'static str, &'static str)],
    /// Fixed headers that are other here than elsewhere; `None` takes one away.
    pub headers: &'static [(&'static str, Option<&'static str>)],
}

/// A kind of credential: a security scheme of the spec.
#[derive(Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme's name in the spec.
    pub name: &'static str,
    /// Where it goes in a request.
    pub placement: Placement,
}

/// Where a credential goes in a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Placement {
    /// `Authorization: Bearer VALUE`
    Bearer,
    /// `Authorization: Basic base64(USER:PASSWORD)`
    Basic,
    /// A header of its own.
    Header(&'static str),
    /// A parameter of the query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
}

/// One operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path's template, under the server's URL.
    pub path: &'static str,
    /// The operation's own servers; empty means the document's.
    pub servers: &'static [Server],
    /// Alternatives, each a list of credentials that go together. No alternative means none is needed.
    pub security: &'static [&'static [&'static Scheme]],
    /// Whether it may be sent again.
    pub repeat: Repeat,
    /// Which secret it puts to the test, if any.
    pub proves: Option<Proves>,
    /// Headers that the vendor's own client sends along.
    pub headers: &'static [(&'static str, &'static str)],
    /// The names of the members of its request that are secret.
    pub secrets: &'static [&'static str],
    /// Members of its request that go to some environments only.
    pub members: &'static [(&'static str, &'static [&'static str])],
    /// Whether a body of which nothing is set is not sent at all.
    pub optional_body: bool,
    /// Whether the answer is a stream of bytes.
    pub streams: bool,
    /// The members of which one shows that a success is the answer that was asked for. None: nothing is asked of it.
    pub answer: &'static [&'static str],
}

impl Operation {
    /// One that needs no credentials, has neither headers nor servers of its own, and asks nothing of its answer.
    #[doc(hidden)]
    pub const fn plain(
        id: &'static str,
        method: Method,
        path: &'static str,
        repeat: Repeat,
    ) -> Self {
        Self {
            id,
            method,
            path,
            servers: &[],
            security: &[],
            repeat,
            proves: None,
            headers: &[],
            secrets: &[],
            members: &[],
            optional_body: false,
            streams: false,
            answer: &[],
        }
    }
}

/// Whether an operation may be sent again after it may have arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It changes nothing.
    Safe,
    /// Twice is the same as once.
    Idempotent,
    /// Only when it was certainly not sent.
    Never,
}

/// The secret that an operation puts to the test: it decides what a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proves {
    /// The application's keys.
    Application,
    /// The user's password.
    Password,
    /// A second factor: one-time code, PIN, one-time token.
    Code,
    /// The solution of a captcha.
    Captcha,
}

/// How often some of an API's operations may be called.
#[derive(Debug)]
pub struct RateLimit {
    /// What it is called in the spec.
    pub name: &'static str,
    /// At most so many calls ...
    pub calls: u32,
    /// ... in any stretch of so much time.
    pub per: Duration,
    /// The operations that count; empty: all.
    pub operations: &'static [&'static str],
    /// The environments where it holds; empty: all.
    pub variants: &'static [&'static str],
    /// The credential whose user the vendor counts by. None: each session counts by itself.
    pub user: Option<&'static Scheme>,
}

/// How the vendor's errors look: JSON pointers, and what the codes mean.
#[derive(Debug)]
pub struct FaultShape {
    /// Where the code is; the first pointer that leads to a string or number counts.
    pub code: &'static [&'static str],
    /// Where the message is, likewise.
    pub message: &'static [&'static str],
    /// Messages that say nothing: another one is taken where there is one.
    pub vague: &'static [&'static str],
    /// A 2xx answer with one of these is an error nevertheless.
    pub in_success: &'static [FaultMark],
    /// The meaning of codes and words; the first match counts.
    pub meanings: &'static [FaultMeaning],
}

/// What gives an error inside a 2xx answer away.
#[derive(Debug)]
pub struct FaultMark {
    /// JSON pointer.
    pub at: &'static str,
    /// The text that must be there, any case; `None`: anything but null, `""` and `false`.
    pub equals: Option<&'static str>,
}

/// What some of the vendor's codes or words mean.
#[derive(Debug)]
pub struct FaultMeaning {
    /// The meaning.
    pub kind: FaultKind,
    /// Codes that have it.
    pub codes: &'static [&'static str],
    /// Words in the message that tell it, any case.
    pub says: &'static [&'static str],
    /// HTTP statuses that have it, in operations that put no secret to the test or one of `proves`, and where the API itself
    /// answers: a page of HTML is somebody else's.
    pub statuses: &'static [u16],
    /// Whether a status has it only where the vendor tells no code.
    pub without_code: bool,
    /// Only in operations that put one of these to the test; empty: in all.
    pub proves: &'static [Proves],
    /// Only in these operations; empty: in all.
    pub operations: &'static [&'static str],
}

/// What a refusal means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The application's key or token was not accepted.
    ApplicationRefused,
    /// The password is wrong.
    WrongPassword,
    /// The code, PIN or one-time token is wrong or has expired.
    WrongCode,
    /// A captcha has to be solved first.
    Captcha,
    /// The account is locked, suspended or closed.
    Locked,
    /// Too many calls.
    RateLimited,
    /// There is no session, or it has ended.
    SessionEnded,
    /// The vendor's service, or one behind it, is down.
    Unavailable,
    /// There is nothing to answer with.
    NoData,
    /// An order with the same tag was taken before.
    DuplicateTag,
    /// The application's token, which lives for an hour or so, has ended.
    ApplicationTokenEnded,
    /// None of the others: the vendor's words tell what it is.
    Refused,
}
