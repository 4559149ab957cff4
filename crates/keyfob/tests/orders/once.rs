//! Orders by the documented pattern, with faults by chance: never two where one was meant, and none that is said not to stand and
//! does. `KEYFOB_SEED` and `KEYFOB_RUNS` have runs again, or others.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use keyfob::kotak_neo::types as neo;
use keyfob::kotak_trade::types as trade;
use keyfob::{OrderError, kotak_neo, kotak_trade};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::http::{Reply, start};
use crate::login;
use crate::venue::{Place, Script, Tag, Vendor, Venue, row};

/// How late an order may be in the book, in milliseconds, and the patience with which it is looked for: a hundredth of the true
/// ones.
const LATE: u64 = 40;
const PATIENCE: Duration = Duration::from_millis(50);

/// After which a client gives up waiting.
const GIVES_UP: Duration = Duration::from_secs(2);

/// Statuses of servers that do not know what became of a request.
const OPEN: [u16; 14] = [
    408, 409, 424, 425, 444, 460, 499, 500, 502, 503, 504, 520, 600, 999,
];

/// What books were answered with that are none, and answers to orders that say nothing.
fn shapes() -> Vec<Value> {
    vec![
        json!({"code": 400, "message": "something"}),
        json!({}),
        json!({"message": "Unauthorized"}),
        json!({"stat": "not ok"}),
        json!({"Success": "No data found"}),
        json!({"Fault": {"code": 900_901, "message": "Invalid credentials"}}),
        json!({"stat": "Ok", "stCode": 200}),
        json!({"Success": {}}),
        json!([]),
    ]
}

/// Shapes of a book only: a fault where a row is expected.
fn nested() -> Vec<Value> {
    let fault = json!({"fault": {"code": "400", "message": "something"}});
    vec![
        json!({"stat": "Ok", "data": [fault], "success": [fault]}),
        json!({"stat": "Ok", "data": fault, "success": fault}),
        json!({"stat": "Ok", "data": [{}], "success": [{}]}),
    ]
}

