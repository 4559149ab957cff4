//! Answers that are none, although they come as a success.

use keyfob_core::{Error, FaultKind, lenient};
use serde::{Deserialize, Deserializer};

use crate::probe::{decoded_as, handle, shown};
use crate::server::{Server, Step, answer, json};

#[derive(Debug, Default)]
struct Book {
    rows: Vec<Row>,
}

#[derive(Debug, Default)]
struct Row {
    id: Option<i64>,
    price: Option<String>,
}

impl<'de> Deserialize<'de> for Book {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::object(deserializer, &[&["rows", "Rows"]], |members| Self {
            rows: members.list("rows"),
        })
    }
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::object(deserializer, &[&["id"], &["price"]], |members| Self {
            id: members.field("id"),
            price: members.field("price"),
        })
    }
}

async fn book(step: Step) -> Result<Book, Error> {
    let server = Server::start([step]).await;
    let book = decoded_as::<Book>(&handle(&server), "book").await?;
    Ok(book.into_inner())
}

async fn rows(body: &str) -> Result<usize, Error> {
    book(json("200 OK", body)).await.map(|book| book.rows.len())
}

#[tokio::test]
async fn a_success_without_the_book_is_no_empty_book() {
    for (body, message) in [
        (r#"{"code":400,"message":"try later"}"#, Some("try later")),
        ("{}", None),
        (r#"{"message":"Unauthorized"}"#, Some("Unauthorized")),
        (r#"{"stat":"not ok"}"#, Some("not ok")),
        (
            r#"{"rows":"the book is closed"}"#,
            Some("the book is closed"),
        ),
        (r#"{"rows":null}"#, None),
        (
            r#"{"rows":{"code":"7","message":"no such book"}}"#,
            Some("no such book"),
        ),
        (
            r#"{"rows":[{"fault":{"code":"7","message":"nested"}}]}"#,
            Some("nested"),
        ),
        (r#"{"rows":[{}]}"#, None),
        // An empty list beside a fault is no empty book.
        (
            r#"{"message":"Unauthorized","rows":[]}"#,
            Some("Unauthorized"),
        ),
        (r#"{"code":400,"rows":[]}"#, None),
        (
            r#"{"stat":"the system is busy","rows":[]}"#,
            Some("the system is busy"),
        ),
        (
            r#"{"Message":"Unauthorized","rows":[]}"#,
            Some("Unauthorized"),
        ),
    ] {
        let error = rows(body).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::Incomplete {
                    operation: "book",
                    member: "rows",
                    ..
                }
            ),
            "{body}: {error:?}"
        );
        assert_eq!(error.message(), message, "{body}");
        assert_eq!(error.status().unwrap(), 200, "{body}");
        assert!(error.refusal().is_none() && !error.is_retryable(), "{body}");
    }
}

#[tokio::test]
async fn a_book_proves_itself_even_when_it_is_empty() {
    for (body, count) in [
        (r#"{"rows":[]}"#, 0),
        (r#"{"stat":"Ok","code":200,"rows":[]}"#, 0),
        (r#"{"message":"SUCCESS","rows":[]}"#, 0),
        (r#"{"Rows":[]}"#, 0),
        (r#"{"rows":[{"id":"7"},{}]}"#, 2),
        (r#"{"rows":{"id":7}}"#, 1),
        (r#"{"code":200,"message":"fine","rows":[{"price":1.5}]}"#, 1),
    ] {
        assert_eq!(rows(body).await.unwrap(), count, "{body}");
    }
}

#[tokio::test]
async fn what_the_vendors_code_tells_is_told_in_a_success_too() {
    for body in [
        r#"{"code":5203,"message":"nothing"}"#,
        r#"{"message":"No data for today"}"#,
        r#"{"rows":"No data found"}"#,
    ] {
        let error = rows(body).await.unwrap_err();
        let kind = error.refusal().and_then(keyfob_core::Refusal::kind);
        assert_eq!(kind, Some(FaultKind::NoData), "{body}: {error:?}");
    }
    let error = rows(r#"{"code":"LCK"}"#).await.unwrap_err();
    assert!(matches!(error, Error::Locked(_)), "{error:?}");
}

/// The search for a fault and the decoder read the same bytes by the same rules.
#[tokio::test]
async fn a_fault_is_seen_whatever_stands_around_it() {
    for body in [
        "{\"stat\":\"Not_Ok\",\"message\":\"no\",\"rows\":[]}\n<!-- -->",
        "\u{feff}{\"stat\":\"Not_Ok\",\"message\":\"no\",\"rows\":[]}",
        "{\"stat\":\"Not_Ok\",\"message\":\"no\",\"rows\":[NaN]}",
        "{\"stat\":\"Ok\",\"stat\":\" not_ok \",\"message\":\"no\",\"rows\":[]}",
        "{\"st\\u0061t\":\"Not_Ok\",\"message\":\"no\",\"rows\":[],}",
    ] {
        let error = rows(body).await.unwrap_err();
        assert_eq!(error.message(), Some("no"), "{body}: {error:?}");
    }
    let broken = b"{\"stat\":\"Not_Ok\",\"message\":\"no\",\"rows\":[{\"price\":\"\xff\"}]}";
    let error = book(Step::Answer(answer("200 OK", &[], broken)))
        .await
        .unwrap_err();
    assert_eq!(error.message(), Some("no"), "{error:?}");
}

/// What would be a mark of a fault says nothing when it is empty, zero or a word of success.
#[tokio::test]
async fn a_mark_that_says_nothing_is_none() {
    for mark in [
        "0",
        "\" \"",
        "[\"\"]",
        "[{}]",
        "\"Success\"",
        "{\"code\":0}",
        "false",
        "[null]",
    ] {
        let body = format!("{{\"fault\":{mark},\"rows\":[{{\"id\":1}}]}}");
        assert_eq!(rows(&body).await.unwrap(), 1, "{body}");
    }
    for mark in [
        "1",
        "true",
        "\"no\"",
        "[\"\",\"x\"]",
        "{\"code\":0,\"message\":\"no\"}",
    ] {
        let body = format!("{{\"fault\":{mark},\"rows\":[{{\"id\":1}}]}}");
        assert!(rows(&body).await.is_err(), "{body}");
    }
}

/// A row that cannot be read at all is counted: a book with one proves nothing about what is not in it.
#[tokio::test]
async fn rows_that_are_left_out_are_counted() {
    for (body, count) in [
        (r#"{"rows":[{"id":1},"x",null,[1]]}"#, 3),
        (r#"{"rows":[{"id":1}]}"#, 0),
    ] {
        let server = Server::start([json("200 OK", body)]).await;
        let book = decoded_as::<Book>(&handle(&server), "book").await.unwrap();
        assert_eq!(book.rows_left_out(), count, "{body}");
    }
}

#[tokio::test]
async fn odd_json_costs_itself_only() {
    for (body, prices) in [
        (
            r#"{"rows":[{"id":1,"price":NaN},{"id":2,"price":"2"}]}"#,
            &[None, Some("2")][..],
        ),
        (
            r#"{"rows":[{"id":1,"price":"1","price":"3"}]}"#,
            &[Some("3")],
        ),
        (r#"{"rows":[{"id":1,"price":-Infinity,},]}"#, &[None]),
        (
            "{\"rows\":[{\"id\":1,\"price\":\"a\tb\"}]}\0",
            &[Some("a\tb")],
        ),
        (
            r#"{"rows":[{"id":"1,234","price":"x\q"}]}"#,
            &[Some("x\\q")],
        ),
        (
            r#"{"error":[],"fault":"","rows":[{"id":007,"price":1}]}"#,
            &[Some("1")],
        ),
    ] {
        let book = book(json("200 OK", body)).await.unwrap();
        let found: Vec<_> = book.rows.iter().map(|row| row.price.as_deref()).collect();
        assert_eq!(found, prices, "{body}");
        assert!(book.rows.iter().all(|row| row.id.is_some()), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_nests_too_deep_ends_in_an_error() {
    let deep = format!("{{\"rows\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let error = rows(&deep).await.unwrap_err();
    assert!(matches!(error, Error::Undecodable { .. }), "{error:?}");
    assert!(
        shown(&error).contains("it nests too deep"),
        "{}",
        shown(&error)
    );
}

/// What a page of a gateway says is shown at the end of the chain, without secrets.
#[tokio::test]
async fn a_foreign_page_is_told_as_such() {
    let page = "<html><head><title>403 Forbidden</title></head><body>Request by key-value blocked</body></html>";
    for (status, body) in [
        ("401 No", page),
        ("403 No", page),
        ("500 Oops", "upstream key-value is down"),
    ] {
        let server = Server::start([Step::Answer(answer(status, &[], body))]).await;
        let error = decoded_as::<Book>(&handle(&server), "book")
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::Refused(r) if r.is_foreign()),
            "{error:?}"
        );
        let text = shown(&error);
        assert!(text.contains("no answer of the API"), "{text}");
        assert!(
            text.contains("[redacted]") && !text.contains("key-value"),
            "{text}"
        );
        let end = std::error::Error::source(&error).unwrap().to_string();
        assert!(
            end.contains("Forbidden") || end.contains("upstream"),
            "{end}"
        );
    }
}

/// A long message is cut, in errors and so in logs.
#[tokio::test]
async fn a_long_message_is_cut() {
    let body = format!(
        "{{\"code\":\"{}\",\"message\":\"{}\"}}",
        "c".repeat(9_000),
        "m".repeat(900_000)
    );
    let error = book(json("400 Bad", &body)).await.unwrap_err();
    assert!(
        error.to_string().len() < 2_000,
        "{}",
        error.to_string().len()
    );
    assert!(error.message().unwrap().ends_with('…'));
}
