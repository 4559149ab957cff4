//! Who may trade: a session of the application that called.

use std::sync::Arc;

use axum::http::StatusCode;

use super::fault::Fault;
use super::gateway::{Application, ON_TRADING};
use crate::accounts::KotakTradeAccount;
use crate::call::Call;
use crate::kotak_trade::app::App;

/// The user of the session.
pub(super) fn authorize(app: &App, call: &Call) -> Result<Arc<KotakTradeAccount>, Fault> {
    let state = app.state();
    let application = Application::authorize(&state, call, ON_TRADING)?;
    let token = call.header("sessionToken").unwrap_or_default();
    let user = state.user_of_session(token, app.now());
    let user = user.filter(|user| {
        application
            .user(|known| known.user_id == user.user_id)
            .is_some()
    });
    user.cloned()
        .ok_or_else(|| Fault::session(StatusCode::FORBIDDEN))
}

/// The same for quotes, which are known to be given without a session.
pub(super) fn authorize_quotes(app: &App, call: &Call) -> Result<(), Fault> {
    if call.header("sessionToken").is_some() {
        return authorize(app, call).map(|_| ());
    }
    Application::authorize(&app.state(), call, &["consumerKey"]).map(|_| ())
}
