//! Files as the vendor writes them, with made-up instruments.

use keyfob::kotak_neo::instruments::{Date, Month};

/// The header's first columns, blanks and semicolon included, and three of the others.
pub const HEADER: &str = "pSymbol,pGroup,pExchSeg,pInstType,pSymbolName,pTrdSymbol,pOptionType,\
    pISIN,pDesc,dTickSize ,lLotSize,lExpiryDate ,lMultiplier ,lPrecision,dStrikePrice;,pExpiryDate,\
    pFaceValue,lFreezeQty";

/// 2:30 p.m. on 22 and 29 September 2026, counted from 1980.
pub const WEEK_1: i64 = 1_474_554_600;
pub const WEEK_2: i64 = WEEK_1 + 7 * 86_400;

pub fn september(day: u8) -> Date {
    Date::from_calendar_date(2026, Month::September, day).unwrap()
}

/// A file with these rows.
pub fn file(rows: impl IntoIterator<Item = String>) -> String {
    let rows: Vec<String> = rows.into_iter().collect();
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// An option; the strike is in hundredths, as text.
pub fn option(token: u32, name: &str, right: &str, expiry: i64, strike: &str) -> String {
    let symbol = format!("{name}{token}{right}");
    format!(
        "{token},XX,nse_fo,OPTIDX,{name},{symbol},{right},,,5,65,{expiry},-1,2,{strike},{expiry},,1801"
    )
}

pub fn future(token: u32, name: &str, expiry: i64) -> String {
    format!(
        "{token},XX,nse_fo,FUTIDX,{name},{name}{token}FUT,XX,,,10,65,{expiry},-1,2,-1,{expiry},,1801"
    )
}

pub fn share(token: u32, name: &str, group: &str) -> String {
    format!(
        "{token},{group},nse_cm,,{name},{name}-{group},,IN{token},{name} LTD,1,1,-1,-1,2,-1,,200,5392180"
    )
}
