//! A session.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use keyfob_core::{SavedSession, Secret};
use serde::{Deserialize, Serialize};

use super::vendor::Vendor;
use crate::forget::forget;
use crate::saved::kept_info;
use crate::step::Failed;

/// Logged in, with the typed client.
///
/// Cloning it is cheap. Its clones and its clients share its credentials, and have none after [`Session::logout`] of any of them.
pub struct Session<V: Vendor> {
    client: V::Client,
    account: Arc<str>,
    /// Shared by all clones, as it changes when a session is renewed.
    refresh_token: Arc<Mutex<Option<Secret>>>,
}

/// What a saved session has beside its credentials.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Info {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refresh_token: Option<Secret>,
}

impl<V: Vendor> Session<V> {
    pub(super) fn new(client: V::Client, account: Arc<str>, refresh_token: Option<Secret>) -> Self {
        Self {
            client,
            account,
            refresh_token: Arc::new(Mutex::new(refresh_token)),
        }
    }

    /// The typed client.
    pub fn client(&self) -> &V::Client {
        &self.client
    }

    /// When the session ends: the first of its tokens, as far as the vendor said.
    pub fn ends_at(&self) -> Option<SystemTime> {
        let held = V::handle(&self.client).credentials();
        let schemes = V::API.schemes.iter();
        schemes.filter_map(|scheme| held.ends_at(scheme)).min()
    }

    /// The refresh token, if the vendor gave one.
    pub fn refresh_token(&self) -> Option<Secret> {
        self.slot().clone()
    }

    /// What this session is, for keeping it; [`Login::resume`](super::Login::resume) takes it up again. It holds the tokens: whoever has it is
    /// logged in. A user and a password of HTTP Basic are not kept: they are the login's.
    pub fn save(&self) -> SavedSession {
        let info = Info {
            refresh_token: self.refresh_token(),
        };
        let info = info.refresh_token.is_some().then(|| kept_info(&info));
        V::handle(&self.client).save(&*self.account, info.flatten())
    }

    /// Ends the session for all clones and forgets every credential. Nothing is sent: no standard says how, and where the API has an operation
    /// that revokes a token, it is to be called before. Calls that wait to be sent again end with
    /// [`Error::SessionClosed`](crate::Error::SessionClosed).
    ///
    /// # Errors
    /// None.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        *self.slot() = None;
        forget(V::handle(&self.client));
        Ok(())
    }

    /// The same session over another handle of it.
    #[cfg(feature = "manager")]
    pub(super) fn over(&self, handle: keyfob_core::Handle) -> Self {
        Self {
            client: V::client(handle),
            ..self.clone()
        }
    }

    /// This session over the handle of the one that it takes the place of, for all who hold that one.
    #[cfg(feature = "manager")]
    pub(super) fn in_place_of(&self, before: &Self) -> Self {
        let refresh_token = self.refresh_token();
        *before.slot() = refresh_token;
        before.clone()
    }

    // A panic elsewhere cannot leave it half written: each change is one assignment.
    fn slot(&self) -> MutexGuard<'_, Option<Secret>> {
        self.refresh_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V: Vendor> Clone for Session<V> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            account: Arc::clone(&self.account),
            refresh_token: Arc::clone(&self.refresh_token),
        }
    }
}

impl<V: Vendor> fmt::Debug for Session<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("client", &self.client)
            .field("account", &self.account)
            .field("has_refresh_token", &self.slot().is_some())
            .finish()
    }
}
