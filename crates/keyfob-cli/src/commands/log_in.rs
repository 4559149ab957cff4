//! `keyfob login`

use serde_json::json;

use super::Context;
use crate::account::Account;
use crate::cli::Login;
use crate::commands::status::moment;
use crate::failure::Failure;
use crate::login::{self, Choice};
use crate::secrets::Secrets;
use crate::session::Keeper;
use crate::vendor::Vendor;

pub async fn run(context: &Context, arguments: Login) -> Result<(), Failure> {
    let vendor = arguments.vendor;
    check(&arguments)?;
    let secrets = Secrets::read(vendor, &arguments.env_file, &arguments.secret_file)?;
    let choice = Choice {
        origin: arguments.origin,
        generation: arguments.generation,
        api_key: arguments.api_key,
    };
    // Before anything is sent: a login that could not be kept would be a useless one.
    let before = Account::load(&context.home, vendor).await?;
    let (account, session) = login::log_in(vendor, &secrets, choice).await?;
    if before.is_some_and(|before| !is_same(&before, &account)) {
        Account::forget(&context.home, vendor)?;
    }
    account.save(&context.home, vendor).await?;
    let ends_at = session.ends_at();
    let keeper = Keeper::of(&context.home, vendor, &account).await?;
    keeper.adopt(session).await?;
    let user = account.shown();
    let until = match ends_at {
        Some(end) => format!(", until {}", moment(end)),
        None => String::new(),
    };
    context.output.say(
        &format!("logged in to {vendor} as {user}{until}"),
        &json!({
            "vendor": vendor.name(),
            "user": user,
            "origin": account.origin,
            "ends_at": ends_at.map(moment),
        }),
    )
}

fn check(arguments: &Login) -> Result<(), Failure> {
    if arguments.generation.is_some() && arguments.vendor != Vendor::KotakNeo {
        return Err(Failure::usage("`--generation` is for kotak-neo"));
    }
    if arguments.api_key && arguments.vendor != Vendor::Quatrix {
        return Err(Failure::usage("`--api-key` is for quatrix"));
    }
    Ok(())
}

/// Whether a session of the one may take the place of the other's.
fn is_same(one: &Account, other: &Account) -> bool {
    let of = |account: &Account| {
        (
            account.user.clone(),
            account.company.clone(),
            account.generation,
            account.environment.clone(),
        )
    };
    of(one) == of(other)
}
