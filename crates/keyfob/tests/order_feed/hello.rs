//! The feed's login, in both spellings.

use std::time::Duration;

use keyfob::Error;
use keyfob::kotak_neo::feed::{FeedSettings, OrderFeed};
use keyfob::kotak_neo::{Session, g3};
use keyfob::session::Manager;
use keyfob::{Totp, kotak_neo};
use keyfob_sandbox::kotak_neo::OrderHello;

use crate::server::{Answer, CONNECTED, FAILED, Server};
use crate::stand::{Stand, next_order, quick};

async fn open(session: &Session, server: &Server) -> Result<OrderFeed, Error> {
    let open = session.order_feed().with_url(&server.url);
    open.with_settings(quick()).await
}

/// The token and the session's id in a hello of either spelling.
fn secrets(hello: &str) -> (String, String) {
    let value = |name: &str| {
        let start = hello.find(name).unwrap() + name.len();
        let rest = hello[start..].trim_start_matches(['"', ':', ' ']);
        rest[..rest.find([',', '"', '}']).unwrap()].to_owned()
    };
    (value("Authorization"), value("Sid"))
}

fn is_bare(hello: &str) -> bool {
    hello.starts_with("{type:cn,Authorization:") && hello.ends_with(",src:WEB}")
}

#[tokio::test]
async fn the_generations_own_spelling_comes_first() {
    let stand = Stand::start().await;
    for session in [stand.g3().await, stand.g2().await] {
        let server = Server::friendly().await;
        let _feed = open(&session, &server).await.unwrap();
        let heard = server.heard();
        assert!(matches!(&heard[..], [hello] if is_bare(hello)), "{heard:?}");
    }
}

#[tokio::test]
async fn where_one_spelling_is_refused_or_dropped_the_other_is_tried_and_kept() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    for drops in [false, true] {
        let server = Server::start(move |_, text| match (is_bare(text), drops) {
            (false, _) => Answer::Say(CONNECTED.to_owned()),
            (true, false) => Answer::Say(FAILED.to_owned()),
            (true, true) => Answer::Drop,
        })
        .await;
        let mut feed = open(&session, &server).await.unwrap();
        let heard = server.heard();
        let spellings: Vec<_> = heard.iter().map(|hello| is_bare(hello)).collect();
        assert_eq!(spellings, [true, false], "{drops}");
        assert_eq!(secrets(&heard[0]), secrets(&heard[1]));
        // What was taken is said first the next time.
        server.order(crate::server::Order::Cut);
        crate::stand::next(&mut feed).await;
        let spellings: Vec<_> = server.heard().iter().map(|hello| is_bare(hello)).collect();
        assert_eq!(spellings, [true, false, false], "{drops}");
    }
}

#[tokio::test]
async fn each_generation_finds_its_feed_whatever_spelling_that_takes() {
    let stand = Stand::start().await;
    for session in [stand.g1().await, stand.g2().await, stand.g3().await] {
        for taken in [OrderHello::Json, OrderHello::Raw] {
            // The other one is not answered.
            stand.sandbox.kotak_neo().feeds().take_order_hello(taken);
            let settings = FeedSettings {
                login: Duration::from_millis(500),
                ..quick()
            };
            let open = session.order_feed().with_settings(settings);
            let mut feed = open.await.unwrap();
            let number = stand.place(&session, 1400, 1).await;
            let order = next_order(&mut feed).await;
            assert_eq!(order.number, number, "{taken:?}");
        }
    }
}

#[tokio::test]
async fn where_both_are_refused_the_feed_does_not_open_and_no_secret_is_told() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let server = Server::start(|_, text| {
        let (token, sid) = secrets(text);
        let message = format!("no {token} here {sid}");
        Answer::Say(format!(r#"{{"ak":"nk","type":"cn","msg":"{message}"}}"#))
    })
    .await;
    let error = open(&session, &server).await.unwrap_err();
    let heard = server.heard();
    assert!(heard.len() >= 2, "{heard:?}");
    let (token, sid) = secrets(&heard[0]);
    let told = format!("{error} {error:?} {:?}", session.order_feed());
    assert!(told.contains("here"), "{told}");
    assert!(!told.contains(&token) && !told.contains(&sid), "{told}");
}

#[tokio::test]
async fn a_session_that_has_ended_ends_the_feed_without_a_manager() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let server = Server::start(|number, _| {
        Answer::Say(if number == 1 { CONNECTED } else { FAILED }.to_owned())
    })
    .await;
    let mut feed = open(&session, &server).await.unwrap();
    stand.sandbox.kotak_neo().end_sessions();
    server.order(crate::server::Order::Cut);
    let event = crate::stand::next(&mut feed).await;
    let ended = matches!(
        event,
        keyfob::kotak_neo::feed::orders::OrderEvent::Ended(Error::SessionEnded(_))
    );
    assert!(ended, "{event:?}");
    assert!(feed.next().await.is_none());
}

#[tokio::test]
async fn a_session_manager_renews_the_session_for_the_feed() {
    let stand = Stand::start().await;
    let account = stand.sandbox.accounts().kotak_neo[0].clone();
    let login = g3::Login::new(&*account.dashboard_token).with_settings(stand.settings());
    let totp = Totp::new(account.totp_secret).unwrap();
    let provider = g3::TotpAndMpin::new(&account.mobile, &account.ucc, totp, account.mpin);
    let manager: Manager<kotak_neo::g3::Login> = Manager::new(login, provider);
    let session = manager.session().await.unwrap();
    let server = Server::start({
        let first = std::sync::Mutex::new(None::<String>);
        move |number, text| {
            let (token, _) = secrets(text);
            let mut first = first.lock().unwrap();
            let first = first.get_or_insert_with(|| token.clone());
            // The first token ends after the first connection.
            let is_good = number == 1 || token != *first;
            Answer::Say(if is_good { CONNECTED } else { FAILED }.to_owned())
        }
    })
    .await;
    let mut feed = open(&session, &server).await.unwrap();
    assert_eq!(stand.sandbox.kotak_neo().logins(), 1);
    // An authenticator's code is not used twice.
    stand.sandbox.clock().advance(Duration::from_secs(30));
    stand.sandbox.kotak_neo().end_sessions();
    server.order(crate::server::Order::Cut);
    let event = crate::stand::next(&mut feed).await;
    let gap = matches!(event, keyfob::kotak_neo::feed::orders::OrderEvent::Gap(_));
    assert!(gap, "{event:?}");
    assert_eq!(stand.sandbox.kotak_neo().logins(), 2);
}
