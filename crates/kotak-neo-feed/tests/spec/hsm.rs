//! HSM's codec against its document.

use std::collections::BTreeSet;

use kotak_neo_feed::hsm::{self, Channel, Control, Decoder, Topic, TopicKind};
use kotak_neo_feed::{MarketEvent, Problem, Segment};
use serde_json::{Value, json};

use super::layout::encode;
use super::random::Random;
use super::{document, message};

pub(crate) const SEEDS: u64 = 300;
pub(crate) const KINDS: [TopicKind; 3] = [TopicKind::Scrip, TopicKind::Index, TopicKind::Depth];

#[test]
fn what_is_sent_is_the_documents() {
    for seed in 0..SEEDS {
        let random = &mut Random(seed);
        let (token, sid, key) = (random.word(500), random.word(50), random.word(20));
        let sent = hsm::connect(&token, &sid).unwrap();
        assert_eq!(
            sent,
            written("connect", json!({"token": token, "sid": sid}))
        );
        let number = u32::try_from(random.below(1 << 32)).unwrap();
        let sent = hsm::acknowledge(number);
        assert_eq!(
            sent,
            written("acknowledge", json!({"message_number": number}))
        );
        let sent = hsm::throttle(number);
        assert_eq!(sent, written("throttle", json!({"interval": number})));

        let channel = 1 + u8::try_from(random.below(64)).unwrap();
        let on = Channel::new(channel).unwrap();
        let topics: Vec<_> = (0..=random.below(20))
            .map(|_| topic(random, None))
            .collect();
        let names: Vec<_> = topics.iter().map(Topic::to_string).collect();
        let fields = json!({"topics": names, "channel": channel});
        assert_eq!(
            hsm::subscribe(&topics, on),
            [written("subscribe", fields.clone())]
        );
        assert_eq!(
            hsm::unsubscribe(&topics, on),
            [written("unsubscribe", fields)]
        );
        let fields = json!({"topics": names});
        assert_eq!(hsm::snapshot(&topics), [written("snapshot", fields)]);

        let (strike, above, below) = (random.next().cast_signed(), 3, 200);
        let sent = hsm::option_chain(&key, strike, above, below, on).unwrap();
        let fields = json!({"key": key, "strike": strike, "above": above, "below": below, "channel": channel});
        assert_eq!(sent, written("option_chain", fields));
    }
}

#[test]
fn channels_are_bits_as_the_document_says() {
    for number in 1..=64_u8 {
        let channel = Channel::new(number).unwrap();
        let (low, high) = match number {
            // Bit n is channel n, and channel 32 the first one: there is no other bit left.
            1..=32 => (1_u32 << (number % 32), 0),
            _ => (0, 1_u32 << (number % 32)),
        };
        let fields = json!({"channels_from_33": high, "channels_to_32": low});
        assert_eq!(hsm::pause(&[channel]), written("pause", fields.clone()));
        assert_eq!(hsm::resume(&[channel]), written("resume", fields));
    }
}

#[test]
fn limits_are_the_documents() {
    let limits = document("hsm")["x-limits"].as_array().unwrap();
    let code = [
        ("topics_per_frame", hsm::MAX_TOPICS_PER_FRAME),
        ("topics_per_channel", hsm::MAX_TOPICS_PER_CHANNEL),
        ("channels", hsm::MAX_CHANNELS),
        // The first channel is for snapshots.
        (
            "topics",
            (hsm::MAX_CHANNELS - 1) * hsm::MAX_TOPICS_PER_CHANNEL,
        ),
    ];
    assert_eq!(limits.len(), code.len());
    for (limit, (name, number)) in limits.iter().zip(code) {
        assert_eq!(
            (&limit["name"], &limit["at-most"]),
            (&json!(name), &json!(number))
        );
    }
    let random = &mut Random(1);
    let topics: Vec<_> = (0..250).map(|_| topic(random, None)).collect();
    let frames = hsm::subscribe(&topics, Channel::new(2).unwrap());
    let names: Vec<_> = topics.iter().map(Topic::to_string).collect();
    let due = names
        .chunks(100)
        .map(|names| written("subscribe", json!({"topics": names, "channel": 2})));
    assert_eq!(frames, due.collect::<Vec<_>>());
}

