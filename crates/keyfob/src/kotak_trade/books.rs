//! The books: orders, trades, positions and shares, as typed rows.
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_trade::Session) -> Result<(), keyfob::Error> {
//! for order in session.orders().await?.iter().filter(|order| order.is_open()) {
//!     println!("{} {} {}: {} of {}", order.number, order.side, order.contract, order.filled_quantity, order.quantity);
//! }
//! for position in session.positions().await? {
//!     let gain = position.last_price.map(|last| position.profit_and_loss(last));
//!     println!("{}: {} with {gain:?}", position.contract, position.net_quantity());
//! }
//! # Ok(()) }
//! ```
//!
//! A book without rows is an empty list, also where the vendor says "no data found". A row whose main members (number, side,
//! quantities, ...) cannot be read is an error that names it, and not left out: a sum over the others would be wrong. The client's
//! own calls (`session.client().reports()`) then still show what there is.

use keyfob_core::{Decimal, Error, OpenEnum, ResponseValue};
use kotak_trade::types;

use super::Session;
use super::orders::{contract, derivative, price, product, read_order, segment};
use crate::trading::{
    BookOrder, Holding, Position, Row, Trade, all, known, moment, one, positive, said,
};

/// The rows of a book, of which an empty one may be an error.
fn book<A, R, T>(
    operation: &'static str,
    list: &'static str,
    answer: Result<ResponseValue<A>, Error>,
    rows: impl FnOnce(A) -> Vec<R>,
    read: impl Fn(Row, R) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    match answer {
        Ok(answer) => all(operation, list, answer, rows, read),
        Err(Error::NoData(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

impl Session {
    /// The orders of the day, whatever their state; an empty list if there are none.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn orders(&self) -> Result<Vec<BookOrder<types::OrderBookEntry>>, Error> {
        let answer = self.client().reports().order_book().send().await;
        let rows = |answer: types::OrderBookAnswer| answer.success;
        book("get_order_reports", "success", answer, rows, read_order)
    }

    /// The order of this number, if the book of the day has it.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] if its row cannot be read, or if it is not there and some row has no number
    /// that can be read. Other odd rows do not hide it.
    pub async fn order(
        &self,
        number: impl AsRef<str>,
    ) -> Result<Option<BookOrder<types::OrderBookEntry>>, Error> {
        let by = ("orderId", |row: &types::OrderBookEntry| {
            said(row.order_number.as_ref())
        });
        let (operation, wanted) = ("get_order_reports", number.as_ref());
        match self.client().reports().order_book().send().await {
            Ok(answer) => one(
                operation,
                "success",
                answer,
                |answer| answer.success,
                by,
                wanted,
                read_order,
            ),
            Err(Error::NoData(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The fills of the day; an empty list if there are none.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn trades(&self) -> Result<Vec<Trade<types::TradeBookEntry>>, Error> {
        let answer = self.client().reports().trade_book().send().await;
        let rows = |answer: types::TradeBookAnswer| answer.success;
        book("get_trade_report", "success", answer, rows, trade)
    }

    /// What was bought and sold today, and what was carried forward (the vendor's list of today's positions); an empty list if there
    /// is nothing. Rows of an underlying, whose token is 0, are no positions and left out. That the vendor counts units (`*QtyLot`),
    /// and not lots, is inferred.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn positions(&self) -> Result<Vec<Position<types::PositionToday>>, Error> {
        let answer = self.client().positions().today().send().await;
        let rows = |answer: types::PositionsTodayAnswer| answer.success;
        let read = |row, raw: types::PositionToday| match is_of_underlying(raw.token) {
            true => Ok(None),
            false => position(row, raw).map(Some),
        };
        let rows = book("positions_today", "Success", answer, rows, read)?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The shares that are held (the vendor's list of stocks); an empty list if there are none. Rows of an underlying, whose token is 0, are left out.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Undecodable`] for a row that cannot be read.
    pub async fn holdings(&self) -> Result<Vec<Holding<types::PositionStock>>, Error> {
        let answer = self.client().positions().stocks().send().await;
        let rows = |answer: types::PositionsStocksAnswer| answer.success;
        let read = |row, raw: types::PositionStock| match is_of_underlying(raw.token) {
            true => Ok(None),
            false => holding(row, raw).map(Some),
        };
        let rows = book("positions_stocks", "Success", answer, rows, read)?;
        Ok(rows.into_iter().flatten().collect())
    }
}

/// A row that sums up what is held of an underlying, by the vendor's mark.
fn is_of_underlying(token: Option<i64>) -> bool {
    token == Some(0)
}

fn trade(row: Row, raw: types::TradeBookEntry) -> Result<Trade<types::TradeBookEntry>, Error> {
    Ok(Trade {
        number: said(raw.trade_id.as_ref()),
        order_number: row.need("orderId", said(raw.order_number.as_ref()))?,
        contract: contract(
            row.need("instrumentToken", raw.token)?,
            raw.instrument_name.as_ref(),
            raw.lot_size,
            segment(
                raw.exchange.as_ref(),
                derivative(raw.is_derivative.as_ref()),
            ),
        ),
        side: row.need("transactionType", known(raw.side.as_ref()))?,
        product: product(raw.product.as_ref()),
        quantity: row.need("quantity", raw.quantity)?,
        price: row.need("price", price(raw.price))?,
        traded_at: moment(raw.trade_time.as_deref()),
        raw,
    })
}

fn position(row: Row, raw: types::PositionToday) -> Result<Position<types::PositionToday>, Error> {
    let before = (
        row.need("buyOpenQtyLot", raw.buy_open_quantity)?,
        row.need("sellOpenQtyLot", raw.sell_open_quantity)?,
    );
    let today = (
        row.need("buyTradedQtyLot", raw.buy_traded_quantity)?,
        row.need("sellTradedQtyLot", raw.sell_traded_quantity)?,
    );
    let bought = row.sum([
        ("buyOpenVal", raw.buy_open_value),
        ("buyTradedVal", raw.buy_traded_value),
    ])?;
    let sold = row.sum([
        ("sellOpenVal", raw.sell_open_value),
        ("sellTradedVal", raw.sell_traded_value),
    ])?;
    let or_one = |number: Option<i64>| Decimal::from(positive(number).unwrap_or(1));
    let factor = or_one(raw.multiplier).checked_div(or_one(raw.denominator));
    let is_derivative = raw.segment.as_ref().map(|segment| segment.trim() != "EQ");
    Ok(Position {
        contract: contract(
            row.need("instrumentToken", raw.token)?,
            raw.trading_symbol.as_ref().or(raw.instrument_name.as_ref()),
            raw.lot_size,
            // Seen are codes that nobody explains; an exchange's name would be understood.
            segment(
                raw.exchange.as_deref().map(OpenEnum::of).as_ref(),
                is_derivative,
            ),
        ),
        // The vendor's list does not name the product.
        product: OpenEnum::Unknown(String::new()),
        bought_quantity: before.0.saturating_add(today.0),
        bought_amount: bought,
        sold_quantity: before.1.saturating_add(today.1),
        sold_amount: sold,
        carried_quantity: before.0.saturating_sub(before.1),
        factor: factor.unwrap_or(Decimal::ONE),
        last_price: price(raw.last_price),
        raw,
    })
}

fn holding(row: Row, raw: types::PositionStock) -> Result<Holding<types::PositionStock>, Error> {
    let is_derivative = raw.segment.as_ref().map(|segment| segment.trim() != "EQ");
    Ok(Holding {
        contract: contract(
            row.need("instrumentToken", raw.token)?,
            raw.trading_symbol.as_ref().or(raw.instrument_name.as_ref()),
            raw.lot_size,
            // Seen are codes that nobody explains; an exchange's name would be understood.
            segment(
                raw.exchange.as_deref().map(OpenEnum::of).as_ref(),
                is_derivative,
            ),
        ),
        quantity: row.need("stockBalance", raw.stock_balance)?,
        sellable_quantity: None,
        average_price: price(raw.average_stock_price),
        last_price: price(raw.last_price),
        raw,
    })
}
