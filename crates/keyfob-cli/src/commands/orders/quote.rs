//! `keyfob quote`

use clap::Args;
use keyfob::kotak_neo::types::QuoteType;
use keyfob::{Batches, Decimal, kotak_neo, kotak_trade};
use serde::Serialize;

use crate::commands::Context;
use crate::commands::orders::lists::at;
use crate::failure::Failure;
use crate::instrument;
use crate::output::{number, or_blank, text, texts};
use crate::session::{self, Session};
use crate::vendor::{Broker, Vendor};

#[derive(Debug, Args)]
pub struct Quote {
    vendor: Broker,
    /// At kotak-neo SEGMENT:TOKEN, or SEGMENT:NAME of an index; at kotak-trade tokens
    #[arg(required = true)]
    instruments: Vec<String>,
}

/// A quote as it is shown.
#[derive(Serialize)]
struct Row {
    instrument: Option<String>,
    token: Option<String>,
    #[serde(serialize_with = "texts")]
    last_price: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    change_percent: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    open: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    high: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    low: Option<Decimal>,
    #[serde(serialize_with = "texts")]
    close: Option<Decimal>,
    volume: Option<i64>,
}

impl From<&kotak_neo::types::Quote> for Row {
    fn from(quote: &kotak_neo::types::Quote) -> Self {
        let day = quote.ohlc.as_ref();
        Self {
            instrument: quote.display_symbol.clone().or_else(|| quote.token.clone()),
            token: quote.token.clone(),
            last_price: quote.last_price,
            change_percent: quote.change_percent,
            open: day.and_then(|day| day.open),
            high: day.and_then(|day| day.high),
            low: day.and_then(|day| day.low),
            close: day.and_then(|day| day.close),
            volume: quote.volume,
        }
    }
}

impl From<&kotak_trade::types::FullQuote> for Row {
    fn from(quote: &kotak_trade::types::FullQuote) -> Self {
        Self {
            instrument: quote.instrument_name.clone(),
            token: quote.token.map(|token| token.to_string()),
            last_price: quote.last_price,
            change_percent: quote.change_percent,
            open: quote.open,
            high: quote.high,
            low: quote.low,
            close: quote.close,
            volume: quote.volume,
        }
    }
}

/// Quotes of instruments.
pub async fn quote(context: &Context, arguments: Quote) -> Result<(), Failure> {
    let vendor = Vendor::from(arguments.vendor);
    let (rows, failure) = match session::open(&context.home, vendor).await? {
        Session::Neo(session) => {
            let symbols = arguments.instruments.iter();
            let symbols: Vec<_> = symbols
                .map(|text| instrument::neo_symbol(text))
                .collect::<Result<_, _>>()?;
            split(session.quotes(symbols).send(QuoteType::All).await, vendor)
        }
        Session::Trade(session) => {
            let contracts = arguments.instruments.iter();
            let contracts: Vec<_> = contracts
                .map(|text| instrument::contract(vendor, text))
                .collect::<Result<_, _>>()?;
            split(session.quotes(contracts).full().await, vendor)
        }
        Session::Quatrix(_) => (Vec::new(), None),
    };
    let columns = [
        text("Instrument"),
        number("Last"),
        number("Change"),
        number("Open"),
        number("High"),
        number("Low"),
        number("Close"),
        number("Volume"),
    ];
    let cells = |row: &Row| {
        let change = row
            .change_percent
            .map(|change| format!("{:+.2}%", change.round_dp(2)));
        vec![
            or_blank(row.instrument.as_ref()),
            or_blank(row.last_price),
            or_blank(change),
            or_blank(row.open),
            or_blank(row.high),
            or_blank(row.low),
            or_blank(row.close),
            or_blank(row.volume),
        ]
    };
    let shown = context.output.rows(&columns, &rows, cells, "no quotes");
    failure.map_or(shown, Err)
}

/// The rows that came, and what went wrong first.
fn split<T>(batches: Batches<T>, vendor: Vendor) -> (Vec<Row>, Option<Failure>)
where
    for<'a> Row: From<&'a T>,
{
    let mut rows = Vec::new();
    let mut failure = None;
    for batch in batches {
        match batch.answer {
            Ok(answered) => rows.extend(answered.iter().map(Row::from)),
            Err(error) => failure = failure.or_else(|| Some(at(vendor)(error))),
        }
    }
    (rows, failure)
}
