//! The credentials of one session, by security scheme.

mod closing;
mod install;
mod place;
mod user;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderValue;
use secrecy::zeroize::Zeroizing;
use tokio::sync::Notify;

use crate::{Error, Operation, Scheme, Secret};

pub use closing::Closing;
#[doc(hidden)]
pub use place::basic;

/// What a session holds and sends: passwords, tokens, keys and the identity that goes with them.
///
/// Generated crates list their schemes in a module `credentials`. All calls of a session share them. Once they are cleared,
/// or closed for a logout, no call sends them any more, not even one that was waiting to be sent again.
#[derive(Default)]
pub struct Credentials {
    held: RwLock<Arc<Held>>,
    ended: Notify,
    /// How many requests with credentials are being sent.
    under_way: AtomicUsize,
    sent: Notify,
    /// The newest revision that the vendor has taken, and one more; 0 before any.
    proved: AtomicU64,
}

/// A request with credentials that is being sent, until this is dropped.
pub(crate) struct Sending<'a>(&'a Credentials);

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::SeqCst);
        self.0.sent.notify_waiters();
    }
}

/// The credentials at one moment. Cloning copies no secret.
#[derive(Default, Clone)]
pub(crate) struct Held {
    values: BTreeMap<&'static str, Arc<Credential>>,
    ends: BTreeMap<&'static str, SystemTime>,
    /// Counts how often a session ended here.
    generation: u64,
    /// Counts how often the session was renewed here.
    revision: u64,
    /// The only operation that may still send them: the logout that is under way.
    closing: Option<&'static str>,
}

struct Credential {
    secret: Kind,
    /// The header that it goes in, once it was sent.
    header: OnceLock<HeaderValue>,
}

enum Kind {
    Value(Secret),
    Pair(Secret, Secret),
}

impl From<Kind> for Arc<Credential> {
    fn from(secret: Kind) -> Self {
        let header = OnceLock::new();
        Self::new(Credential { secret, header })
    }
}

impl Credentials {
    /// Holds a value from now on, in place of an earlier one.
    pub fn set(&self, scheme: &'static Scheme, value: impl Into<Secret>) {
        self.set_until(scheme, value, None);
    }

    /// Holds a value that ends then, by what the vendor said of it.
    pub fn set_until(
        &self,
        scheme: &'static Scheme,
        value: impl Into<Secret>,
        ends_at: Option<SystemTime>,
    ) {
        let value = Arc::from(Kind::Value(value.into()));
        self.change(|held| {
            held.values.insert(scheme.name, value);
            match ends_at {
                Some(at) => held.ends.insert(scheme.name, at),
                None => held.ends.remove(scheme.name),
            };
        });
    }

    /// When it ends, as far as the vendor said.
    pub fn ends_at(&self, scheme: &Scheme) -> Option<SystemTime> {
        self.held().ends.get(scheme.name).copied()
    }

    /// Holds a user and a password from now on, for a scheme of HTTP's `Basic` kind.
    pub fn set_basic(
        &self,
        scheme: &'static Scheme,
        user: impl Into<Secret>,
        password: impl Into<Secret>,
    ) {
        let pair = Arc::from(Kind::Pair(user.into(), password.into()));
        self.change(|held| drop(held.values.insert(scheme.name, pair)));
    }

    /// Forgets one.
    pub fn remove(&self, scheme: &'static Scheme) {
        self.change(|held| {
            held.values.remove(scheme.name);
            held.ends.remove(scheme.name);
        });
    }

    /// Forgets all. Calls that wait to be sent again end with [`Error::SessionClosed`].
    pub fn clear(&self) {
        self.change(|held| {
            *held = Held {
                generation: held.generation + 1,
                revision: held.revision + 1,
                ..Held::default()
            }
        });
        self.ended.notify_waiters();
    }

    /// From now on only this operation, the one that logs out, is sent with these credentials. They are forgotten when what is
    /// returned is dropped.
    pub fn close_for(&self, operation: &'static str) -> Closing<'_> {
        self.change(|held| held.closing = Some(operation));
        self.ended.notify_waiters();
        Closing::new(self)
    }

    /// Whether there is one.
    pub fn has(&self, scheme: &Scheme) -> bool {
        self.held().values.contains_key(scheme.name)
    }

    pub(crate) fn held(&self) -> Arc<Held> {
        let held = self.held.read();
        Arc::clone(&held.unwrap_or_else(PoisonError::into_inner))
    }

    /// Is notified when the session ends here.
    pub(crate) fn ended(&self) -> &Notify {
        &self.ended
    }

    pub(crate) fn sending(&self) -> Sending<'_> {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        Sending(self)
    }

    /// Waits until none of the requests that had begun is being sent any more.
    async fn all_sent(&self) {
        loop {
            let mut sent = std::pin::pin!(self.sent.notified());
            // From here on it is notified, although nobody waits yet.
            sent.as_mut().enable();
            if self.under_way.load(Ordering::SeqCst) == 0 {
                return;
            }
            sent.await;
        }
    }

    // A panic elsewhere cannot leave the map half written: each change is one call.
    fn change(&self, change: impl FnOnce(&mut Held)) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut held));
    }
}

