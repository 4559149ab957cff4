//! What a Redis store keeps, and what it makes of what it finds.

use std::time::{Duration, SystemTime};

use keyfob_session::{RedisSettings, RedisStore, SessionId, SessionStore, StoreError};

use crate::probe::{TOKEN, id, key, secret, shown};
use crate::redis_server::{PASSWORD, RedisServer};

pub const SESSION: &str = "keyfob:{quatrix:acme%2Fann@example.com}:session";
const LEASE: &str = "keyfob:{quatrix:acme%2Fann@example.com}:lease";

/// A server, and how to reach it.
pub fn server(test: &str) -> Option<(RedisServer, RedisSettings)> {
    let server = RedisServer::start(test)?;
    let settings = RedisSettings::new(server.url()).with_password(PASSWORD);
    Some((server, settings))
}

#[test]
fn without_a_server_the_tests_say_what_they_leave_out_or_fail_where_that_is_asked() {
    let run = |require: bool| {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "redis::accounts_and_prefixes_share_nothing"]);
        command.args(["--nocapture"]).env("PATH", "/nowhere");
        match require {
            true => command.env("KEYFOB_REQUIRE_REDIS", "1"),
            false => command.env_remove("KEYFOB_REQUIRE_REDIS"),
        };
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    };
    let (is_fine, said) = run(false);
    assert!(is_fine && said.contains("left out"), "{said}");
    let (is_fine, said) = run(true);
    assert!(!is_fine && said.contains("KEYFOB_REQUIRE_REDIS"), "{said}");
}

async fn save(store: &RedisStore, version: u64) {
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(version)).await.unwrap();
}

fn number(answer: &str) -> i64 {
    answer.trim().trim_start_matches(':').parse().unwrap()
}

#[tokio::test]
async fn one_hash_and_one_lease_each_with_a_time_to_live() {
    let Some((server, settings)) = server("one_hash_and_one_lease") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    assert_eq!(server.keys(), [LEASE, SESSION]);
    let left = |key| number(&server.command(&["PTTL", key]));
    assert!((1..=10_000).contains(&left(LEASE)), "{}", left(LEASE));
    let month = 30 * 24 * 3_600_000;
    assert!((month - 60_000..=month).contains(&left(SESSION)));
    let mut record = secret(2);
    record.expires_at = Some(SystemTime::now() + Duration::from_secs(3600));
    store.save(&id(), &lease, &record).await.unwrap();
    assert!((3_500_000..=3_600_000).contains(&left(SESSION)));
    // What is over is kept a minute: a logout tells it to the others.
    record.version = 3;
    record.expires_at = Some(SystemTime::UNIX_EPOCH);
    store.save(&id(), &lease, &record).await.unwrap();
    assert!((50_000..=60_000).contains(&left(SESSION)));
    drop(lease);
    let gone = async || server.keys() == [SESSION];
    crate::probe::eventually(gone, "the lease's end").await;
}

#[tokio::test]
async fn accounts_and_prefixes_share_nothing() {
    let Some((_server, settings)) = server("accounts_and_prefixes") else {
        return;
    };
    let store = RedisStore::new(settings.clone()).unwrap();
    save(&store, 1).await;
    let lease = store.lease(&id()).await.unwrap();
    let other = SessionId::new("quatrix:acme/ann@example.com", "");
    assert_eq!(store.load(&other).await.unwrap(), None);
    // Somebody else's lease does not wait for ours.
    drop(store.lease(&other).await.unwrap());
    let elsewhere = RedisStore::new(settings.with_prefix("another:")).unwrap();
    assert_eq!(elsewhere.load(&id()).await.unwrap(), None);
    drop(elsewhere.lease(&id()).await.unwrap());
    drop(lease);
}

