//! Kotak Neo: all three generations.

use keyfob::kotak_neo::g1::{Identity, Knowledge};
use keyfob::kotak_neo::{Consumer, Session, g1, g2, g3};
use keyfob::{Error, RateLimits, Secret, Settings, Totp};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::KotakNeoAccount;

use crate::report::{Report, told};

pub async fn walk(sandbox: &Sandbox, report: &mut Report) -> Result<(), Error> {
    for account in &sandbox.accounts().kotak_neo {
        let password = || Knowledge::Password(Secret::new(&*account.password));
        let mobile = Identity::Mobile(account.mobile.clone());
        report.flow("kotak-neo G1: mobile, password, one-time code");
        let view = g1_view(sandbox, account, mobile, password(), report).await?;
        let view = report
            .step("send a code", view.send_otp(), |_| "sent".to_owned())
            .await?;
        let otp = sandbox.kotak_neo().last_otp().unwrap_or_default();
        let session = report.step("one-time code", view.otp(otp), who).await?;
        work(session, report).await?;

        report.flow("kotak-neo G1: PAN, password, mpin");
        let pan = Identity::Pan(Secret::new(&*account.pan));
        let view = g1_view(sandbox, account, pan, password(), report).await?;
        let session = report.step("mpin", view.mpin(&*account.mpin), who).await?;
        work(session, report).await?;

        report.flow("kotak-neo G1: user id, mpin, one-time code");
        let user = Identity::UserId(account.user_id.clone());
        let mpin = Knowledge::Mpin(Secret::new(&*account.mpin));
        let view = g1_view(sandbox, account, user, mpin, report).await?;
        let view = report
            .step("send a code", view.send_otp(), |_| "sent".to_owned())
            .await?;
        let otp = sandbox.kotak_neo().last_otp().unwrap_or_default();
        let session = report.step("one-time code", view.otp(otp), who).await?;
        work(session, report).await?;

        report.flow("kotak-neo G2: authenticator, mpin");
        let application = g2_application(sandbox, account, report).await?;
        let code = code(sandbox, account)?;
        let view = report
            .step("totp", application.totp(&account.mobile, code), |_| {
                "view token".to_owned()
            })
            .await?;
        let session = report.step("mpin", view.mpin(&*account.mpin), who).await?;
        work(session, report).await?;

        report.flow("kotak-neo G2: QR code");
        let application = g2_application(sandbox, account, report).await?;
        let link = report
            .step("qr link", application.qr_link(), |link| {
                link.url().to_owned()
            })
            .await?;
        let ott = sandbox
            .kotak_neo()
            .last_ott(&account.ucc)
            .unwrap_or_default();
        let session = report.step("scanned", link.ott(ott), who).await?;
        work(session, report).await?;

        report.flow("kotak-neo G3: dashboard token, authenticator, mpin");
        let login = g3::Login::new(&*account.dashboard_token).with_settings(settings(sandbox));
        let totp = login.totp(&account.mobile, &account.ucc, self::code(sandbox, account)?);
        let view = report
            .step("totp", totp, |_| "view token".to_owned())
            .await?;
        let session = report.step("mpin", view.mpin(&*account.mpin), who).await?;
        work(session, report).await?;
    }
    Ok(())
}

fn settings(sandbox: &Sandbox) -> Settings {
    // The sandbox has no limits.
    Settings::default()
        .with_origin(sandbox.url())
        .with_rate_limits(RateLimits::none())
}

fn consumer(sandbox: &Sandbox, account: &KotakNeoAccount) -> Consumer {
    Consumer::new(&*account.consumer_key, &*account.consumer_secret)
        .with_settings(settings(sandbox))
}

/// A code of the authenticator. The sandbox takes each once, so its time goes on by a step for the next.
fn code(sandbox: &Sandbox, account: &KotakNeoAccount) -> Result<Secret, Error> {
    sandbox.clock().advance(std::time::Duration::from_secs(30));
    Ok(Totp::new(&*account.totp_secret)?.code_at(sandbox.clock().now()))
}

async fn g1_view(
    sandbox: &Sandbox,
    account: &KotakNeoAccount,
    identity: Identity,
    knowledge: Knowledge,
    report: &mut Report,
) -> Result<g1::View, Error> {
    let login = g1::Login::new(consumer(sandbox, account));
    let application = report
        .step("access token", login.access_token(), |_| {
            "granted".to_owned()
        })
        .await?;
    let identify = application.identify(identity, knowledge);
    Ok(report
        .step("identify", identify, |_| "view token".to_owned())
        .await?)
}

async fn g2_application(
    sandbox: &Sandbox,
    account: &KotakNeoAccount,
    report: &mut Report,
) -> Result<g2::Application, Error> {
    let login = g2::Login::new(consumer(sandbox, account), &*account.ucc);
    let located = report
        .step("locate", login.locate(), |_| "host told".to_owned())
        .await?;
    Ok(report
        .step("access token", located.access_token(), |_| {
            "granted".to_owned()
        })
        .await?)
}

fn who(session: &Session) -> String {
    format!(
        "logged in as {}",
        session.info().ucc.as_deref().unwrap_or("?")
    )
}

/// Looks at the positions, and logs out whatever came of it.
pub async fn work(session: Session, report: &mut Report) -> Result<(), Error> {
    let looked = report.step("positions", session.positions(), told).await;
    let left = report.step("logout", session.logout(), |()| "done".to_owned());
    left.await?;
    looked.map(drop)
}
