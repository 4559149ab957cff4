//! What is told of an answer beside what was decoded: its body, and what of it could not be read.

use std::collections::BTreeMap;

use keyfob_core::lenient::object;
use keyfob_core::{ResponseValue, Secret};
use serde::{Deserialize, Deserializer};

use crate::probe::{bare, call, decoded, decoded_as, handle, hold_all, settings};
use crate::server::{Server, json};

/// An answer's model as generated code has it.
#[derive(Debug, Default)]
#[allow(dead_code)]
struct Book {
    count: Option<i64>,
    token: Option<Secret>,
    data: Option<Page>,
    limits: BTreeMap<String, bool>,
}

#[derive(Debug, Default)]
#[allow(dead_code)]
struct Page {
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
#[allow(dead_code)]
struct Row {
    price: Option<f64>,
    name: Option<String>,
}

impl<'de> Deserialize<'de> for Book {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const KNOWN: &[&[&str]] = &[&["count", "n"], &["token"], &["data"], &["limits"]];
        object(deserializer, KNOWN, |members| Self {
            count: members.field("count"),
            token: members.field("token"),
            data: members.field("data"),
            limits: members.map("limits"),
        })
    }
}

impl<'de> Deserialize<'de> for Page {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer, &[&["rows"]], |members| Self {
            rows: members.list("rows"),
        })
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object(deserializer, &[&["price"], &["name"]], |members| Self {
            price: members.field("price"),
            name: members.field("name"),
        })
    }
}

async fn book(body: &str) -> ResponseValue<Book> {
    let server = Server::start([json("200 OK", body)]).await;
    decoded_as(&handle(&server), "safe").await.unwrap()
}

#[tokio::test]
async fn what_could_not_be_read_is_told_by_place_and_type() {
    let book = book(
        r#"{"n":"S3CR3T","token":["S3CR3T"],"extra":1,"limits":{"a":true,"b":{"x":"S3CR3T"}},
            "data":{"rows":[{"price":1.5,"name":"x"},7,{"price":{"S3CR3T":1}},{"name":["S3CR3T"]}]}}"#,
    )
    .await;
    let drift: Vec<_> = book
        .drift()
        .iter()
        .map(|d| (d.path(), d.found(), d.expected()))
        .collect();
    assert_eq!(
        drift,
        [
            ("count", "string", "a whole number"),
            ("token", "array", "text"),
            ("data.rows[1]", "number", "Row"),
            ("data.rows[2].price", "object", "a number"),
            ("data.rows[3].name", "array", "text"),
            ("limits.b", "object", "true or false"),
        ]
    );
    assert_eq!(book.rows_left_out(), 1);
    assert_eq!(book.data.as_ref().unwrap().rows.len(), 3);
    let shown = format!("{:?} {}", book.drift(), book.drift()[3]);
    assert!(!shown.contains("S3CR3T"), "{shown}");
}

#[tokio::test]
async fn an_answer_that_is_as_known_or_can_be_converted_has_no_drift() {
    for body in [
        "{}",
        r#"{"count":1,"data":{"rows":[{"price":"1,234.5","name":7}]},"limits":{"a":"true"}}"#,
        r#"{"count":null,"data":null,"token":null,"limits":null,"unknown":{"a":[1]}}"#,
        r#"{"count":"","data":{"rows":null}}"#,
    ] {
        let book = book(body).await;
        assert_eq!(book.drift(), [], "{body}");
    }
}

#[tokio::test]
async fn of_many_the_first_hundred_are_told() {
    let rows = vec![r#"{"price":[]}"#; 300].join(",");
    let book = book(&format!(r#"{{"data":{{"rows":[{rows}]}}}}"#)).await;
    assert_eq!(book.drift().len(), 100);
    assert_eq!(book.drift()[99].path(), "data.rows[99].price");
}

/// What one answer lacked says nothing of the next one.
#[tokio::test]
async fn each_answer_has_its_own() {
    let server = Server::start([
        json("200 OK", r#"{"count":[]}"#),
        json("200 OK", r#"{"count":1}"#),
    ])
    .await;
    let handle = handle(&server);
    let first: ResponseValue<Book> = decoded_as(&handle, "safe").await.unwrap();
    let second: ResponseValue<Book> = decoded_as(&handle, "safe").await.unwrap();
    assert_eq!((first.drift().len(), second.drift().len()), (1, 0));
}

#[tokio::test]
async fn the_body_is_kept_for_who_asks_for_it_and_never_shown() {
    // The bytes as they came, not the mended text.
    let body = " {\"token\":\"S3CR3T\",\"unknown\":NaN} \n";
    for keep in [false, true] {
        let server = Server::start([json("200 OK", body)]).await;
        let handle = bare(settings(&server).with_bodies(keep));
        hold_all(&handle);
        let value = decoded_as::<Book>(&handle, "key").await.unwrap();
        let empty = call(&handle, "key").await.unwrap();
        let kept = keep.then_some(body.as_bytes());
        assert_eq!(value.body().map(AsRef::as_ref), kept);
        assert_eq!(empty.body().map(AsRef::as_ref), kept);
        let shown = format!("{value:?} {empty:?} {handle:?} {:?}", handle.settings());
        assert!(!shown.contains("S3CR3T"), "{shown}");
        assert_eq!(value.into_inner().count, None);
    }
}

#[tokio::test]
async fn a_long_answer_is_decoded_with_its_body_and_its_drift() {
    let rows = vec![r#"{"price":1,"name":"a"}"#; 20_000].join(",");
    let body = format!(r#"{{"count":[],"data":{{"rows":[{rows},]}}}}"#);
    let server = Server::start([json("200 OK", &body)]).await;
    let handle = bare(settings(&server).with_bodies(true));
    let value = decoded_as::<Book>(&handle, "safe").await.unwrap();
    assert_eq!(value.data.as_ref().unwrap().rows.len(), 20_000);
    assert_eq!((value.drift().len(), value.rows_left_out()), (1, 0));
    assert_eq!(value.body().unwrap(), body.as_bytes());
    assert!(decoded(&handle, "safe").await.unwrap().drift().is_empty());
}
