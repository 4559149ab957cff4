//! Every operation of every spec has a place in the sandbox, in each environment that it exists in; but for those that
//! `no-place.txt` lists, which have none yet (today it is empty).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use keyfob_codegen::load::Document;
use keyfob_codegen::model::{Operation, Spec};
use keyfob_sandbox::Sandbox;

/// Operations whose place answers 404 by right: there is no file of the name that is asked for here, and the vendor itself
/// answers so for history.
const BY_RIGHT: [&str; 2] = [
    "kotak-neo download_scrip_master_csv",
    "kotak-trade get_historical_resource",
];

#[tokio::test]
async fn every_operation_has_a_place_in_the_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut absent = BTreeSet::new();
    let mut places = 0;
    for vendor in ["kotak-neo", "kotak-trade", "quatrix"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/{vendor}.yaml"));
        let spec = Spec::of(&Document::read(&path).unwrap());
        for operation in &spec.operations {
            for server in spec.servers_of(operation) {
                let name = format!("{vendor} {}", operation.id);
                match BY_RIGHT.contains(&name.as_str())
                    || found(&sandbox, server.path(), operation).await
                {
                    true => places += 1,
                    false => drop(absent.insert(name)),
                }
            }
        }
    }
    let listed: BTreeSet<String> = include_str!("no-place.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(
        absent, listed,
        "no-place.txt lists what has no place, and nothing else"
    );
    assert!(places > 80, "{places}");
}

/// Whether the sandbox knows the path and the method, whatever it answers to so bare a request. What it does not know
/// it answers as the vendor's gateway would: 405, or 404 without the vendor's own envelope.
async fn found(sandbox: &Sandbox, prefix: &str, operation: &Operation) -> bool {
    let path: Vec<&str> = operation
        .path
        .split('/')
        .map(|part| if part.starts_with('{') { "x" } else { part })
        .collect();
    let url = format!("{}{prefix}{}", sandbox.url(), path.join("/"));
    let method = operation.method.to_uppercase().parse().unwrap();
    let answer = http().request(method, &url).send().await.unwrap();
    !matches!(answer.status().as_u16(), 404 | 405)
}

#[tokio::test]
async fn what_no_vendor_has_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/apim/session/1.0/session/none", sandbox.url());
    assert_eq!(http().get(url).send().await.unwrap().status().as_u16(), 404);
}

/// A plain HTTP client, with the TLS that this program has: its first handle chooses that.
fn http() -> &'static reqwest::Client {
    static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
        let _handle = keyfob_core::Handle::new(&quatrix::API, keyfob::Settings::default()).unwrap();
        let builder = reqwest::Client::builder().no_proxy();
        // Each test has a runtime of its own, with which its connections end.
        builder.pool_max_idle_per_host(0).build().unwrap()
    });
    &HTTP
}
