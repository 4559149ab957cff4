//! `keyfob status`

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use keyfob::Error;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Context;
use crate::account::Account;
use crate::cli::Status;
use crate::failure::Failure;
use crate::output::{or_blank, text};
use crate::session::{Keeper, Session};
use crate::vendor::Vendor;

/// What is known of a session.
#[derive(Serialize)]
struct Row {
    vendor: &'static str,
    user: String,
    logged_in_at: String,
    ends_at: Option<String>,
    origin: Option<String>,
    /// `standing`, `ended`, `unknown` or `unreadable`; nothing if the vendor was not asked.
    state: Option<&'static str>,
}

pub async fn run(context: &Context, arguments: Status) -> Result<(), Failure> {
    let vendors = match arguments.vendor {
        Some(vendor) => vec![vendor],
        None => Vendor::value_variants().to_vec(),
    };
    let mut rows = Vec::new();
    let mut failure = None;
    for vendor in vendors {
        let Some(account) = Account::load(&context.home, vendor).await? else {
            continue;
        };
        let keeper = Keeper::of(&context.home, vendor, &account).await?;
        let session = keeper.session().await;
        let (state, error) = state(vendor, &session, arguments.check).await;
        failure = failure.or(error);
        let ends_at = session.ok().and_then(|session| session.ends_at());
        let since = UNIX_EPOCH.checked_add(Duration::from_secs(account.logged_in_at));
        rows.push(Row {
            vendor: vendor.name(),
            user: account.shown(),
            logged_in_at: since.map(moment).unwrap_or_default(),
            ends_at: ends_at.map(moment),
            origin: account.origin,
            state,
        });
    }
    if let (Some(vendor), true) = (arguments.vendor, rows.is_empty()) {
        return Err(Failure::not_logged_in(vendor.name()));
    }
    let columns = [
        text("Vendor"),
        text("User"),
        text("Since"),
        text("Until"),
        text("State"),
        text("Origin"),
    ];
    let cells = |row: &Row| {
        vec![
            row.vendor.to_owned(),
            row.user.clone(),
            row.logged_in_at.clone(),
            or_blank(row.ends_at.as_ref()),
            or_blank(row.state),
            or_blank(row.origin.as_ref()),
        ]
    };
    let none = "nobody is logged in: run `keyfob login VENDOR`";
    let shown = context.output.rows(&columns, &rows, cells, none);
    failure.map_or(shown, Err)
}

/// What the vendor says of a session, and what went wrong.
async fn state(
    vendor: Vendor,
    session: &Result<Session, Error>,
    is_asked: bool,
) -> (Option<&'static str>, Option<Failure>) {
    let outcome = match session {
        Ok(session) if is_asked => session.check().await,
        Ok(_) => return (None, None),
        Err(Error::LoginWanted { .. }) => {
            return (Some("ended"), Some(Failure::ended(vendor.name())));
        }
        Err(error) => return (Some("unreadable"), Some(Failure::local(error.to_string()))),
    };
    match outcome {
        Ok(()) => (Some("standing"), None),
        Err(error) if error.is_auth() => (Some("ended"), Some(Failure::ended(vendor.name()))),
        Err(error) => (Some("unknown"), Some(error.into())),
    }
}

/// A time as RFC 3339 writes it, in UTC.
pub fn moment(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    let time = time.replace_nanosecond(0).unwrap_or(time);
    time.format(&Rfc3339).unwrap_or_default()
}
