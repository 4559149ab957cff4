//! Servers that answer late, wrongly or not at all, and one that forgets.

use std::time::{Duration, Instant};

use keyfob_session::{RedisSettings, RedisStore, SessionId, SessionStore, StoreError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::probe::{TOKEN, eventually, id, is_superseded, secret, shown};
use crate::redis::server;

const SHORT: Duration = Duration::from_millis(300);

/// Much longer, on a machine that has much to do; less than eight of them one after the other.
const LATE: Duration = Duration::from_millis(2300);

/// Within the time for one command, and not much longer.
async fn times_out(store: &RedisStore) {
    let started = Instant::now();
    let error = store.load(&id()).await.unwrap_err();
    let took = started.elapsed();
    assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
    assert!(took >= SHORT && took < LATE, "{took:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_hangs_is_given_up_and_used_again_when_it_is_back() {
    let Some((server, settings)) = server("a_server_that_hangs") else {
        return;
    };
    let store = RedisStore::new(settings.with_timeout(SHORT)).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    server.pause();
    times_out(&store).await;
    // Whoever else waits has no longer to wait.
    let others: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { times_out(&store).await })
        })
        .collect();
    for other in others {
        other.await.unwrap();
    }
    let lost = store.save(&id(), &lease, &secret(2)).await;
    assert!(matches!(lost, Err(StoreError::TimedOut { .. })));
    server.resume();
    let back = async || store.load(&id()).await.is_ok();
    eventually(back, "the server's return").await;
    // What was sent may have arrived: it is the same once more.
    store.save(&id(), &lease, &secret(3)).await.map_or_else(
        |error| assert!(matches!(error, StoreError::Superseded)),
        |()| (),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_wait_for_a_lease_are_told_together_that_the_server_hangs() {
    let Some((server, settings)) = server("many_who_wait_for_a_lease") else {
        return;
    };
    let store = RedisStore::new(settings.with_timeout(SHORT)).unwrap();
    store.load(&id()).await.unwrap();
    server.pause();
    let started = Instant::now();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.lease(&id()).await.unwrap_err() })
        })
        .collect();
    for task in tasks {
        let error = task.await.unwrap();
        assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
    }
    assert!(started.elapsed() < LATE, "{:?}", started.elapsed());
    server.resume();
    // Who asks later is not told what happened before; what the server heard late has been given back.
    let next = timeout(Duration::from_secs(5), store.lease(&id())).await;
    assert!(next.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_another_session_is_not_told() {
    let Some((server, settings)) = server("who_waits_for_another_session") else {
        return;
    };
    let store = RedisStore::new(settings.with_timeout(SHORT)).unwrap();
    let held = store.lease(&id()).await.unwrap();
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { store.lease(&id()).await }
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.pause();
    let other = SessionId::new("quatrix", "acme/bob@example.com");
    let error = store.lease(&other).await.unwrap_err();
    assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
    server.resume();
    let back = async || store.load(&id()).await.is_ok();
    eventually(back, "the server's return").await;
    drop(held);
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    let Some((server, settings)) = server("a_slow_answer") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    store.load(&id()).await.unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| server.command(&["DEBUG", "SLEEP", "0.4"]));
        std::thread::sleep(Duration::from_millis(100));
    });
    assert_eq!(store.load(&id()).await.unwrap(), None);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_an_error_at_once() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let settings = RedisSettings::new(format!("redis://u:S3CR3T@127.0.0.1:{port}"));
    let store = RedisStore::new(settings).unwrap();
    let started = Instant::now();
    for error in [
        store.load(&id()).await.unwrap_err(),
        store.lease(&id()).await.unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
        let shown = shown(&error);
        assert!(
            shown.contains(&port.to_string()) && !shown.contains("S3CR3T"),
            "{shown}"
        );
    }
    assert!(started.elapsed() < Duration::from_secs(1));
}

/// Answers each piece with this, made of what was sent.
async fn scripted(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> RedisSettings {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = std::sync::Arc::new(answer);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut buffer = vec![0; 65536];
                while let Ok(length @ 1..) = stream.read(&mut buffer).await {
                    let sent = String::from_utf8_lossy(&buffer[..length]);
                    stream.write_all(answer(&sent).as_bytes()).await.unwrap();
                }
            });
        }
    });
    RedisSettings::new(format!("redis://u:S3CR3T@{address}")).with_timeout(SHORT)
}

#[tokio::test]
async fn one_that_takes_connections_and_says_nothing_times_out() {
    let store = RedisStore::new(scripted(|_| String::new()).await).unwrap();
    times_out(&store).await;
    let error = store.lease(&id()).await.unwrap_err();
    assert!(matches!(error, StoreError::TimedOut { .. }));
}

