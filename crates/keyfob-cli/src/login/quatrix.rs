//! Quatrix: e-mail and password, perhaps a second factor; or an API key.

use keyfob::SecondFactorKind;
use keyfob::quatrix::LoggedIn;

use super::code::{Code, known_code, with_code};
use super::{Choice, account};
use crate::account::{Account, Login};
use crate::failure::Failure;
use crate::secrets::{Question, Secrets, hidden, open};
use crate::session::Session;
use crate::vendor::Vendor;

const COMPANY: Question = open("ACCOUNT", "Account, such as acme for acme.quatrix.it");
const EMAIL: Question = open("EMAIL", "E-mail address");
const PASSWORD: Question = hidden("PASSWORD", "Password");
const API_KEY: Question = hidden("API_KEY", "API key");
const CODE: Question = hidden("TOTP", "Code of the authenticator");
const PIN: Question = hidden("PIN", "PIN");

/// Who an API key belongs to is not told.
const BY_KEY: &str = "api-key";

pub async fn log_in(secrets: &Secrets, choice: Choice) -> Result<(Account, Session), Failure> {
    let company = secrets.need_text(COMPANY).await?;
    let key = match choice.api_key {
        true => Some(secrets.need(API_KEY).await?),
        false => secrets.find(API_KEY.name)?,
    };
    let user = match &key {
        Some(_) => BY_KEY.to_owned(),
        None => secrets.need_text(EMAIL).await?.to_lowercase(),
    };
    let mut account = account(user, secrets, &choice)?;
    account.company = Some(company);
    let Login::Quatrix(login) = account.login(Vendor::Quatrix)? else {
        return Err(Failure::usage("this is no login of Quatrix"));
    };
    if let Some(key) = key {
        let session = login.api_key(key).map_err(|failed| failed.error)?;
        // Nothing was sent yet: whether the key is right, the first call tells.
        let session = Session::Quatrix(session);
        session.check().await?;
        return Ok((account, session));
    }
    let password = secrets.need(PASSWORD).await?;
    let logged_in = login.password(&account.user, password).await;
    let session = match logged_in.map_err(|failed| failed.error)? {
        LoggedIn::Session(session) => session,
        LoggedIn::SecondFactor(factor) => {
            let (known, question) = match factor.kind() {
                SecondFactorKind::Pin => (secrets.find(PIN.name)?, (PIN, Code::Own("PIN"))),
                _ => (known_code(secrets)?, (CODE, Code::Totp)),
            };
            with_code(factor, secrets, known, question, async |factor, code| {
                factor.code(code).await
            })
            .await?
        }
    };
    Ok((account, Session::Quatrix(session)))
}
