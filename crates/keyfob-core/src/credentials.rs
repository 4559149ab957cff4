//! The credentials of one session, by security scheme.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};

use crate::{Error, Operation, Placement, Scheme, Secret};

/// What a session holds and sends: passwords, tokens, keys and the identity that goes with them.
///
/// Generated crates list their schemes in a module `credentials`.
#[derive(Default)]
pub struct Credentials(RwLock<BTreeMap<&'static str, Credential>>);

#[derive(Clone)]
enum Credential {
    Value(Secret),
    Pair(Secret, Secret),
}

impl Credentials {
    /// Holds a value from now on, in place of an earlier one.
    pub fn set(&self, scheme: &'static Scheme, value: impl Into<Secret>) {
        self.write()
            .insert(scheme.name, Credential::Value(value.into()));
    }

    /// Holds a user and a password from now on, for a scheme of HTTP's `Basic` kind.
    pub fn set_basic(
        &self,
        scheme: &'static Scheme,
        user: impl Into<Secret>,
        password: impl Into<Secret>,
    ) {
        self.write()
            .insert(scheme.name, Credential::Pair(user.into(), password.into()));
    }

    /// Forgets one.
    pub fn remove(&self, scheme: &'static Scheme) {
        self.write().remove(scheme.name);
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.write().clear();
    }

    /// Whether there is one.
    pub fn has(&self, scheme: &Scheme) -> bool {
        self.read().contains_key(scheme.name)
    }

    /// Every secret text held, encoded logins among them, for taking them out of what the vendor says.
    pub(crate) fn texts(&self) -> Vec<Secret> {
        self.read()
            .values()
            .flat_map(|credential| match credential {
                Credential::Value(value) => vec![value.clone()],
                Credential::Pair(user, password) => {
                    let pair = encoded(user.expose(), password.expose());
                    vec![user.clone(), password.clone(), pair]
                }
            })
            .collect()
    }

    /// Adds what the operation's security asks for. Nothing is added when something is missing.
    pub(crate) fn apply(
        &self,
        operation: &'static Operation,
        request: &mut Request,
    ) -> Result<(), Error> {
        let held = self.read();
        let Some(first) = operation.security.first() else {
            return Ok(());
        };
        let satisfied = operation
            .security
            .iter()
            .find(|all| all.iter().all(|s| held.contains_key(s.name)));
        let Some(schemes) = satisfied else {
            let missing = first
                .iter()
                .find(|s| !held.contains_key(s.name))
                .map_or("", |s| s.name);
            return Err(Error::MissingCredential {
                operation: operation.id,
                credential: missing,
            });
        };
        for scheme in schemes.iter() {
            if let Some(credential) = held.get(scheme.name) {
                place(scheme, credential, request).ok_or(Error::BadCredential {
                    operation: operation.id,
                    credential: scheme.name,
                })?;
            }
        }
        Ok(())
    }

    // A panic elsewhere cannot leave the map half written: each change is one call.
    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<&'static str, Credential>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<&'static str, Credential>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.read().keys()).finish()
    }
}

/// Puts one credential into the request, marked as sensitive. `None`: its kind or its characters do not fit there.
fn place(scheme: &Scheme, credential: &Credential, request: &mut Request) -> Option<()> {
    match (&scheme.placement, credential) {
        (Placement::Bearer, Credential::Value(value)) => header(
            request,
            AUTHORIZATION,
            &format!("Bearer {}", value.expose()),
        ),
        (Placement::Header(name), Credential::Value(value)) => header(
            request,
            HeaderName::from_bytes(name.as_bytes()).ok()?,
            value.expose(),
        ),
        (Placement::Query(name), Credential::Value(value)) => {
            request
                .url_mut()
                .query_pairs_mut()
                .append_pair(name, value.expose());
            Some(())
        }
        (Placement::Basic, Credential::Pair(user, password)) => {
            basic_header(request, user, password)
        }
        _ => None,
    }
}

fn header(request: &mut Request, name: HeaderName, value: &str) -> Option<()> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    request.headers_mut().insert(name, value);
    Some(())
}

fn basic_header(request: &mut Request, user: &Secret, password: &Secret) -> Option<()> {
    // RFC 7617: the first colon ends the user.
    let plain = !user.expose().contains(':');
    plain
        .then(|| basic(user.expose(), password.expose()))
        .and_then(|value| header(request, AUTHORIZATION, value.expose()))
}

/// The value of an `Authorization` header of HTTP's `Basic` kind.
#[doc(hidden)]
pub fn basic(user: &str, password: &str) -> Secret {
    let pair = encoded(user, password);
    Secret::new(format!("Basic {}", pair.expose()))
}

fn encoded(user: &str, password: &str) -> Secret {
    let pair = Secret::new(format!("{user}:{password}"));
    Secret::new(STANDARD.encode(pair.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Repeat;
    use reqwest::{Method, Url};

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
        }
    }

    static WITH_BEARER: Operation = operation(&[&[&BEARER, &HEADER]]);
    static WITH_BASIC: Operation = operation(&[&[&BASIC, &HEADER]]);

    #[test]
    fn every_header_is_marked_as_sensitive() {
        let credentials = Credentials::default();
        credentials.set(&BEARER, "S3CR3T-bearer");
        credentials.set_basic(&BASIC, "S3CR3T-user", "S3CR3T-password");
        credentials.set(&HEADER, "S3CR3T-header");
        for operation in [&WITH_BEARER, &WITH_BASIC] {
            let url = Url::parse("https://unset.invalid/").unwrap();
            let mut request = Request::new(Method::GET, url);
            credentials.apply(operation, &mut request).unwrap();
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
