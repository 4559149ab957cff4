//! What a sandbox begins with.

use std::path::{Path, PathBuf};

use keyfob_sandbox::exchange::{Decimal, Kind, Segment, demo};
use keyfob_sandbox::{Sandbox, Seed};

use serde_json::{Value, json};

use crate::harness::{Reply, get, post};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seed.toml")
}

async fn seeded(text: &str) -> Result<Sandbox, String> {
    let seed: Seed = text.parse().map_err(|error| format!("{error}"))?;
    let started = Sandbox::builder().seed(seed).start().await;
    started.map_err(|error| error.to_string())
}

async fn why(text: &str) -> String {
    seeded(text)
        .await
        .err()
        .unwrap_or_else(|| panic!("taken: {text}"))
}

#[tokio::test]
async fn the_example_says_everything_that_can_be_said() {
    let seed = Seed::read(example()).unwrap();
    let sandbox = Sandbox::builder().seed(seed).start().await.unwrap();

    let accounts = sandbox.accounts();
    assert_eq!(accounts.kotak_trade[0].user_id, "EXAMPLE01");
    assert_eq!(accounts.kotak_neo[0].mobile, "+919000000001");
    let users: Vec<_> = accounts.quatrix.iter().map(|user| &user.email).collect();
    assert_eq!(users, ["first@company.example", "second@company.example"]);

    let exchange = sandbox.exchange();
    let share = exchange.instrument(77).unwrap();
    assert_eq!(
        (share.last, share.close, share.depth),
        (Decimal::new(1050, 2), Decimal::new(1025, 2), 500)
    );
    assert_eq!((share.kind, share.lot), (Kind::Share, 1));
    let call = exchange.instrument(60_077).unwrap();
    assert!(
        matches!(call.kind, Kind::Option { strike, call: true, .. } if strike == Decimal::from(11))
    );
    assert_eq!(
        (call.lot, call.trading_symbol.as_str()),
        (100, "NEWCO30JAN11CE")
    );
    let metal = exchange.instrument(440_077).unwrap();
    assert_eq!(metal.segment, Segment::Commodities);
    assert!(
        exchange.instrument(demo::SHARE).is_some(),
        "the demo's are still there"
    );
    let margin = Decimal::from(250_000) - exchange.available("EXM01");
    assert!(margin > Decimal::ZERO, "the sold option blocks money");

    let key = [("Authorization", "Bearer example-api-key")];
    let home = listing(&sandbox, "metadata?content=1", &key).await;
    assert_eq!(names(&home), ["Trash", "empty", "reports"]);
    let found = post_json(
        &sandbox,
        "file/id",
        json!({"path": "/reports/2026/first.txt"}),
    )
    .await;
    let content = download(&sandbox, found.json()["file_id"].as_str().unwrap()).await;
    assert_eq!(content, "hello");
    let found = post_json(
        &sandbox,
        "file/id",
        json!({"path": "reports/this file.toml"}),
    )
    .await;
    let content = download(&sandbox, found.json()["file_id"].as_str().unwrap()).await;
    assert_eq!(content, std::fs::read_to_string(example()).unwrap());
}

#[tokio::test]
async fn what_is_not_said_is_as_in_the_demo() {
    let sandbox = seeded("").await.unwrap();
    assert_eq!(
        sandbox.accounts().quatrix.len(),
        keyfob_sandbox::accounts::demo().quatrix.len()
    );
    assert_eq!(
        sandbox.exchange().available("SBX42"),
        Sandbox::start()
            .await
            .unwrap()
            .exchange()
            .available("SBX42")
    );
}

