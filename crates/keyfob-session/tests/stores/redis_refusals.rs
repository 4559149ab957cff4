//! Servers that refuse: a replica, one that is full, and one that allows little.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use keyfob_session::{RedisSettings, RedisStore, SessionStore, StoreError};
use tokio::net::{TcpListener, TcpStream};

use crate::probe::{TOKEN, eventually, id, secret, shown};
use crate::redis::{SESSION, server};
use crate::redis_server::PASSWORD;

/// What is told of a refusal, which nothing of what was sent shows in.
fn refused<T: std::fmt::Debug>(result: Result<T, StoreError>, code: &str) {
    let error = result.unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
    let shown = shown(&error);
    assert!(shown.contains(code), "{shown}");
    assert!(
        !shown.contains("S3CR3T") && !shown.contains(TOKEN),
        "{shown}"
    );
}

/// An address that leads to one server and later to another, as a name does whose server failed over.
async fn leading_to(server: SocketAddr) -> (SocketAddr, Arc<Mutex<SocketAddr>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let target = Arc::new(Mutex::new(server));
    tokio::spawn({
        let target = Arc::clone(&target);
        async move {
            while let Ok((mut from, _)) = listener.accept().await {
                let target = *target.lock().unwrap();
                tokio::spawn(async move {
                    let mut to = TcpStream::connect(target).await.unwrap();
                    let _ = tokio::io::copy_bidirectional(&mut from, &mut to).await;
                });
            }
        }
    });
    (address, target)
}

#[tokio::test]
async fn a_server_that_became_a_replica_is_left_for_the_one_that_has_its_address_now() {
    let (Some((before, _)), Some((after, _))) = (server("a_replica"), server("a_replica")) else {
        return;
    };
    let (address, target) = leading_to(before.address()).await;
    let settings = RedisSettings::new(format!("redis://{address}")).with_password(PASSWORD);
    let store = RedisStore::new(settings).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    // Its connections stay.
    let made = before.command(&["REPLICAOF", "127.0.0.1", "1"]);
    assert!(made.starts_with("+OK"), "{made}");
    refused(store.save(&id(), &lease, &secret(2)).await, "READONLY");
    *target.lock().unwrap() = after.address();
    store.save(&id(), &lease, &secret(2)).await.unwrap();
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(2)));
    assert!(after.keys().iter().any(|key| key.ends_with(":session")));
}

#[tokio::test]
async fn a_server_that_is_full_is_told_and_keeps_what_it_has() {
    let Some((server, settings)) = server("a_server_that_is_full") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    let set = |most| {
        let answer = server.command(&["CONFIG", "SET", "maxmemory", most]);
        assert!(answer.starts_with("+OK"), "{answer}");
    };
    set("1");
    refused(store.save(&id(), &lease, &secret(2)).await, "OOM");
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(1)));
    // It is given back although that cannot be noted.
    drop(lease);
    let gone = async || !server.keys().iter().any(|key| key.ends_with(":lease"));
    eventually(gone, "the lease's end").await;
    refused(store.lease(&id()).await, "OOM");
    set("0");
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(2)).await.unwrap();
}

/// What the documentation says that a user needs.
const NEEDED: &str =
    "~keyfob:* +evalsha +script|load +get +set +del +pexpire +pttl +hget +hset +hmget +hdel +time";

#[tokio::test]
async fn a_user_needs_what_is_documented_and_is_told_what_is_missing() {
    let Some((server, settings)) = server("a_user_needs") else {
        return;
    };
    let allow = |user: &str, rules: &str| {
        let words = ["ACL", "SETUSER", user, "on", ">S3CR3T-user"];
        let rules: Vec<_> = rules.split(' ').collect();
        let answer = server.command(&[&words[..], &rules].concat());
        assert!(answer.starts_with("+OK"), "{answer}");
        // Longer than anybody waits here.
        let settings = settings.clone().with_lease_ttl(Duration::from_secs(60));
        let settings = settings.with_user(user);
        RedisStore::new(settings.with_password("S3CR3T-user")).unwrap()
    };
    let store = allow("bot", NEEDED);
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    server.command(&["HSET", SESSION, "record", "half"]);
    let aside = store.load(&id()).await.unwrap_err();
    assert!(
        matches!(
            aside,
            StoreError::Unreadable {
                set_aside: Some(_),
                ..
            }
        ),
        "{aside:?}"
    );
    drop(lease);
    drop(store.lease(&id()).await.unwrap());
    for missing in ["evalsha", "hmget"] {
        let store = allow(missing, &format!("{NEEDED} -{missing}"));
        refused(store.load(&id()).await, "NOPERM");
    }
    // What was done of a step that was refused half is undone.
    let store = allow("hset", &format!("{NEEDED} -hset"));
    server.command(&["FLUSHALL"]);
    refused(store.lease(&id()).await, "NOPERM");
    let gone = async || server.keys().is_empty();
    eventually(gone, "the lease's end").await;
    // Of other keys it knows nothing.
    let elsewhere = RedisSettings::new(server.url())
        .with_user("bot")
        .with_password("S3CR3T-user")
        .with_prefix("elsewhere:");
    refused(
        RedisStore::new(elsewhere).unwrap().load(&id()).await,
        "NOPERM",
    );
}

/// Nothing is kept for no time, which would be to lose it.
#[tokio::test]
async fn a_session_that_does_not_say_when_it_ends_is_kept_for_a_minute_at_least() {
    let Some((server, settings)) = server("for_a_minute_at_least") else {
        return;
    };
    for lease_ttl in [Duration::ZERO, Duration::MAX] {
        let settings = settings.clone().with_default_ttl(Duration::ZERO);
        let store = RedisStore::new(settings.with_lease_ttl(lease_ttl)).unwrap();
        let lease = store.lease(&id()).await.unwrap();
        store.save(&id(), &lease, &secret(1)).await.unwrap();
        let left = server.command(&["PTTL", SESSION]);
        let left = left.trim().trim_start_matches(':').parse::<i64>().unwrap();
        assert!(left > 50_000, "{left}");
        server.command(&["FLUSHALL"]);
    }
}
