//! Programs that are not asynchronous: everything can be waited for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::thread;

use keyfob::blocking::Wait;
use keyfob::kotak_neo::g3;
use keyfob::kotak_trade::types::{PlaceNormalOrderRequest, Side};
use keyfob::quatrix::transfer::Target;
use keyfob::{Error, Settings, Totp, kotak_trade, quatrix};
use keyfob_sandbox::Sandbox;

fn start() -> (Sandbox, Settings) {
    let sandbox = Sandbox::start().wait().unwrap();
    let settings = Settings::default().with_origin(sandbox.url());
    (sandbox, settings)
}

fn trader(sandbox: &Sandbox, settings: Settings) -> Result<kotak_trade::Session, Error> {
    let account = &sandbox.accounts().kotak_trade[0];
    let application = kotak_trade::Application::new(&*account.access_token, &*account.consumer_key);
    let login = kotak_trade::Login::new(application, &*account.user_id).with_settings(settings);
    let second = login.init().wait()?.password(&*account.password).wait()?;
    Ok(second.access_code(&*account.access_code).wait()?)
}

#[test]
fn a_login_a_call_and_a_logout_are_waited_for() -> Result<(), Error> {
    let (sandbox, settings) = start();
    let account = &sandbox.accounts().kotak_neo[0];
    let code = Totp::new(&*account.totp_secret)?.code_at(sandbox.clock().now());
    let login = g3::Login::new(&*account.dashboard_token).with_settings(settings);
    let view = login.totp(&account.mobile, &account.ucc, code).wait()?;
    let session = view.mpin(&*account.mpin).wait()?;
    let positions = session.client().reports().positions().send().wait()?;
    assert!(!positions.data.is_empty());
    session.logout().wait()?;
    Ok(())
}

#[test]
fn an_order_is_waited_for() -> Result<(), Error> {
    let (sandbox, settings) = start();
    let session = trader(&sandbox, settings)?;
    let order = PlaceNormalOrderRequest::builder()
        .token(1001)
        .side(Side::Buy)
        .quantity(1)
        .price(0);
    assert!(!session.place_normal(order).wait()?.is_empty());
    assert_eq!(sandbox.exchange().orders().len(), 1);
    session.logout().wait()?;
    Ok(())
}

#[test]
fn files_are_waited_for() -> Result<(), Error> {
    let (sandbox, settings) = start();
    let account = &sandbox.accounts().quatrix[0];
    let login = quatrix::Login::new("acme").with_settings(settings);
    let password = login.password(&account.email, &*account.password);
    let session = password.wait()?.session()?;
    let home = session.client().files().home().send().wait()?.into_inner();
    let place = tempfile::tempdir().unwrap();
    let (here, copy) = (place.path().join("here"), place.path().join("copy"));
    // More than a chunk's worth of reading and writing.
    let content = vec![7; 3_000_000];
    std::fs::write(&here, &content).unwrap();

    let transfer = session.transfer();
    let target = Target::new(home.id.unwrap(), "report.pdf");
    let uploaded = transfer.upload_file(&here, target).wait()?;
    transfer.download_file(&uploaded.file_id, &copy).wait()?;
    assert_eq!(std::fs::read(&copy).unwrap(), content);
    session.logout().wait()?;
    Ok(())
}

#[test]
fn threads_wait_for_calls_of_one_session_at_once() {
    let (sandbox, settings) = start();
    let session = trader(&sandbox, settings).unwrap();
    thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| session.client().positions().today().send().wait()))
            .collect();
        for call in calls {
            assert!(!call.join().unwrap().unwrap().success.is_empty());
        }
    });
}

#[test]
fn a_step_that_fails_gives_its_state_back_here_too() {
    let (sandbox, settings) = start();
    let account = &sandbox.accounts().quatrix[0];
    let login = quatrix::Login::new("acme").with_settings(settings);
    let failed = login.password(&account.email, "not the password").wait();
    let failed = failed.unwrap_err();
    assert!(
        matches!(failed.error, Error::WrongPassword(_)),
        "{}",
        failed.error
    );
    let again = failed.state.password(&account.email, &*account.password);
    assert!(again.wait().is_ok());
}
