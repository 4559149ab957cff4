//! Orders and books of Kotak Neo.

use keyfob_sandbox::exchange::{Money, demo};
use serde_json::{Value, json};

use crate::harness::{Reply, keys, sandbox};
use crate::trader::{Neo, encoded, order};

const G2: [&str; 3] = ["/apim/orders/2.0", "/apim/order/2.0", "/apim/portfolio/2.0"];
const UAT: [&str; 3] = ["/orderapi/1.0", "/orderapi/1.0", "/portfolio/1.0"];
const NAPI: [&str; 3] = ["/Orders/2.0", "/Orders/2.0", "/Portfolio/1.0"];

fn row(book: Reply) -> Value {
    book.expect(200).json()["data"][0].clone()
}

#[tokio::test]
async fn every_environment_has_every_call() {
    for prefixes in [None, Some(G2), Some(UAT), Some(NAPI)] {
        let sandbox = sandbox().await;
        let neo = match prefixes {
            None => Neo::newest(&sandbox).await,
            Some(prefixes) => Neo::second(&sandbox, prefixes).await,
        };
        let number = neo.place(json!({})).await;
        let change = changed(&number, json!({"qt": "12", "pr": "1501"}));
        assert_eq!(neo.call("order/vr/modify", &change).await["nOrdNo"], number);
        let row = neo.order(&number).await;
        assert_eq!((&row["qty"], &row["prc"]), (&json!(12), &json!("1501.00")));
        let cancel = json!({"on": number, "am": "NO"});
        assert_eq!(neo.call("order/cancel", &cancel).await["nOrdNo"], number);
        assert_eq!(neo.order(&number).await["ordSt"], "cancelled");
        let history = neo.call("order/history", &json!({"nOrdNo": number})).await;
        let states: Vec<_> = history["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| &row["ordSt"])
            .collect();
        assert_eq!(
            states,
            [
                "cancelled",
                "open",
                "modified",
                "open",
                "put order req received"
            ]
        );
        neo.place(json!({"pr": "1510.75"})).await;
        assert_eq!(neo.book("trades").await.expect(200).json()["stat"], "ok");
        neo.book("positions").await.expect(200);
        neo.holdings().await.expect(200);
        let all = json!({"seg": "ALL", "exch": "ALL", "prod": "ALL"});
        assert_eq!(neo.call("user/limits", &all).await["stat"], "Ok");
        assert_eq!(
            neo.call("user/check-margin", &asked(json!({}))).await["stat"],
            "Ok"
        );
        for exit in ["co", "bo"] {
            let reply = neo.post(&format!("order/{exit}/exit"), &cancel).await;
            // The vendor's tests have no exits.
            assert_eq!(reply.status, if neo.orders == UAT[0] { 404 } else { 200 });
        }
    }
}

fn changed(number: &str, more: Value) -> Value {
    let mut change = json!({
        "no": number, "pr": "1500", "pt": "L", "qt": "10", "vd": "DAY", "tp": "0", "dq": "0",
        "mp": "0", "am": "NO", "tt": null, "dd": "NA", "os": "NEOTRADEAPI",
    });
    change
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    change
}

fn asked(more: Value) -> Value {
    let mut asked = json!({
        "exSeg": "nse_cm", "prc": "1500", "prcTp": "L", "prod": "CNC", "qty": "10", "tok": "1001",
        "trnsTp": "B", "trgPrc": null, "brkName": "KOTAK", "brnchId": "ONLINE",
    });
    asked
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    asked
}

#[tokio::test]
async fn each_generation_asks_for_its_own_headers() {
    let sandbox = sandbox().await;
    let newest = Neo::newest(&sandbox).await;
    let place = |neo: Neo| async move {
        neo.post("order/rule/ms/place", &order(json!({})))
            .await
            .status
    };
    assert_eq!(place(newest.without("neo-fin-key")).await, 200);
    assert_eq!(place(newest.without("Authorization")).await, 400);
    newest
        .without("Authorization")
        .book("orders")
        .await
        .expect(200);
    let exit = json!({"on": "1"});
    let exits = newest
        .without("neo-fin-key")
        .post("order/co/exit", &exit)
        .await;
    assert_eq!(exits.status, 400);
    for header in ["sid", "Auth"] {
        newest.without(header).book("orders").await.expect(400);
    }
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let second = Neo::second(&sandbox, G2).await;
    assert_eq!(place(second.without("neo-fin-key")).await, 400);
    second.without("neo-fin-key").holdings().await.expect(200);
    second
        .get_at("/apim/orders/2.0/quick/user/orders")
        .await
        .expect(400);
    // A session is good for its own generation's paths only.
    second.get_at("/quick/user/orders").await.expect(403);
}

#[tokio::test]
async fn refusals_have_the_vendors_codes() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for (wrong, code) in [
        (json!({"es": "nyse"}), 1006),
        (json!({"ts": "NOBODY-EQ"}), 1007),
        (json!({"ts": "THINCO-EQ", "es": "bse_cm"}), 1007),
        (json!({"pc": "XXX"}), 1007),
        (json!({"pt": "2L"}), 1007),
        (json!({"tt": "Buy"}), 1007),
        (json!({"rt": "NEVER"}), 1007),
        (json!({"qt": "0"}), 1009),
        (json!({"qt": "-1"}), 1009),
        (json!({"qt": "one"}), 1009),
        (json!({"pr": "0.0", "pt": "MKT"}), 1009),
        (json!({"pr": "0"}), 1009),
        (json!({"pt": "SL", "tp": "0"}), 1009),
        (json!({"pt": "SL", "tp": "1510"}), 1009),
        (
            json!({"es": "nse_fo", "ts": "SANDBOXCO30JANFUT", "pc": "NRML", "pr": "1500", "qt": "49"}),
            1009,
        ),
        (json!({"qt": "100000"}), 1004),
    ] {
        assert_eq!(neo.refused(wrong.clone()).await, code, "{wrong}");
    }
    assert!(sandbox.exchange().orders().is_empty());
    for empty in [json!({"dq": ""}), json!({"pr": ""}), json!({"am": "MAYBE"})] {
        let reply = neo
            .post("order/rule/ms/place", &order(empty))
            .await
            .expect(400)
            .json();
        assert_eq!(reply["stCode"], 5202);
    }
}

