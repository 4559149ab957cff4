//! HSM's frames, one after the other on one line.
//!
//! The vendor's decoder shows what a record changed, and what it computes of that; with texts of floats. So a record is compared by
//! its raw fields and by the exact prices of the topic.

use std::collections::BTreeMap;

use kotak_neo_feed::hsm::{Control, Decoder, TopicKind, Update, acknowledge};
use kotak_neo_feed::{MarketEvent, Price, Problem};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::numbers::rounds_to;
use super::{bytes, dates, must};

/// How the vendor's client shows a field.
#[derive(Clone, Copy)]
enum Shown {
    Date,
    Whole,
    Price,
}
use Shown::{Date, Whole};

const SCRIP: [(&str, Shown); 25] = [
    ("ftm0", Date),
    ("dtm1", Date),
    ("fdtm", Date),
    ("ltt", Date),
    ("v", Whole),
    ("ltp", Shown::Price),
    ("ltq", Whole),
    ("tbq", Whole),
    ("tsq", Whole),
    ("bp", Shown::Price),
    ("sp", Shown::Price),
    ("bq", Whole),
    ("bs", Whole),
    ("ap", Shown::Price),
    ("lo", Shown::Price),
    ("h", Shown::Price),
    ("lcl", Shown::Price),
    ("ucl", Shown::Price),
    ("yh", Shown::Price),
    ("yl", Shown::Price),
    ("op", Shown::Price),
    ("c", Shown::Price),
    ("oi", Whole),
    ("mul", Whole),
    ("prec", Whole),
];

/// The multiplier, at 8, is never shown: a slip of the client.
const INDEX: [(&str, Shown); 10] = [
    ("ftm0", Date),
    ("dtm1", Date),
    ("iv", Shown::Price),
    ("ic", Shown::Price),
    ("tvalue", Date),
    ("highPrice", Shown::Price),
    ("lowPrice", Shown::Price),
    ("openingPrice", Shown::Price),
    ("", Whole),
    ("prec", Whole),
];

const DEPTH: [&str; 34] = [
    "ftm0", "dtm1", "bp", "bp1", "bp2", "bp3", "bp4", "sp", "sp1", "sp2", "sp3", "sp4", "bq",
    "bq1", "bq2", "bq3", "bq4", "bs", "bs1", "bs2", "bs3", "bs4", "bno1", "bno2", "bno3", "bno4",
    "bno5", "sno1", "sno2", "sno3", "sno4", "sno5", "mul", "prec",
];

/// What we say of a record: the vendor's key with its value, if it is a number with its decimals.
type Record = BTreeMap<&'static str, Told>;

enum Told {
    Text(String),
    Number(Decimal, u8),
}

pub(super) fn check(steps: &[Value]) -> Result<(), String> {
    let mut decoder = Decoder::new();
    let mut after = After::Nothing;
    for (at, step) in steps.iter().enumerate() {
        check_step(&mut decoder, step, &mut after).map_err(|why| format!("step {at}: {why}"))?;
    }
    Ok(())
}

/// What happened before on the line.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Nothing,
    /// A record that the vendor's client could not show leaves what it changed to be shown with the next.
    Failure,
    /// It left out what came later in a frame, or read prices of a scale that we do not take. So it knows something else than we do.
    Difference,
}

