//! `keyfob logout`

use keyfob::Error;
use serde_json::json;

use super::Context;
use crate::account::Account;
use crate::cli::Logout;
use crate::failure::Failure;
use crate::session::Keeper;

pub async fn run(context: &Context, arguments: Logout) -> Result<(), Failure> {
    let vendor = arguments.vendor;
    if !arguments.forget {
        let account = Account::load(&context.home, vendor).await?;
        let account = account.ok_or_else(|| Failure::not_logged_in(vendor.name()))?;
        let keeper = Keeper::of(&context.home, vendor, &account).await?;
        let outcome = async {
            keeper.session().await?;
            keeper.log_out().await
        };
        match outcome.await {
            Ok(()) => {}
            // There is nothing to log out of any more.
            Err(Error::SessionEnded(_) | Error::LoginWanted { .. }) => {}
            Err(error) => {
                return Err(Failure::from(error)
                    .hint("try again, or forget the session here with `--forget`"));
            }
        }
    }
    Account::forget(&context.home, vendor)?;
    let (line, told) = match arguments.forget {
        true => ("forgot the session of", false),
        false => ("logged out of", true),
    };
    context.output.say(
        &format!("{line} {vendor}"),
        &json!({"vendor": vendor.name(), "vendor_was_told": told}),
    )
}