fn garbage(chance: &mut Chance) -> Reply {
    let page = |text: &str| Reply::Answer(200, "application/json", text.to_owned());
    match chance.below(6) {
        0 => Reply::html(200),
        1 => page(""),
        2 => page("\u{1}\u{2}garbage"),
        3 => Reply::Half(json!({"stat": "Ok", "nOrdNo": "1", "data": []}).to_string()),
        4 => page(r#"{"stat":"Ok","nOrdNo":"#),
        _ => Reply::json(200, chance.one_of(&shapes())),
    }
}

/// An answer to an order that leaves it open.
fn open(chance: &mut Chance) -> Reply {
    let again = json!({"stat": "Not_Ok", "emsg": "Internal error, try again", "stCode": 1005});
    let fault = json!({"fault": {"code": 0, "message": "Internal Error, please try again"}});
    match chance.below(8) {
        0 | 1 => Reply::Cut,
        2 => Reply::html(chance.one_of(&OPEN)),
        3 => Reply::json(chance.one_of(&OPEN), json!({"code": "0", "message": "no"})),
        4 => Reply::json(chance.one_of(&[200, 400, 500]), again),
        5 => Reply::json(chance.one_of(&[200, 400, 500]), fault),
        6 => Reply::json(
            200,
            json!({"Success": {"NSE": {"orderId": 0}}, "stat": "Ok"}),
        ),
        _ if chance.percent(20) => Reply::Silence,
        _ => garbage(chance),
    }
}

fn place(chance: &mut Chance, vendor: Vendor) -> Place {
    let instead = match chance.percent(65) {
        true => Some(open(chance)),
        false => None,
    };
    // A gateway that refuses credentials passes nothing on.
    let is_fault = matches!(&instead, Some(Reply::Answer(200, _, body)) if body.contains("Fault"));
    Place {
        taken: !is_fault && chance.percent(if instead.is_some() { 50 } else { 85 }),
        instead,
        late: Duration::from_millis(chance.below(LATE)),
        tag: match chance.below(10) {
            0 => Tag::Lengthened,
            1 if vendor == Vendor::Neo => chance.one_of(&[Tag::Overwritten, Tag::Both]),
            _ => Tag::Same,
        },
    }
}

/// What comes in place of a book; mostly nothing.
fn book(chance: &mut Chance) -> Option<Reply> {
    Some(match chance.below(12) {
        0 => Reply::Cut,
        1 => Reply::html(chance.one_of(&[401, 403, 429, 500, 502, 503, 504])),
        2 => garbage(chance),
        3 => Reply::json(200, chance.one_of(&nested())),
        4 => Reply::json(chance.one_of(&[200, 400, 401]), chance.one_of(&shapes())),
        _ => return None,
    })
}

fn script(chance: &mut Chance, vendor: Vendor) -> Script {
    Script {
        places: (0..4).map(|_| place(chance, vendor)).collect(),
        books: (0..chance.below(8)).map(|_| book(chance)).collect(),
    }
}

/// Orders of other people, some with tags like ours.
fn strangers(chance: &mut Chance, vendor: Vendor, tag: &str) -> Vec<Value> {
    let tags = [
        format!("{tag}x"),
        format!("{tag}-x"),
        tag[..1].to_owned(),
        "other".to_owned(),
    ];
    let instrument = match vendor {
        Vendor::Neo => json!("ABCD-EQ"),
        Vendor::Trade => json!(1001),
    };
    let row = |chance: &mut Chance, at| row(vendor, &chance.one_of(&tags), at, &instrument, "B");
    (0..chance.below(4)).map(|at| row(chance, at + 1)).collect()
}

/// What a client that follows the documents comes to believe.
#[derive(Debug, PartialEq)]
enum Belief {
    Stands(String),
    DoesNotStand,
    Unknown,
}

async fn neo(session: &kotak_neo::Session, tag: String) -> Belief {
    let order = neo::PlaceOrderRequest::builder()
        .exchange_segment("NSE")
        .trading_symbol("ABCD-EQ")
        .side("B")
        .quantity("1")
        .order_type("Limit")
        .price("10.50")
        .product("NRML")
        .validity("DAY")
        .after_market("NO")
        .disclosed_quantity("0")
        .market_protection("0")
        .trigger_price("0")
        .tag(tag);
    let mut placed = session.place(order).await;
    for _ in 0..3 {
        if let Err(OrderError::Lost(lost)) = placed {
            placed = session.place_again_within(lost, PATIENCE).await;
        }
    }
    match placed {
        Ok(number) => Belief::Stands(number),
        Err(OrderError::Lost(_)) => Belief::Unknown,
        Err(_) => Belief::DoesNotStand,
    }
}

async fn trade(session: &kotak_trade::Session, venue: &Venue, tag: String) -> Belief {
    let order = || {
        trade::PlaceNormalOrderRequest::builder()
            .token(1001)
            .side(trade::Side::Buy)
            .quantity(1)
            .price(0)
            .tag(tag.clone())
    };
    let mut placed = session.place_normal(order()).await;
    for _ in 0..3 {
        if let Err(OrderError::Lost(lost)) = placed {
            match session.find_within(&lost, PATIENCE).await {
                Ok(found) if found.is_empty() => {
                    assert_eq!(venue.numbers(), [""; 0], "it was said not to stand");
                    placed = session.place_normal(order()).await;
                }
                Ok(found) => return Belief::Stands(found[0].number.clone()),
                Err(_) => placed = Err(OrderError::Lost(lost)),
            }
        }
    }
    match placed {
        Ok(acks) => Belief::Stands(acks["NSE"].order_number.clone().unwrap()),
        Err(OrderError::Lost(_)) => Belief::Unknown,
        Err(_) => Belief::DoesNotStand,
    }
}

enum Session {
    Neo(Box<kotak_neo::Session>),
    Trade(Box<kotak_trade::Session>),
}

async fn log_in(vendor: Vendor, origin: &str) -> Session {
    match vendor {
        Vendor::Neo => Session::Neo(Box::new(login::neo(origin, GIVES_UP).await)),
        Vendor::Trade => Session::Trade(Box::new(login::trade(origin, GIVES_UP).await)),
    }
}

/// Runs every `step`th of the seeds, one after the other, with a server of its own; how many orders stood, did not, and are unknown.
async fn worker(vendor: Vendor, seeds: impl Iterator<Item = u64>) -> [u32; 3] {
    let venue = Arc::new(Venue::new(vendor));
    let answers = Arc::clone(&venue);
    let answer = move |request| login::step(&request).unwrap_or_else(|| answers.answer(&request));
    let origin = start(answer).await;
    let mut session = log_in(vendor, &origin).await;
    let mut counts = [0; 3];
    for seed in seeds {
        let mut chance = Chance::of(seed);
        let tag = format!("t{seed}");
        let script = script(&mut chance, vendor);
        let too_many = script.says_too_many();
        let told = format!("{vendor:?}, KEYFOB_SEED={seed} KEYFOB_RUNS=1: {script:?}");
        venue.begin(script, strangers(&mut chance, vendor, &tag));
        let belief = match &session {
            Session::Neo(session) => neo(session, tag).await,
            Session::Trade(session) => trade(session, &venue, tag).await,
        };
        let numbers = venue.numbers();
        assert!(
            numbers.len() < 2,
            "two orders: {belief:?}, {numbers:?}: {told}"
        );
        match &belief {
            Belief::Stands(number) => assert_eq!(numbers, [number.as_str()], "{told}"),
            Belief::DoesNotStand => assert_eq!(numbers, [""; 0], "it stands: {told}"),
            Belief::Unknown => {}
        }
        counts[match belief {
            Belief::Stands(_) => 0,
            Belief::DoesNotStand => 1,
            Belief::Unknown => 2,
        }] += 1;
        if too_many {
            // It would wait before the next story, and be slow in it.
            session = log_in(vendor, &origin).await;
        }
    }
    counts
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

async fn never_two(vendor: Vendor) {
    let nanos = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let first = number("KEYFOB_SEED").unwrap_or(u64::try_from(nanos / 1000).unwrap());
    let runs = number("KEYFOB_RUNS").unwrap_or(5000);
    println!("{vendor:?}: seeds {first} to {}", first + runs - 1);
    const WORKERS: usize = 32;
    let workers: Vec<_> = (0..WORKERS)
        .map(|at| {
            tokio::spawn(worker(
                vendor,
                (first..first + runs).skip(at).step_by(WORKERS),
            ))
        })
        .collect();
    let mut sum = [0; 3];
    for worker in workers {
        let counts = worker.await.unwrap();
        (0..3).for_each(|at| sum[at] += counts[at]);
    }
    let [stood, not, unknown] = sum;
    println!("{vendor:?}: {stood} stood, {not} did not, of {unknown} it is not known");
    // A client that knew nothing would pass, too.
    assert!(runs < 100 || u64::from(stood) * 2 > runs, "{sum:?}");
    assert!(runs < 100 || u64::from(unknown) * 4 < runs, "{sum:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neo_has_never_two_orders_where_one_was_meant() {
    never_two(Vendor::Neo).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trade_has_never_two_orders_where_one_was_meant() {
    never_two(Vendor::Trade).await;
}
