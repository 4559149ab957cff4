//! Frames that the vendor's clients send: what they say is read here, said to the encoder, and must come out the same.

use kotak_neo_feed::hsm::{self, Channel, Topic, TopicKind};
use kotak_neo_feed::{Instrument, sfeed};
use serde_json::Value;

use super::must;

pub(super) fn hsm(frame: &[u8]) -> Result<(), String> {
    let ours = hsm_again(frame).ok_or("the frame is not understood")?;
    must(ours == frame, || format!("{ours:02x?}"))
}

fn hsm_again(frame: &[u8]) -> Option<Vec<u8>> {
    let (head, mut left) = frame.split_at_checked(4)?;
    let mut fields = Vec::new();
    while let Some((&[_number, high, low], rest)) = left.split_first_chunk() {
        let (field, rest) = rest.split_at_checked(u16::from_be_bytes([high, low]).into())?;
        fields.push(field);
        left = rest;
    }
    let text = |field: &[u8]| String::from_utf8(field.to_vec()).ok();
    let channel = |field: &[u8]| Channel::new(*field.first()?);
    match (head[2], fields.as_slice()) {
        (1, [token, sid, _source]) => hsm::connect(&text(token)?, &text(sid)?).ok(),
        (3, [number]) => Some(hsm::acknowledge(u32::from_be_bytes(
            (*number).try_into().ok()?,
        ))),
        (4, [list, on]) => hsm::subscribe(&topics(list)?, channel(on)?).pop(),
        (5, [list, on]) => hsm::unsubscribe(&topics(list)?, channel(on)?).pop(),
        (9, [list]) => hsm::snapshot(&topics(list)?).pop(),
        (2, [interval]) => Some(hsm::throttle(u32::from_be_bytes(
            (*interval).try_into().ok()?,
        ))),
        (7, [mask]) => Some(hsm::pause(&channels((*mask).try_into().ok()?))),
        (8, [mask]) => Some(hsm::resume(&channels((*mask).try_into().ok()?))),
        (10, [key, strike, above, below, on]) => {
            let strike = i64::from_be_bytes((*strike).try_into().ok()?);
            hsm::option_chain(
                &text(key)?,
                strike,
                *above.first()?,
                *below.first()?,
                channel(on)?,
            )
            .ok()
        }
        _ => None,
    }
}

fn topics(list: &[u8]) -> Option<Vec<Topic>> {
    let (_count, mut left) = list.split_at_checked(2)?;
    let mut topics = Vec::new();
    while let Some((length, rest)) = left.split_first() {
        let (name, rest) = rest.split_at_checked((*length).into())?;
        let (kind, instrument) = std::str::from_utf8(name).ok()?.split_once('|')?;
        let kinds = [TopicKind::Scrip, TopicKind::Index, TopicKind::Depth];
        topics.push(Topic {
            kind: kinds.into_iter().find(|known| known.as_str() == kind)?,
            instrument: instrument.parse().ok()?,
        });
        left = rest;
    }
    Some(topics)
}

/// The channels of a mask: bit n modulo 32 of the second word for the channels 1 to 32, of the first for those above.
fn channels(mask: [u8; 8]) -> Vec<Channel> {
    let mask = u64::from_be_bytes(mask);
    let set = |number: &u8| {
        let word = if *number > 32 { mask >> 32 } else { mask };
        word >> (number % 32) & 1 == 1
    };
    (1..=64).filter(set).filter_map(Channel::new).collect()
}

pub(super) fn sfeed(text: &str) -> Result<(), String> {
    let ours = sfeed_again(text).ok_or("the frame is not understood")?;
    must(ours == text, || ours)
}

fn sfeed_again(text: &str) -> Option<String> {
    let frame: Value = serde_json::from_str(text).ok()?;
    let Some(event) = frame["event"].as_str() else {
        let (user, sid) = (frame["user"].as_str()?, frame["auth"].as_str()?);
        return Some(sfeed::login(user, sid, frame["conn_req_time"].as_u64()?));
    };
    if let "subscribeExchange" | "unsubscribeExchange" = event {
        return Some(sfeed::exchange(event.starts_with("sub")).to_owned());
    }
    let instruments: Option<Vec<Instrument>> = frame["inputtoken"]
        .as_str()?
        .split(',')
        .map(|instrument| instrument.parse().ok())
        .collect();
    let instruments = instruments?;
    let (what, kind) = ["unsubscribe", "subscribe", "snapshot"]
        .iter()
        .find_map(|what| Some((*what, event.strip_prefix(what)?)))?;
    let kind = match kind {
        "ScripsLite" => sfeed::Kind::ScripsLite,
        "Scrips" => sfeed::Kind::Scrips,
        "Depth" => sfeed::Kind::Depth,
        "FullDepth" => sfeed::Kind::FullDepth,
        "Indices" => sfeed::Kind::Indices,
        _ => return None,
    };
    match what {
        "subscribe" => Some(sfeed::subscribe(kind, &instruments)),
        "unsubscribe" => Some(sfeed::unsubscribe(kind, &instruments)),
        _ => sfeed::snapshot(kind, &instruments),
    }
}
