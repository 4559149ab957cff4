//! Every operation of every spec has a place in the sandbox, in each environment that it exists in.

use std::path::Path;

use keyfob_codegen::load::Document;
use keyfob_codegen::model::Spec;
use keyfob_sandbox::Sandbox;

#[tokio::test]
async fn every_operation_has_a_place_in_the_sandbox() {
    let sandbox = Sandbox::start().await.unwrap();
    let http = http();
    let mut places = 0;
    for vendor in ["kotak-neo", "kotak-trade", "quatrix"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("specs/{vendor}.yaml"));
        let spec = Spec::of(&Document::read(&path).unwrap());
        for operation in &spec.operations {
            for server in spec.servers_of(operation) {
                let url = format!("{}{}{}", sandbox.url(), server.path(), operation.path);
                let method = operation.method.to_uppercase().parse().unwrap();
                let status = http
                    .request(method, &url)
                    .send()
                    .await
                    .unwrap()
                    .status()
                    .as_u16();
                let missing = status == 404 || status == 405;
                assert!(
                    !missing,
                    "{vendor} {} in {}: {status} for {url}",
                    operation.id, server.variant
                );
                places += 1;
            }
        }
    }
    assert!(places > 80, "{places}");
}

#[tokio::test]
async fn what_no_vendor_has_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let url = format!("{}/apim/session/1.0/session/none", sandbox.url());
    assert_eq!(http().get(url).send().await.unwrap().status().as_u16(), 404);
}

/// A plain HTTP client, with the TLS that this program has.
fn http() -> reqwest::Client {
    keyfob_core::Handle::new(&quatrix::API, keyfob::Settings::default())
        .unwrap()
        .http()
        .clone()
}
