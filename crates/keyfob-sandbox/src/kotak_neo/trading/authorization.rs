//! Who may trade: each family asks for other headers.

use serde::Deserialize;

use super::super::authorization::{
    by_dashboard_token, by_gateway_token, needs_fin_key, trade_session,
};
use super::super::fault::{Family, Fault};
use super::super::state::{SERVER_ID, Step};
use crate::call::Call;
use crate::kotak_neo::app::App;

/// What a call asks for beside the session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Endpoint {
    /// The newest generation wants the dashboard token.
    Order,
    /// The newest generation wants the fin key.
    Exit,
    /// The newest generation wants nothing.
    Book,
    /// Nobody wants the fin key.
    Holdings,
}

/// Whoever came in.
pub(super) struct Trader {
    pub(super) ucc: String,
    pub(super) step: Step,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Server {
    #[serde(rename = "sId")]
    id: String,
}

pub(super) fn authorize(
    app: &App,
    call: &Call,
    family: Family,
    endpoint: Endpoint,
) -> Result<Trader, Fault> {
    let now = app.now();
    let state = app.state();
    let application = match (family, endpoint) {
        (Family::Older, _) => Some(by_gateway_token(&state, call, now)?),
        (Family::Newest, Endpoint::Order) => Some(by_dashboard_token(&state, call)?),
        (Family::Newest, _) => None,
    };
    if matches!(
        (family, endpoint),
        (
            Family::Older,
            Endpoint::Order | Endpoint::Exit | Endpoint::Book
        )
    ) || (family, endpoint) == (Family::Newest, Endpoint::Exit)
    {
        needs_fin_key(call)?;
    }
    let session = trade_session(family, &state, call, now)?;
    let other_user = application.is_some_and(|user| user.ucc != session.user.ucc);
    if other_user || (session.step.family() != family) {
        return Err(Fault::trade_session(family));
    }
    if family == Family::Older {
        let server: Server = call.query().map_err(|_| Fault::invalid_request())?;
        if server.id != SERVER_ID {
            return Err(Fault::invalid_request());
        }
    }
    Ok(Trader {
        ucc: session.user.ucc.clone(),
        step: session.step,
    })
}

impl Trader {
    /// Whether the session is one of the first generation, whose rows are shorter.
    pub(super) fn is_first(&self) -> bool {
        self.step == Step::Password
    }
}
