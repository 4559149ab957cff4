//! What calls for market data ask for: no login.

use crate::call::Call;
use crate::kotak_neo::app::App;
use crate::kotak_neo::authorization::{by_dashboard_token, by_gateway_token};
use crate::kotak_neo::fault::{Family, Fault};

pub(super) fn authorize(app: &App, call: &Call, family: Family) -> Result<(), Fault> {
    let state = app.state();
    match family {
        Family::Older => by_gateway_token(&state, call, app.now()).map(|_| ()),
        Family::Newest => by_dashboard_token(&state, call).map(|_| ()),
    }
}