impl Held {
    /// Every secret text held, encoded logins among them, for taking them out of what the vendor says.
    pub(crate) fn texts(&self) -> Vec<Zeroizing<String>> {
        let copy = |secret: &Secret| Zeroizing::new(secret.expose().to_owned());
        let texts = self
            .values
            .values()
            .flat_map(|credential| match &credential.secret {
                Kind::Value(value) => vec![copy(value)],
                Kind::Pair(user, password) => {
                    vec![copy(user), copy(password), place::encoded(user, password)]
                }
            });
        texts.collect()
    }

    /// Whether a call that began with these credentials may send `now`: the session has not ended here since.
    pub(crate) fn admits(&self, operation: &Operation, now: &Self) -> Result<(), Error> {
        let is_closed = now.closing.is_some_and(|last| last != operation.id)
            || now.generation != self.generation;
        match is_closed && !operation.security.is_empty() {
            true => Err(Error::SessionClosed {
                operation: operation.id,
            }),
            false => Ok(()),
        }
    }

    /// Adds what the operation's security asks for. Nothing is added when something is missing.
    pub(crate) fn apply(
        &self,
        operation: &'static Operation,
        request: &mut Request,
    ) -> Result<(), Error> {
        let Some(first) = operation.security.first() else {
            return Ok(());
        };
        let satisfied = operation
            .security
            .iter()
            .find(|all| all.iter().all(|s| self.values.contains_key(s.name)));
        let Some(schemes) = satisfied else {
            let missing = first
                .iter()
                .find(|s| !self.values.contains_key(s.name))
                .map_or("", |s| s.name);
            return Err(Error::MissingCredential {
                operation: operation.id,
                credential: missing,
            });
        };
        for scheme in schemes.iter() {
            if let Some(credential) = self.values.get(scheme.name) {
                place::place(scheme, credential, request).ok_or(Error::BadCredential {
                    operation: operation.id,
                    credential: scheme.name,
                })?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.held().values.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use reqwest::header::HeaderValue;
    use reqwest::{Method, Url};

    use super::*;
    use crate::{Placement, Repeat};

    static BEARER: Scheme = scheme("bearer", Placement::Bearer);
    static BASIC: Scheme = scheme("basic", Placement::Basic);
    static HEADER: Scheme = scheme("header", Placement::Header("x-key"));

    const fn scheme(name: &'static str, placement: Placement) -> Scheme {
        Scheme { name, placement }
    }

    const fn operation(security: &'static [&'static [&'static Scheme]]) -> Operation {
        Operation {
            id: "probe",
            method: Method::GET,
            path: "/",
            servers: &[],
            security,
            repeat: Repeat::Never,
            proves: None,
            headers: &[],
            secrets: &[],
            members: &[],
            optional_body: false,
            streams: false,
            answer: &[],
        }
    }

    static WITH_BEARER: Operation = operation(&[&[&BEARER, &HEADER]]);
    static WITH_BASIC: Operation = operation(&[&[&BASIC, &HEADER]]);
    static COOKIE: Scheme = scheme("cookie", Placement::Cookie("sid"));
    static SECOND: Scheme = scheme("second", Placement::Cookie("device"));
    static WITH_COOKIES: Operation = operation(&[&[&COOKIE, &SECOND]]);

    fn probe() -> Request {
        let url = Url::parse("https://unset.invalid/").unwrap();
        Request::new(Method::GET, url)
    }

    #[test]
    fn cookies_of_several_schemes_share_a_header() {
        let credentials = Credentials::default();
        credentials.set(&COOKIE, "S3CR3T-1");
        credentials.set(&SECOND, "S3CR3T-2");
        let mut request = probe();
        credentials
            .held()
            .apply(&WITH_COOKIES, &mut request)
            .unwrap();
        let cookie = &request.headers()["cookie"];
        assert_eq!(cookie, "sid=S3CR3T-1; device=S3CR3T-2");
        assert!(cookie.is_sensitive());
    }

    #[test]
    fn a_cookie_that_would_be_two_is_not_sent() {
        let credentials = Credentials::default();
        credentials.set(&SECOND, "phone");
        for value in [
            "S3CR3T; admin=1",
            "S3CR3T,a",
            "S3CR3T b",
            "\"S3CR3T\"",
            "S3CR3T\r\n",
        ] {
            credentials.set(&COOKIE, value);
            let applied = credentials.held().apply(&WITH_COOKIES, &mut probe());
            let error = applied.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
        }
    }

    #[test]
    fn every_header_is_marked_as_sensitive() {
        let credentials = Credentials::default();
        credentials.set(&BEARER, "S3CR3T-bearer");
        credentials.set_basic(&BASIC, "S3CR3T-user", "S3CR3T-password");
        credentials.set(&HEADER, "S3CR3T-header");
        for operation in [&WITH_BEARER, &WITH_BASIC] {
            let mut request = probe();
            credentials.held().apply(operation, &mut request).unwrap();
            assert_eq!(request.headers().len(), 2);
            assert!(request.headers().values().all(HeaderValue::is_sensitive));
            let shown = format!("{request:?} {request:#?} {credentials:?}");
            let encoded = STANDARD.encode("S3CR3T-user:S3CR3T-password");
            assert!(
                !shown.contains("S3CR3T") && !shown.contains(&encoded),
                "{shown}"
            );
        }
    }
}
