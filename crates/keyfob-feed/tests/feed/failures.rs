//! Each way in which a connection dies: it is replaced, subscribed anew, and the reader is told of one gap with its reason.

use keyfob_feed::{FeedSettings, GapReason, Message};
use tokio_websockets::CloseCode;

use crate::probe::{Probe, event, gap, ms, quick};
use crate::server::{Peer, Server};
use crate::talk::Event;

/// What a server does to its first connection, once it is logged in and was asked for something.
async fn survives<F: Future<Output = ()> + Send + 'static>(
    fails: impl Fn(Peer) -> F + Clone + Send + 'static,
    reason: &GapReason,
) -> Vec<(usize, String)> {
    let mut server = Server::start(move |mut peer| {
        let fails = fails.clone();
        async move {
            peer.log_in().await;
            let asked = peer.text().await;
            peer.tell(asked.unwrap_or_default());
            if peer.number == 0 {
                peer.say("event 1").await;
                fails(peer).await;
            } else {
                peer.say("event 2").await;
                peer.listen().await;
            }
        }
    })
    .await;
    let settings = FeedSettings {
        pong: ms(200),
        ..quick()
    };
    let probe = Probe::at(&server.origin());
    let mut feed = probe.open_with(settings).await.unwrap();
    feed.handle().subscribe(&[4, 2]).await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    let gap = gap(&mut feed).await;
    assert_eq!((&gap.reason, gap.attempts), (reason, 1));
    assert!(gap.from <= gap.to);
    assert_eq!(event(&mut feed).await, Event::Kept(2));
    assert_eq!((server.made(), feed.handle().topics()), (2, vec![2, 4]));
    let mut heard = Vec::new();
    while heard.last() != Some(&(1, "add [2, 4]".to_owned())) {
        heard.push(server.heard().await);
    }
    assert_eq!(heard[0], (0, "add [2, 4]".to_owned()));
    heard
}

/// Sends these bytes, and leaves it to the client to end it.
async fn malformed(bytes: &'static [u8]) {
    let fails = move |mut peer: Peer| async move {
        peer.raw(bytes).await;
        peer.wait_for_end().await;
    };
    survives(fails, &GapReason::Malformed).await;
}

#[tokio::test]
async fn the_end_of_the_connection() {
    survives(|_| async {}, &GapReason::Cut).await;
}

#[tokio::test]
async fn a_reset() {
    let fails = |peer: Peer| async move {
        peer.socket.get_ref().set_zero_linger().unwrap();
    };
    survives(fails, &GapReason::Cut).await;
}

#[tokio::test]
async fn a_cut_in_mid_frame() {
    for bytes in [
        &[0x81][..],
        &[0x81, 10],
        &[0x82, 10, 1, 2, 3],
        &[0x02, 1, 1],
    ] {
        let fails = move |mut peer: Peer| async move { peer.raw(bytes).await };
        survives(fails, &GapReason::Cut).await;
    }
}

/// The server's word is kept, and answered as the standard asks.
#[tokio::test]
async fn a_close_frame() {
    for (code, text, told) in [
        (Some(CloseCode::POLICY_VIOLATION), "too many of you", 1008),
        (Some(CloseCode::try_from(4_001).unwrap()), "", 4_001),
        (None, "", 1005),
    ] {
        let fails = move |mut peer: Peer| async move {
            peer.send(Message::close(code, text)).await;
            let answer = peer.message().await;
            peer.tell(format!("{}", answer.is_some_and(|it| it.is_close())));
        };
        let reason = GapReason::Closed {
            code: told,
            reason: text.to_owned(),
        };
        let heard = survives(fails, &reason).await;
        assert_eq!(heard[1], (0, "true".to_owned()));
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_new_connection() {
    let fails = |mut peer: Peer| async move {
        peer.say("again").await;
        peer.wait_for_end().await;
    };
    survives(fails, &GapReason::Asked).await;
}

#[tokio::test]
async fn garbage() {
    malformed(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    malformed(&[0xff; 64]).await;
    // An opcode that is not, a continuation of nothing, a masked frame, and fragments of two messages at once.
    malformed(&[0x83, 0]).await;
    malformed(&[0x80, 0]).await;
    malformed(&[0x81, 0x81, 1, 2, 3, 4, 5]).await;
    malformed(&[0x01, 1, b'a', 0x01, 1, b'b']).await;
}

#[tokio::test]
async fn control_frames_that_cannot_be() {
    // In fragments, too long, a close of one byte, of a code that is never sent, and with a reason that is no text.
    malformed(&[0x09, 0]).await;
    malformed(&[0x89, 126, 0, 126]).await;
    malformed(&[0x88, 1, 3]).await;
    malformed(&[0x88, 2, 0x03, 0xed]).await;
    malformed(&[0x88, 3, 0x03, 0xe8, 0xff]).await;
}

#[tokio::test]
async fn texts_that_are_none() {
    malformed(&[0x81, 2, 0xff, 0xfe]).await;
    // Half a letter at the end, and a text in two fragments that is none as a whole.
    malformed(&[0x81, 1, 0xc3]).await;
    malformed(&[0x01, 1, 0xc3, 0x80, 1, b'a']).await;
}

/// It is refused by its length: nothing of it is waited for or kept.
#[tokio::test]
async fn messages_that_are_too_long() {
    malformed(&[0x82, 127, 0, 0, 0, 0, 0, 0x40, 0, 1]).await;
    malformed(&[0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0]).await;
    malformed(&[0x82, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).await;
}

/// Each part is short, and there is no last one.
#[tokio::test]
async fn a_message_whose_parts_do_not_end() {
    let fails = |mut peer: Peer| async move {
        let part = vec![0; 0xffff];
        peer.raw(&[0x02, 126, 0xff, 0xff]).await;
        peer.raw(&part).await;
        for _ in 0..100 {
            peer.raw(&[0x00, 126, 0xff, 0xff]).await;
            peer.raw(&part).await;
        }
        peer.wait_for_end().await;
    };
    survives(fails, &GapReason::Malformed).await;
}

/// What is malformed is counted, and what is only unknown is skipped.
#[tokio::test]
async fn what_is_not_understood_is_counted() {
    let server = Server::start(|mut peer| async move {
        if peer.number == 0 {
            peer.log_in().await;
            peer.say("what\nevent 1\nwhat").await;
            peer.raw(&[0x83, 0]).await;
            peer.wait_for_end().await;
        } else {
            peer.serve(&["event 2"]).await;
        }
    })
    .await;
    let mut feed = Probe::at(&server.origin()).open().await.unwrap();
    assert_eq!(event(&mut feed).await, Event::Kept(1));
    gap(&mut feed).await;
    let problems = [("malformed_websocket", 1), ("unknown_word", 2)];
    assert_eq!(feed.handle().problems(), problems);
    assert_eq!(event(&mut feed).await, Event::Kept(2));
}
