//! What became of shares: one's own, or those of everybody for who runs the account.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::{extend, json};
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::shares::share::Share;
use crate::quatrix::state::State;
use crate::quatrix::timestamp::Timestamp;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    date: Option<f64>,
}

impl Since {
    /// Whether a share was made then or later (guessed).
    fn holds(&self, share: &Share) -> bool {
        let date = self.date.map(Timestamp::from_seconds);
        date.is_none_or(|date| date <= share.created)
    }
}

pub(super) async fn all(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let since: Since = caller.query()?;
    let state = caller.state();
    let all = state.user(caller.id)?.super_admin;
    let shares = state.shares.iter().rev();
    let shares = shares.filter(|share| (all || share.owner == caller.id) && since.holds(share));
    let shares: Vec<Value> = shares
        .map(|share| {
            let mut row = row(&state, share);
            let more = json!({"is_request": share.is_request, "can_reply": share.return_files});
            extend(&mut row, more);
            let folder = share.folder.and_then(|id| state.store.shared(id));
            if let Some(folder) = folder {
                extend(&mut row, json!({"folder": folder.name}));
            }
            row
        })
        .collect();
    Ok(json(StatusCode::OK, json!(shares)))
}

pub(super) async fn of_user(
    Path(user): Path<String>,
    caller: AuthenticatedUser,
) -> Result<Response, Fault> {
    let since: Since = caller.query()?;
    let user = parse_id(&user)?;
    let state = caller.state();
    state.check_own(caller.id, user)?;
    state.user(user)?;
    let shares = state.shares.iter().rev();
    let shares = shares.filter(|share| share.owner == user && since.holds(share));
    let shares: Vec<Value> = shares.map(|share| row(&state, share)).collect();
    Ok(json(StatusCode::OK, json!(shares)))
}

/// What both lists show. Whose address `email` is, is unknown; here it is the first recipient's.
fn row(state: &State, share: &Share) -> Value {
    let emails = state.emails(&share.recipients);
    let mut row = json!({
        "id": share.id,
        "subject": share.subject,
        "type": share.kind,
        "is_reply": share.is_reply,
        "release_date": share.activates.whole(),
        "expire_date": share.expires.map_or(0, Timestamp::whole),
        "created": share.created.whole(),
        "status": if share.revoked { "D" } else { "A" },
        "emails": emails,
        "owner_id": share.owner,
    });
    if let Some(email) = emails.first() {
        extend(&mut row, json!({"email": email}));
    }
    row
}
