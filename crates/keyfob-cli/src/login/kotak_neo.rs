//! Kotak Neo: the three generations of its login.

use keyfob::kotak_neo::g1::{self, Identity, Knowledge};
use keyfob::kotak_neo::{self, g2, g3};
use keyfob::{Failed, Secret};

use super::code::{Code, known_code, with_code};
use super::{Choice, account, keys, optional_keys};
use crate::account::{Account, Generation, Login};
use crate::failure::Failure;
use crate::output::note;
use crate::secrets::{Question, Secrets, hidden, open};
use crate::session::Session;
use crate::vendor::Vendor;

const MOBILE: Question = open("MOBILE", "Mobile number");
const CLIENT: Question = open("UCC", "Client code (UCC)");
const CONSUMER: [Question; 2] = [
    hidden("CONSUMER_KEY", "Consumer key"),
    hidden("CONSUMER_SECRET", "Consumer secret"),
];
const DASHBOARD: [Question; 1] = [hidden("DASHBOARD_TOKEN", "Access token of the dashboard")];
const TOTP: Question = hidden("TOTP", "Code of the authenticator");
const MPIN: Question = hidden("MPIN", "MPIN");
const PASSWORD: Question = hidden("PASSWORD", "Password");
const OTP: Question = hidden("OTP", "Code, by text message and mail");

const BY_TOTP: (Question, Code) = (TOTP, Code::Totp);
const BY_MPIN: (Question, Code) = (MPIN, Code::Own("MPIN"));
const BY_OTP: (Question, Code) = (OTP, Code::Sent);

pub async fn log_in(secrets: &Secrets, choice: Choice) -> Result<(Account, Session), Failure> {
    let generation = match choice.generation {
        Some(generation) => generation,
        None => named_generation(secrets)?,
    };
    let mobile = secrets.need_text(MOBILE).await?;
    let user = match generation {
        Generation::G1 => mobile.clone(),
        Generation::G2 | Generation::G3 => secrets.need_text(CLIENT).await?,
    };
    let mut account = account(user, secrets, &choice)?;
    account.generation = Some(generation);
    match generation {
        Generation::G1 | Generation::G2 => keys(&mut account, secrets, &CONSUMER).await?,
        Generation::G3 => keys(&mut account, secrets, &DASHBOARD).await?,
    }
    optional_keys(&mut account, secrets, &["FIN_KEY"])?;
    let session = match account.login(Vendor::KotakNeo)? {
        Login::G1(login) => by_g1(login, mobile, secrets).await?,
        Login::G2(login) => by_g2(login, &mobile, secrets).await?,
        Login::G3(login) => by_g3(login, &mobile, &account.user, secrets).await?,
        _ => return Err(Failure::usage("this is no login of Kotak Neo")),
    };
    Ok((account, Session::Neo(session)))
}

fn named_generation(secrets: &Secrets) -> Result<Generation, Failure> {
    match secrets.find_text("GENERATION")?.as_deref() {
        Some("g1") => Ok(Generation::G1),
        Some("g2") => Ok(Generation::G2),
        None | Some("g3") => Ok(Generation::G3),
        Some(_) => Err(Failure::usage(
            "KEYFOB_KOTAK_NEO_GENERATION is g1, g2 or g3",
        )),
    }
}

async fn by_g1(
    login: g1::Login,
    mobile: String,
    secrets: &Secrets,
) -> Result<kotak_neo::Session, Failure> {
    let password = Knowledge::Password(secrets.need(PASSWORD).await?);
    let code = secrets.find(OTP.name)?;
    let mpin = match &code {
        Some(_) => None,
        // Without a person nobody reads the code that is sent.
        None => secrets.known_or_askable(secrets.find(MPIN.name)?, MPIN)?,
    };
    let application = login.access_token().await.map_err(error)?;
    let view = application.identify(Identity::Mobile(mobile), password);
    let view = view.await.map_err(error)?;
    if mpin.is_some() {
        return with_code(view, secrets, mpin, BY_MPIN, async |view, mpin| {
            view.mpin(mpin).await
        })
        .await;
    }
    let view = match code {
        Some(_) => view,
        None => {
            note("a code is sent by text message and mail");
            view.send_otp().await.map_err(error)?
        }
    };
    with_code(view, secrets, code, BY_OTP, async |view, code| {
        view.otp(code).await
    })
    .await
}

async fn by_g2(
    login: g2::Login,
    mobile: &str,
    secrets: &Secrets,
) -> Result<kotak_neo::Session, Failure> {
    // That there is a code is told now; the one that is sent is made then, since it is good for half a minute.
    let (_, mpin) = code_and_mpin(secrets)?;
    let located = login.locate().await.map_err(error)?;
    let application = located.access_token().await.map_err(error)?;
    let view = with_code(
        application,
        secrets,
        known_code(secrets)?,
        BY_TOTP,
        async |application, code| application.totp(mobile, code).await,
    )
    .await?;
    with_code(view, secrets, mpin, BY_MPIN, async |view, mpin| {
        view.mpin(mpin).await
    })
    .await
}

async fn by_g3(
    login: g3::Login,
    mobile: &str,
    client: &str,
    secrets: &Secrets,
) -> Result<kotak_neo::Session, Failure> {
    let (code, mpin) = code_and_mpin(secrets)?;
    let view = with_code(login, secrets, code, BY_TOTP, async |login, code| {
        login.totp(mobile, client, code).await
    })
    .await?;
    with_code(view, secrets, mpin, BY_MPIN, async |view, mpin| {
        view.mpin(mpin).await
    })
    .await
}

/// What is known for the two steps of the newer generations.
fn code_and_mpin(secrets: &Secrets) -> Result<(Option<Secret>, Option<Secret>), Failure> {
    let mpin = secrets.known_or_askable(secrets.find(MPIN.name)?, MPIN)?;
    let code = secrets.known_or_askable(known_code(secrets)?, TOTP)?;
    Ok((code, mpin))
}

fn error<S>(failed: Failed<S>) -> keyfob::Error {
    failed.error
}
