//! The market feed of the first two generations.

use keyfob_sandbox::Sandbox;
use keyfob_sandbox::exchange::{Decimal, Segment, demo};

use super::{Feed, held, token_and_sid};
use crate::harness::{get, sandbox};
use crate::trader::Neo;

fn framed(kind: u8, fields: &[(u8, &[u8])]) -> Vec<u8> {
    let mut body = vec![kind, u8::try_from(fields.len()).unwrap()];
    for (id, value) in fields {
        body.push(*id);
        body.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        body.extend(*value);
    }
    let mut frame = u16::try_from(body.len()).unwrap().to_be_bytes().to_vec();
    frame.extend(body);
    frame
}

fn names(names: &[String]) -> Vec<u8> {
    let mut list = u16::try_from(names.len()).unwrap().to_be_bytes().to_vec();
    for name in names {
        list.push(u8::try_from(name.len()).unwrap());
        list.extend(name.bytes());
    }
    list
}

fn subscribe(kind: u8, wanted: &[&str], channel: u8) -> Vec<u8> {
    let wanted: Vec<_> = wanted.iter().map(|name| (*name).to_owned()).collect();
    framed(kind, &[(1, &names(&wanted)), (2, &[channel])])
}

pub(super) async fn logged_in(sandbox: &Sandbox, session: &Neo) -> Feed {
    let mut feed = Feed::open(sandbox, "/").await;
    assert_eq!(log_in(&mut feed, session).await[..7], [0, 6, 1, 1, 1, 0, 1]);
    feed
}

async fn log_in(feed: &mut Feed, session: &Neo) -> Vec<u8> {
    let (token, sid) = token_and_sid(session);
    let fields: [(u8, &[u8]); 3] = [(1, token.as_bytes()), (2, sid.as_bytes()), (3, b"JS_API")];
    feed.binary(framed(1, &fields)).await;
    feed.next_bytes().await
}

fn status(kind: u8, letter: u8) -> Vec<u8> {
    vec![0, 6, kind, 1, 1, 0, 1, letter]
}

/// The records of a data frame that has no message number.
fn records(frame: &[u8]) -> Vec<&[u8]> {
    assert_eq!(
        usize::from(u16::from_be_bytes([frame[0], frame[1]])),
        frame.len() - 2
    );
    assert_eq!(frame[2], 6);
    let count = u16::from_be_bytes([frame[3], frame[4]]);
    let mut rest = &frame[5..];
    let mut records = Vec::new();
    for _ in 0..count {
        let length = usize::from(u16::from_be_bytes([rest[0], rest[1]]));
        let (record, after) = rest[2..].split_at(length);
        records.push(record);
        rest = after;
    }
    assert!(rest.is_empty());
    records
}

const NONE: i32 = i32::MIN;

/// The id, the topic's name of a snapshot, and the figures.
fn read(record: &[u8]) -> (u32, String, Vec<i32>) {
    let id = u32::from_be_bytes(record[1..5].try_into().unwrap());
    let (name, rest) = match record[0] {
        b'S' => record[6..].split_at(usize::from(record[5])),
        b'U' => (&record[..0], &record[5..]),
        other => panic!("{other}"),
    };
    let count = usize::from(rest[0]);
    let figures = rest[1..1 + 4 * count].chunks(4);
    let figures = figures.map(|four| i32::from_be_bytes(four.try_into().unwrap()));
    (
        id,
        String::from_utf8(name.to_vec()).unwrap(),
        figures.collect(),
    )
}

