//! Nothing that was planted shows in what is logged.

use std::fmt::{Debug, Write};
use std::sync::{Mutex, Once};
use std::time::Duration;

use keyfob_session::{FileStore, RedisStore, SessionStore};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::probe::{TOKEN, id, key, secret};
use crate::redis::{SESSION, server};

/// All that any test of this process logged.
static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Capture;

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Line {
    fn keep(self) {
        let mut logged = LOGGED.lock().unwrap();
        *logged += &self.0;
        logged.push('\n');
    }
}

impl<S: tracing::Subscriber> Layer<S> for Capture {
    fn on_new_span(
        &self,
        span: &tracing::span::Attributes<'_>,
        _: &tracing::span::Id,
        _: Context<'_, S>,
    ) {
        let mut line = Line(span.metadata().name().to_owned());
        span.record(&mut line);
        line.keep();
    }

    fn on_record(
        &self,
        _: &tracing::span::Id,
        values: &tracing::span::Record<'_>,
        _: Context<'_, S>,
    ) {
        let mut line = Line("record".to_owned());
        values.record(&mut line);
        line.keep();
    }

    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        line.keep();
    }
}

/// From now on everything is taken, whatever its level.
fn capture() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_log::LogTracer::init().unwrap();
        let subscriber = tracing_subscriber::registry().with(Capture);
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// So much was logged, and nothing of this.
fn check(expected: &[&str], key: &str) {
    let logged = LOGGED.lock().unwrap();
    for text in expected {
        assert!(logged.contains(text), "{text} is not in {logged}");
    }
    for secret in ["S3CR3T", TOKEN, key] {
        let line = logged.lines().find(|line| line.contains(secret));
        assert_eq!(line, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_planted_is_logged_by_a_redis_store() {
    capture();
    let Some((mut server, settings)) = server("nothing_planted_is_logged") else {
        return;
    };
    let key = key();
    let settings = settings
        .with_timeout(Duration::from_millis(300))
        .with_lease_ttl(Duration::from_millis(300));
    let store = RedisStore::new(settings.clone())
        .unwrap()
        .with_key(key.clone());
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap_err();
    let open = RedisStore::new(settings.clone().with_prefix("open:")).unwrap();
    let its_lease = open.lease(&id()).await.unwrap();
    open.save(&id(), &its_lease, &secret(1)).await.unwrap();
    server.command(&[
        "HSET",
        &SESSION.replace("keyfob:", "open:"),
        "record",
        TOKEN,
    ]);
    open.load(&id()).await.unwrap_err();
    let wrong = RedisStore::new(settings.with_password("S3CR3T-wrong")).unwrap();
    wrong.load(&id()).await.unwrap_err();
    server.pause();
    store.load(&id()).await.unwrap_err();
    tokio::time::sleep(Duration::from_millis(600)).await;
    server.resume();
    server.kill();
    store.load(&id()).await.unwrap_err();
    drop((lease, its_lease));
    tokio::time::sleep(Duration::from_millis(300)).await;
    check(
        &["the lease was not extended", "the lease runs out by itself"],
        key.to_base64().expose(),
    );
}

#[tokio::test]
async fn nothing_planted_is_logged_by_a_file_store() {
    capture();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("session");
    let key = key();
    let open = FileStore::new(&path).unwrap();
    let store = open.clone().with_key(key.clone());
    let lease = store.lease(&id()).await.unwrap();
    store.save(&id(), &lease, &secret(1)).await.unwrap();
    open.load(&id()).await.unwrap_err();
    std::fs::write(&path, TOKEN).unwrap();
    store.save(&id(), &lease, &secret(2)).await.unwrap();
    check(&["could not be read"], key.to_base64().expose());
}