/// Of a test whose clock is paused, too.
#[tokio::test(start_paused = true)]
async fn the_time_for_a_command_is_that_of_the_runtimes_clock() {
    let (begun, hour) = (tokio::time::Instant::now(), Duration::from_secs(3600));
    let settings = scripted(|_| String::new()).await.with_timeout(hour);
    let error = RedisStore::new(settings).unwrap().load(&id()).await;
    assert!(
        matches!(error, Err(StoreError::TimedOut { .. })),
        "{error:?}"
    );
    assert!(begun.elapsed() >= hour && begun.elapsed() < 2 * hour);
}

/// As servers do with commands that they do not know.
#[tokio::test]
async fn what_a_server_quotes_is_not_shown() {
    let quotes: [fn(&str) -> String; 6] = [
        |sent| {
            format!(
                "-ERR unknown command, with args beginning with: {}\r\n",
                sent.replace("\r\n", " ")
            )
        },
        |_| format!("-S3CR3T {TOKEN}\r\n"),
        |_| format!("-WRONGPASS S3CR3T {TOKEN}\r\n"),
        |_| format!("+S3CR3T {TOKEN}\r\n"),
        |_| format!("*2\r\n$6\r\nS3CR3T\r\n${}\r\n{TOKEN}\r\n", TOKEN.len()),
        |_| format!("HTTP/1.1 400 S3CR3T {TOKEN}\r\n\r\n"),
    ];
    for (number, quote) in quotes.into_iter().enumerate() {
        // At once, and only after the password was taken.
        for is_late in [false, true] {
            let settings = scripted(move |sent| match is_late && sent.contains("AUTH") {
                true => "+OK\r\n".repeat(sent.matches('*').count()),
                false => quote(sent),
            });
            let store = RedisStore::new(settings.await).unwrap();
            let mut text = String::new();
            if let Err(error) = store.load(&id()).await {
                text += &shown(&error);
            }
            if let Err(error) = store.lease(&id()).await {
                text += &shown(&error);
            }
            assert!(!text.is_empty(), "{number}");
            assert!(!text.contains("S3CR3T"), "{number}: {text}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_broke_meanwhile_is_no_error() {
    let Some((mut server, settings)) = server("a_connection_that_broke") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    for _ in 0..3 {
        let lease = store.lease(&id()).await.unwrap();
        store.save(&id(), &lease, &secret(1)).await.unwrap();
        server.restart();
        // The server has forgotten it, and answers.
        assert_eq!(store.load(&id()).await.unwrap(), None);
        let closed = server.command(&["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
        assert!(closed.starts_with(':'), "{closed}");
        store.save(&id(), &lease, &secret(4)).await.unwrap();
        server.command(&["FLUSHALL"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_loses_its_data_in_mid_lease_gets_the_lease_again() {
    let Some((mut server, settings)) = server("loses_its_data_in_mid_lease") else {
        return;
    };
    let settings = settings.with_lease_ttl(Duration::from_secs(2));
    let store = RedisStore::new(settings.clone()).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    server.restart();
    let again = async || server.keys().iter().any(|key| key.ends_with(":lease"));
    eventually(again, "the lease's return").await;
    // Nobody else has it, and the session in hand is kept, although the server knows nothing of the one before.
    let other = RedisStore::new(settings).unwrap();
    assert!(
        timeout(Duration::from_secs(3), other.lease(&id()))
            .await
            .is_err()
    );
    store.save(&id(), &lease, &secret(2)).await.unwrap();
    assert_eq!(other.load(&id()).await.unwrap(), Some(secret(2)));
    drop(lease);
    let next = timeout(Duration::from_secs(2), other.lease(&id())).await;
    assert!(next.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_took_the_lease_after_the_data_was_lost_is_the_holder() {
    let Some((mut server, settings)) = server("who_took_the_lease_after") else {
        return;
    };
    // Its extension comes so late that the other one is sure to be first.
    let store = RedisStore::new(settings.clone().with_lease_ttl(Duration::from_secs(9))).unwrap();
    let stale = store.lease(&id()).await.unwrap();
    store.save(&id(), &stale, &secret(1)).await.unwrap();
    server.restart();
    let other = RedisStore::new(settings).unwrap();
    let lease = timeout(Duration::from_secs(2), other.lease(&id())).await;
    let lease = lease.unwrap().unwrap();
    assert!(lease.fence() > stale.fence());
    assert!(is_superseded(store.save(&id(), &stale, &secret(2)).await));
    other.save(&id(), &lease, &secret(1)).await.unwrap();
    assert!(is_superseded(store.save(&id(), &stale, &secret(2)).await));
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(1)));
}
