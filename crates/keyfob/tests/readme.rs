//! The project's README: its snippets are these, and they work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use keyfob::{Error, OrderError, Settings, Totp};
use keyfob_sandbox::accounts::Accounts;
use keyfob_sandbox::{Failure, Sandbox, When};

async fn start() -> (Sandbox, Accounts, Settings) {
    let sandbox = Sandbox::start().await.expect("a free port");
    let accounts = sandbox.accounts().clone();
    let settings = Settings::default().with_origin(sandbox.url());
    (sandbox, accounts, settings)
}

#[tokio::test]
async fn kotak_trade() -> Result<(), Error> {
    use keyfob::kotak_trade::{Application, Login};
    let (_sandbox, accounts, settings) = start().await;
    let account = accounts.kotak_trade[0].clone();
    let (access_token, consumer_key) = (account.access_token, account.consumer_key);
    let (user_id, password, code) = (account.user_id, account.password, account.access_code);
    // readme: kotak-trade
    let application = Application::new(access_token, consumer_key);
    let ready = Login::new(application, user_id)
        .with_settings(settings)
        .init()
        .await?;
    let session = ready.password(password).await?.access_code(code).await?;
    let positions = session.client().positions_today().send().await?;
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
    // readme: kotak-neo
    let code = Totp::new(totp_secret)?.code();
    let view = Login::new(dashboard_token)
        .with_settings(settings)
        .totp(mobile, ucc, code)
        .await?;
    let session = view.mpin(mpin).await?;
    let positions = session.client().get_positions().send().await?;
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
    // readme: quatrix
    let login = Login::new(account).with_settings(settings);
    let session = login.password(email, password).await?.session()?;
    let usage = session.client().profile_info_get().send().await?;
    session.keepalive().await?;
    session.logout().await?;
    // end
    assert!(usage.user_used.is_some());
    Ok(())
}

#[tokio::test]
async fn orders() -> Result<(), Error> {
    use keyfob::kotak_trade::types::{NewNormalOrder, TransactionType};
    use keyfob::kotak_trade::{Application, Login};
    let (sandbox, accounts, settings) = start().await;
    let account = &accounts.kotak_trade[0];
    let application = Application::new(&*account.access_token, &*account.consumer_key);
    let login = Login::new(application, &*account.user_id).with_settings(settings);
    let session = login
        .init()
        .await?
        .password(&*account.password)
        .await?
        .one_time_token()
        .await?;
    let order = NewNormalOrder::builder()
        .instrument_token(1001)
        .transaction_type(TransactionType::Buy)
        .quantity(1)
        .price(0);
    sandbox.fail_next(When::path("/apim/orders"), Failure::AnswerLost);
    // readme: orders
    match session.place_normal(order).await {
        Ok(placed) => println!("acknowledged: {placed:?}"),
        Err(OrderError::Lost(lost)) => println!("in the book: {:?}", session.find(&lost).await?),
        Err(other) => return Err(other.into()),
    }
    // end
    assert!(
        sandbox
            .exchanges()
            .iter()
            .any(|one| one.path.ends_with("/reports/1.0/orders"))
    );
    Ok(())
}

#[tokio::test]
async fn instruments() -> Result<(), Error> {
    use keyfob::kotak_neo::g3::Login;
    use keyfob::kotak_neo::instruments::{Date, Instrument, Month, OptionType, Segment};
    use keyfob::kotak_neo::types::GetQuotesQuoteType;
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.kotak_neo[0];
    let code = Totp::new(&*account.totp_secret)?.code();
    let login = Login::new(&*account.dashboard_token).with_settings(settings);
    let view = login.totp(&account.mobile, &account.ucc, code).await?;
    let session = view.mpin(&*account.mpin).await?;
    let expiry = Date::from_calendar_date(2030, Month::January, 31).expect("a day");
    // readme: instruments
    let listed = session.instruments(Segment::NseDerivatives).await?;
    let call = listed.option("SANDBOXCO", expiry, OptionType::Call, 1500);
    let symbols = call.and_then(Instrument::neo_symbol);
    let quotes = session.quotes(symbols).send(GetQuotesQuoteType::Ltp).await;
    for (asked, error) in quotes.failures() {
        eprintln!("no quotes of {asked:?}: {error}");
    }
    // end
    let quotes = quotes.complete()?;
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].exchange_token.as_deref(), Some("60011"));
    Ok(())
}