#[tokio::test]
async fn a_price_outside_the_band_is_rejected_in_the_book() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for far in [
        json!({"pr": "1000"}),
        json!({"pr": "2000"}),
        json!({"pr": "1500", "tp": "1000", "pt": "SL"}),
    ] {
        let number = neo.place(far).await;
        let row = neo.order(&number).await;
        assert_eq!(
            (&row["ordSt"], &row["exOrdId"]),
            (&json!("rejected"), &json!("NA"))
        );
        assert!(row["rejRsn"].as_str().unwrap().contains("band"));
        let cancel = neo.call("order/cancel", &json!({"on": number})).await;
        assert_eq!(cancel["stCode"], 1021);
    }
}

#[tokio::test]
async fn forms_are_read_strictly_and_nulls_tolerantly() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let nulls = json!({"ig": null, "tk": null, "sot": null, "slt": null, "slv": null, "sov": null,
        "lat": null, "tlt": null, "tsv": null, "pf": "N", "os": "NEOTRADEAPI"});
    neo.place(nulls).await;
    for wrong in [
        json!({"xx": "1"}),
        json!({"qt": 1}),
        json!({"qt": null}),
        json!({"qt": "(absent)"}),
    ] {
        let reply = neo
            .post("order/rule/ms/place", &order(wrong))
            .await
            .expect(400)
            .json();
        assert_eq!(
            (&reply["stat"], &reply["stCode"]),
            (&json!("bad request"), &json!(1007))
        );
    }
    let good = encoded(&order(json!({})).to_string());
    let path = "/quick/order/rule/ms/place";
    for body in [
        format!("jdata={good}"),
        format!("jData={good}&more=1"),
        "jData=%7B".into(),
        String::new(),
    ] {
        assert_eq!(neo.form(path, body).await.status, 400);
    }
    // Blanks may come as plus signs.
    let spaced = order(json!({})).to_string().replace(',', ", ");
    let plus = spaced.replace('"', "%22").replace(' ', "+");
    assert_eq!(neo.form(path, format!("jData={plus}")).await.status, 200);
    assert_eq!(
        neo.post("user/limits", &json!({"seg": "ALL", "exch": "ALL"}))
            .await
            .status,
        400
    );
    let all = json!({"seg": "ALL", "exch": "NYSE", "prod": "ALL"});
    assert_eq!(neo.post("user/limits", &all).await.json()["stCode"], 5202);
}

#[tokio::test]
async fn tags_come_back_and_are_used_once() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo.place(json!({"ig": "mine"})).await;
    assert_eq!(neo.order(&number).await["GuiOrdId"], "mine");
    assert_eq!(neo.refused(json!({"ig": "mine"})).await, 5204);
    neo.place(json!({"ig": ""})).await;
    neo.place(json!({"ig": ""})).await;
}

