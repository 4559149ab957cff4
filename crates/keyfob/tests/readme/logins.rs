//! Logging in.

use keyfob::{Error, Totp};

use crate::start;

#[tokio::test]
async fn kotak_trade() -> Result<(), Error> {
    use keyfob::kotak_trade::{Application, Login};
    let (_sandbox, accounts, settings) = start().await;
    let account = accounts.kotak_trade[0].clone();
    let (access_token, consumer_key) = (account.access_token, account.consumer_key);
    let (user_id, password, code) = (account.user_id, account.password, account.access_code);
    // readme
    let application = Application::new(access_token, consumer_key);
    let ready = Login::new(application, user_id)
        .with_settings(settings)
        .init()
        .await?;
    let session = ready.password(password).await?.access_code(code).await?;
    let positions = session.client().positions().today().send().await?;
    session.logout().await?;
    // end
    assert!(!positions.success.is_empty());
    Ok(())
}

#[tokio::test]
async fn kotak_neo() -> Result<(), Error> {
    use keyfob::kotak_neo::g3::Login;
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.kotak_neo[0];
    let (dashboard_token, totp_secret) = (&*account.dashboard_token, &*account.totp_secret);
    let (mobile, ucc, mpin) = (&*account.mobile, &*account.ucc, &*account.mpin);
    // readme
    let code = Totp::new(totp_secret)?.code();
    let view = Login::new(dashboard_token)
        .with_settings(settings)
        .totp(mobile, ucc, code)
        .await?;
    let session = view.mpin(mpin).await?;
    let positions = session.client().reports().positions().send().await?;
    session.logout().await?;
    // end
    assert!(!positions.data.is_empty());
    Ok(())
}

#[tokio::test]
async fn quatrix() -> Result<(), Error> {
    use keyfob::quatrix::Login;
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let (email, password) = (&*account.email, &*account.password);
    let account = "acme";
    // readme
    let login = Login::new(account).with_settings(settings);
    let session = login.password(email, password).await?.session()?;
    let usage = session.client().profile().usage().send().await?;
    session.keepalive().await?;
    session.logout().await?;
    // end
    assert!(usage.user_used.is_some());
    Ok(())
}
