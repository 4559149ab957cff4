//! `keyfob login`

use keyfob::Error;
use serde_json::json;

use super::Context;
use crate::account::Account;
use crate::cli::Login;
use crate::commands::status::moment;
use crate::failure::Failure;
use crate::login::{self, Choice};
use crate::secrets::Secrets;
use crate::session::{Keeper, Session};
use crate::stop::Stop;
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
    context.home.prepare(vendor).await?;
    let before = Account::load(&context.home, vendor).await?;
    let mut stop = Stop::listen()?;
    let logged_in = login::log_in(vendor, &secrets, choice);
    let (account, session) = stop.unless(logged_in, stopped).await?;
    let ends_at = session.ends_at();
    let kept = keep(context, vendor, before, &account, session);
    stop.unless(kept, stopped).await?;
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

/// Keeps a session in place of the one before.
async fn keep(
    context: &Context,
    vendor: Vendor,
    before: Option<Account>,
    account: &Account,
    session: Session,
) -> Result<(), Failure> {
    // First: whenever this is cut, no session is kept beside another account, and goes where that says.
    if before.is_none_or(|before| !is_same(&before, account)) {
        Account::forget(&context.home, vendor)?;
    }
    account.save(&context.home, vendor).await?;
    let keeper = Keeper::of(&context.home, vendor, account).await?;
    match keeper.adopt(session.clone()).await {
        // What was damaged has been put aside by now, and this is worth more.
        Err(Error::Store { .. }) => Ok(keeper.adopt(session).await?),
        outcome => Ok(outcome?),
    }
}

fn stopped() -> Failure {
    Failure::interrupted("stopped before the login was done: no session of it is kept")
        .hint("a one-time code that was sent may be used up: take the next one")
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
            account.origin.clone(),
        )
    };
    of(one) == of(other)
}
