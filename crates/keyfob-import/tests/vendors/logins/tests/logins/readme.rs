//! The program of the guide "Adding a vendor", on a vendor of a document.

use keyfob::Error;

use crate::stand::{settings, start};

#[tokio::test]
async fn the_guides_program_runs() -> Result<(), Error> {
    let server = start("rentals").await;
    let settings = settings(&server);
    let account = server.account();
    let (id, secret) = (&account.client_id, &*account.client_secret);
    // readme
    use keyfob::rentals::{ClientCredentials, Login, Manager};

    let login = Login::new().with_settings(settings);
    let manager = Manager::new(login, ClientCredentials::new(id, secret));
    let session = manager.session().await?;
    let bicycles = session
        .client()
        .bicycles()
        .list_bicycles()
        .limit(10)
        .send()
        .await?;
    // end
    assert!(!bicycles.is_empty());
    Ok(())
}

#[test]
fn the_guide_has_this_program() {
    let source = include_str!("readme.rs");
    let program = source.split("    // readme\n").nth(1);
    let program = program.and_then(|rest| rest.split("    // end\n").next());
    let guide = include_str!("../../../../docs/guides/adding-a-vendor.md");
    let shown = guide.split("```rust,ignore\n").nth(1);
    let shown = shown.and_then(|rest| rest.split("```").next());
    let words = |code: &str| code.split_whitespace().collect::<String>();
    assert_eq!(program.map(words), shown.map(words));
}