#[tokio::test]
async fn changes_and_cancellations_need_an_open_order() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let done = neo.place(json!({"pr": "1520"})).await;
    let gone = neo.place(json!({})).await;
    neo.call("order/cancel", &json!({"on": gone, "am": "NO"}))
        .await;
    for number in [done, gone] {
        assert_eq!(
            neo.call("order/cancel", &json!({"on": number})).await["stCode"],
            1021
        );
        let change = neo
            .call("order/vr/modify", &changed(&number, json!({"qt": "5"})))
            .await;
        assert_eq!(
            (&change["stat"], &change["stCode"]),
            (&json!("Not_Ok"), &json!(1021))
        );
    }
    for number in ["1", "x"] {
        let reply = neo.call("order/cancel", &json!({"on": number})).await;
        assert_eq!(reply["stat"], "please provide valid order number");
    }
    let open = neo.place(json!({})).await;
    for (wrong, code) in [
        (json!({}), 1007),
        (json!({"qt": "0"}), 1009),
        (json!({"pr": "100"}), 1009),
        (json!({"qt": "100000"}), 1004),
    ] {
        let change = neo
            .call("order/vr/modify", &changed(&open, wrong.clone()))
            .await;
        assert_eq!(change["stCode"], code, "{wrong}");
    }
    assert_eq!(neo.order(&open).await["qty"], 10);
    // A change can fill it, and turn it into another kind.
    let market = json!({"pt": "MKT", "pr": "0"});
    neo.call("order/vr/modify", &changed(&open, market)).await;
    let row = neo.order(&open).await;
    assert_eq!(
        (&row["prcTp"], &row["ordSt"]),
        (&json!("MKT"), &json!("complete"))
    );
}

#[tokio::test]
async fn a_change_keeps_what_is_filled() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    let number = neo
        .place(json!({"ts": "THINCO-EQ", "pr": "250", "qt": "120"}))
        .await;
    for (quantity, code) in [("50", 1009), ("40", 1009), ("80", 200)] {
        let change = changed(&number, json!({"qt": quantity, "pr": "249"}));
        assert_eq!(neo.call("order/vr/modify", &change).await["stCode"], code);
    }
    let row = neo.order(&number).await;
    assert_eq!((&row["fldQty"], &row["unFldSz"]), (&json!(50), &json!(30)));
}

#[tokio::test]
async fn cover_and_bracket_orders_are_left() {
    let sandbox = sandbox().await;
    let neo = Neo::newest(&sandbox).await;
    for (product, exit, other) in [("CO", "co", "bo"), ("BO", "bo", "co")] {
        let waiting = neo.place(json!({"pc": product})).await;
        let filled = neo.place(json!({"pc": product, "pr": "1520"})).await;
        for number in [&waiting, &filled] {
            let which = json!({"on": number, "am": "NO"});
            let wrong = neo.call(&format!("order/{other}/exit"), &which).await;
            assert_eq!(wrong["stat"], "please provide valid order number");
            let right = neo.call(&format!("order/{exit}/exit"), &which).await;
            assert_eq!(right["nOrdNo"], **number);
            let again = neo.call(&format!("order/{exit}/exit"), &which).await;
            assert_eq!(again["stCode"], 1021);
        }
        assert_eq!(neo.order(&waiting).await["ordSt"], "cancelled");
        let positions = neo.book("positions").await.json();
        let of = positions["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["prod"] == product);
        let row = of.unwrap();
        assert_eq!(
            (&row["flBuyQty"], &row["flSellQty"]),
            (&json!("10"), &json!("10"))
        );
    }
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
async fn the_first_generation_has_shorter_rows_and_trace_ids() {
    let sandbox = sandbox().await;
    let first = Neo::first(&sandbox).await;
    let empty = first.book("orders").await.expect(200).json();
    assert_eq!(
        empty,
        json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"})
    );
    let placed = first
        .call("order/rule/ms/place", &order(json!({"pr": "1520"})))
        .await;
    assert!(placed["tid"].as_str().unwrap().starts_with("server1_"));
    let old = row(first.book("orders").await);
    assert_eq!((&old["stat"], old.get("updRecvTm")), (&json!("Ok"), None));
    assert_eq!(row(first.book("trades").await)["tok"], "1001");
    assert_eq!(row(first.holdings().await)["isAlternateScrip"], "false");

    let newest = Neo::newest(&sandbox).await;
    let new = row(newest.book("orders").await);
    assert_eq!(new["stat"], "complete");
    assert_eq!(keys(&new).len(), keys(&old).len() + 9);
    assert_eq!(row(newest.book("trades").await)["tok"], "");
    assert!(
        row(newest.holdings().await)
            .get("isAlternateScrip")
            .is_none()
    );
    let all = json!({"seg": "ALL", "exch": "ALL", "prod": "ALL"});
    assert!(newest.call("user/limits", &all).await.get("tid").is_none());
    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let second = Neo::second(&sandbox, G2).await;
    assert_eq!(row(second.holdings().await)["isAlternateScrip"], false);
    sandbox.exchange().set_price(demo::SHARE, Money::rupees(1));
    assert_eq!(row(second.holdings().await)["mktValue"], 35);
}
