//! Whose connection it is.

use crate::kotak_neo::app::App;
use crate::kotak_neo::state::Session;

/// By the token and the id of a trade session, of any generation. The connection is noted under the lock of the sessions, so that their
/// end finds it.
pub(super) fn by_token(app: &App, line: u64, token: &str, sid: &str) -> Option<String> {
    let now = app.now();
    let state = app.state();
    let session = state.trades.get(token)?;
    let right = session.sid == sid && now < session.expires;
    right.then(|| noted(app, line, session))
}

/// By the client code and the id of a trade session.
pub(super) fn by_sid(app: &App, line: u64, ucc: &str, sid: &str) -> Option<String> {
    let now = app.now();
    let state = app.state();
    let mut sessions = state.trades.values();
    let session = sessions
        .find(|session| session.sid == sid && session.user.ucc == ucc && now < session.expires)?;
    Some(noted(app, line, session))
}

fn noted(app: &App, line: u64, session: &Session) -> String {
    let ucc = &session.user.ucc;
    app.feeds.logged_in(line, ucc, &session.sid);
    ucc.clone()
}