#[tokio::test]
async fn with_a_key_nothing_lies_there_in_the_clear() {
    let Some((server, settings)) = server("with_a_key_nothing_lies_there") else {
        return;
    };
    let key = key();
    let sealed = RedisStore::new(settings.clone())
        .unwrap()
        .with_key(key.clone());
    let lease = sealed.lease(&id()).await.unwrap();
    sealed.save(&id(), &lease, &secret(1)).await.unwrap();
    let dump = server.dump();
    assert!(dump.contains(SESSION) && dump.contains(LEASE));
    assert!(!dump.contains(TOKEN) && !dump.contains(PASSWORD));
    assert!(!dump.contains(key.to_base64().expose()));
    drop(lease);
    // So that the search is known to find something.
    let open = RedisStore::new(settings.with_prefix("open:")).unwrap();
    save(&open, 1).await;
    assert!(server.dump().contains(TOKEN));
}

/// Neither loading nor saving changes it.
async fn stays(server: &RedisServer, store: &RedisStore, expected: impl Fn(&StoreError) -> bool) {
    let before = server.command(&["HMGET", SESSION, "version", "record"]);
    let error = store.load(&id()).await.unwrap_err();
    assert!(expected(&error), "{error:?}");
    assert!(!shown(&error).contains(TOKEN));
    let lease = store.lease(&id()).await.unwrap();
    for version in [1, 2, 3, 10] {
        let saved = store.save(&id(), &lease, &secret(version)).await;
        let error = saved.unwrap_err();
        assert!(expected(&error), "{version}: {error:?}");
    }
    assert_eq!(
        server.command(&["HMGET", SESSION, "version", "record"]),
        before
    );
}

#[tokio::test]
async fn a_holder_who_finds_it_unreadable_puts_it_aside_and_saves() {
    let Some((server, settings)) = server("a_holder_who_finds_it_unreadable") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    server.command(&["HSET", SESSION, "record", "half"]);
    store.save(&id(), &lease, &secret(2)).await.unwrap();
    assert_eq!(store.load(&id()).await.unwrap(), Some(secret(2)));
    let keys = server.keys();
    let aside = keys.iter().find(|key| key.contains(":unreadable:"));
    let kept = server.command(&["HMGET", aside.unwrap(), "version", "record"]);
    assert_eq!(kept, "*2\r\n$1\r\n1\r\n$4\r\nhalf\r\n");
}

#[tokio::test]
async fn another_key_or_none_or_none_there_is_an_error_and_it_stays() {
    let Some((server, settings)) = server("another_key_or_none") else {
        return;
    };
    let open = RedisStore::new(settings).unwrap();
    save(&open.clone().with_key(key()), 1).await;
    stays(&server, &open.clone().with_key(key()), |error| {
        matches!(error, StoreError::WrongKey)
    })
    .await;
    stays(&server, &open, |error| {
        matches!(error, StoreError::KeyMissing)
    })
    .await;
    server.command(&["DEL", SESSION]);
    save(&open, 1).await;
    stays(&server, &open.with_key(key()), |error| {
        matches!(error, StoreError::NotEncrypted)
    })
    .await;
}

