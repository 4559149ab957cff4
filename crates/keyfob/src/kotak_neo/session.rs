//! A session of any generation.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use keyfob_core::{Error, Handle, SavedSession, Secret};
use kotak_neo::{Client, credentials, types};

use super::generation::{account_id, is_g3};
use super::lifetime;
use crate::forget::forget;
use crate::log_out::log_out;
use crate::saved::{kept_info, read_info, take_over};
use crate::step::Failed;

/// Logged in to Kotak Neo.
///
/// Cloning it is cheap. Its clones and its clients share its credentials, and have none after [`Session::logout`] of any of them.
#[derive(Debug, Clone)]
pub struct Session {
    client: Client,
    info: Arc<types::LoginData>,
    /// What the newest login said, for all sessions that share its credentials.
    newest_info: Arc<RwLock<Arc<types::LoginData>>>,
    account: Arc<str>,
    /// Its order feeds, for those who wait for an order.
    #[cfg(feature = "kotak-neo-feed")]
    pub(super) order_watch: Arc<super::feed::orders::OrderWatch>,
}

impl Session {
    /// Takes the trade token over from the answer of the last step. `ucc` is empty where the login does not name the client.
    pub(super) fn open(
        client: &Client,
        ucc: &str,
        operation: &'static str,
        answer: types::LoginAnswer,
    ) -> Result<Self, Error> {
        let info = answer.data.unwrap_or_default();
        let (token, sid) = token_and_sid(operation, &info)?;
        let held = client.handle().credentials();
        held.remove(&credentials::VIEW_TOKEN);
        held.remove(&credentials::VIEW_SID);
        let now = client.handle().settings().clock().now();
        let ends_at = lifetime::of_fresh_trade_token(&token, now);
        held.set_until(&credentials::TRADE_TOKEN, token, ends_at);
        held.set(&credentials::TRADE_SID, sid);
        // Since 2025 the vendor may send none or an empty one; the query parameter then is empty too.
        held.set(
            &credentials::SERVER_ID,
            info.server_id.clone().unwrap_or_default(),
        );
        Ok(Self::of(client.clone(), ucc, info))
    }

    /// A session whose tokens the client holds.
    pub(super) fn of(client: Client, ucc: &str, info: types::LoginData) -> Self {
        let account = account_id(ucc, client.handle().servers().variant());
        let info = Arc::new(info);
        Self {
            client,
            newest_info: Arc::new(RwLock::new(Arc::clone(&info))),
            info,
            account: account.into(),
            #[cfg(feature = "kotak-neo-feed")]
            order_watch: Arc::default(),
        }
    }

    /// Takes up a session that was saved.
    pub(super) fn resume(client: Client, ucc: &str, saved: &SavedSession) -> Result<Self, Error> {
        let session = Self::of(client, ucc, read_info(saved));
        let handle = session.client.handle();
        take_over(
            handle,
            saved,
            &session.account,
            &[&credentials::TRADE_TOKEN],
        )?;
        Ok(session)
    }

    /// The same session over another handle of it.
    #[cfg(feature = "manager")]
    pub(super) fn over(&self, handle: keyfob_core::Handle) -> Self {
        Self {
            client: Client::new(handle),
            ..self.clone()
        }
    }

    /// The same session over the handle of the one that it takes the place of, with the order feeds of that. The feeds of all sessions over
    /// this handle are where this session's login says.
    #[cfg(feature = "manager")]
    pub(super) fn in_place_of(&self, before: &Self) -> Self {
        let newest = before.newest_info.write();
        *newest.unwrap_or_else(PoisonError::into_inner) = Arc::clone(&self.info);
        Self {
            info: Arc::clone(&self.info),
            account: Arc::clone(&self.account),
            ..before.clone()
        }
    }

    /// The typed client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The client's code, as far as it is known.
    #[cfg(feature = "kotak-neo-feed")]
    pub(super) fn ucc(&self) -> &str {
        let named = self.info.ucc.as_deref().filter(|ucc| !ucc.is_empty());
        // A manager adds the user, and the older generations the environment.
        named.unwrap_or_else(|| self.account.split(['/', ' ']).next().unwrap_or_default())
    }

    /// What the newest login said: a manager may have renewed the session in another data centre.
    pub(super) fn newest_info(&self) -> Arc<types::LoginData> {
        let newest = self.newest_info.read();
        Arc::clone(&newest.unwrap_or_else(PoisonError::into_inner))
    }

    /// What the vendor said of the user at the login that this session came of. A session that a manager has renewed since keeps it; one
    /// that the manager yields then has what the newer login said.
    pub fn info(&self) -> &types::LoginData {
        &self.info
    }

    /// When the session ends, by this machine's clock: what the trade token says in its claim `exp`; the next midnight in India, where that is
    /// missing, is past already at the login, or is more than a year away. All tokens of the vendor that were seen end by then.
    pub fn ends_at(&self) -> Option<SystemTime> {
        let held = self.client.handle().credentials();
        held.ends_at(&credentials::TRADE_TOKEN)
    }

    /// When the application's token of G1 and G2 ends, by this machine's clock: after the `expires_in` of its answer. Where that is missing, is
    /// no number above 0, or cannot be read, an hour after it was asked for, as users report.
    /// Calls are then refused with [`Error::ApplicationTokenEnded`]. `None` in G3, for a token from elsewhere whose end was not told, and for one
    /// that lives longer than a year.
    pub fn application_token_ends_at(&self) -> Option<SystemTime> {
        let held = self.client.handle().credentials();
        held.ends_at(&credentials::ACCESS_TOKEN)
    }

    /// What this session is, for keeping it; the `resume` of its generation's `Login` takes it up again. It holds the tokens: whoever has it
    /// is logged in.
    pub fn save(&self) -> SavedSession {
        let handle = self.client.handle();
        handle.save(&*self.account, kept_info(&*self.newest_info()))
    }

    /// Ends the session for all clones and forgets every credential. G3 has no call for it: there nothing is sent, as in the
    /// vendor's own client, and the tokens live on at the vendor until they expire. From the first moment on no other call of this
    /// session is sent any more; those that wait to be sent again end with [`Error::SessionClosed`].
    ///
    /// # Errors
    /// Those of the call; the session is given back, and can be logged out again, but nothing else.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        let client = self.client.clone();
        let handle = client.handle().clone();
        if !has_logout(&handle) {
            forget(&handle);
            return Ok(());
        }
        let call = client.session().logout().send();
        log_out(self, handle, "logout", call).await
    }
}

fn has_logout(handle: &Handle) -> bool {
    !is_g3(handle)
}

/// Holds the view token and its session id for the second step.
pub(super) fn hold_view(
    client: &Client,
    operation: &'static str,
    data: &types::LoginData,
) -> Result<(), Error> {
    let (token, sid) = token_and_sid(operation, data)?;
    client
        .handle()
        .credentials()
        .set(&credentials::VIEW_TOKEN, token);
    client
        .handle()
        .credentials()
        .set(&credentials::VIEW_SID, sid);
    Ok(())
}

fn token_and_sid(
    operation: &'static str,
    data: &types::LoginData,
) -> Result<(Secret, Secret), Error> {
    let token = data
        .token
        .clone()
        .ok_or(Error::incomplete(operation, "data.token"))?;
    let sid = data
        .session_id
        .clone()
        .ok_or(Error::incomplete(operation, "data.sid"))?;
    Ok((token, sid))
}