fn check_step(decoder: &mut Decoder, step: &Value, after: &mut After) -> Result<(), String> {
    let frame = bytes(&step["received"]);
    let mut records = Vec::new();
    let mut all = Vec::new();
    let mut problems = Vec::new();
    let mut no_close = false;
    let control = decoder.updates(&frame, |update| match update {
        Ok(update) => {
            no_close |= has_no_close(&update);
            records.push(show(&update, update.changed()));
            all.push(show(&update, u64::MAX));
        }
        Err(problem) => problems.push(problem),
    });

    let sent: Vec<_> = step["sent"]
        .as_array()
        .into_iter()
        .flatten()
        .map(bytes)
        .collect();
    let ours: Vec<_> = match control {
        Some(Control::Acknowledge(number)) => vec![acknowledge(number)],
        _ => Vec::new(),
    };
    must(ours == sent, || {
        format!("sent {ours:02x?}, not {sent:02x?}")
    })?;

    let decoded = match &step["decoded"] {
        Value::Array(decoded) => decoded.as_slice(),
        Value::Null => &[],
        _error => {
            if *after == After::Difference {
                return Ok(());
            }
            let one = frame.get(3..5) == Some(&[0, 1]);
            let now = if one {
                After::Failure
            } else {
                After::Difference
            };
            *after = now;
            // The client divides by the close; we have no percentage then, but a quote.
            let told = !problems.is_empty() || control.is_some() || no_close;
            must(told, || "no problem".into())?;
            return must(records.is_empty() || no_close || !one, || "an event".into());
        }
    };
    match decoded {
        [answer] if answer.get("stat").is_some() => {
            let ours = control.as_ref().and_then(shown);
            must(ours.as_ref() == Some(answer), || {
                format!("{ours:?}, not {answer}")
            })
        }
        // The client's answer to a status that is neither yes nor no.
        [nothing] if *nothing == json!({}) => must(
            problems == [Problem::UnknownStatus] && control.is_none(),
            || format!("{problems:?} {control:?}"),
        ),
        theirs => {
            if problems.contains(&Problem::InvalidScale) && theirs.iter().any(absurd) {
                *after = After::Difference;
            }
            if *after == After::Difference {
                return Ok(());
            }
            let (count, expected) = (records.len(), theirs.len());
            must(count == expected, || {
                format!("{count} records for {expected}: {problems:?}")
            })?;
            for ((ours, all), theirs) in records.iter().zip(&all).zip(theirs) {
                compare(ours, all, theirs, *after == After::Failure)?;
            }
            Ok(())
        }
    }
}

/// Whether a record says a scale that we do not take.
fn absurd(theirs: &Value) -> bool {
    let number = |key: &str| theirs[key].as_str()?.parse::<i64>().ok();
    number("prec").is_some_and(|digits| !(0..=18).contains(&digits))
        || number("mul").is_some_and(|multiplier| multiplier <= 0)
}

/// The vendor's client shows what changed (`ours`), and after a failure more; that has to be true too (`all`).
fn compare(ours: &Record, all: &Record, theirs: &Value, left_over: bool) -> Result<(), String> {
    let theirs = theirs.as_object().ok_or("a record is no object")?;
    for key in ours.keys() {
        must(theirs.contains_key(*key), || format!("{key} is not shown"))?;
    }
    for (key, text) in theirs {
        must(left_over || ours.contains_key(key.as_str()), || {
            format!("{key} did not change")
        })?;
        let text = text.as_str().ok_or("a value is no text")?;
        let same = match all.get(key.as_str()) {
            // A text is shown a byte a character.
            Some(Told::Text(ours)) => ours == text || ours.bytes().map(char::from).eq(text.chars()),
            Some(Told::Number(ours, precision)) => rounds_to(text, *ours, *precision),
            None => false,
        };
        must(same, || format!("{key} is not {text}"))?;
    }
    Ok(())
}

