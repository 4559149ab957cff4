//! Done, or queued.

use keyfob::quatrix::transfer::Outcome;

use crate::probe::transfer;
use crate::server::Server;
use crate::store::Content;

#[tokio::test]
async fn few_are_done_and_many_are_queued() {
    let server = Server::start().await;
    let id = server.store().add("home", "a", "F", Content::Pattern(1));
    let transfer = transfer(&server);
    let one = vec![id];
    let many: Vec<String> = (0..11).map(|n| format!("id-{n}")).collect();
    let queued = Outcome::Queued("job".to_owned());
    let moved = transfer.move_to(many.clone(), "b", false).await.unwrap();
    assert_eq!(moved, queued);
    let copied = transfer.copy_to(one.clone(), "b", true).await.unwrap();
    assert_eq!(copied, queued);
    assert_eq!(transfer.delete(many, true).await.unwrap(), queued);
    let deleted = transfer.delete(one.clone(), false).await.unwrap();
    assert_eq!(deleted, Outcome::Done(one));
    let bodies: Vec<_> = server.store().seen.iter().map(|s| s.json.clone()).collect();
    assert_eq!(bodies[0]["resolve"], false);
    assert_eq!(bodies[1]["resolve"], true);
    assert_eq!(bodies[2]["delete_permanently"], true);
    assert_eq!(bodies[3].get("delete_permanently"), None);
}

#[tokio::test]
async fn ids_are_taken_as_people_write_them() {
    let server = Server::start().await;
    let id = server.store().add("home", "a", "F", Content::Pattern(1));
    let transfer = transfer(&server);
    let deleted = transfer.delete([id.as_str()], false).await.unwrap();
    assert_eq!(deleted, Outcome::Done(vec![id]));
}