#[tokio::test]
async fn a_subscription_is_answered_with_everything_and_then_told_what_changes() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    feed.binary(subscribe(
        4,
        &["sf|nse_cm|1001", "dp|nse_cm|1001", "sf|nse_cm|9"],
        2,
    ))
    .await;
    assert_eq!(feed.next_bytes().await, status(4, b'K'));
    let frame = feed.next_bytes().await;
    let all = records(&frame);
    assert_eq!(all.len(), 2);
    let (touch, name, figures) = read(all[0]);
    assert_eq!(name, "sf|nse_cm|1001");
    assert_eq!(
        (figures.len(), figures[5], figures[9], figures[10]),
        (25, 151_075, 151_070, 151_080)
    );
    assert_eq!((figures[21], figures[23], figures[24]), (150_525, 1, 2));
    let texts = b"\x03\x36\x0cSANDBOXCO-EQ\x34\x041001\x35\x06nse_cm";
    assert!(all[0].ends_with(texts));
    let (depth, name, figures) = read(all[1]);
    assert_eq!(name, "dp|nse_cm|1001");
    assert_eq!(
        (figures.len(), figures[2], figures[6], figures[7]),
        (34, 151_070, 151_050, 151_080)
    );

    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::new(151_080, 2));
    let frame = feed.next_bytes().await;
    let changes = records(&frame);
    let (id, _, figures) = read(changes[0]);
    assert_eq!(
        (id, figures[4], figures[5], figures[6]),
        (touch, NONE, 151_080, NONE)
    );
    let (id, _, figures) = read(changes[1]);
    assert_eq!(
        (id, figures.len(), figures[2], figures[11]),
        (depth, 12, 151_075, 151_105)
    );

    feed.binary(subscribe(5, &["sf|nse_cm|1001", "dp|nse_cm|1001"], 2))
        .await;
    assert_eq!(feed.next_bytes().await, status(5, b'K'));
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::new(151_085, 2));
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn an_index_and_a_snapshot_have_their_records() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    feed.binary(subscribe(4, &["if|nse_cm|Nifty 50"], 1)).await;
    assert_eq!(feed.next_bytes().await, status(4, b'K'));
    let frame = feed.next_bytes().await;
    let (_, name, figures) = read(records(&frame)[0]);
    assert_eq!(
        (&*name, figures.len(), figures[2]),
        ("if|nse_cm|Nifty 50", 10, 2_450_055)
    );
    let last = Decimal::new(2_451_000, 2);
    sandbox
        .exchange()
        .set_index(Segment::NseCash, "Nifty 50", last);
    let frame = feed.next_bytes().await;
    assert_eq!(read(records(&frame)[0]).2[2], 2_451_000);
    feed.binary(framed(9, &[(2, &names(&["sf|nse_cm|1002".to_owned()]))]))
        .await;
    assert_eq!(feed.next_bytes().await, status(9, b'K'));
    let frame = feed.next_bytes().await;
    assert_eq!(read(records(&frame)[0]).1, "sf|nse_cm|1002");
    sandbox
        .exchange()
        .set_price(demo::THIN_SHARE, Decimal::from(251));
    assert!(feed.is_silent().await);
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_so_is_what_comes_before_a_login() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let (token, _) = token_and_sid(&session);
    let mut feed = Feed::open(&sandbox, "/").await;
    feed.binary(subscribe(4, &["sf|nse_cm|1001"], 1)).await;
    assert_eq!(feed.next_bytes().await, status(4, b'N'));
    let fields: [(u8, &[u8]); 3] = [(1, token.as_bytes()), (2, b"other"), (3, b"JS_API")];
    feed.binary(framed(1, &fields)).await;
    assert_eq!(feed.next_bytes().await, status(1, b'N'));
    assert!(feed.next().await.unwrap().unwrap().is_close());
}