#[tokio::test]
async fn a_record_that_was_put_under_another_account_is_not_taken() {
    let Some((server, settings)) = server("put_under_another_account") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap().with_key(key());
    save(&store, 1).await;
    server.command(&["COPY", SESSION, "keyfob:{quatrix:eve}:session"]);
    let error = store
        .load(&SessionId::new("quatrix", "eve"))
        .await
        .unwrap_err();
    assert!(
        matches!(error, StoreError::OtherSession { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn what_is_unreadable_is_put_aside_and_told_once() {
    let Some((server, settings)) = server("what_is_unreadable") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    let spoil: [&[&str]; 4] = [
        &["HSET", SESSION, "record", "half"],
        &["HSET", SESSION, "version", "77"],
        &["HDEL", SESSION, "record"],
        &["HDEL", SESSION, "version"],
    ];
    for (version, spoil) in (1..).zip(spoil) {
        save(&store, version).await;
        server.command(spoil);
        let before = server.command(&["HMGET", SESSION, "record"]);
        let error = store.load(&id()).await.unwrap_err();
        assert!(!shown(&error).contains(TOKEN));
        let StoreError::Unreadable {
            set_aside: Some(aside),
            ..
        } = error
        else {
            panic!("{spoil:?}: {error:?}");
        };
        let kept = server.command(&["HMGET", &aside, "record"]);
        assert!(
            kept == before || before.contains("$-1"),
            "{kept} for {before}"
        );
        assert!(number(&server.command(&["PTTL", &aside])) > 0);
        assert_eq!(store.load(&id()).await.unwrap(), None);
    }
    let aside = server
        .keys()
        .into_iter()
        .filter(|key| key.contains(":unreadable:"));
    assert_eq!(aside.count(), 4);
}

#[tokio::test]
async fn a_newer_format_stays_where_it_is() {
    let Some((server, settings)) = server("a_newer_format") else {
        return;
    };
    let store = RedisStore::new(settings).unwrap();
    save(&store, 1).await;
    // What is before and what is in place of the format's number 1.
    let script = "local r = redis.call('HGET', KEYS[1], 'record') \
        return redis.call('HSET', KEYS[1], 'record', string.sub(r, 1, 11) .. '\\2' .. string.sub(r, 13), 'version', '9')";
    server.command(&["EVAL", script, "1", SESSION]);
    stays(&server, &store, |error| {
        matches!(error, StoreError::Newer { found: 2, known: 1 })
    })
    .await;
}

#[test]
fn settings_that_would_not_be_safe_are_refused() {
    let reason = |settings: RedisSettings| match RedisStore::new(settings) {
        Err(StoreError::Settings { reason }) => reason,
        other => panic!("{other:?}"),
    };
    for url in [
        "redis://cache.example.com",
        "redis://:S3CR3T@192.0.2.1:6379",
        "redis://localhost.example.com",
        "redis://127.0.0.1.example.com",
    ] {
        assert!(
            reason(RedisSettings::new(url)).contains("rediss://"),
            "{url}"
        );
        assert!(RedisStore::new(RedisSettings::new(url).danger_allow_plaintext()).is_ok());
    }
    for url in [
        "redis://localhost",
        "redis://127.0.0.1:1",
        "redis://[::1]:1",
        "rediss://cache.example.com",
    ] {
        assert!(RedisStore::new(RedisSettings::new(url)).is_ok(), "{url}");
    }
    assert!(reason(RedisSettings::new("rediss://localhost#insecure")).contains("insecure"));
    assert!(reason(RedisSettings::new("http://localhost")).contains("URL"));
    assert!(reason(RedisSettings::new("S3CR3T")).contains("URL"));
    assert!(reason(RedisSettings::new("redis://localhost/S3CR3T")).contains("URL"));
    let root = |url: &str, pem: &str| RedisSettings::new(url).with_root_certificate(pem);
    assert!(reason(root("redis://localhost", "")).contains("rediss://"));
    assert!(reason(root("rediss://localhost", "no PEM")).contains("certificate"));
}

#[tokio::test]
async fn a_wrong_password_is_told_and_shown_nowhere() {
    let Some((server, _)) = server("a_wrong_password") else {
        return;
    };
    let address = server.address();
    let all = [
        RedisSettings::new(server.url()),
        RedisSettings::new(server.url()).with_password("S3CR3T-wrong"),
        RedisSettings::new(server.url_with_password()).with_user("S3CR3T-user"),
        RedisSettings::new(format!("redis://u:S3CR3T-wrong@{address}")),
    ];
    for settings in all {
        let mut text = format!("{settings:?} {settings:#?}");
        let store = RedisStore::new(settings).unwrap();
        text += &format!("{store:?} {store:#?}");
        for error in [
            store.load(&id()).await.unwrap_err(),
            store.lease(&id()).await.unwrap_err(),
        ] {
            assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
            let shown = shown(&error);
            assert!(shown.contains(&address.to_string()), "{shown}");
            assert!(shown.contains("refused"), "{shown}");
            text += &shown;
        }
        assert!(!text.contains("S3CR3T"), "{text}");
    }
}
