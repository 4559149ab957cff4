//! HSM: its answers, and what it wants acknowledged.

use kotak_neo_feed::Problem;
use kotak_neo_feed::hsm::{Control, Decoder};

use crate::build::{frame, hsm, numbered};

#[test]
fn acknowledgements_are_due_when_the_server_says() {
    let connected = |interval: &[u8]| {
        let length = u8::try_from(interval.len()).unwrap();
        frame(1, &[&[2, 1, 0, 1, b'K', 2, 0, length], interval].concat())
    };
    let mut decoder = Decoder::new();
    let control = hsm(&mut decoder, &connected(&[0, 0, 0, 3])).1;
    assert_eq!(control, Some(Control::Connected { ack_interval: 3 }));
    let due: Vec<_> = (1..=7_u32)
        .filter_map(|at| hsm(&mut decoder, &numbered(u32::MAX - at, &[])).1)
        .collect();
    assert_eq!(due, [3, 6].map(|at| Control::Acknowledge(u32::MAX - at)));
    hsm(&mut decoder, &connected(&[3]));
    let due: Vec<_> = (1..=3)
        .map(|at| hsm(&mut decoder, &numbered(at, &[])).1)
        .collect();
    assert_eq!(
        due,
        [None, None, Some(Control::Acknowledge(3))],
        "a new line counts anew"
    );
    for (interval, expected) in [(&[7][..], 7), (&[], 0), (&[255; 9], u64::MAX)] {
        let control = hsm(&mut Decoder::new(), &connected(interval)).1;
        assert_eq!(
            control,
            Some(Control::Connected {
                ack_interval: expected
            })
        );
    }
}

#[test]
fn each_answer_says_yes_or_no() {
    for (kind, of) in [
        (
            4,
            (|ok| Control::Subscription { ok }) as fn(bool) -> Control,
        ),
        (5, |ok| Control::Unsubscription { ok }),
        (7, |ok| Control::Paused { ok }),
        (8, |ok| Control::Resumed { ok }),
        (9, |ok| Control::Snapshot { ok }),
    ] {
        let said = |body: &[u8]| hsm(&mut Decoder::new(), &frame(kind, body));
        assert_eq!(said(&[1, 1, 0, 1, b'K']).1, Some(of(true)));
        assert_eq!(said(&[1, 1, 0, 1, b'N']).1, Some(of(false)));
        assert_eq!(said(&[0]).1, Some(of(false)));
        for (body, problem) in [
            (&[1, 1, 0, 1, b'X'][..], Problem::UnknownStatus),
            (&[1, 1, 0, 0], Problem::UnknownStatus),
            (&[1, 1, 0, 2, b'K'], Problem::Truncated),
            (&[], Problem::Truncated),
        ] {
            let (given, control) = said(body);
            assert_eq!((given.problems, control), (vec![problem], None));
        }
    }
    let refused = |empty| Some(Control::Refused { empty });
    assert_eq!(
        hsm(&mut Decoder::new(), &frame(1, &[1, 1, 0, 1, b'N'])).1,
        refused(false)
    );
    assert_eq!(hsm(&mut Decoder::new(), &frame(1, &[0])).1, refused(true));
}

#[test]
fn an_option_chain_is_its_key_and_its_data() {
    let answer = |json: &[u8]| {
        let length = u8::try_from(json.len()).unwrap();
        let body = [
            &[1, 1, 0, 1, b'K', 2, 0, 5][..],
            b"NIFTY",
            &[3, 0, length],
            json,
        ]
        .concat();
        hsm(&mut Decoder::new(), &frame(10, &body))
    };
    let expected = Control::OptionChain {
        key: "NIFTY".into(),
        data: serde_json::json!(["nse_fo|1"]),
    };
    assert_eq!(answer(br#"{"data":["nse_fo|1"]}"#).1, Some(expected));
    for json in [&b"{}"[..], b"[]", b"", b"\xff"] {
        let (given, control) = answer(json);
        assert_eq!(
            (given.problems, control),
            (vec![Problem::InvalidText], None)
        );
    }
    let refused = hsm(&mut Decoder::new(), &frame(10, &[1, 1, 0, 1, b'N'])).1;
    assert_eq!(refused, Some(Control::OptionChainRefused));
}