#[test]
fn answers_are_the_documents() {
    let statuses: Vec<_> = document("hsm")["x-statuses"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(statuses, ["K", "N"]);
    for (status, ok) in [("K", true), ("N", false)] {
        for (name, control) in [
            ("subscribed", Control::Subscription { ok }),
            ("unsubscribed", Control::Unsubscription { ok }),
            ("snapshot_taken", Control::Snapshot { ok }),
            ("paused", Control::Paused { ok }),
            ("resumed", Control::Resumed { ok }),
        ] {
            assert_eq!(
                answer(&written(name, json!({"status": status}))),
                Ok(control),
                "{name}"
            );
        }
    }
    let unknown = written("subscribed", json!({"status": "X"}));
    assert_eq!(answer(&unknown), Err(Problem::UnknownStatus));
    for interval in [0_u64, 1, 255, 256, 70_000, u64::MAX] {
        let fields = json!({"field_count": 2, "status": "K", "acknowledgement_interval": interval});
        let connected = Control::Connected {
            ack_interval: interval,
        };
        assert_eq!(answer(&written("connected", fields)), Ok(connected));
    }
    for (fields, control) in [
        (
            json!({"field_count": 1, "status": "K"}),
            Control::Connected { ack_interval: 0 },
        ),
        (
            json!({"field_count": 1, "status": "N"}),
            Control::Refused { empty: false },
        ),
        (json!({"field_count": 0}), Control::Refused { empty: true }),
    ] {
        assert_eq!(answer(&written("connected", fields)), Ok(control));
    }
    let fields =
        json!({"field_count": 3, "status": "K", "key": "KEY", "chain": r#"{"data": [1]}"#});
    let chain = Control::OptionChain {
        key: "KEY".to_owned(),
        data: json!([1]),
    };
    assert_eq!(answer(&written("option_chain_told", fields)), Ok(chain));
    let fields = json!({"field_count": 1, "status": "N"});
    assert_eq!(
        answer(&written("option_chain_told", fields)),
        Ok(Control::OptionChainRefused)
    );
}

#[test]
fn types_of_frames_and_kinds_of_records_are_the_documents() {
    let document = document("hsm");
    let messages = document["components"]["messages"].as_object().unwrap();
    // What is not sent is received.
    let sent = [
        "connect",
        "throttle",
        "acknowledge",
        "subscribe",
        "unsubscribe",
        "pause",
        "resume",
        "snapshot",
        "option_chain",
    ];
    let received = messages
        .iter()
        .filter(|(name, _)| !sent.contains(&name.as_str()));
    let received: BTreeSet<_> = received
        .map(|(_, message)| &message["x-layout"]["fields"][1]["value"])
        .map(Value::to_string)
        .collect();
    assert_eq!(received.len(), messages.len() - sent.len());
    for kind in 0..=u8::MAX {
        let frame = [0, 5, kind, 1, 1, 0, 1];
        let unknown = Err(Problem::UnknownFrame { kind });
        assert_eq!(
            answer(&frame) == unknown,
            !received.contains(&kind.to_string()),
            "{kind}"
        );
    }
    let records = message(document, "data")["x-records"].as_object().unwrap();
    let kinds: BTreeSet<_> = records
        .values()
        .map(|record| record["fields"][0]["value"].to_string())
        .collect();
    for kind in 0..=u8::MAX {
        let frame = [0, 6, 6, 0, 1, 0, 1, kind];
        let mut told = Vec::new();
        Decoder::new().binary(&frame, &mut |found| told.push(found));
        let unknown = told == [Err(Problem::UnknownRecord { kind })];
        assert_eq!(unknown, !kinds.contains(&kind.to_string()), "{kind}");
    }
}

#[test]
fn kinds_of_topics_are_the_documents() {
    let mut names: Vec<_> = KINDS.map(TopicKind::as_str).into();
    names.sort_unstable();
    assert_eq!(
        document("hsm")["x-topics"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        names
    );
}

#[test]
fn segments_are_known() {
    for segment in document("hsm")["x-segments"]["known"].as_array().unwrap() {
        let known = Segment::from_text(segment.as_str().unwrap()).unwrap();
        assert!(!matches!(known, Segment::Named(_)), "{segment}");
    }
}

/// A topic at random, of the kind if one is named.
pub(crate) fn topic(random: &mut Random, kind: Option<TopicKind>) -> Topic {
    let kind = kind.unwrap_or_else(|| *random.of(&KINDS));
    let segments = document("hsm")["x-segments"]["known"].as_array().unwrap();
    let segment = random.of(segments).as_str().unwrap();
    let token = match random.below(2) {
        0 => random.below(1 << 32).to_string(),
        _ => format!("{} {}", random.word(20), random.word(20)),
    };
    let instrument = format!("{segment}|{token}").parse().unwrap();
    Topic { kind, instrument }
}

/// A message by its name.
pub(crate) fn written(name: &str, fields: Value) -> Vec<u8> {
    encode(message(document("hsm"), name), &fields)
}

fn answer(frame: &[u8]) -> Result<Control, Problem> {
    let mut problem = None;
    let control = Decoder::new().binary(frame, &mut |found: Result<MarketEvent, Problem>| {
        problem = Some(found.unwrap_err())
    });
    control.ok_or_else(|| problem.unwrap())
}