#[tokio::test]
async fn history() -> Result<(), Error> {
    use keyfob::kotak_trade::history::{Date, HistoricalPrices, Month};
    use keyfob::kotak_trade::{Application, Login};
    let (sandbox, accounts, settings) = start().await;
    let account = &accounts.kotak_trade[0];
    let application = Application::new(&*account.access_token, &*account.consumer_key);
    let login = Login::new(application, &*account.user_id).with_settings(settings);
    let second = login.init().await?.password(&*account.password).await?;
    let session = second.one_time_token().await?;
    let february = |day| Date::from_calendar_date(2020, Month::February, day).expect("a day");
    let (from, to) = (february(3), february(28));
    // readme: history
    let asked = HistoricalPrices {
        exchange: "bse".into(),
        co_code: "100".into(),
        from,
        to,
    };
    match session.history(&asked).await {
        Ok(prices) => println!("{prices:?}"),
        Err(error) => println!("perhaps not offered: {error}"), // 404 is what others got
    }
    // end
    let sent = sandbox.exchanges();
    let asked = |path: &str| path.contains("/equity/historicalprices/i/");
    assert!(sent.iter().any(|one| asked(&one.path)));
    Ok(())
}

#[tokio::test]
async fn transfer() -> Result<(), keyfob::quatrix::transfer::Error> {
    use keyfob::quatrix::Login;
    use keyfob::quatrix::transfer::{Event, Existing, Target};
    let (_sandbox, accounts, settings) = start().await;
    let account = &accounts.quatrix[0];
    let login = Login::new("acme").with_settings(settings);
    let logged_in = login
        .password(&account.email, &*account.password)
        .await
        .map_err(Error::from)?;
    let session = logged_in.session()?;
    let home = session
        .client()
        .file_metadata_home_get()
        .send()
        .await?
        .into_inner();
    let folder_id = home.id.expect("a home");
    let work = tempfile::tempdir().expect("a folder");
    let [path, copy, journal] =
        ["here/report.pdf", "copy.pdf", "journal"].map(|name| work.path().join(name));
    let (here, there) = (work.path().join("here"), work.path().join("there"));
    std::fs::create_dir(&here).expect("made");
    std::fs::write(&path, "a report").expect("written");
    // readme: transfer
    let transfer = session.transfer();
    let target = Target::new(&folder_id, "report.pdf");
    let uploaded = transfer.upload_file(&path, target).await?;
    transfer.download_file(&uploaded.file_id, &copy).await?;
    // end
    assert_eq!(std::fs::read(&copy).expect("there"), b"a report");
    let (reader, size, mut writer) = (&b"a log"[..], 5, Vec::new());
    // readme: transfer-streams
    let target = Target::new(&folder_id, "log.txt");
    let uploaded = transfer.upload(reader, size, target).await?;
    transfer.download(&uploaded.file_id, &mut writer).await?;
    // end
    assert_eq!(writer, b"a log");
    // readme: transfer-folders
    let (transfer, mut progress) = session.transfer().with_progress();
    let transfer = transfer.with_journal(&journal).await?;
    let work = async move {
        let up = transfer.upload_folder(&here, &folder_id, Existing::ReplaceIfOther);
        println!("up: {:?}", up.await?);
        let down = transfer.download_folder(&folder_id, &there, Existing::ReplaceIfOther);
        down.await
    };
    let show = async {
        while let Some(event) = progress.next().await {
            match event {
                Event::Started { name, total, .. } => println!("{name}: {total:?} bytes"),
                Event::Failed { why, .. } => println!("{why}"),
                _ => {} // moved, arrived, finished, skipped, ...
            }
        }
    };
    let (down, ()) = tokio::join!(work, show);
    // end
    let down = down?;
    assert_eq!((down.files, down.failed.len()), (2, 0));
    Ok(())
}

#[tokio::test]
async fn sandbox() -> Result<(), Box<dyn std::error::Error>> {
    // readme: sandbox
    let sandbox = Sandbox::start().await?;
    let settings = Settings::default().with_origin(sandbox.url());
    sandbox.clock().advance(Duration::from_secs(16 * 60)); // idle sessions are gone now
    sandbox.fail_next(When::path("/apim/orders"), Failure::AnswerLost);
    // end
    keyfob::quatrix::Login::new("acme").with_settings(settings);
    Ok(())
}

#[test]
fn the_readme_has_these_snippets() {
    let readme = include_str!("../../../README.md");
    let marked = include_str!("readme.rs").split("    // readme: ").skip(1);
    let snippets: Vec<String> = marked.filter_map(snippet).take(10).collect();
    let shown = readme.split("```rust\n").skip(1);
    let shown: Vec<String> = shown
        .filter_map(|rest| rest.split("```").next().map(words))
        .collect();
    assert_eq!(shown.len(), 10);
    assert_eq!(snippets, shown);
}

/// The lines between the markers.
fn snippet(rest: &str) -> Option<String> {
    let (_, body) = rest.split_once('\n')?;
    Some(words(body.split_once("    // end")?.0))
}

/// The code without blanks and line breaks: this file is formatted, the README is laid out by hand.
fn words(code: &str) -> String {
    code.split_whitespace().collect()
}
