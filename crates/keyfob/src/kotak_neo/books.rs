//! The books: orders, trades, positions and holdings, as typed rows.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
//! for order in session.orders().await?.iter().filter(|order| order.is_open()) {
//!     println!("{} {} {}: {} of {}", order.number, order.side, order.contract, order.filled_quantity, order.quantity);
//! }
//! for position in session.positions().await? {
//!     println!("{}: {} at {:?}", position.contract, position.net_quantity(), position.average_price());
//! }
//! # Ok(()) }
//! ```
//!
//! A book without rows, which the vendor answers with the error 5203, is an empty list. A row whose main members (number, side,
//! quantities, ...) cannot be read is an error that names it, and not left out: a sum over the others would be wrong. The client's
//! own calls (`session.client().reports()`) then still show what there is.

use keyfob_core::{Decimal, Error, ResponseValue};
use kotak_neo::types;

use super::Session;
use super::orders::{is_empty_book, product, read_order};
use crate::trading::{
    BookOrder, Contract, Holding, Position, Row, Trade, Vendor, all, known, lot, moment, one,
    positive, said, word,
};

/// The rows of a book, of which an empty one is an error at this vendor.
fn book<A, R, T>(
    operation: &'static str,
    answer: Result<ResponseValue<A>, Error>,
    rows: impl FnOnce(A) -> Vec<R>,
    read: impl Fn(Row, R) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    match answer {
        Ok(answer) => all(operation, "data", answer, rows, read),
        Err(error) if is_empty_book(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

impl Session {
    /// The orders of the day, whatever their state; an empty list if there are none. An order may show up to four seconds late, as
    /// users report.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn orders(&self) -> Result<Vec<BookOrder<types::Order>>, Error> {
        let answer = self.client().reports().order_book().send().await;
        book("get_order_book", answer, |answer| answer.data, read_order)
    }

    /// The order of this number, if the book of the day has it. The whole book is read for it, since G3 alone can read one order.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] if its row cannot be read, or if it is not there and some row has no number
    /// that can be read. Other odd rows do not hide it.
    pub async fn order(
        &self,
        number: impl AsRef<str>,
    ) -> Result<Option<BookOrder<types::Order>>, Error> {
        let by = ("nOrdNo", |row: &types::Order| {
            said(row.order_number.as_ref())
        });
        let (operation, wanted) = ("get_order_book", number.as_ref());
        match self.client().reports().order_book().send().await {
            Ok(answer) => one(
                operation,
                "data",
                answer,
                |answer| answer.data,
                by,
                wanted,
                read_order,
            ),
            Err(error) if is_empty_book(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The fills of the day; an empty list if there are none.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn trades(&self) -> Result<Vec<Trade<types::Trade>>, Error> {
        let answer = self.client().reports().trade_book().send().await;
        book("get_trade_book", answer, |answer| answer.data, trade)
    }

    /// What was bought and sold, today and carried forward, closed positions included; an empty list if there are none.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn positions(&self) -> Result<Vec<Position<types::Position>>, Error> {
        let answer = self.client().reports().positions().send().await;
        book("get_positions", answer, |answer| answer.data, position)
    }

    /// The shares in the depository account; an empty list if there are none.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn holdings(&self) -> Result<Vec<Holding<types::Holding>>, Error> {
        let answer = self.client().reports().holdings().send().await;
        book("get_holdings", answer, |answer| answer.data, holding)
    }
}

fn trade(row: Row, raw: types::Trade) -> Result<Trade<types::Trade>, Error> {
    let day = raw.fill_date.as_deref().zip(raw.fill_time.as_deref());
    let filled_at = day.map(|(date, time)| format!("{date} {time}"));
    Ok(Trade {
        number: said(raw.fill_number.as_ref()),
        order_number: row.need("nOrdNo", said(raw.order_number.as_ref()))?,
        contract: Contract {
            segment: known(raw.exchange_segment.as_ref()),
            trading_symbol: Some(row.need("trdSym", said(raw.trading_symbol.as_ref()))?),
            symbol: said(raw.symbol.as_ref()),
            token: said(raw.token.as_ref()),
            tick_size: None,
            lot_size: lot(raw.lot_size),
            freeze_quantity: None,
            token_of: Some(Vendor::Neo),
        },
        side: row.need("trnsTp", known(raw.side.as_ref()))?,
        product: word(raw.product.as_ref(), product),
        quantity: row.need("fldQty", raw.filled_quantity)?,
        price: row.need("avgPrc", raw.average_price)?,
        traded_at: moment(filled_at.as_deref()).or_else(|| moment(raw.exchange_time.as_deref())),
        raw,
    })
}

fn position(row: Row, raw: types::Position) -> Result<Position<types::Position>, Error> {
    let before = [
        row.need("cfBuyQty", raw.carried_forward_buy_quantity)?,
        row.need("cfSellQty", raw.carried_forward_sell_quantity)?,
    ];
    let today = [
        row.need("flBuyQty", raw.buy_quantity)?,
        row.need("flSellQty", raw.sell_quantity)?,
    ];
    let bought = row.sum([
        ("cfBuyAmt", raw.carried_forward_buy_amount),
        ("buyAmt", raw.buy_amount),
    ])?;
    let sold = row.sum([
        ("cfSellAmt", raw.carried_forward_sell_amount),
        ("sellAmt", raw.sell_amount),
    ])?;
    Ok(Position {
        contract: Contract {
            segment: known(raw.exchange_segment.as_ref()),
            trading_symbol: Some(row.need("trdSym", said(raw.trading_symbol.as_ref()))?),
            symbol: said(raw.symbol.as_ref()),
            token: said(raw.token.as_ref()),
            tick_size: None,
            lot_size: lot(raw.lot_size),
            freeze_quantity: None,
            token_of: Some(Vendor::Neo),
        },
        product: word(raw.product.as_ref(), product),
        bought_quantity: before[0].saturating_add(today[0]),
        bought_amount: bought,
        sold_quantity: before[1].saturating_add(today[1]),
        sold_amount: sold,
        carried_quantity: before[0].saturating_sub(before[1]),
        factor: factor(&raw),
        last_price: None,
        raw,
    })
}

/// What a unit is worth at a price of one rupee. What is not told counts as one.
fn factor(raw: &types::Position) -> Decimal {
    let or_one = |number| positive(number).unwrap_or(Decimal::ONE);
    let over = |numerator, denominator| or_one(numerator).checked_div(or_one(denominator));
    let general = over(raw.general_numerator, raw.general_denominator);
    let price = over(raw.price_numerator, raw.price_denominator);
    let ratios = general
        .zip(price)
        .and_then(|(one, other)| one.checked_mul(other));
    let factor = ratios.and_then(|ratios| ratios.checked_mul(or_one(raw.multiplier)));
    factor.unwrap_or(Decimal::ONE)
}

fn holding(row: Row, raw: types::Holding) -> Result<Holding<types::Holding>, Error> {
    Ok(Holding {
        contract: Contract {
            segment: known(raw.exchange_segment.as_ref()),
            symbol: said(raw.symbol.as_ref()).or_else(|| said(raw.display_symbol.as_ref())),
            token: said(raw.token.as_ref()),
            lot_size: lot(raw.lot_size),
            token_of: Some(Vendor::Neo),
            ..Contract::default()
        },
        quantity: row.need("quantity", raw.quantity)?,
        sellable_quantity: raw.sellable_quantity,
        average_price: raw.average_price,
        last_price: positive(raw.closing_price),
        raw,
    })
}
