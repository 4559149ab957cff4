//! Feeds and the sessions that they belong to.

use keyfob::kotak_neo::feed::{Depth, Event, OrderEvent, State};
use keyfob::kotak_neo::g3;
use keyfob::{Error, SavedSession};
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::stand::{LONG, Stand, find, quick, reach, until};

#[tokio::test]
async fn a_session_that_has_ended_ends_the_feed_with_the_reason() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    stand.sandbox.kotak_neo().end_sessions();
    let error = loop {
        match feed.next().await {
            Some(Event::Ended(error)) => break error,
            Some(_) => {}
            None => panic!("the feed ended without a reason"),
        }
    };
    assert!(matches!(error, Error::SessionEnded(_)), "{error}");
    assert!(feed.next().await.is_none());
    assert_eq!(feed.handle().state(), State::Ended);
    let error = feed
        .subscribe(Depth::Touch, ["nse_cm|1001"])
        .await
        .unwrap_err();
    assert!(matches!(error, Error::SessionClosed { .. }), "{error}");
}

#[tokio::test]
async fn with_a_manager_the_session_is_renewed_and_the_feed_goes_on() {
    let stand = Stand::start().await;
    let manager = g3::Manager::new(stand.g3_login(), stand.g3_provider());
    let session = manager.session().await.unwrap();
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.subscribe(Depth::Touch, ["nse_cm|1001"]).await.unwrap();
    let logins = stand.sandbox.kotak_neo().logins();
    // A code is taken once.
    stand
        .sandbox
        .clock()
        .advance(std::time::Duration::from_secs(31));
    stand.sandbox.kotak_neo().end_sessions();
    find(&mut feed, |event| {
        matches!(event, Event::Gap(_)).then_some(())
    })
    .await;
    until("it is subscribed to again", || {
        let open = stand.sandbox.kotak_neo().feeds().connections();
        open.len() == 1 && open[0].subscriptions.len() == 1
    })
    .await;
    assert_eq!(stand.sandbox.kotak_neo().logins() - logins, 1);
}

/// A manager, or another process with the same store, may have logged in anew where the vendor moved the account to.
#[tokio::test]
async fn a_session_that_was_renewed_in_another_data_centre_has_its_feed_there() {
    let stand = Stand::start().await;
    let manager = g3::Manager::new(stand.g3_login(), stand.g3_provider());
    let session = manager.session().await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/moved", listener.local_addr().unwrap());
    // The service tells nothing of this one: what the login told counts.
    let mut saved: Value = serde_json::from_slice(&session.save().to_bytes()).unwrap();
    let mut info: Value = serde_json::from_str(saved["info"].as_str().unwrap()).unwrap();
    info["dataCenter"] = "E99".into();
    info["feedUrl"] = url.into();
    saved["info"] = info.to_string().into();
    let saved = SavedSession::from_bytes(saved.to_string().as_bytes()).unwrap();
    let moved = stand.g3_login().resume(&saved).unwrap();
    manager.adopt(moved).await.unwrap();
    let opening = session.market_feed().with_settings(quick());
    let asked = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let length = socket.read(&mut asked).await.unwrap();
        String::from_utf8_lossy(&asked[..length]).into_owned()
    };
    let both = async { tokio::join!(asked, opening) };
    let (asked, opened) = tokio::time::timeout(LONG, both).await.unwrap();
    assert!(asked.starts_with("GET /moved "), "{asked}");
    opened.unwrap_err();
    // It is kept so by whoever holds it.
    let kept = session.save();
    assert!(kept.info().unwrap().expose().contains("E99"));
}

#[tokio::test]
async fn a_logout_ends_the_feed_and_its_connection() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    session.logout().await.unwrap();
    let ended = find(&mut feed, |event| match event {
        Event::Ended(Error::SessionClosed { .. }) => Some(()),
        _ => None,
    });
    ended.await;
    let sandbox = stand.sandbox.kotak_neo();
    until("the connection is closed", || {
        sandbox.feeds().open(None) == 0
    })
    .await;
}

#[tokio::test]
async fn a_feed_that_cannot_be_opened_says_why_at_once() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let sandbox = stand.sandbox.kotak_neo();
    sandbox
        .feeds()
        .fail_next(Feed::SFeed, 1, FeedFailure::RefuseUpgrade(503));
    let error = session
        .market_feed()
        .with_settings(quick())
        .await
        .unwrap_err();
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(503),
        "{error}"
    );
    // Elsewhere than at the vendor's: nothing is sent.
    for url in [
        "wss://feeds.example.invalid/betafeed",
        "ws://10.0.0.1/betafeed",
        "nonsense",
    ] {
        let error = session.market_feed().with_url(url).await.unwrap_err();
        assert!(matches!(error, Error::HostChanged(_)), "{url}: {error}");
    }
    assert_eq!(sandbox.feeds().opened(None), 0);
}