#[tokio::test]
async fn what_cannot_be_is_told_with_its_place() {
    assert!(
        why("[[files]]\nowner = 3")
            .await
            .starts_with("the seed:2:9: invalid type: integer")
    );
    assert!(
        why("[[instruments]]\ntoken = 1\ncolour = 2")
            .await
            .contains(":3:1: unknown field `colour`")
    );
    assert!(
        why("[[portfolios]]\naccount = \"A\"\ncash = \"1.005\"")
            .await
            .contains("at most two decimals")
    );
    let share = "[[instruments]]\ntoken = 1\nsegment = \"nse_cm\"\nname = \"A\"\nlast = \"1\"\n";
    assert!(
        why(&format!("{share}strike = \"2\""))
            .await
            .contains("instrument 1: an option has")
    );
    assert!(
        why(&format!("{share}expiry = 2030-01-31"))
            .await
            .contains("needs a `symbol`")
    );
    assert!(
        why(&format!("{share}lot = 0"))
            .await
            .contains("more than 0")
    );
    assert!(why("[[portfolios]]\naccount = \"A\"\nholdings = [{token = 5, quantity = 1, average = \"1\"}]").await
        .contains("no instrument 5"));
    let file = "[[files]]\nowner = \"plain@sandbox.example\"\n";
    assert!(
        why("[[files]]\nowner = \"nobody@x.example\"\npath = \"a\"")
            .await
            .contains("no such user")
    );
    assert!(
        why(&format!("{file}path = \"a\"\n{file}path = \"a/b\""))
            .await
            .contains("a file is in the way")
    );
    assert!(
        why(&format!("{file}path = \"a\"\nfrom = \"b\""))
            .await
            .contains("only a seed read from a file")
    );
    assert!(
        why(&format!("{file}path = \"a\"\nfrom = \"b\"\ntext = \"c\""))
            .await
            .contains("both")
    );
}

#[test]
fn what_cannot_be_read_is_named_and_no_line_of_it_is_shown() {
    let error = Seed::read("no/such/seed.toml").unwrap_err().to_string();
    assert!(error.starts_with("no/such/seed.toml: "), "{error}");
    let text = "[[quatrix]]\nemail = \"a\"\npassword = \"planted-secret\" oops";
    let error = text.parse::<Seed>().unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("planted"),
        "{error:?}"
    );
}

#[tokio::test]
async fn every_segment_and_indices_can_be_seeded() {
    let mut text = String::new();
    let codes = [
        "nse_cm", "bse_cm", "nse_fo", "bse_fo", "cde_fo", "mcx_fo", "nse_com",
    ];
    for (token, code) in (1..).zip(codes) {
        text += &format!(
            "[[instruments]]\ntoken = {token}\nsegment = \"{code}\"\nname = \"A{token}\"\nlast = \"2.50\"\n"
        );
    }
    text += "[[indices]]\nsegment = \"bse_cm\"\nname = \"A Few\"\nlast = \"9.00\"\n";
    let sandbox = seeded(&text).await.unwrap();
    let token = sandbox.accounts().kotak_neo[0].dashboard_token.clone();
    let asked: Vec<_> = (1..)
        .zip(codes)
        .map(|(token, code)| format!("{code}%7C{token}"))
        .collect();
    let asked = format!("{}%2Cbse_cm%7CA%20Few", asked.join("%2C"));
    let url = sandbox.kotak_neo_url();
    let url = format!("{url}/script-details/1.0/quotes/neosymbol/{asked}/ltp");
    let quotes = get(&url, &[("Authorization", &token)])
        .await
        .expect(200)
        .json();
    let prices: Vec<_> = quotes
        .as_array()
        .unwrap()
        .iter()
        .map(|quote| quote["ltp"].as_str().unwrap())
        .collect();
    assert_eq!(prices, [["2.5000"; 7].as_slice(), &["9.0000"]].concat());
}

async fn listing(sandbox: &Sandbox, what: &str, key: &[(&str, &str)]) -> Value {
    let url = format!("{}/file/{what}", sandbox.quatrix_url());
    get(&url, key).await.expect(200).json()
}

fn names(folder: &Value) -> Vec<&str> {
    let content = folder["content"].as_array().unwrap();
    let mut names: Vec<_> = content
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names
}

async fn post_json(sandbox: &Sandbox, path: &str, body: Value) -> Reply {
    let url = format!("{}/{path}", sandbox.quatrix_url());
    let key = [("Authorization", "Bearer example-api-key")];
    post(&url, &key, body).await.expect(200)
}

async fn download(sandbox: &Sandbox, id: &str) -> String {
    let link = post_json(sandbox, "file/download-link", json!({"ids": [id]})).await;
    let url = format!(
        "{}/file/download/{}",
        sandbox.quatrix_url(),
        link.json()["id"].as_str().unwrap()
    );
    let key = [("Authorization", "Bearer example-api-key")];
    get(&url, &key).await.expect(200).text
}
