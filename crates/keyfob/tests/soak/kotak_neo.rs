//! The token of a G1 application of Kotak Neo lives for an hour, and the session for a day.

use std::time::Instant;

use keyfob::kotak_neo::Consumer;
use keyfob::kotak_neo::g1::{Identity, Knowledge, Login, Manager, UserCredentials};
use tokio::time::sleep;

use crate::stand::{HOUR, MINUTE, Stand, until_next_call};

/// The call that brings a token of the application.
const TOKEN: &str = "session_init";

fn manager(stand: &Stand) -> Manager {
    let account = stand.sandbox().accounts().kotak_neo[0].clone();
    let consumer = Consumer::new(account.consumer_key, account.consumer_secret);
    let login = Login::new(consumer.with_settings(stand.settings()));
    let who = Identity::Mobile(account.mobile);
    let knowledge = Knowledge::Password(account.password.into());
    let credentials = UserCredentials::with_mpin(who, knowledge, account.mpin);
    Manager::new(login, credentials)
}

#[tokio::test(start_paused = true)]
async fn a_day_of_g1_renews_the_application_token_each_hour_and_logs_in_once() {
    let (stand, began) = (Stand::start(), Instant::now());
    let manager = manager(&stand);
    let session = manager.session().await.unwrap();
    let mut calls = 0;
    while stand.elapsed() < 23 * HOUR {
        sleep(until_next_call()).await;
        session.positions().await.unwrap();
        calls += 1;
    }
    let hours = stand.elapsed();
    let sent = stand.sent();
    let tokens: Vec<_> = sent.iter().filter(|one| one.operation == TOKEN).collect();
    let renewals = tokens.len() - 1;
    let logins = stand.sandbox().kotak_neo().logins();
    println!(
        "soak of Kotak Neo G1: {:.1} h, {calls} calls, no keepalives, {logins} login, {renewals} renewals of the token; {:.1} s",
        hours.as_secs_f64() / 3600.0,
        began.elapsed().as_secs_f64()
    );
    assert_eq!(logins, 1);
    // Each before the end of the one before, so that no call is refused, and not much earlier.
    for pair in tokens.windows(2) {
        let age = pair[1].at - pair[0].at;
        assert!(age < HOUR && age > 50 * MINUTE, "{age:?}");
    }
    assert!(hours - tokens[renewals].at < HOUR);
    assert_eq!(stand.count("get_positions"), calls);

    drop(session);
    sleep(10 * HOUR).await;
    assert_eq!(stand.count(TOKEN), 1 + renewals);
}
