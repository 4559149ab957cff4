//! Whole programs. Each runs in a process of its own, which has its environment variables: this same program, with one test.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Instrument, Kind, Segment};
use rust_decimal::dec;

mod trade {
    // readme
    use keyfob::Error;
    use keyfob::kotak_neo::Session;
    use keyfob::trading::{OptionType, Order, Product, Segment, Side};
    use rust_decimal::dec;

    #[tokio::main]
    async fn main() -> Result<(), Error> {
        let session = Session::from_env().await?;
        let listed = session.instruments(Segment::NseDerivatives).await?;
        let expiry = listed.expiries("NIFTY").next();
        let call = expiry.and_then(|day| listed.option("NIFTY", day, OptionType::Call, 25_000));
        let call = call.ok_or(Error::invalid_input("no such option"))?;

        let order = Order::limit(Side::Buy, call, 75, dec!(101.50)).product(Product::Intraday);
        let number = session.place(order).await?;
        if let Some(order) = session.order(&number).await? {
            println!("{}: {} units filled", order.status, order.filled_quantity);
        }
        for position in session.positions().await? {
            println!("{}: {} units", position.contract, position.net_quantity());
        }

        session.logout().await?;
        Ok(())
    }
    // end

    pub fn run() {
        main().unwrap();
    }
}

mod transfer {
    // readme
    use keyfob::Error;
    use keyfob::quatrix::Session;
    use keyfob::quatrix::transfer::Target;

    #[tokio::main]
    async fn main() -> Result<(), Error> {
        let session = Session::from_env().await?;
        let home = session.home_folder().await?;
        let transfer = session.transfer();

        let target = Target::new(home, "report.pdf");
        let uploaded = transfer.upload_file("report.pdf", target).await?;
        println!("{} is there as {}", uploaded.name, uploaded.file_id);

        let size = transfer
            .download_file(&uploaded.file_id, "copy.pdf")
            .await?;
        println!("{size} bytes came back");

        session.logout().await?;
        Ok(())
    }
    // end

    pub fn run() {
        main().unwrap();
    }
}

mod blocking {
    // readme
    use keyfob::Error;
    use keyfob::blocking::Wait;
    use keyfob::kotak_trade::Session;

    fn main() -> Result<(), Error> {
        let session = Session::from_env().wait()?;
        for position in session.positions().wait()? {
            println!("{}: {} units", position.contract, position.net_quantity());
        }
        session.logout().wait()?;
        Ok(())
    }
    // end

    pub fn run() {
        main().unwrap();
    }
}

/// What the tests run in a process of its own; without its variable it has nothing to do.
#[test]
fn child() {
    match std::env::var("README_PROGRAM").as_deref() {
        Ok("trade") => trade::run(),
        Ok("transfer") => transfer::run(),
        Ok("blocking") => blocking::run(),
        _ => {}
    }
}

/// What a program prints.
async fn run(program: &str, folder: &Path, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "programs::child", "--nocapture"])
        .current_dir(folder)
        .env("README_PROGRAM", program)
        .envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn the_trade_runs_as_it_stands() {
    let sandbox = Sandbox::start().await.unwrap();
    let expiry = sandbox.clock().now() + Duration::from_secs(7 * 24 * 60 * 60);
    let call = Kind::Option {
        expiry,
        strike: dec!(25_000),
        call: true,
    };
    let names = ("NIFTY", "NIFTY25000CE");
    let segment = Segment::NseDerivatives;
    let call = Instrument::new(60_021, segment, call, names, 75, dec!(101.40));
    sandbox.exchange().list(call);
    let account = &sandbox.accounts().kotak_neo[0];
    let variables = [
        ("KEYFOB_KOTAK_NEO_ORIGIN", sandbox.url()),
        (
            "KEYFOB_KOTAK_NEO_DASHBOARD_TOKEN",
            &*account.dashboard_token,
        ),
        ("KEYFOB_KOTAK_NEO_TOTP_SECRET", &*account.totp_secret),
        ("KEYFOB_KOTAK_NEO_MOBILE", &*account.mobile),
        ("KEYFOB_KOTAK_NEO_UCC", &*account.ucc),
        ("KEYFOB_KOTAK_NEO_MPIN", &*account.mpin),
    ];
    let folder = tempfile::tempdir().unwrap();
    let told = run("trade", folder.path(), &variables).await;
    assert!(told.contains("complete: 75 units filled"), "{told}");
    assert!(told.contains("NIFTY25000CE: 75 units"), "{told}");
}

#[tokio::test]
async fn the_transfer_runs_as_it_stands() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().quatrix[0];
    let variables = [
        ("KEYFOB_QUATRIX_ORIGIN", sandbox.url()),
        ("KEYFOB_QUATRIX_ACCOUNT", "acme"),
        ("KEYFOB_QUATRIX_EMAIL", &*account.email),
        ("KEYFOB_QUATRIX_PASSWORD", &*account.password),
    ];
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.pdf"), b"a report").unwrap();
    let told = run("transfer", folder.path(), &variables).await;
    assert!(told.contains("8 bytes came back"), "{told}");
    let copy = std::fs::read(folder.path().join("copy.pdf")).unwrap();
    assert_eq!(copy, b"a report");
}

#[tokio::test]
async fn the_program_that_is_not_asynchronous_runs_as_it_stands() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().kotak_trade[0];
    let variables = [
        ("KEYFOB_KOTAK_TRADE_ORIGIN", sandbox.url()),
        ("KEYFOB_KOTAK_TRADE_ACCESS_TOKEN", &*account.access_token),
        ("KEYFOB_KOTAK_TRADE_CONSUMER_KEY", &*account.consumer_key),
        ("KEYFOB_KOTAK_TRADE_USER_ID", &*account.user_id),
        ("KEYFOB_KOTAK_TRADE_PASSWORD", &*account.password),
        ("KEYFOB_KOTAK_TRADE_ACCESS_CODE", &*account.access_code),
    ];
    let folder = tempfile::tempdir().unwrap();
    let told = run("blocking", folder.path(), &variables).await;
    assert!(told.contains(" units"), "{told}");
}
