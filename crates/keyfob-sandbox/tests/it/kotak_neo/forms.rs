//! How the forms of the calls are read.

use serde_json::json;

use crate::harness::sandbox;
use crate::trader::{Neo, encoded, order};

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
