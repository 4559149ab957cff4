//! A session that is renewed in place: its calls go on with other credentials.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use super::{Credential, Credentials, Held, Kind};
use crate::{Scheme, Secret};

impl Credentials {
    /// Counts how often a session ended here: a renewal that began before is not installed after.
    #[doc(hidden)]
    pub fn generation(&self) -> u64 {
        self.held().generation
    }

    /// Counts how often the session was renewed here.
    #[doc(hidden)]
    pub fn revision(&self) -> u64 {
        self.held().revision
    }

    /// Whether the vendor has taken the credentials of this revision, or later ones, in any call.
    #[doc(hidden)]
    pub fn is_proved(&self, revision: u64) -> bool {
        self.proved.load(Ordering::SeqCst) > revision
    }

    /// Whether only a logout may still be sent with them.
    #[doc(hidden)]
    pub fn is_closing(&self) -> bool {
        self.held().closing.is_some()
    }

    /// Notes that the vendor took the credentials of this revision.
    pub(crate) fn prove(&self, revision: u64) {
        self.proved.fetch_max(revision + 1, Ordering::SeqCst);
    }

    /// The value that is held of this scheme.
    pub(crate) fn value(&self, scheme: &Scheme) -> Option<Secret> {
        match &self.held().values.get(scheme.name)?.secret {
            Kind::Value(value) => Some(value.clone()),
            Kind::Pair(..) => None,
        }
    }

    /// All values that are held of these schemes; logins of HTTP's `Basic` kind are left out.
    pub(crate) fn values(
        &self,
        schemes: &'static [&'static Scheme],
    ) -> Vec<(&'static Scheme, Secret, Option<SystemTime>)> {
        let held = self.held();
        let values = schemes.iter().filter_map(|scheme| {
            let value = match &held.values.get(scheme.name)?.secret {
                Kind::Value(value) => value.clone(),
                Kind::Pair(..) => return None,
            };
            Some((*scheme, value, held.ends.get(scheme.name).copied()))
        });
        values.collect()
    }

    /// Whether no session has ended here since this generation, nor is ending.
    pub(crate) fn admits_renewal(&self, generation: u64) -> bool {
        let held = self.held();
        held.generation == generation && held.closing.is_none()
    }

    /// Holds these in place of all others, unless a session has ended here since this generation. Logins of HTTP's `Basic` kind, which no
    /// saved session has, stay.
    pub(crate) fn install(
        &self,
        values: Vec<(&'static Scheme, Secret, Option<SystemTime>)>,
        generation: u64,
    ) -> bool {
        let mut fresh = Held::default();
        for (scheme, value, ends_at) in values {
            let value = Arc::from(Kind::Value(value));
            fresh.values.insert(scheme.name, value);
            if let Some(at) = ends_at {
                fresh.ends.insert(scheme.name, at);
            }
        }
        let mut is_installed = false;
        self.change(|held| {
            if held.generation == generation && held.closing.is_none() {
                let revision = held.revision + 1;
                let logins = held.values.iter();
                for (name, login) in logins.filter(|(_, one)| one.is_pair()) {
                    let login = Arc::clone(login);
                    fresh.values.entry(name).or_insert(login);
                }
                *held = Held {
                    generation,
                    revision,
                    ..fresh
                };
                is_installed = true;
            }
        });
        is_installed
    }
}

impl Credential {
    fn is_pair(&self) -> bool {
        matches!(self.secret, Kind::Pair(..))
    }
}

impl Held {
    /// Counts how often the session was renewed here.
    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }
}
