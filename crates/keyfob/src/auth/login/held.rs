//! The credentials that go with each request.

use std::fmt;

use keyfob_core::{Credentials, Scheme, Secret};

/// Credentials by their schemes. `Debug` shows the schemes alone.
#[derive(Clone, Default)]
pub(super) struct Held(Vec<(&'static Scheme, Value)>);

#[derive(Clone)]
enum Value {
    Text(Secret),
    Login(Secret, Secret),
}

impl Held {
    /// Holds a value, in place of one before.
    pub(super) fn set(&mut self, scheme: &'static Scheme, value: Secret) {
        self.put(scheme, Value::Text(value));
    }

    /// Holds a user and a password.
    pub(super) fn set_basic(&mut self, scheme: &'static Scheme, user: Secret, password: Secret) {
        self.put(scheme, Value::Login(user, password));
    }

    /// Gives them to a session.
    pub(super) fn hold(&self, credentials: &Credentials) {
        for (scheme, value) in &self.0 {
            match value {
                Value::Text(value) => credentials.set(scheme, value.clone()),
                Value::Login(user, password) => {
                    credentials.set_basic(scheme, user.clone(), password.clone());
                }
            }
        }
    }

    fn put(&mut self, scheme: &'static Scheme, value: Value) {
        self.0.retain(|(known, _)| *known != scheme);
        self.0.push((scheme, value));
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(scheme, _)| scheme.name);
        f.debug_set().entries(names).finish()
    }
}