/// The record as the vendor's client would show it, with the fields of `changed`.
fn show(update: &Update<'_>, changed: u64) -> Record {
    let mut record = Record::new();
    let kind = update.topic().kind;
    let fields: Vec<_> = match kind {
        TopicKind::Scrip => SCRIP.to_vec(),
        TopicKind::Index => INDEX.to_vec(),
        TopicKind::Depth => (0..)
            .zip(DEPTH)
            .map(|(at, key)| (key, depth_shown(at)))
            .collect(),
    };
    let has = |at: usize| changed >> at & 1 == 1;
    for (at, (key, shown)) in fields.into_iter().enumerate() {
        let Some(raw) = update.field(at).filter(|_| has(at) && !key.is_empty()) else {
            continue;
        };
        let told = match shown {
            Date => Some(Told::Text(dates::text(raw.into()))),
            Whole => Some(Told::Text(raw.to_string())),
            Shown::Price => number(update, update.price(at).map(Price::to_decimal)),
        };
        record.extend(told.map(|told| (key, told)));
    }
    let (last, close) = match kind {
        TopicKind::Scrip => (5, 21),
        TopicKind::Index => (2, 3),
        TopicKind::Depth => (63, 63),
    };
    if let MarketEvent::Quote(quote) = update.event()
        && kind == TopicKind::Scrip
    {
        if has(last) || has(close) {
            let change = quote.change().map(Price::to_decimal);
            record.extend(number(update, change).map(|told| ("cng", told)));
            record.extend(number(update, quote.change_percent()).map(|told| ("nc", told)));
        }
        if has(4) || has(13) {
            record.extend(number(update, quote.turnover()).map(|told| ("to", told)));
        }
    }
    if let MarketEvent::Index(index) = update.event()
        && (has(last) || has(close))
    {
        let change = index.change().map(Price::to_decimal);
        record.extend(number(update, change).map(|told| ("cng", told)));
        record.extend(number(update, index.change_percent()).map(|told| ("nc", told)));
    }
    let texts = [
        ("name", Some(kind.as_str())),
        ("tk", update.told_token()),
        ("e", update.told_segment()),
        (
            "ts",
            update
                .symbol()
                .filter(|_| update.is_snapshot() || changed == u64::MAX),
        ),
        (
            "request_type",
            Some(if update.is_snapshot() { "SNAP" } else { "SUB" }),
        ),
    ];
    for (key, text) in texts {
        record.extend(text.map(|text| (key, Told::Text(text.to_owned()))));
    }
    record
}

fn depth_shown(at: usize) -> Shown {
    match at {
        0 | 1 => Date,
        2..=11 => Shown::Price,
        _ => Whole,
    }
}

fn number(update: &Update<'_>, value: Option<Decimal>) -> Option<Told> {
    Some(Told::Number(value?, update.precision()?))
}

fn has_no_close(update: &Update<'_>) -> bool {
    match update.topic().kind {
        TopicKind::Scrip => update.field(21) == Some(0),
        TopicKind::Index => update.field(3) == Some(0),
        TopicKind::Depth => false,
    }
}

/// An answer as the vendor's client shows it.
fn shown(control: &Control) -> Option<Value> {
    let answer = |ok: bool, kind: &str, failed: &str, code: u16| {
        if ok {
            json!({"stat": "Ok", "type": kind, "msg": "successful", "stCode": 200})
        } else {
            json!({"stat": "NotOk", "type": kind, "msg": failed, "stCode": code})
        }
    };
    Some(match control {
        Control::Connected { .. } => answer(true, "cn", "", 0),
        Control::Refused { empty: true } => answer(false, "cn", "invalid field count", 11002),
        Control::Refused { empty: false } => answer(false, "cn", "failed", 11001),
        Control::Subscription { ok } => answer(*ok, "sub", "subscription failed", 11011),
        Control::Unsubscription { ok } => answer(*ok, "unsub", "unsubscription failed", 11012),
        Control::Snapshot { ok } => answer(*ok, "snap", "failed", 11013),
        Control::Paused { ok } => answer(*ok, "cp", "failed", 11031),
        Control::Resumed { ok } => answer(*ok, "cr", "failed", 11032),
        Control::OptionChainRefused => answer(false, "opc", "failed", 11040),
        Control::OptionChain { key, data } => {
            let mut shown = answer(true, "opc", "", 0);
            shown["key"] = json!(key);
            shown["scrips"] = data.clone();
            shown
        }
        _ => return None,
    })
}
