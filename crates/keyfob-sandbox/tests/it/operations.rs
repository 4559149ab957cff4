//! Failures and answers for an operation, by the name that its spec gives it.

use std::collections::BTreeSet;

use keyfob_sandbox::{Answer, Failure, Operation, When};
use serde_json::{Value, json};

use crate::harness::{get, post, sandbox};
use crate::yaml;

/// Lines of the table without the header by which two operations of one place are told apart.
#[test]
fn the_table_has_every_operation_of_the_specs_at_each_of_its_places() {
    let mut expected = BTreeSet::new();
    for vendor in ["kotak-neo", "kotak-trade", "quatrix"] {
        let spec = yaml::read(&format!("../../specs/{vendor}.yaml"));
        for (path, item) in spec["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let Some(id) = operation["operationId"].as_str() else {
                    continue;
                };
                let servers = [&operation["servers"], &item["servers"], &spec["servers"]];
                let servers = servers.into_iter().find_map(Value::as_array).unwrap();
                expected.extend(servers.iter().map(|server| {
                    let prefix = prefix(server["url"].as_str().unwrap());
                    let method = method.to_uppercase();
                    format!("{vendor}\t{id}\t{method}\t{prefix}{path}")
                }));
            }
        }
    }
    let table = include_str!("../../operations.tsv").lines();
    let table: BTreeSet<String> = table
        .map(|line| line.split('\t').take(4).collect::<Vec<_>>().join("\t"))
        .collect();
    let missing: Vec<_> = expected.difference(&table).collect();
    let gone: Vec<_> = table.difference(&expected).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "operations.tsv lacks {missing:#?}\nand has {gone:#?}"
    );
}

/// A server's path; the sandbox plays all hosts on one origin.
fn prefix(url: &str) -> &str {
    let url = url.strip_prefix("{baseUrl}").unwrap_or(url);
    let Some((_, after)) = url.split_once("://") else {
        return url;
    };
    after.find('/').map_or("", |slash| &after[slash..])
}

#[test]
fn operations_of_one_place_are_told_apart_by_a_header() {
    let mut places = BTreeSet::new();
    for line in include_str!("../../operations.tsv").lines() {
        let place: Vec<_> = line.split('\t').skip(2).collect();
        assert!(places.insert(place), "twice: {line}");
    }
}

#[tokio::test]
async fn a_failure_waits_for_its_operation_in_every_environment() {
    let sandbox = sandbox().await;
    let positions = When::operation("kotak-neo", "get_positions").unwrap();
    for path in [
        "/quick/user/positions",
        "/Orders/2.0/quick/user/positions",
        "/apim/orders/2.0/quick/user/positions",
    ] {
        sandbox.fail_next(positions.clone(), Failure::Html(503));
        let other = format!("{}/quick/user/trades", sandbox.url());
        assert_ne!(get(&other, &[]).await.status, 503);
        let url = format!("{}{path}", sandbox.url());
        get(&url, &[]).await.expect(503);
        assert_ne!(get(&url, &[]).await.status, 503);
    }
}

#[tokio::test]
async fn both_steps_of_a_login_at_one_url_are_told_apart() {
    let sandbox = sandbox().await;
    let second = When::operation("kotak-neo", "session_2fa").unwrap();
    sandbox.fail_next(second, Failure::Html(503));
    let url = format!("{}/login/1.0/login/v2/validate", sandbox.url());
    assert_ne!(post(&url, &[], json!({})).await.status, 503);
    post(&url, &[("sid", "x")], json!({})).await.expect(503);
}

#[test]
fn an_operation_that_is_none_is_refused_with_the_nearest() {
    let error = When::operation("quatrix", "upload_lnik").unwrap_err();
    let known = Operation::named("quatrix", error.nearest()[0].trim_start_matches("quatrix/"));
    assert!(known.is_ok(), "{error}");
    assert!(error.to_string().contains("quatrix/upload_lnik"), "{error}");
}

#[tokio::test]
async fn a_verbatim_answer_comes_as_it_is_and_once() {
    let sandbox = sandbox().await;
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let answer = Answer {
        status: 299,
        headers: vec![
            header("content-type", "text/plain"),
            header("x-odd", "1"),
            header("content-length", "9999"),
            header("not a name", "2"),
        ],
        body: b"not \xff JSON".to_vec(),
    };
    sandbox.fail_next(When::Any, Failure::Verbatim(answer));
    let url = format!("{}/account/metadata", sandbox.quatrix_url());
    let reply = get(&url, &[]).await.expect(299);
    assert_eq!(reply.header("x-odd"), "1");
    assert_eq!(reply.header("content-type"), "text/plain");
    assert_eq!(reply.header("content-length"), "10");
    let recorded = sandbox.take_exchanges().pop().unwrap().answer.unwrap();
    assert_eq!(recorded.body, b"not \xff JSON");
    get(&url, &[]).await.expect(200);
}
