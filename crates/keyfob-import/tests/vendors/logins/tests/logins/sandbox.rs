//! Every vendor whose spec says so is played.

use keyfob_sandbox::examples::{ExampleServer, vendors};

#[tokio::test]
async fn all_that_are_built_in_start() {
    let mut started = 0;
    for name in vendors() {
        let server = ExampleServer::vendor(name).await;
        let server = server.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(server.operations().next().is_some(), "{name}");
        started += 1;
    }
    assert!(started >= 3, "{started}");
}
