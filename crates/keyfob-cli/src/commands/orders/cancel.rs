//! `keyfob cancel`

use clap::Args;
use keyfob::OrderError;
use serde_json::json;

use crate::commands::Context;
use crate::failure::Failure;
use crate::prompt::confirm;
use crate::session::{self, Session};
use crate::vendor::{Broker, Vendor};

#[derive(Debug, Args)]
pub struct Cancel {
    vendor: Broker,
    /// The order's number, as `keyfob orders` shows it
    number: String,
    /// Cancel it without asking
    #[arg(short, long)]
    yes: bool,
}

/// Cancels an order: sent once.
pub async fn cancel(context: &Context, arguments: Cancel) -> Result<(), Failure> {
    let vendor = Vendor::from(arguments.vendor);
    let number = arguments.number.trim();
    let session = session::open(&context.home, vendor).await?;
    confirm(
        &format!("Cancel order {number} at {vendor}?"),
        arguments.yes,
    )?;
    let send = async {
        match session {
            Session::Neo(session) => session.cancel(number).await.map(drop),
            Session::Trade(session) => session.cancel(number).await.map(drop),
            Session::Quatrix(_) => Ok(()),
        }
    };
    let look = format!("look at order {number} with `keyfob orders {vendor}`");
    tokio::select! {
        cancelled = send => cancelled.map_err(|error| match error {
            OrderError::Lost(_) => Failure::from(error).hint(look),
            error => Failure::from(error).at(vendor.name()),
        })?,
        _ = tokio::signal::ctrl_c() => {
            return Err(Failure::in_doubt("stopped while the order was cancelled: it may be").hint(look));
        }
    }
    let line = format!("order {number} is to be cancelled");
    let value = json!({"vendor": vendor.name(), "order": number});
    let shown = context.output.say(&line, &value);
    shown.map_err(|failure| failure.although(&line))
}
