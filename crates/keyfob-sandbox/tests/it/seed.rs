//! What a sandbox begins with.

use std::path::{Path, PathBuf};

use keyfob_sandbox::exchange::{Kind, Money, demo};
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
        (Money::paise(1050), Money::paise(1025), 500)
    );
    assert_eq!((share.kind, share.lot), (Kind::Share, 1));
    let call = exchange.instrument(60_077).unwrap();
    assert!(
        matches!(call.kind, Kind::Option { strike, call: true, .. } if strike == Money::rupees(11))
    );
    assert_eq!(
        (call.lot, call.trading_symbol.as_str()),
        (100, "NEWCO30JAN11CE")
    );
    assert!(
        exchange.instrument(demo::SHARE).is_some(),
        "the demo's are still there"
    );
    let margin = Money::rupees(250_000) - exchange.available("EXM01");
    assert!(margin > Money::ZERO, "the sold option blocks money");

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
