//! `keyfob logout`

use keyfob::Error;
use serde_json::json;

use super::Context;
use crate::account::Account;
use crate::cli::Logout;
use crate::failure::Failure;
use crate::session::Keeper;
use crate::vendor::Vendor;

pub async fn run(context: &Context, arguments: Logout) -> Result<(), Failure> {
    let vendor = arguments.vendor;
    let is_told = !arguments.forget && tell(context, vendor).await?;
    Account::forget(&context.home, vendor)?;
    let line = match is_told {
        true => "logged out of",
        false => "forgot the session of",
    };
    context.output.say(
        &format!("{line} {vendor}"),
        &json!({"vendor": vendor.name(), "vendor_was_told": is_told}),
    )
}

/// Logs out at the vendor; false if there was nothing to log out of any more.
async fn tell(context: &Context, vendor: Vendor) -> Result<bool, Failure> {
    let account = Account::load(&context.home, vendor).await?;
    let account = account.ok_or_else(|| Failure::not_logged_in(vendor.name()))?;
    let keeper = Keeper::of(&context.home, vendor, &account).await?;
    let outcome = async {
        keeper.session().await?;
        keeper.log_out().await
    };
    match outcome.await {
        Ok(()) => Ok(true),
        Err(error) if is_over(&error) => {
            context.output.note(&error.to_string());
            Ok(false)
        }
        Err(error) => {
            Err(Failure::from(error).hint("try again, or forget the session here with `--forget`"))
        }
    }
}

/// Whether the vendor knows no such session, in whatever words.
fn is_over(error: &Error) -> bool {
    let status = error.status();
    let is_refused =
        matches!(error, Error::Refused(_)) && status.is_some_and(|status| status.is_client_error());
    is_refused || matches!(error, Error::SessionEnded(_) | Error::LoginWanted { .. })
}
