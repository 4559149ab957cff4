//! A position as it is after a change.

use keyfob_core::{Decimal, OpenEnum};
use kotak_neo::types;
use kotak_neo_feed::orders as feed;
use time::OffsetDateTime;

use super::Found;
use super::update::named;
use crate::kotak_neo::orders::product;
use crate::trading::{Contract, Product, Vendor, known, lot, moment, said, word};

/// What was bought and sold today of one contract under one product, after a change of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PositionUpdate {
    /// Where this came from.
    pub found: Found,
    /// What it is of. The vendor's documents of the feed name segment and symbol only; for derivatives that is the underlying.
    pub contract: Contract,
    /// The product; the vendor's text if it is not known.
    pub product: OpenEnum<Product>,
    /// How many units were bought today.
    pub bought_quantity: i64,
    /// How many units were sold today.
    pub sold_quantity: i64,
    /// What was paid for those bought today, in rupees.
    pub bought_amount: Option<Decimal>,
    /// What those sold today brought, in rupees.
    pub sold_amount: Option<Decimal>,
    /// When it last changed (`hsUpTm`), by the clock of India; none if it is not told.
    pub updated_at: Option<OffsetDateTime>,
    pub(super) raw: RawPosition,
}

/// The vendor's own message or row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RawPosition {
    /// A message of the feed.
    Feed(Box<feed::PositionUpdate>),
    /// A row of the list of positions.
    Book(Box<types::Position>),
}

impl PositionUpdate {
    /// A message of the feed; none if it does not tell its quantities.
    pub(super) fn of_feed(raw: Box<feed::PositionUpdate>) -> Option<Self> {
        let segment = named::<types::ExchangeSegment>(raw.exchange_segment.as_ref());
        // Not documented; with it, contracts of one underlying are told apart.
        let more = |key| raw.other.get(key)?.as_str().map(str::to_owned);
        Some(Self {
            found: Found::Feed,
            contract: Contract {
                segment: known(Some(&segment)),
                trading_symbol: said(more("trdSym").as_ref()),
                symbol: said(raw.symbol.as_ref()),
                token: said(more("tok").as_ref()),
                lot_size: lot(raw.lot_size),
                token_of: Some(Vendor::Neo),
                ..Contract::default()
            },
            product: word(Some(&named(raw.product.as_ref())), product),
            bought_quantity: raw.filled_buy_quantity?,
            sold_quantity: raw.filled_sell_quantity?,
            bought_amount: raw.buy_amount,
            sold_amount: raw.sell_amount,
            updated_at: moment(raw.updated_at.as_deref()),
            raw: RawPosition::Feed(raw),
        })
    }

    /// A row of the list of positions; none if it does not tell its quantities.
    pub(super) fn of_book(raw: types::Position) -> Option<Self> {
        Some(Self {
            found: Found::Book,
            contract: Contract {
                segment: known(raw.exchange_segment.as_ref()),
                trading_symbol: said(raw.trading_symbol.as_ref()),
                symbol: said(raw.symbol.as_ref()),
                token: said(raw.token.as_ref()),
                lot_size: lot(raw.lot_size),
                token_of: Some(Vendor::Neo),
                ..Contract::default()
            },
            product: word(raw.product.as_ref(), product),
            bought_quantity: raw.buy_quantity?,
            sold_quantity: raw.sell_quantity?,
            bought_amount: raw.buy_amount,
            sold_amount: raw.sell_amount,
            updated_at: moment(raw.last_update_time.as_deref()),
            raw: RawPosition::Book(Box::new(raw)),
        })
    }

    /// The vendor's own message or row.
    pub fn raw(&self) -> &RawPosition {
        &self.raw
    }
}
