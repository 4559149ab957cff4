//! How the account presents itself. Everybody sees it; who runs the account changes it (guessed).

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::records::Branding;
use crate::answer::json;
use crate::quatrix::authenticated_user::AuthenticatedUser;
use crate::quatrix::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preview {
    body_header: Option<String>,
    body_footer: Option<String>,
}

pub(super) async fn get(caller: AuthenticatedUser) -> Response {
    json(StatusCode::OK, to_json(caller.state().branding.as_ref()))
}

/// What is left out stays. The sender's address is never validated, for nobody reads the mail.
pub(super) async fn set(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Branding = caller.json()?;
    let mut state = caller.state();
    state.check_admin(caller.id)?;
    let old = state.branding.take().unwrap_or_default();
    state.branding = Some(Branding {
        banner_text: asked.banner_text.or(old.banner_text),
        sender_name: asked.sender_name.or(old.sender_name),
        sender_email: asked.sender_email.or(old.sender_email),
        email_title_prefix: asked.email_title_prefix.or(old.email_title_prefix),
        body_header: asked.body_header.or(old.body_header),
        body_footer: asked.body_footer.or(old.body_footer),
    });
    Ok(json(StatusCode::OK, to_json(state.branding.as_ref())))
}

/// Each text as a paragraph (guessed): the vendor's markup is unknown.
pub(super) async fn preview(caller: AuthenticatedUser) -> Result<Response, Fault> {
    let asked: Preview = caller.json()?;
    let html = |text: Option<String>| {
        let text = text.unwrap_or_default();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<p>{text}</p>")
    };
    let body = json!({
        "body_header": html(asked.body_header),
        "body_footer": html(asked.body_footer),
    });
    Ok(json(StatusCode::OK, body))
}

fn to_json(branding: Option<&Branding>) -> Value {
    let set = branding.is_some();
    let branding = branding.cloned().unwrap_or_default();
    json!({
        "banner_text": branding.banner_text.unwrap_or_default(),
        "sender_name": branding.sender_name.unwrap_or_default(),
        "sender_email": branding.sender_email.unwrap_or_default(),
        "email_title_prefix": branding.email_title_prefix.unwrap_or_default(),
        "body_header": branding.body_header.unwrap_or_default(),
        "body_footer": branding.body_footer.unwrap_or_default(),
        "email_validated": false,
        "status": if set { "A" } else { "D" },
    })
}