#[tokio::test]
async fn the_limits_of_a_frame_and_a_channel_are_kept() {
    let sandbox = Sandbox::builder()
        .bulk_instruments(301)
        .start()
        .await
        .unwrap();
    let session = Neo::first(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    let all = sandbox.exchange().instruments();
    let bulk = all.iter().filter(|one| one.name.starts_with("BULK"));
    let topics: Vec<_> = bulk.map(|one| format!("sf|nse_cm|{}", one.token)).collect();
    let mut ask = async |some: &[String], channel: u8| {
        feed.binary(framed(4, &[(1, &names(some)), (2, &[channel])]))
            .await;
        let answer = feed.next_bytes().await;
        if answer[7] == b'K' {
            records(&feed.next_bytes().await);
        }
        answer[7]
    };
    assert_eq!(ask(&topics[..101], 1).await, b'N');
    assert_eq!(ask(&topics[..100], 17).await, b'N');
    assert_eq!(ask(&topics[..100], 0).await, b'N');
    assert_eq!(ask(&topics[..100], 1).await, b'K');
    assert_eq!(ask(&topics[100..200], 1).await, b'K');
    assert_eq!(ask(&topics[200..201], 1).await, b'N');
    assert_eq!(ask(&topics[150..200], 1).await, b'K');
    assert_eq!(ask(&topics[200..300], 16).await, b'K');
    let connections = sandbox.kotak_neo().feeds().connections();
    assert_eq!(connections[0].subscriptions.len(), 300);
    assert_eq!(connections[0].received["subscribe"], 8);
}

#[tokio::test]
async fn a_paused_channel_is_told_what_it_missed_when_it_goes_on() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    feed.binary(subscribe(4, &["sf|nse_cm|1001"], 3)).await;
    feed.next_bytes().await;
    feed.next_bytes().await;
    let mask = [0, 0, 0, 0, 0, 0, 0, 1 << 3];
    feed.binary(framed(7, &[(1, &mask)])).await;
    assert_eq!(feed.next_bytes().await, status(7, b'K'));
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1511));
    assert!(feed.is_silent().await);
    // The vendor's client leaves the length out here.
    let mut bare = framed(8, &[(1, &mask)])[2..].to_vec();
    bare.extend([0, 0]);
    feed.binary(bare).await;
    assert_eq!(feed.next_bytes().await, status(8, b'K'));
    let frame = feed.next_bytes().await;
    assert_eq!(read(records(&frame)[0]).2[5], 151_100);
}

#[tokio::test]
async fn with_an_interval_frames_are_numbered_and_acknowledgements_kept() {
    let sandbox = sandbox().await;
    sandbox.kotak_neo().feeds().set_hsm_ack_interval(2);
    let session = Neo::first(&sandbox).await;
    let mut feed = Feed::open(&sandbox, "/").await;
    let answer = log_in(&mut feed, &session).await;
    assert_eq!(answer, [0, 13, 1, 2, 1, 0, 1, b'K', 2, 0, 4, 0, 0, 0, 2]);
    feed.binary(subscribe(4, &["sf|nse_cm|1001"], 1)).await;
    feed.next_bytes().await;
    assert_eq!(feed.next_bytes().await[2..9], [6, 0, 0, 0, 1, 0, 1]);
    sandbox
        .exchange()
        .set_price(demo::SHARE, Decimal::from(1511));
    assert_eq!(feed.next_bytes().await[2..9], [6, 0, 0, 0, 2, 0, 1]);
    feed.binary(framed(3, &[(1, &[0, 0, 0, 2])])).await;
    feed.binary(subscribe(5, &["sf|nse_cm|1001"], 1)).await;
    feed.next_bytes().await;
    let connections = sandbox.kotak_neo().feeds().connections();
    assert_eq!(connections[0].acknowledged, Some(2));
    assert_eq!(connections[0].received["acknowledgement"], 1);
}

/// As with the other market feed.
#[tokio::test]
async fn what_happened_before_a_subscription_is_not_told_after_its_first_record() {
    let sandbox = sandbox().await;
    let session = Neo::first(&sandbox).await;
    let mut feed = logged_in(&sandbox, &session).await;
    let price = |token, price| sandbox.exchange().set_price(token, price);
    feed.binary(subscribe(4, &["sf|nse_cm|1002"], 1)).await;
    feed.next_bytes().await;
    feed.next_bytes().await;
    held(&sandbox);
    price(demo::THIN_SHARE, 251);
    get(sandbox.url(), &[]).await;
    feed.binary(subscribe(4, &["sf|nse_cm|1001"], 1)).await;
    price(demo::SHARE, 1511);
    price(demo::SHARE, 1512);
    feed.next_bytes().await;
    assert_eq!(feed.next_bytes().await, status(4, b'K'));
    let frame = feed.next_bytes().await;
    assert_eq!(read(records(&frame)[0]).2[5], 151_200);
    price(demo::SHARE, 1513);
    let frame = feed.next_bytes().await;
    assert_eq!(read(records(&frame)[0]).2[5], 151_300);
}
