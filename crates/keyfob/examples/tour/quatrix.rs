//! Quatrix: without and with a second factor, by API key, and through a captcha.

use keyfob::quatrix::{CaptchaForm, LoggedIn, Login, Session};
use keyfob::{Error, Settings, Totp};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{CAPTCHA_SOLUTION, SecondFactor};

use crate::report::Report;

pub async fn walk(sandbox: &Sandbox, report: &mut Report) -> Result<(), Error> {
    for account in sandbox
        .accounts()
        .quatrix
        .iter()
        .filter(|account| !account.suspended)
    {
        report.flow(match account.second_factor {
            SecondFactor::None => "quatrix: password",
            SecondFactor::Totp(_) => "quatrix: password, authenticator",
            SecondFactor::Pin(_) => "quatrix: password, PIN",
        });
        let password = login(sandbox).password(&account.email, &*account.password);
        let logged_in = report.step("password", password, told).await?;
        let session = match (logged_in, &account.second_factor) {
            (LoggedIn::Session(session), _) => session,
            (LoggedIn::SecondFactor(factor), SecondFactor::Pin(pin)) => {
                report
                    .step("PIN", factor.code(&**pin), |_| "logged in".to_owned())
                    .await?
            }
            (LoggedIn::SecondFactor(factor), SecondFactor::Totp(secret)) => {
                let code = Totp::new(&**secret)?.code_at(sandbox.clock().now());
                report
                    .step("code", factor.code(code), |_| "logged in".to_owned())
                    .await?
            }
            (LoggedIn::SecondFactor(factor), SecondFactor::None) => {
                return Err(Error::SecondFactorWanted(factor.kind()));
            }
        };
        work(session, report).await?;
    }
    for account in sandbox.accounts().quatrix.iter().take(1) {
        captcha(
            sandbox,
            login(sandbox)
                .password(&account.email, &*account.password)
                .await?
                .session()?,
            report,
        )
        .await?;
        report.flow("quatrix: API key");
        work(login(sandbox).api_key(&*account.api_key)?, report).await?;
    }
    Ok(())
}

fn login(sandbox: &Sandbox) -> Login {
    Login::new("sandbox").with_settings(Settings::default().with_origin(sandbox.url()))
}

fn told(logged_in: &LoggedIn) -> String {
    match logged_in {
        LoggedIn::Session(_) => "logged in".to_owned(),
        LoggedIn::SecondFactor(factor) => format!("wanted: {}", factor.kind()),
    }
}

async fn captcha(sandbox: &Sandbox, session: Session, report: &mut Report) -> Result<(), Error> {
    for form in [CaptchaForm::Post, CaptchaForm::Get] {
        report.flow(if form == CaptchaForm::Post {
            "quatrix: captcha, POST"
        } else {
            "quatrix: captcha, GET"
        });
        sandbox.quatrix().require_captcha(true);
        let solve = session.unblock_captcha(CAPTCHA_SOLUTION, form);
        report
            .step("unblock", solve, |valid| format!("valid: {valid}"))
            .await?;
        report
            .step("keepalive", session.keepalive(), |()| "alive".to_owned())
            .await?;
        sandbox.quatrix().require_captcha(false);
    }
    Ok(session.logout().await?)
}

/// Looks at what is used, and logs out whatever came of it.
async fn work(session: Session, report: &mut Report) -> Result<(), Error> {
    let looked = look(&session, report).await;
    let left = report.step("logout", session.logout(), |()| "done".to_owned());
    left.await?;
    looked
}

async fn look(session: &Session, report: &mut Report) -> Result<(), Error> {
    report
        .step("keepalive", session.keepalive(), |()| "alive".to_owned())
        .await?;
    let call = session.client().profile().usage().send();
    report
        .step("usage", call, |info| {
            format!("{} bytes used", info.user_used.unwrap_or_default())
        })
        .await
        .map(drop)
}
