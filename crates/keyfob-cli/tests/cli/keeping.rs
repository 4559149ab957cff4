//! Where a session cannot be kept, nothing is sent; and no session goes to another origin than its own.

use std::path::Path;

use crate::desk::{Desk, Ran, full_name};

const VENDORS: [&str; 3] = ["kotak-trade", "kotak-neo", "quatrix"];

fn log_in_at(desk: &Desk, vendor: &str, home: &Path, arguments: &[&str]) -> Ran {
    let mut command = desk.command(&[&["--json", "login", vendor], arguments].concat());
    command.env("KEYFOB_HOME", home);
    for (name, value) in &desk.variables(vendor) {
        command.env(full_name(vendor, name), value);
    }
    Ran::of(&mut command)
}

fn hint(ran: &Ran) -> String {
    ran.error()["hint"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_where_the_session_cannot_be_kept() {
    let desk = Desk::new().await;
    std::fs::write(desk.path("file"), "").unwrap();
    for vendor in VENDORS {
        let ran = log_in_at(&desk, vendor, &desk.path("file/home"), &[]);
        assert_eq!(ran.code, 7, "{ran:?}");
        assert!(desk.sandbox.exchanges().is_empty(), "{vendor}: {ran:?}");
        assert!(
            ran.error()["message"]
                .as_str()
                .unwrap()
                .contains("file/home"),
            "{ran:?}"
        );
        assert!(hint(&ran).contains("KEYFOB_HOME"), "{ran:?}");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_where_others_could_write_to_the_folder() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new().await;
    let home = desk.path("open");
    std::fs::create_dir(&home).unwrap();
    std::fs::set_permissions(&home, std::fs::Permissions::from_mode(0o777)).unwrap();
    for vendor in VENDORS {
        let ran = log_in_at(&desk, vendor, &home, &[]);
        assert_eq!(ran.code, 7, "{ran:?}");
        assert_eq!(ran.error()["kind"], "exposed", "{ran:?}");
        assert!(desk.sandbox.exchanges().is_empty(), "{vendor}: {ran:?}");
        let hint = hint(&ran);
        assert!(
            hint.contains("KEYFOB_HOME") && !hint.contains("--forget"),
            "{ran:?}"
        );
    }
    // No key was made where others can put one of theirs.
    assert!(!home.join("key").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_without_a_key_that_can_be_used() {
    let desk = Desk::new().await;
    std::fs::create_dir(desk.path("home")).unwrap();
    std::fs::write(desk.path("home/key"), "no key\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(desk.path("home/key"), mode).unwrap();
    }
    let ran = log_in_at(&desk, "kotak-neo", &desk.path("home"), &[]);
    assert_eq!(ran.code, 7, "{ran:?}");
    assert!(desk.sandbox.exchanges().is_empty(), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_not_named_as_the_file_of_the_key() {
    let desk = Desk::new().await;
    for name in ["key", "KEY"] {
        let ran = log_in_at(&desk, "kotak-neo", &desk.path("home"), &["--profile", name]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.error()["message"].as_str().unwrap().contains(name),
            "{ran:?}"
        );
        assert!(desk.sandbox.exchanges().is_empty(), "{ran:?}");
    }
    assert!(!desk.path("home/key").exists());
}

/// What lies there is no session: it is put aside before anything is sent, and the new one is kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_session_does_not_cost_the_next_login() {
    let desk = Desk::at(&["kotak-trade"]).await;
    let session = desk.path("home/default/kotak-trade.session");
    std::fs::write(&session, "garbage").unwrap();
    let ran = desk.log_in("kotak-trade");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.run(&["positions"]).code, 0);
    // Nor does one whose account is gone, as after a kill between the two.
    std::fs::remove_file(desk.path("home/default/kotak-trade.account")).unwrap();
    let mut variables = desk.variables("kotak-trade");
    variables.insert("ENVIRONMENT", "production".to_owned());
    let ran = desk.log_in_with("kotak-trade", &variables, &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.run(&["positions"]).code, 0);
}

/// A login to another origin is killed while it waits to keep the new session: the old one does not go to the new origin.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_session_does_not_go_to_the_origin_of_a_login_that_was_killed() {
    use std::fs::File;
    use std::time::Duration;

    use keyfob_sandbox::{Failure, When};
    use rustix::fs::{FlockOperation, flock};

    let desk = Desk::at(&["kotak-neo"]).await;
    desk.sandbox.kotak_neo().allow_used_codes(true);
    let other = Desk::new().await;
    let account = desk.path("home/default/kotak-neo.account");
    let before = std::fs::read(&account).unwrap();
    // The last step is slow: meanwhile the lock of the session is taken here.
    other.sandbox.fail_next(
        When::operation("kotak-neo", "trade_api_validate").unwrap(),
        Failure::Slow(Duration::from_secs(2)),
    );
    let mut command = desk.command(&["login", "kotak-neo"]);
    for (name, value) in &other.variables("kotak-neo") {
        command.env(full_name("kotak-neo", name), value);
    }
    let mut running = command.spawn().unwrap();
    let soon = async |is_done: &dyn Fn() -> bool| {
        for _ in 0..600 {
            if is_done() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not come");
    };
    // The first step is answered, and the last one is on its way.
    soon(&|| other.sandbox.exchanges().len() == 1).await;
    let lock = File::open(desk.path("home/default/kotak-neo.session.lock")).unwrap();
    flock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
    soon(&|| std::fs::read(&account).is_ok_and(|now| now != before)).await;
    assert!(
        running.try_wait().unwrap().is_none(),
        "it waits for the lock"
    );
    running.kill().unwrap();
    running.wait().unwrap();
    drop(lock);
    other.sandbox.take_exchanges();
    let ran = desk.run(&["status", "--check"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(other.sandbox.exchanges().is_empty(), "{ran:?}");
    // The way out is another login.
    let ran = desk.log_in_with("kotak-neo", &desk.variables("kotak-neo"), &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.run(&["status", "--check"]).code, 0);
}
