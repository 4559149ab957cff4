//! The scripts, on a real server.

#[path = "../../../../tests/redis_server/mod.rs"]
pub(super) mod redis_server;

use super::*;
use redis_server::RedisServer;

/// A number, or what else it says; each time in the words of the wire.
fn run(server: &RedisServer, script: &str, arguments: &[&str]) -> String {
    let words = [&["EVAL", script, "2", "session", "lease"], arguments].concat();
    let answer = server.command(&words);
    let last = answer.trim_end().rsplit("\r\n").next();
    last.unwrap_or_default().to_owned()
}

const SHORT: &str = "5000";
const LONG: &str = "60000";

#[test]
fn each_step_may_be_sent_twice() {
    let Some(server) = RedisServer::start("each_step_may_be_sent_twice") else {
        return;
    };
    let acquire = |owner| run(&server, ACQUIRE, &[owner, SHORT, LONG]);
    let fence = acquire("a");
    assert!(fence.parse::<u64>().unwrap() > 1_000_000_000_000_000);
    assert_eq!(acquire("a"), fence);
    assert_eq!(acquire("b"), "$-1");
    let save =
        |version, before, record| run(&server, SAVE, &[&fence, version, before, record, LONG]);
    assert_eq!(save("1", "0", "one"), ":1");
    assert_eq!(save("1", "0", "one"), ":1");
    assert_eq!(save("1", "0", "another"), ":0");
    let put_aside = |version| {
        let words = [
            "EVAL", PUT_ASIDE, "2", "session", "aside", version, "one", LONG,
        ];
        server.command(&words).trim_end().to_owned()
    };
    assert_eq!(put_aside("7"), ":0");
    assert_eq!(put_aside("1"), ":1");
    assert_eq!(put_aside("1"), ":1");
    assert_eq!(put_aside("7"), ":0");
    let release = |owner| run(&server, RELEASE, &[owner, &fence]);
    assert_eq!(release("b"), ":0");
    assert_eq!(acquire("b"), "$-1");
    assert_eq!(release("a"), ":1");
    assert_eq!(release("a"), ":1");
    assert_ne!(acquire("b"), fence);
    assert_eq!(release("a"), ":0");
}

#[test]
fn an_extension_that_is_late_takes_nothing_back() {
    let Some(server) = RedisServer::start("an_extension_that_is_late") else {
        return;
    };
    let acquire = |owner| run(&server, ACQUIRE, &[owner, SHORT, LONG]);
    let extend = |owner, fence: &str| run(&server, EXTEND, &[owner, SHORT, LONG, fence]);
    let fence = acquire("a");
    assert_eq!(extend("a", &fence), ":1");
    assert_eq!(extend("b", &fence), ":0");
    // Whose answer was lost, too.
    run(&server, RELEASE, &["a", ""]);
    assert_eq!(extend("a", &fence), ":0");
    let next = acquire("b");
    assert_eq!(extend("a", &fence), ":0");
    assert_eq!(extend("b", &next), ":1");
    // It ran out, or the server lost everything: it comes back.
    server.command(&["DEL", "lease"]);
    assert_eq!(extend("b", &next), ":1");
    server.command(&["FLUSHALL"]);
    assert_eq!(extend("b", &next), ":1");
    assert_eq!(acquire("a"), "$-1");
    for key in ["session", "lease"] {
        let left = server.command(&["PTTL", key]);
        assert!(!left.starts_with(":-"), "{key} stays for ever");
    }
}

/// One that is there no more: an extension that was under way when it was given back would bring it back.
#[test]
fn a_lease_that_had_run_out_when_it_was_given_back_does_not_come_back() {
    let Some(server) = RedisServer::start("a_lease_that_had_run_out") else {
        return;
    };
    let fence = run(&server, ACQUIRE, &["a", SHORT, LONG]);
    server.command(&["DEL", "lease"]);
    assert_eq!(run(&server, RELEASE, &["b", "7"]), ":0");
    assert_eq!(run(&server, RELEASE, &["a", &fence]), ":1");
    assert_eq!(run(&server, EXTEND, &["a", SHORT, LONG, &fence]), ":0");
    assert!(server.keys() == ["session"]);
    // Whoever took it meanwhile has it still.
    let next = run(&server, ACQUIRE, &["b", SHORT, LONG]);
    assert_eq!(run(&server, RELEASE, &["a", &fence]), ":0");
    assert_eq!(run(&server, EXTEND, &["b", SHORT, LONG, &next]), ":1");
}

/// Without its fencing token somebody who stalled could save what was not to count.
#[test]
fn the_session_does_not_expire_while_somebody_has_the_lease() {
    let Some(server) = RedisServer::start("the_session_does_not_expire") else {
        return;
    };
    let left = || {
        let answer = server.command(&["PTTL", "session"]);
        answer
            .trim()
            .trim_start_matches(':')
            .parse::<u64>()
            .unwrap()
    };
    server.command(&["HSET", "session", "version", "1", "record", "one"]);
    server.command(&["PEXPIRE", "session", "1000"]);
    let fence = run(&server, ACQUIRE, &["a", SHORT, LONG]);
    assert!((9_000..=10_000).contains(&left()), "{}", left());
    server.command(&["PEXPIRE", "session", "1000"]);
    assert_eq!(run(&server, EXTEND, &["a", SHORT, LONG, &fence]), ":1");
    assert!((9_000..=10_000).contains(&left()), "{}", left());
    // What is there for longer stays so.
    server.command(&["PEXPIRE", "session", "90000"]);
    run(&server, EXTEND, &["a", SHORT, LONG, &fence]);
    assert!(left() > 80_000, "{}", left());
}
