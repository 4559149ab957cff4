//! SFeed's frames. The recorded client is 3.0.1, whose market status has the text that came.

use kotak_neo_feed::sfeed::Decoder;
use kotak_neo_feed::{
    AuctionImbalance, Depth, IndexQuote, Instrument, Levels, MarketEvent, MarketStatus, Quote,
    Token,
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::numbers::{equals, equals_price, equals_time, equals_whole};
use super::{bytes, must};

pub(super) fn check(case: &Value) -> Result<(), String> {
    let mut decoder = Decoder::new();
    let exchanges: Map<_, _> = case["dividers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(id, divider)| (id.clone(), json!({"value": id, "divider": divider})))
        .collect();
    let login = json!({"message_code": 1117, "format": "native_batch", "exchanges": exchanges});
    let login = decoder.text(&login.to_string(), &mut |_| ());
    must(login.is_some(), || "the login is not understood".into())?;

    let mut events = Vec::new();
    let mut problems = Vec::new();
    let frame = bytes(&case["frame"]);
    decoder.binary(&frame, &mut |result| match result {
        Ok(event) => events.push(event),
        Err(problem) => problems.push(problem),
    });
    let Some(messages) = case["messages"].as_array() else {
        // What else is in the frame is not lost with what the vendor's client cannot read.
        return must(!problems.is_empty(), || "no problem".into());
    };
    // Imbalances are known to the client from 3.0.9 on.
    let imbalances = messages
        .iter()
        .any(|message| message["type"] == "cas_change");
    events.retain(|event| imbalances || !matches!(event, MarketEvent::Imbalance(_)));
    let (ours, theirs) = (events.len(), messages.len());
    must(ours == theirs, || {
        format!("{ours} events for {theirs}: {problems:?}")
    })?;
    let fit = |frame: &[u8]| u16::from_le_bytes([frame[0], frame[1]]) as usize;
    let level = (frame.len() > 9 && fit(&frame) == frame.len()).then(|| frame[5]);
    for (event, message) in events.iter().zip(messages) {
        for (key, theirs) in message.as_object().ok_or("a message is no object")? {
            let same = equal(event, key, theirs, level);
            must(same, || format!("{key}: {theirs} is not in {event:?}"))?;
        }
    }
    Ok(())
}

fn equal(event: &MarketEvent, key: &str, theirs: &Value, level: Option<u8>) -> bool {
    match event {
        MarketEvent::Quote(quote) => equal_quote(quote, key, theirs, level),
        MarketEvent::Index(index) => equal_index(index, key, theirs),
        MarketEvent::Status(status) => equal_status(status, key, theirs),
        MarketEvent::Imbalance(imbalance) => equal_imbalance(imbalance, key, theirs),
        _ => false,
    }
}

fn equal_quote(quote: &Quote, key: &str, theirs: &Value, level: Option<u8>) -> bool {
    match key {
        "type" => (quote.depth == Depth::LastPrice) == (theirs == "scrip_lite"),
        "level" => match (quote.depth, theirs.as_u64()) {
            (Depth::Touch, Some(4)) | (Depth::Five, Some(8)) | (Depth::Twenty, Some(16)) => true,
            (Depth::Five, Some(2)) => level.is_none_or(|level| level == 2),
            _ => false,
        },
        "exchange_segment" | "instrument_token" => equal_instrument(&quote.instrument, key, theirs),
        "trading_symbol" => theirs.as_str() == quote.symbol.as_deref(),
        "last_traded_price" => equals_price(theirs, quote.last_price),
        "open_price" => equals_price(theirs, quote.open),
        "high_price" => equals_price(theirs, quote.high),
        "low_price" => equals_price(theirs, quote.low),
        "close_price" => equals_price(theirs, quote.close),
        "average_trade_price" => equals_price(theirs, quote.average_price),
        "last_trade_time" => equals_time(theirs, quote.last_trade_at),
        "last_update_time" => equals_time(theirs, quote.updated_at),
        "last_trade_qty" => equals_whole(theirs, quote.last_quantity),
        "total_buy_quantity" => equals_whole(theirs, quote.total_buy_quantity),
        "total_sell_quantity" => equals_whole(theirs, quote.total_sell_quantity),
        "volume_traded_today" => equals_whole(theirs, quote.volume),
        "open_interest" => equals_whole(theirs, quote.open_interest),
        "net_change" => equals_price(theirs, quote.change()),
        "net_change_percent" => quote
            .change_percent()
            .is_some_and(|ours| equals(theirs, ours)),
        "upper_circuit_limit" => equals_price(theirs, quote.upper_circuit),
        "lower_circuit_limit" => equals_price(theirs, quote.lower_circuit),
        "yearly_high" => equals_price(theirs, quote.year_high),
        "yearly_low" => equals_price(theirs, quote.year_low),
        "total_traded_value" => match (theirs.as_f64(), quote.traded_value) {
            (Some(theirs), Some(ours)) => (theirs - ours).abs() <= theirs.abs() * 1e-15,
            (theirs, ours) => theirs.is_none() && ours.is_none(),
        },
        "market_lot" => equals_whole(theirs, quote.lot_size.map(i64::from)),
        "precision" => equals_whole(theirs, quote.precision.map(i64::from)),
        "multiplier" => equals_whole(theirs, quote.multiplier.map(i64::from)),
        "auction" => theirs.as_bool() == Some(quote.auction),
        "buy" => equal_levels(&quote.bids, theirs),
        "sell" => equal_levels(&quote.offers, theirs),
        _ => false,
    }
}

fn equal_levels(ours: &Levels, theirs: &Value) -> bool {
    let theirs = theirs.as_array().expect("rows");
    let equal = |(level, row): (&kotak_neo_feed::Level, &Value)| {
        equals_price(&row["price"], Some(level.price))
            && equals_whole(&row["quantity"], Some(level.quantity))
            && equals_whole(&row["orders"], level.orders.map(i64::from))
    };
    theirs.len() == ours.len() && ours.iter().zip(theirs).all(equal)
}

fn equal_index(index: &IndexQuote, key: &str, theirs: &Value) -> bool {
    match key {
        "type" => theirs == "index",
        "exchange_segment" | "instrument_token" => equal_instrument(&index.instrument, key, theirs),
        "trading_symbol" => theirs.as_str() == index.symbol.as_deref(),
        "name" => theirs.as_str() == Some(index.name.as_deref().unwrap_or_default()),
        "last_traded_price" => equals_price(theirs, index.value),
        "open_price" => equals_price(theirs, index.open),
        "high_price" => equals_price(theirs, index.high),
        "low_price" => equals_price(theirs, index.low),
        "close_price" => equals_price(theirs, index.close),
        "change" => equals_price(theirs, index.change()),
        "net_change_percent" => index
            .change_percent()
            .is_some_and(|ours| equals(theirs, ours)),
        "yearly_high" => equals_price(theirs, index.year_high),
        "yearly_low" => equals_price(theirs, index.year_low),
        "last_trade_time" => equals_time(theirs, index.at),
        "precision" => equals_whole(theirs, index.precision.map(i64::from)),
        "multiplier" => equals_price(theirs, index.multiplier),
        _ => false,
    }
}

fn equal_status(status: &MarketStatus, key: &str, theirs: &Value) -> bool {
    match key {
        "type" => theirs == "market_status",
        "exchange_segment" => *theirs == status.segment.to_string(),
        "status_code" => equals(theirs, Decimal::from(status.code)),
        // The messages that are a header only have no text; the client makes one up.
        "status" => match (status.text.as_deref(), status.code, theirs.as_str()) {
            (Some(ours), _, theirs) => theirs == Some(ours),
            (None, 1, Some("" | "open")) | (None, _, Some("")) => true,
            (None, 2, Some(theirs)) => theirs.starts_with("close"),
            _ => false,
        },
        _ => false,
    }
}

fn equal_imbalance(imbalance: &AuctionImbalance, key: &str, theirs: &Value) -> bool {
    match key {
        "type" => theirs == "cas_change",
        "exchange_segment" | "instrument_token" => {
            equal_instrument(&imbalance.instrument, key, theirs)
        }
        "ref_price" => equals_price(theirs, Some(imbalance.reference_price)),
        "imbalance_qty" => equals_whole(theirs, Some(imbalance.imbalance)),
        "imbalance_qty_at_market" => equals_whole(theirs, Some(imbalance.imbalance_at_market)),
        _ => false,
    }
}

fn equal_instrument(ours: &Instrument, key: &str, theirs: &Value) -> bool {
    let Token::Number(token) = ours.token else {
        return false;
    };
    let ours = if key == "exchange_segment" {
        ours.segment.to_string()
    } else {
        token.to_string()
    };
    *theirs == ours
}
