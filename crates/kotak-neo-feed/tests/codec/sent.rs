//! What is sent, beyond what is recorded as cases.

use kotak_neo_feed::hsm::{self, Channel, Topic, TopicKind};
use kotak_neo_feed::orders::{self, Spelling};
use kotak_neo_feed::{Depth, Instrument, Name, Segment, Token, sfeed};

fn instruments(text: &str) -> Vec<Instrument> {
    text.split(',')
        .map(|one| one.parse().expect("an instrument"))
        .collect()
}

#[test]
fn sfeed_is_what_the_vendors_client_sends() {
    use sfeed::Kind;
    let one = instruments("nse_cm|11536");
    let two = instruments("nse_cm|11536,nse_cm|Nifty 50");
    for (frame, expected) in [
        (
            sfeed::login("UCC", "SID", 1_763_960_000_000),
            r#"{"user": "UCC", "auth": "SID", "format": "native_batch", "source": "NEOTRADEAPI", "platform": "Web", "version": "1.2.3", "sdk_version": 2, "sdk_date": "2026-08-07T09:41:17.667Z", "conn_req_time": 1763960000000, "sessionValidation": false}"#,
        ),
        (
            sfeed::subscribe(Kind::Scrips, &two),
            r#"{"event": "subscribeScrips", "inputtoken": "nse_cm|11536,nse_cm|Nifty 50", "ack_symbol": true}"#,
        ),
        (
            sfeed::subscribe(Kind::Indices, &one),
            r#"{"event": "subscribeIndices", "inputtoken": "nse_cm|11536", "ack_symbol": true}"#,
        ),
        (
            sfeed::subscribe(Depth::Five.into(), &one),
            r#"{"event": "subscribeDepth", "inputtoken": "nse_cm|11536", "ack_symbol": true}"#,
        ),
        (
            sfeed::subscribe(Depth::Twenty.into(), &one),
            r#"{"event": "subscribeFullDepth", "inputtoken": "nse_cm|11536", "ack_symbol": true}"#,
        ),
        (
            sfeed::subscribe(Depth::LastPrice.into(), &one),
            r#"{"event": "subscribeScripsLite", "inputtoken": "nse_cm|11536", "ack_symbol": true}"#,
        ),
        (
            sfeed::snapshot(Depth::Touch.into(), &one).expect("a snapshot"),
            r#"{"event": "snapshotScrips", "inputtoken": "nse_cm|11536", "ack_symbol": true}"#,
        ),
        (
            sfeed::unsubscribe(Kind::Scrips, &one),
            r#"{"event": "unsubscribeScrips", "inputtoken": "nse_cm|11536"}"#,
        ),
        (
            sfeed::exchange(true).into(),
            r#"{"event": "subscribeExchange"}"#,
        ),
        (
            sfeed::exchange(false).into(),
            r#"{"event": "unsubscribeExchange"}"#,
        ),
    ] {
        assert_eq!(frame, expected);
    }
    assert_eq!(sfeed::snapshot(Kind::FullDepth, &one), None);
}

#[test]
fn orders_are_what_the_vendors_clients_send() {
    for (spelling, connect, heartbeat) in [
        (
            Spelling::Bare,
            "{type:cn,Authorization:TOKEN,Sid:SID,src:WEB}",
            "{type:hb}",
        ),
        (
            Spelling::Json,
            r#"{"type": "cn", "Authorization": "TOKEN", "Sid": "SID", "src": "WEB"}"#,
            r#"{"type": "hb"}"#,
        ),
    ] {
        assert_eq!(orders::connect(spelling, "TOKEN", "SID"), connect);
        assert_eq!(orders::heartbeat(spelling), heartbeat);
        assert_eq!(spelling.other().other(), spelling);
    }
}

#[test]
fn hsm_has_at_most_a_hundred_topics_a_frame() {
    let topic = |token| Topic {
        kind: TopicKind::Scrip,
        instrument: Instrument {
            segment: Segment::NseCm,
            token: Token::Number(token),
        },
    };
    let topics: Vec<_> = (0..250).map(topic).collect();
    let channel = Channel::new(3).expect("a channel");
    for frames in [
        hsm::subscribe(&topics, channel),
        hsm::unsubscribe(&topics, channel),
        hsm::snapshot(&topics),
    ] {
        let counts: Vec<_> = frames
            .iter()
            .map(|frame| u16::from_be_bytes([frame[7], frame[8]]))
            .collect();
        assert_eq!(counts, [100, 100, 50]);
        for frame in &frames {
            assert_eq!(
                usize::from(u16::from_be_bytes([frame[0], frame[1]])) + 2,
                frame.len()
            );
        }
    }
    assert!(hsm::subscribe(&[], channel).is_empty());
}

#[test]
fn the_longest_names_fit() {
    let name = Name::new(&"n".repeat(Name::MAX_LEN)).expect("a name");
    let topic = Topic {
        kind: TopicKind::Depth,
        instrument: Instrument {
            segment: Segment::Named(name.clone()),
            token: Token::Name(name),
        },
    };
    let topics = vec![topic; 100];
    let frames = hsm::snapshot(&topics);
    assert_eq!(frames[0].len(), 2 + 2 + 3 + 2 + 100 * 205);
    assert_eq!(frames[0][9], 204);
}

#[test]
fn hsm_does_not_send_what_does_not_fit() {
    let long = "x".repeat(65_001);
    assert!(hsm::connect(&long, "").is_err());
    assert!(hsm::connect(&long[..65_000], "").is_ok());
    let channel = Channel::new(1).expect("a channel");
    assert!(hsm::option_chain(&long, 0, 1, 1, channel).is_err());
    assert_eq!((Channel::new(0), Channel::new(65)), (None, None));
}

#[test]
fn hsm_names_channels_by_bits() {
    let channels: Vec<_> = [1, 2, 31, 32, 33, 64]
        .into_iter()
        .filter_map(Channel::new)
        .collect();
    let head = [0, 13, 7, 1, 1, 0, 8];
    let mask = [0, 0, 0, 3, 0x80, 0, 0, 7];
    assert_eq!(hsm::pause(&channels), [&head[..], &mask].concat());
    assert_eq!(hsm::resume(&channels)[2], 8);
    assert_eq!(hsm::throttle(1000), [0, 9, 2, 1, 1, 0, 4, 0, 0, 3, 232]);
    let channel = Channel::new(9).expect("a channel");
    let chain = hsm::option_chain("K", -1, 5, 6, channel).expect("it fits");
    let strike = [2, 0, 8, 255, 255, 255, 255, 255, 255, 255, 255];
    let expected = [
        &[0, 29, 10, 5, 1, 0, 1, b'K'][..],
        &strike,
        &[3, 0, 1, 5, 4, 0, 1, 6, 5, 0, 1, 9],
    ]
    .concat();
    assert_eq!(chain, expected);
}
