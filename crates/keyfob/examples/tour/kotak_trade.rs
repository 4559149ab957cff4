//! Kotak Securities Trade API: every second factor, and a host change.

use keyfob::kotak_trade::{Application, Login, SecondStep, Session};
use keyfob::{Error, Settings};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::KotakTradeAccount;

use crate::report::{Report, told};

pub async fn walk(sandbox: &Sandbox, report: &mut Report) -> Result<(), Error> {
    for account in &sandbox.accounts().kotak_trade {
        report.flow("kotak-trade: access code");
        let step = password(sandbox, account, report).await?;
        let session = report
            .step("access code", step.access_code(&*account.access_code), who)
            .await?;
        work(session, report).await?;

        report.flow("kotak-trade: access code by mail");
        let step = password(sandbox, account, report).await?;
        let step = report
            .step("ask for a code", step.request_access_code(), |_| {
                "sent".to_owned()
            })
            .await?;
        let session = report
            .step("access code", step.access_code(&*account.access_code), who)
            .await?;
        work(session, report).await?;

        if let Some(mpin) = &account.mpin {
            report.flow("kotak-trade: mpin");
            let step = password(sandbox, account, report).await?;
            let session = report.step("mpin", step.mpin(&**mpin), who).await?;
            work(session, report).await?;
        }
        if let Some(proof) = &account.biometric {
            report.flow("kotak-trade: biometric");
            let step = password(sandbox, account, report).await?;
            let session = report
                .step("biometric", step.biometric(&**proof), who)
                .await?;
            work(session, report).await?;
        }

        report.flow("kotak-trade: one-time token, on a changed host");
        sandbox.kotak_trade().redirect_to_second_host(true);
        let step = password(sandbox, account, report).await?;
        let session = report
            .step("one-time token", step.one_time_token(), who)
            .await?;
        work(session, report).await?;
        sandbox.kotak_trade().redirect_to_second_host(false);
    }
    Ok(())
}

async fn password(
    sandbox: &Sandbox,
    account: &KotakTradeAccount,
    report: &mut Report,
) -> Result<SecondStep, Error> {
    let application = Application::new(&*account.access_token, &*account.consumer_key);
    let login = Login::new(application, &*account.user_id)
        .with_settings(Settings::default().with_origin(sandbox.url()));
    let ready = report
        .step("init", login.init(), |ready| match ready.host_changed() {
            Some(host) => format!("moved to {host}"),
            None => "host stays".to_owned(),
        })
        .await?;
    let offers = |step: &SecondStep| {
        format!(
            "mpin offered: {}, biometric: {}",
            step.offers_mpin(),
            step.offers_biometric()
        )
    };
    Ok(report
        .step("password", ready.password(&*account.password), offers)
        .await?)
}

fn who(session: &Session) -> String {
    format!(
        "logged in as {}",
        session.info().user_id.as_deref().unwrap_or("?")
    )
}

/// Looks at today's positions, and logs out whatever came of it.
pub async fn work(session: Session, report: &mut Report) -> Result<(), Error> {
    let looked = report.step("today's positions", session.positions(), told);
    let looked = looked.await;
    let left = report.step("logout", session.logout(), |()| "done".to_owned());
    left.await?;
    looked.map(drop)
}
