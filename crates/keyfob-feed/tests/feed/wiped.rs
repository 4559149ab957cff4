//! What is left of the login in this process's memory: nothing but what the session holds.

use std::sync::Arc;

use crate::probe::{Probe, SCHEME, event};
use crate::search::{Text, alone};
use crate::server::{Peer, Server};
use crate::talk::Event;

#[test]
fn the_login_is_not_left_in_memory() {
    let _alone = alone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let text = Text::new(200);
        // It reads the login as it comes, masked, and does not unmask it: it is in this process, too.
        let server = Server::start(|mut peer: Peer| async move {
            let mut login = vec![0; 2 + 4 + 6 + crate::search::LENGTH];
            tokio::io::AsyncReadExt::read_exact(peer.tcp(), &mut login)
                .await
                .unwrap();
            assert_eq!(login[..2], [0x81, 0x80 | 102]);
            peer.raw(b"\x81\x0aok\nevent 1").await;
            peer.wait_for_end().await;
        })
        .await;
        let probe = Probe::at(&server.origin());
        let (session, held) = (probe.handle.clone(), Arc::clone(&probe.held));
        session.credentials().set(&SCHEME, text.plain(0));
        assert_eq!(text.found(), 1, "what the session holds");
        let mut feed = probe.open().await.unwrap();
        assert_eq!(event(&mut feed).await, Event::Kept(1));
        assert_eq!(text.found(), 2, "and the protocol");
        drop(feed);
        crate::ends::gone(&held).await;
        assert_eq!(text.found(), 1);
        session.credentials().clear();
        assert_eq!(text.found(), 0);
    });
}
