//! What a user adds to requests, and how a user watches them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};

use crate::{Api, Error, Placement};

/// Looks on at requests and answers, and adds headers of its own: for a gateway's key, a request's id, metrics, an audit log.
///
/// It is called for each attempt, repeated ones too, on the task that sends; it must not wait for anything. It never sees a body, a URL or a
/// credential: the credentials come to the request after it.
///
/// A closure that takes both arguments of [`Hook::before`] is a hook.
///
/// ```
/// use keyfob_core::{Attempt, AttemptEnd, Hook, Settings};
///
/// struct Metrics;
///
/// impl Hook for Metrics {
///     fn after(&self, attempt: &Attempt<'_>, end: &AttemptEnd<'_>) {
///         println!("{} {:?} {:?}", attempt.operation(), end.status(), end.elapsed());
///     }
/// }
///
/// let settings = Settings::default()
///     .with_hook(Metrics)
///     .with_hook(|attempt: &Attempt<'_>, headers: &mut reqwest::header::HeaderMap| {
///         headers.insert("x-attempt", attempt.number().into());
///     });
/// # let _ = settings;
/// ```
pub trait Hook: Send + Sync {
    /// Before an attempt is sent. What is put into `headers`, which are empty, goes with it, in place of a fixed header of the spec
    /// or of [`Settings::with_header`](crate::Settings::with_header) of the same name.
    ///
    /// Names that [`Settings::with_header`](crate::Settings::with_header) refuses end the call with [`Error::InvalidInput`].
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// After an attempt: its answer was read, it failed, or the call was given up.
    fn after(&self, attempt: &Attempt<'_>, end: &AttemptEnd<'_>) {
        let _ = (attempt, end);
    }
}

impl<F: Fn(&Attempt<'_>, &mut HeaderMap) + Send + Sync> Hook for F {
    fn before(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        self(attempt, headers);
    }
}

/// One attempt at a call.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    pub(crate) api: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) number: u32,
}

impl Attempt<'_> {
    /// The API's name, such as `kotak-neo`.
    pub fn api(&self) -> &'static str {
        self.api
    }

    /// The operation, by its `operationId`; `request` for one of [`Handle::request`](crate::Handle::request).
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        self.method
    }

    /// The template of the path, such as `/files/{id}`.
    pub fn path(&self) -> &str {
        self.path
    }

    /// 1 for the first attempt of a call.
    pub fn number(&self) -> u32 {
        self.number
    }
}

/// How an attempt ended.
#[derive(Debug)]
pub struct AttemptEnd<'a> {
    pub(crate) status: Option<StatusCode>,
    pub(crate) error: Option<&'a Error>,
    pub(crate) elapsed: Duration,
}

impl AttemptEnd<'_> {
    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Why it failed. With a status and no error, the answer is a success as far as status and faults tell; it is not decoded yet. With
    /// neither, the call was given up meanwhile, by its caller or by the time-out of the whole call.
    pub fn error(&self) -> Option<&Error> {
        self.error
    }

    /// How long it took, from sending to the last byte of the answer, or to its head where the answer is streamed.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// The hooks of some settings.
#[derive(Clone, Default)]
pub(crate) struct Hooks(Vec<Arc<dyn Hook>>);

impl Hooks {
    pub(crate) fn push(&mut self, hook: impl Hook + 'static) {
        self.0.push(Arc::new(hook));
    }

    /// The headers that they add.
    ///
    /// # Errors
    /// If one of them is not theirs to set.
    pub(crate) fn before(&self, api: &Api, attempt: &Attempt<'_>) -> Result<HeaderMap, Error> {
        let mut all = HeaderMap::new();
        for hook in &self.0 {
            let mut headers = HeaderMap::new();
            hook.before(attempt, &mut headers);
            merge(&mut all, headers);
        }
        for (name, value) in &mut all {
            if let Some(why) = reserved(api, name) {
                let operation = attempt.operation;
                return Err(Error::InvalidInput(format!(
                    "{operation}: a hook sets the header `{name}`, which {why}; nothing was sent"
                )));
            }
            value.set_sensitive(true);
        }
        Ok(all)
    }

    pub(crate) fn after(&self, attempt: &Attempt<'_>, end: &AttemptEnd<'_>) {
        for hook in &self.0 {
            hook.after(attempt, end);
        }
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.len().fmt(f)
    }
}

/// Puts headers in the place of those of the same names.
pub(crate) fn merge(into: &mut HeaderMap, headers: HeaderMap) {
    let mut last = None;
    for (name, value) in headers {
        // A name is told with its first value only.
        match (name, &last) {
            (Some(name), _) => {
                into.insert(name.clone(), value);
                last = Some(name);
            }
            (None, Some(name)) => drop(into.append(name.clone(), value)),
            (None, None) => {}
        }
    }
}

/// The headers that a user adds to every request, as they can be sent.
///
/// # Errors
/// [`Error::Settings`] names what cannot be a header, or is not the user's to set.
pub(crate) fn own_headers(api: &Api, headers: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut all = HeaderMap::new();
    for (name, value) in headers {
        let shown = name.escape_debug();
        let known = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Error::settings(format!("`{shown}` cannot be the name of a header")))?;
        if let Some(why) = reserved(api, &known) {
            return Err(Error::settings(format!(
                "the header `{known}` {why}: it cannot be added to every request"
            )));
        }
        let mut value = HeaderValue::from_str(value).map_err(|_| {
            Error::settings(format!(
                "the header `{known}` has characters that cannot be sent, such as a line break"
            ))
        })?;
        // It may be a gateway's key.
        value.set_sensitive(true);
        all.append(known, value);
    }
    Ok(all)
}

/// Why a user must not set this header by hand, if so.
pub(crate) fn reserved(api: &Api, name: &HeaderName) -> Option<&'static str> {
    if is_credential(api, name) {
        return Some("carries a credential, which is held by the session alone");
    }
    if is_framing(name) {
        return Some("belongs to the connection or says how the body is sent");
    }
    match name.as_str() {
        "content-type" | "content-encoding" => Some("says what the request's own body is"),
        "accept-encoding" => Some("asks for answers that are packed, which are not unpacked"),
        _ => None,
    }
}

/// Whether a header of this name carries a credential, of this API or of HTTP's own kinds.
pub(crate) fn is_credential(api: &Api, name: &HeaderName) -> bool {
    let mut schemes = api.schemes.iter();
    let is_schemes = schemes.any(|scheme| match scheme.placement {
        Placement::Header(header) => name.as_str().eq_ignore_ascii_case(header),
        _ => false,
    });
    is_schemes
        || matches!(
            name.as_str(),
            "authorization" | "proxy-authorization" | "cookie"
        )
}

/// Whether it is about the connection, or where a message ends.
pub(crate) fn is_framing(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "host"
            | "content-length"
            | "transfer-encoding"
            | "connection"
            | "keep-alive"
            | "proxy-connection"
            | "te"
            | "trailer"
            | "upgrade"
            | "expect"
    )
}
