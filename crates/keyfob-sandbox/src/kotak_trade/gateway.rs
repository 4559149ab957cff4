//! What every call has to get past: the gateway, its headers, and the right host.

use std::sync::Arc;
use std::time::SystemTime;

use super::fault::Fault;
use super::state::{OneTimeToken, State};
use crate::accounts::KotakTradeAccount;
use crate::call::Call;
use crate::listener::Origin;

pub(super) const ON_LOGIN: &[&str] = &["consumerKey", "ip", APP_ID];
/// The one header that may be empty: the vendor's client sends it so unless it is told otherwise.
const APP_ID: &str = "appId";
pub(super) const ON_TRADING: &[&str] = &["consumerKey", "sessionToken"];

/// The users of the application a call came from.
pub(super) struct Application {
    users: Vec<Arc<KotakTradeAccount>>,
}

impl Application {
    /// Checks the application and that the headers are there. Session init may come to any host.
    pub(super) fn authorize_on_any_host(
        state: &State,
        call: &Call,
        headers: &[&str],
    ) -> Result<Self, Fault> {
        let token = call.bearer().ok_or_else(Fault::gateway)?;
        let mut users = state.users.clone();
        users.retain(|user| user.access_token == token);
        if users.is_empty() {
            return Err(Fault::gateway());
        }
        if let Some(missing) = headers.iter().find(|name| is_missing(call, name)) {
            return Err(Fault::header_missing(missing));
        }
        users.retain(|user| call.header("consumerKey") == Some(&user.consumer_key));
        if users.is_empty() {
            Err(Fault::gateway())
        } else {
            Ok(Self { users })
        }
    }

    /// The same, on the host the vendor told clients to use.
    pub(super) fn authorize(state: &State, call: &Call, headers: &[&str]) -> Result<Self, Fault> {
        if state.redirect && call.origin == Origin::First {
            return Err(Fault::gateway());
        }
        Self::authorize_on_any_host(state, call, headers)
    }

    pub(super) fn user(
        &self,
        matches: impl Fn(&KotakTradeAccount) -> bool,
    ) -> Option<Arc<KotakTradeAccount>> {
        self.users.iter().find(|user| matches(user)).cloned()
    }
}

fn is_missing(call: &Call, name: &str) -> bool {
    if name == APP_ID {
        !call.has_header(name)
    } else {
        call.header(name).is_none()
    }
}

/// Checks the headers of a call that carries a one-time token, and the token.
pub(super) fn holder_of_one_time_token(
    state: &State,
    call: &Call,
    now: SystemTime,
) -> Result<(String, Arc<KotakTradeAccount>), Fault> {
    let application = Application::authorize(state, call, ON_LOGIN)?;
    let token = call
        .header("oneTimeToken")
        .ok_or_else(|| Fault::header_missing("oneTimeToken"))?;
    let OneTimeToken { user, expires } = state
        .one_time_tokens
        .get(token)
        .cloned()
        .ok_or_else(Fault::one_time_token)?;
    let of_this_application = application
        .user(|known| known.user_id == user.user_id)
        .is_some();
    if expires <= now || !of_this_application {
        return Err(Fault::one_time_token());
    }
    Ok((token.to_owned(), user))
}
