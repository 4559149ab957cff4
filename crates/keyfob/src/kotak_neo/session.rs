//! A session of any generation.

use std::time::SystemTime;

use keyfob_core::{Error, Handle, Secret};
use kotak_neo::{Client, credentials, types};

use super::generation::is_g3;
use crate::step::{Failed, step};

/// Logged in to Kotak Neo.
///
/// Clients of this session share its credentials, and have none after [`Session::logout`].
#[derive(Debug)]
pub struct Session {
    client: Client,
    info: types::LoginData,
}

impl Session {
    /// Takes the trade token over from the answer of the last step.
    pub(super) fn open(
        client: &Client,
        operation: &'static str,
        answer: types::LoginAnswer,
    ) -> Result<Self, Error> {
        let info = answer.data.unwrap_or_default();
        let (token, sid) = token_and_sid(operation, &info)?;
        let held = client.handle().credentials();
        held.remove(&credentials::VIEW_TOKEN);
        held.remove(&credentials::VIEW_SID);
        held.set(&credentials::TRADE_TOKEN, token);
        held.set(&credentials::TRADE_SID, sid);
        // Since 2025 the vendor may send none or an empty one; the query parameter then is empty too.
        held.set(
            &credentials::SERVER_ID,
            info.server_id.clone().unwrap_or_default(),
        );
        Ok(Self {
            client: client.clone(),
            info,
        })
    }

    /// The typed client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// What the vendor said of the user.
    pub fn info(&self) -> &types::LoginData {
        &self.info
    }

    /// When the application's token of G1 and G2 ends, by this machine's clock: an hour after it was asked for, as users report.
    /// Calls are then refused with [`Error::ApplicationTokenEnded`]. `None` in G3, and where the vendor did not say.
    pub fn application_token_ends_at(&self) -> Option<SystemTime> {
        let held = self.client.handle().credentials();
        held.ends_at(&credentials::ACCESS_TOKEN)
    }

    /// Ends the session and forgets every credential. G3 has no call for it: there nothing is sent, as in the
    /// vendor's own client, and the tokens live on at the vendor until they expire. From the first moment on no other call of this
    /// session is sent any more; those that wait to be sent again end with [`Error::SessionClosed`].
    ///
    /// # Errors
    /// Those of the call; the session is given back, and can be logged out again, but nothing else.
    pub async fn logout(self) -> Result<(), Failed<Self>> {
        let held = self.client.handle().credentials();
        if !has_logout(self.client.handle()) {
            held.clear();
            return Ok(());
        }
        let closing = held.close_for("logout");
        step!(
            self,
            closing.end(self.client.session().logout().send()).await
        );
        Ok(())
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
