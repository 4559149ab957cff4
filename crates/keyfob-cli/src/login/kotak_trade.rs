//! Kotak Securities Trade API: password, then an access code, the MPIN, or the one-time token alone.

use keyfob::kotak_trade::SecondStep;

use super::code::{Code, with_code};
use super::{Choice, account, keys, optional_keys};
use crate::account::{Account, Login};
use crate::failure::Failure;
use crate::output::note;
use crate::prompt;
use crate::secrets::{Question, Secrets, hidden, open};
use crate::session::Session;
use crate::vendor::Vendor;

const USER: Question = open("USER_ID", "User id");
const APPLICATION: [Question; 2] = [
    hidden("ACCESS_TOKEN", "Access token of the application"),
    hidden("CONSUMER_KEY", "Consumer key of the application"),
];
const PASSWORD: Question = hidden("PASSWORD", "Password");
const CODE: Question = hidden("ACCESS_CODE", "Access code, by mail and text message");
const MPIN: Question = hidden("MPIN", "MPIN, or nothing to have a code sent");

const BY_CODE: (Question, Code) = (CODE, Code::Sent);
const BY_MPIN: (Question, Code) = (MPIN, Code::Own("MPIN"));

pub async fn log_in(secrets: &Secrets, choice: Choice) -> Result<(Account, Session), Failure> {
    let mut account = account(secrets.need_text(USER).await?, secrets, &choice)?;
    keys(&mut account, secrets, &APPLICATION).await?;
    optional_keys(&mut account, secrets, &["APP_ID", "IP"])?;
    let Login::Trade(login) = account.login(Vendor::KotakTrade)? else {
        return Err(Failure::usage("this is no login of Kotak Trade"));
    };
    let password = secrets.need(PASSWORD).await?;
    let ready = login.init().await.map_err(|failed| failed.error)?;
    let second = ready.password(password).await;
    let session = second_step(second.map_err(|failed| failed.error)?, secrets).await?;
    Ok((account, Session::Trade(session)))
}

/// What is known, else what a person has; without anybody to ask, the one-time token that the password brought.
async fn second_step(
    second: SecondStep,
    secrets: &Secrets,
) -> Result<keyfob::kotak_trade::Session, Failure> {
    let code = secrets.find(CODE.name)?;
    if code.is_none() {
        if let Some(mpin) = secrets.find(MPIN.name)? {
            return with_code(
                second,
                secrets,
                Some(mpin),
                BY_MPIN,
                async |second, mpin| second.mpin(mpin).await,
            )
            .await;
        }
        if !prompt::can_ask() {
            let session = second.one_time_token().await;
            return Ok(session.map_err(|failed| failed.error)?);
        }
    }
    let mut second = second;
    if code.is_none() {
        if second.offers_mpin()
            && let Some(mpin) = secrets.ask_or_nothing(MPIN).await?
        {
            let session = second.mpin(mpin).await;
            return session.map_err(|failed| BY_MPIN.1.failed(failed.error));
        }
        second = second
            .request_access_code()
            .await
            .map_err(|failed| failed.error)?;
        note("a code was sent by mail and text message");
    }
    with_code(second, secrets, code, BY_CODE, async |second, code| {
        second.access_code(code).await
    })
    .await
}
