//! HSM: a line on which other topics are subscribed to all day.

use kotak_neo_feed::hsm::{Decoder, Topic, TopicKind};

use crate::build::{ABSENT, data, hsm, snapshot, update};

/// More topics than can be subscribed to at a time.
const MANY: u32 = 12_000;

#[test]
fn what_is_unsubscribed_makes_room_and_is_known_until_then() {
    let mut decoder = Decoder::new();
    let mut fields = [ABSENT; 25];
    (fields[5], fields[23], fields[24]) = (1, 1, 2);
    for id in 0..MANY {
        let name = format!("sf|nse_cm|{id}");
        let (given, _) = hsm(&mut decoder, &data(&[snapshot(id, &name, &fields, &[])]));
        assert_eq!(given.problems, [], "{id}");
        assert_eq!(given.events.len(), 1, "{id}");
        if id > 0 {
            let topic = Topic {
                kind: TopicKind::Scrip,
                instrument: format!("nse_cm|{id}").parse().unwrap(),
            };
            decoder.unsubscribed([&topic]);
        }
        // What was on its way is no fault.
        let (given, _) = hsm(&mut decoder, &data(&[update(id, &[ABSENT; 6])]));
        assert_eq!((given.events.len(), given.problems.len()), (1, 0), "{id}");
    }
    // The one that is still subscribed to is still known.
    let (given, _) = hsm(&mut decoder, &data(&[update(0, &[ABSENT; 6])]));
    assert_eq!((given.events.len(), given.problems.len()), (1, 0));
}
