//! Logging in, step by step: what is known is taken, and a person is asked for the rest.

mod code;
mod kotak_neo;
mod kotak_trade;
mod quatrix;

use crate::account::{Account, Generation};
use crate::failure::Failure;
use crate::secrets::{Question, Secrets};
use crate::session::Session;
use crate::vendor::Vendor;

/// What somebody chose on the command line.
#[derive(Debug, Default)]
pub struct Choice {
    pub origin: Option<String>,
    pub generation: Option<Generation>,
    /// Quatrix with an API key, which is asked for.
    pub api_key: bool,
}

/// Logs in.
pub async fn log_in(
    vendor: Vendor,
    secrets: &Secrets,
    choice: Choice,
) -> Result<(Account, Session), Failure> {
    match vendor {
        Vendor::KotakTrade => kotak_trade::log_in(secrets, choice).await,
        Vendor::KotakNeo => kotak_neo::log_in(secrets, choice).await,
        Vendor::Quatrix => quatrix::log_in(secrets, choice).await,
    }
}

/// What every account has: where the vendor is, and its environment.
fn account(user: String, secrets: &Secrets, choice: &Choice) -> Result<Account, Failure> {
    let everywhere = std::env::var("KEYFOB_ORIGIN").ok();
    let everywhere = everywhere.filter(|origin| !origin.trim().is_empty());
    let origin = match &choice.origin {
        Some(origin) => Some(origin.clone()),
        None => secrets.find_text("ORIGIN")?.or(everywhere),
    };
    let mut account = Account::new(user);
    account.environment = secrets.find_text("ENVIRONMENT")?;
    account.origin = origin.map(|origin| origin.trim().to_owned());
    Ok(account)
}

/// Notes keys of the application that the login needs.
async fn keys(
    account: &mut Account,
    secrets: &Secrets,
    needed: &[Question],
) -> Result<(), Failure> {
    for question in needed {
        let key = secrets.need(*question).await?;
        account.application.insert(question.name.to_owned(), key);
    }
    Ok(())
}

/// Notes what may be missing.
fn optional_keys(account: &mut Account, secrets: &Secrets, names: &[&str]) -> Result<(), Failure> {
    for name in names {
        if let Some(key) = secrets.find(name)? {
            account.application.insert((*name).to_owned(), key);
        }
    }
    Ok(())
}
