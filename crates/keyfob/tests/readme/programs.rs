//! Whole programs. Each runs in a process of its own, which has its environment variables: this same program, with one test.

use std::path::Path;
use std::process::Command;

use keyfob_sandbox::Sandbox;

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
        let positions = session.client().positions().today().send().wait()?;
        println!("{} positions", positions.success.len());
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
async fn the_transfer_runs_as_it_stands() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = &sandbox.accounts().quatrix[0];
    let variables = [
        ("KEYFOB_QUATRIX_ORIGIN", &*sandbox.url()),
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
        ("KEYFOB_KOTAK_TRADE_ORIGIN", &*sandbox.url()),
        ("KEYFOB_KOTAK_TRADE_ACCESS_TOKEN", &*account.access_token),
        ("KEYFOB_KOTAK_TRADE_CONSUMER_KEY", &*account.consumer_key),
        ("KEYFOB_KOTAK_TRADE_USER_ID", &*account.user_id),
        ("KEYFOB_KOTAK_TRADE_PASSWORD", &*account.password),
        ("KEYFOB_KOTAK_TRADE_ACCESS_CODE", &*account.access_code),
    ];
    let folder = tempfile::tempdir().unwrap();
    let told = run("blocking", folder.path(), &variables).await;
    assert!(told.contains("positions"), "{told}");
}