/// The order feed's has the id of the session's server in it.
#[tokio::test]
async fn a_url_is_not_shown() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let url = "ws://127.0.0.1:9/realtime?sId=pl4nted";
    let shown = format!(
        "{:?} {:#?}",
        session.order_feed().with_url(url),
        session.market_feed().with_url(url)
    );
    assert!(!shown.contains("pl4nted"), "{shown}");
    // Nor where the connection fails, or a server repeats it.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answering = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4096];
        let length = socket.read(&mut asked).await.unwrap();
        let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
        let target = asked.split(' ').nth(1).unwrap();
        let body = format!(r#"{{"message":"Cannot GET {target}"}}"#);
        let answer = format!(
            "HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        socket.write_all(answer.as_bytes()).await.unwrap();
        asked
    };
    let url = format!("ws://127.0.0.1:{port}/realtime?sId=pl4nted");
    let opening = async { session.order_feed().with_url(url).await.unwrap_err() };
    let (asked, refused) = tokio::join!(answering, opening);
    assert!(asked.contains("pl4nted"), "{asked}");
    let url = "ws://127.0.0.1:9/realtime?sId=pl4nted";
    let failed = session.order_feed().with_url(url).await.unwrap_err();
    for error in [refused, failed] {
        let mut shown = format!("{error:?} {error:#?} {error}");
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            shown += &format!(" {error:?} {error}");
            cause = error.source();
        }
        assert!(!shown.contains("pl4nted"), "{shown}");
    }
}

/// What stands before the vendor may refuse for a while; no answer of it ends a feed whose session stands.
#[tokio::test]
async fn a_feed_outlives_upgrades_that_are_refused() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    let feeds = || stand.sandbox.kotak_neo();
    for status in [
        200, 302, 400, 401, 403, 404, 405, 407, 410, 424, 426, 429, 500, 502, 503, 504,
    ] {
        feeds()
            .feeds()
            .fail_next(Feed::SFeed, 2, FeedFailure::RefuseUpgrade(status));
        assert_eq!(feeds().feeds().fail(Feed::SFeed, FeedFailure::Cut), 1);
        let gap = find(&mut feed, |event| match event {
            Event::Gap(gap) => Some(gap.clone()),
            Event::Ended(error) => panic!("{status}: {error}"),
            _ => None,
        });
        assert!(gap.await.attempts >= 3, "{status}");
    }
}

/// No vendor says in which form an ended session is refused: it may be the upgrade that is.
#[tokio::test]
async fn where_the_upgrade_is_refused_the_session_is_looked_at() {
    let stand = Stand::start().await;
    let manager = g3::Manager::new(stand.g3_login(), stand.g3_provider());
    let session = manager.session().await.unwrap();
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    stand
        .sandbox
        .clock()
        .advance(std::time::Duration::from_secs(31));
    let vendor = || stand.sandbox.kotak_neo();
    let logins = vendor().logins();
    vendor()
        .feeds()
        .fail_next(Feed::SFeed, 1000, FeedFailure::RefuseUpgrade(401));
    vendor().end_sessions();
    until("it is renewed", || vendor().logins() > logins).await;
    vendor().feeds().forget_planned();
    find(&mut feed, |event| {
        matches!(event, Event::Gap(_)).then_some(())
    })
    .await;
    assert_eq!(vendor().logins() - logins, 1);

    let session = stand.g3().await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    vendor()
        .feeds()
        .fail_next(Feed::SFeed, 1000, FeedFailure::RefuseUpgrade(401));
    vendor().end_sessions();
    let end = tokio::time::timeout(LONG, async {
        while let Some(event) = feed.next().await {
            if let Event::Ended(error) = event {
                return error;
            }
        }
        panic!("it has no reason");
    });
    let error = end.await.unwrap();
    assert!(matches!(error, Error::SessionEnded(_)), "{error}");
}

/// A hello in one spelling is followed by one in the other before the session is looked at; where upgrades are refused, none is.
#[tokio::test]
async fn an_order_feed_whose_upgrade_is_refused_after_a_hello_looks_at_the_session() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let mut feed = session.order_feed().with_settings(quick()).await.unwrap();
    let vendor = stand.sandbox.kotak_neo();
    let feeds = vendor.feeds();
    feeds.fail_next(Feed::Orders, 1, FeedFailure::RefuseLogin);
    feeds.fail_next(Feed::Orders, 1000, FeedFailure::RefuseUpgrade(401));
    vendor.end_sessions();
    let end = tokio::time::timeout(LONG, async {
        while let Some(event) = feed.next().await {
            if let OrderEvent::Ended(error) = event {
                return error;
            }
        }
        panic!("it has no reason");
    });
    let error = end.await.unwrap();
    assert!(matches!(error, Error::SessionEnded(_)), "{error}");
}

#[tokio::test]
async fn a_feed_that_is_dropped_or_closed_leaves_nothing_behind() {
    let stand = Stand::start().await;
    let session = stand.g3().await;
    let sandbox = stand.sandbox.kotak_neo();
    let feed = session.market_feed().with_settings(quick()).await.unwrap();
    let handle = feed.handle();
    drop(feed);
    reach(&handle, State::Ended).await;
    let mut feed = session.market_feed().with_settings(quick()).await.unwrap();
    feed.handle().close();
    assert!(feed.next().await.is_none());
    until("both connections are closed", || {
        sandbox.feeds().open(None) == 0
    })
    .await;
}
