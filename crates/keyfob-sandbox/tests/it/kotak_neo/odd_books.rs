//! Books that come late, and books that are none.

use std::time::Duration;

use keyfob_sandbox::kotak_neo::OddBook;
use serde_json::json;

use crate::harness::{keys, sandbox};
use crate::trader::Neo;

#[tokio::test]
async fn an_order_shows_in_the_book_as_late_as_is_wanted() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let seen = neo.place(json!({})).await;
    assert_eq!(neo.order(&seen).await["ordSt"], "open");
    sandbox.kotak_neo().delay_book(Duration::from_secs(600));
    sandbox.clock().advance(Duration::from_secs(600));
    let number = neo.place(json!({"ig": "late"})).await;
    let rows = async || {
        neo.book("orders").await.json()["data"]
            .as_array()
            .unwrap()
            .len()
    };
    let one = format!("/quick/user/orders/{number}");
    let asked = json!({"nOrdNo": number});
    assert_eq!(rows().await, 1);
    assert_eq!(neo.get_at(&one).await.json()["stCode"], 5203);
    assert_eq!(neo.call("order/history", &asked).await["stCode"], 5203);
    // It stands all the same, and its tag is used.
    assert_eq!(sandbox.exchange().orders().len(), 2);
    sandbox.clock().advance(Duration::from_secs(600));
    assert_eq!(rows().await, 2);
    assert_eq!(neo.get_at(&one).await.json()["data"][0]["GuiOrdId"], "late");
    assert_eq!(neo.call("order/history", &asked).await["stat"], "Ok");
}

#[tokio::test]
async fn every_book_and_list_can_be_answered_with_something_else() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"pr": "0", "pt": "MKT"})).await;
    let controls = sandbox.kotak_neo();
    let all = async || {
        let asked = json!({"nOrdNo": number});
        [
            neo.book("orders").await,
            neo.book("trades").await,
            neo.book("positions").await,
            neo.holdings().await,
            neo.get_at(&format!("/quick/user/orders/{number}")).await,
            neo.post("order/history", &asked).await,
        ]
        .map(|reply| reply.expect(200).json())
    };
    for odd in OddBook::ALL {
        controls.answer_books_with(Some(odd));
        let members: Vec<&str> = match odd {
            OddBook::CodeAndMessage => vec!["code", "message"],
            OddBook::Gateway => vec!["code", "description", "message", "type"],
            OddBook::Unauthorized => vec!["message"],
            OddBook::Sentence => vec!["stat"],
            _ => vec![],
        };
        for book in all().await {
            assert_eq!(keys(&book), members, "{odd:?}");
        }
    }
    // Whoever is not let in hears of that, and orders are taken.
    neo.without("sid").book("orders").await.expect(400);
    neo.place(json!({})).await;
    controls.answer_books_with(None);
    assert!(all().await.iter().all(|book| book["data"].is_array()));
}
