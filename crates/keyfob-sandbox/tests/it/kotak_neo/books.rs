//! Orders, trades, positions, holdings, limits and margins, seen together.

use serde_json::{Value, json};

use crate::harness::{Reply, sandbox};
use crate::trader::{Neo, asked};

pub(crate) fn row(book: Reply) -> Value {
    book.expect(200).json()["data"][0].clone()
}

#[tokio::test]
async fn the_books_agree() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let margin = neo
        .call(
            "user/check-margin",
            &asked(json!({"prc": "0", "prcTp": "MKT"})),
        )
        .await;
    assert_eq!(margin["ordMrgn"], "15107.500000");
    assert_eq!(
        (&margin["rmsVldtd"], &margin["insufFund"]),
        (&json!("OK"), &json!("0.000000"))
    );
    let number = neo.place(json!({"pr": "0", "pt": "MKT", "ig": "t"})).await;
    let one = row(neo.get_at(&format!("/quick/user/orders/{number}")).await);
    assert_eq!(one, neo.order(&number).await);
    assert_eq!(
        neo.get_at("/quick/user/orders/7").await.json()["stCode"],
        5203
    );
    let trade = row(neo.book("trades").await);
    for member in [
        "nOrdNo", "exOrdId", "GuiOrdId", "trdSym", "trnsTp", "prod", "fldQty", "avgPrc",
    ] {
        assert_eq!(trade[member], one[member], "{member}");
    }
    let positions = neo.book("positions").await.json();
    let bought = &positions["data"][1];
    assert_eq!(
        (&bought["flBuyQty"], &bought["buyAmt"]),
        (&json!("10"), &json!("15107.50"))
    );
    assert_eq!(positions["data"][0]["cfBuyQty"], "50");
    let all = json!({"seg": "ALL", "exch": "ALL", "prod": "ALL"});
    let limits = neo.call("user/limits", &all).await;
    // A fifth of the future's 75262.50, and the whole of the shares.
    assert_eq!(limits["MarginUsed"], "30160.00");
    assert_eq!(limits["Net"], "969840.00");
    let after = neo
        .call("user/check-margin", &asked(json!({"qty": "1000000"})))
        .await;
    assert_eq!(
        (&after["mrgnUsd"], &after["rmsVldtd"]),
        (&json!("30160.000000"), &json!("NOT_OK"))
    );
    assert_eq!(
        neo.call("user/check-margin", &asked(json!({"tok": "9"})))
            .await["stCode"],
        1007
    );

    let holding = row(neo.holdings().await);
    assert_eq!(
        (&holding["quantity"], &holding["sellableQuantity"]),
        (&json!(35), &json!(35))
    );
    neo.place(json!({"tt": "S", "pr": "1600", "qt": "5"})).await;
    assert_eq!(row(neo.holdings().await)["sellableQuantity"], 30);
    assert_eq!(
        neo.call("user/limits", &all).await["MarginUsed"],
        "30160.00"
    );
}

#[tokio::test]
async fn each_generation_has_members_of_its_own_in_holdings_and_margins() {
    let sandbox = sandbox().await;
    let first = Neo::first(&sandbox).await;
    let newest = Neo::newest(&sandbox).await;
    assert_eq!(row(newest.holdings().await)["isAlternateScrip"], "");
    assert_eq!(row(first.holdings().await)["isAlternateScrip"], "false");
    let margin = first.call("user/check-margin", &asked(json!({}))).await;
    assert_eq!(margin["rmsVldtd"], 78);
    let margin = newest.call("user/check-margin", &asked(json!({}))).await;
    assert_eq!(margin["rmsVldtd"], "OK");
}

#[tokio::test]
async fn positions_are_where_the_latest_client_asks_with_the_last_price() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let mut latest = row(neo.get_at("/portfolio/v2/positions").await);
    assert_eq!(latest["ltp"], "1515.00");
    let former = row(neo.book("positions").await);
    latest.as_object_mut().unwrap().remove("ltp");
    latest["updRecvTm"] = former["updRecvTm"].clone();
    latest["hsUpTm"] = former["hsUpTm"].clone();
    assert_eq!(latest, former);
    neo.without("sid")
        .get_at("/portfolio/v2/positions")
        .await
        .expect(400);
}
