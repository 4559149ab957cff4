//! A picture of a shared file: the same one for each.

use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::optional_user::OptionalUser;
use crate::quatrix::fault::Fault;
use crate::quatrix::parameter::parse_id;
use crate::quatrix::pictures;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[expect(dead_code, reason = "the picture has one size only")]
    size: Option<Size>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Size {
    Small,
    Large,
}

/// The id is the file's, which must be in a share that is open to the caller.
pub(super) async fn preview(
    Path(id): Path<String>,
    visitor: OptionalUser,
) -> Result<Response, Fault> {
    let Wanted { .. } = visitor
        .call
        .query()
        .map_err(|error| Fault::parameter(&error))?;
    let id = parse_id(&id)?;
    let state = visitor.state();
    let shares = state.shares.iter().filter(|share| !share.revoked);
    let mut shares = shares
        .filter(|share| share.files.iter().any(|&of| state.store.lies_in(id, of)))
        .peekable();
    if shares.peek().is_none() {
        return Err(Fault::not_found("shared file"));
    }
    shares
        .map(|share| share.check(visitor.id, visitor.now))
        .reduce(Result::or)
        .unwrap_or(Ok(()))?;
    Ok(pictures::png())
}
