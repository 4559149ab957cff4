//! Ways past the model.

use keyfob::{Attempt, Error};

use crate::{neo, start};

#[tokio::test]
async fn what_is_not_described_is_had_all_the_same() -> Result<(), Error> {
    use keyfob::reqwest::Method;
    let (_sandbox, accounts, settings) = start().await;
    let session = neo(&accounts, settings).await;
    // readme
    let answer = session.client().reports().positions().send().await?;
    for drift in answer.drift() {
        let (found, expected) = (drift.found(), drift.expected());
        eprintln!("{}: {found} instead of {expected}", drift.path());
    }
    for position in &answer.data {
        println!("{:?} has {:?}, too", position.token, position.other);
    }
    // Any request, with the credentials, the rules and the errors of the session.
    let request = session
        .client()
        .request(Method::GET, "/portfolio/v1/holdings");
    let holdings: serde_json::Value = request.query("alt", true).send().await?.json()?;
    // end
    assert!(holdings["data"].is_array(), "{holdings}");
    Ok(())
}

#[tokio::test]
async fn requests_are_seen_and_added_to() -> Result<(), Error> {
    let (sandbox, accounts, settings) = start().await;
    // readme
    let settings = settings
        .with_bodies(true) // `answer.body()` has it as it came
        .with_header("x-gateway-key", "key")
        .with_hook(|attempt: &Attempt<'_>, _: &mut _| println!("{}", attempt.operation()));
    // end
    let session = neo(&accounts, settings).await;
    let answer = session.client().reports().positions().send().await?;
    assert!(answer.body().is_some());
    let sent = sandbox.exchanges();
    let last = sent.last().expect("a call");
    let headers = last.request_headers.iter();
    assert!(headers.into_iter().any(|(name, _)| name == "x-gateway-key"));
    Ok(())
}
