//! Running it for real: managers and stores.

use keyfob::session::{EncryptionKey, FileStore, RedisSettings, RedisStore};
use keyfob::{Error, Totp};

use crate::redis_server::RedisServer;
use crate::start;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn one_process() -> Outcome {
    use keyfob::quatrix::{Login, Manager, Password};
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let (email, password) = (&*account.email, &*account.password);
    let account = "acme";
    // readme
    let login = Login::new(account).with_settings(settings);
    let manager = Manager::new(login, Password::new(email, password));
    let session = manager.session().await?;
    let files = tokio::spawn({
        let session = session.clone();
        async move { session.home_folder().await }
    });
    let usage = session.client().profile().usage().send().await?;
    // end
    files.await??;
    assert!(usage.user_used.is_some());
    Ok(())
}

#[tokio::test]
async fn many_processes() -> Outcome {
    use keyfob::quatrix::{Login, Manager, Password};
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bot/session");
    let key_file = folder.path().join("key");
    std::fs::write(&key_file, EncryptionKey::generate()?.to_base64().expose())?;
    private(&key_file)?;
    let provider = Password::new(&account.email, &*account.password);
    let login = Login::new("acme").with_settings(settings);
    // readme
    let key = EncryptionKey::from_file(key_file)?; // or from_env, or from_keyring
    let store = FileStore::new(file)?.with_key(key);
    let manager = Manager::new(login, provider).with_store(store);
    let session = manager.session().await?; // the one of the process before, if it still works
    // end
    session.home_folder().await?;
    Ok(())
}

#[tokio::test]
async fn many_machines() -> Outcome {
    use keyfob::quatrix::{Login, Manager, Password};
    let Some(server) = RedisServer::start("the README's many machines") else {
        return Ok(());
    };
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let (url, redis_password) = (server.url(), crate::redis_server::PASSWORD);
    let key = EncryptionKey::generate()?;
    let provider = Password::new(&account.email, &*account.password);
    let login = Login::new("acme").with_settings(settings);
    // readme
    let redis = RedisSettings::new(url).with_password(redis_password); // rediss://.. from elsewhere
    let store = RedisStore::new(redis)?.with_key(key);
    let manager = Manager::new(login, provider).with_store(store);
    let session = manager.session().await?;
    // end
    session.home_folder().await?;
    Ok(())
}

#[tokio::test]
async fn a_login_of_a_person() -> Outcome {
    use keyfob::kotak_neo::g3::{Login, Manager};
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.kotak_neo[0];
    let (mobile, ucc, mpin) = (&*account.mobile, &*account.ucc, &*account.mpin);
    let code = Totp::new(&*account.totp_secret)?.code();
    let folder = tempfile::tempdir()?;
    let store = FileStore::new(folder.path().join("bot/session"))?;
    let login = Login::new(&*account.dashboard_token).with_settings(settings);
    // readme
    let manager = Manager::without_provider(login.clone())
        .with_user(ucc)
        .with_store(store);
    if let Err(Error::LoginWanted { .. }) = manager.session().await {
        let view = login.totp(mobile, ucc, code).await?; // asked for on the terminal, once a day
        manager.adopt(view.mpin(mpin).await?).await?;
    }
    let session = manager.session().await?;
    // end
    session.positions().await?;
    Ok(())
}

#[cfg(unix)]
fn private(file: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}
