//! What is left in memory of a login to a feed that was never sent: nothing but what the session holds.

use keyfob::kotak_neo::Session;
use keyfob_core::Scheme;
use kotak_neo::credentials::{TRADE_SID, TRADE_TOKEN};

use crate::search::{Text, alone};
use crate::stand::{Stand, quick};

/// Opens a feed where nobody answers.
async fn fails(session: &Session, secret: &'static Scheme, text: &Text) {
    let held = session.client().handle().credentials();
    held.set(secret, text.plain(0));
    assert_eq!(text.found(), 1, "what the session holds");
    let feed = session.market_feed().with_settings(quick());
    feed.with_url("ws://127.0.0.1:9/").await.unwrap_err();
    assert_eq!(text.found(), 1);
}

#[test]
fn a_login_that_is_never_sent_is_wiped() {
    let _alone = alone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let stand = Stand::start().await;
        let (older, newest) = (stand.g2().await, stand.g3().await);
        fails(&older, &TRADE_TOKEN, &Text::new(210)).await;
        fails(&newest, &TRADE_SID, &Text::new(211)).await;
    });
}
