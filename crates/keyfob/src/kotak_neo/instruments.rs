//! What can be traded: the vendor's lists of instruments (its scrip master), a segment a file, as rows that come one by one or as
//! an index to look things up in.
//!
//! ```no_run
//! use keyfob::Decimal;
//! use keyfob::kotak_neo::Session;
//! use keyfob::kotak_neo::instruments::{Date, Month, OptionType, Search, Segment};
//!
//! # async fn example(session: Session) -> Result<(), Box<dyn std::error::Error>> {
//! let listed = session.instruments(Segment::NseDerivatives).await?;
//! let expiry = Date::from_calendar_date(2026, Month::September, 22)?;
//! let call = listed.option("NIFTY", expiry, OptionType::Call, 21_000);
//! let future = listed.future("NIFTY", expiry);
//! let puts = Search::symbol("NIFTY").option_type(OptionType::Put);
//! for put in listed.search(&puts.strike(Decimal::from(20_000)..)) {
//!     println!("{:?} {:?} {:?}", put.trading_symbol, put.expiry, put.strike);
//! }
//! # Ok(()) }
//! ```
//!
//! [`Session::instrument_rows`] holds one row at a time, whatever the size of the file:
//!
//! ```no_run
//! # async fn example(session: keyfob::kotak_neo::Session) -> Result<(), keyfob::Error> {
//! use keyfob::kotak_neo::instruments::Segment;
//!
//! let mut rows = session.instrument_rows(Segment::NseCash).await?;
//! while let Some(row) = rows.next().await {
//!     let row = row?;
//!     // Any column by the vendor's name, also one that nobody knew when this was written.
//!     println!("{:?} {:?}", row.instrument().trading_symbol, row.get("pFaceValue"));
//!     row.problems().iter().for_each(|problem| eprintln!("{problem}"));
//! }
//! # Ok(()) }
//! ```
//!
//! # What is known of the files
//!
//! The vendor names a file for each segment, on a host and in a folder of its choice; it is looked for there, in the test environments
//! too. On some days users got yesterday's, or one with a header alone. So a file tells its day ([`Instruments::days_old`]), an
//! instrument that had expired before it is a [`Problem`], and a file without instruments is an error.
//!
//! Their columns have changed, and so have their names; hence columns are found by name and every value is optional. What cannot be
//! read is a [`Problem`] of its row. Blanks around names and the semicolon after one are taken off. A line is a row: a stray
//! quote does not swallow the lines after it.
//!
//! - **Strikes** are hundredths in the file, as the vendor's client reads them, and rupees here; what is not above zero stands for
//!   none.
//! - **Expiries** are the day on the exchange's clock, from the column `pExpiryDate`, or `lExpiryDate` without it. `nse_fo` and
//!   `cde_fo` count seconds from 1980, `bse_fo` and `mcx_fo` from 1970. The vendor's client adds six hours less than those ten years;
//!   the day is the same for every time of day after six, which all seen are. For other segments nothing is known, and nothing read.
//!   Should the vendor mend that some day, the trading symbols tell: where one speaks for the other of the two readings, and not for
//!   the usual one, it is believed, and that is a [`Problem`].
//! - **Futures and options** are told apart by option type, kind and strike, since some rows lack one of them. An option without a type
//!   has that of the last two letters of its trading symbol.
//! - **Tick sizes** are in units of the last decimal (`lPrecision`). That is inferred: an example in the docs of the vendor's client
//!   has a price band in rupees in one column, and in hundredths in two.

mod columns;
mod day;
mod index;
mod instrument;
mod lines;
mod locate;
mod look_up;
mod parser;
mod problem;
mod row;
mod rows;
mod search;
mod segment;
mod value;

use std::time::Duration;

use keyfob_core::Error;
pub use time::{Date, Month};

pub use crate::trading::{OptionType, Segment};
pub use index::Instruments;
pub use instrument::Instrument;
pub use problem::Problem;
pub use row::Row;
pub use rows::Rows;
pub use search::Search;

use super::Session;
use locate::locate;

/// The operation that brings the files, as errors name it.
const DOWNLOAD: &str = "download_scrip_master_csv";

impl Session {
    /// Downloads today's list of a segment, and sorts it for look-ups. It changes once a day: keep it.
    ///
    /// In memory a hundred thousand options take some 60 MB.
    ///
    /// # Errors
    /// Those of [`Session::instrument_rows`], and [`Error::Interrupted`] if the line is cut more often than the settings'
    /// [`Retry`](keyfob_core::Retry) allows; each time the list is asked for anew.
    pub async fn instruments(&self, segment: Segment) -> Result<Instruments, Error> {
        let mut cuts = 0;
        loop {
            let cut = match self.instrument_rows(segment).await?.index().await {
                Err(cut @ Error::Interrupted(_)) => cut,
                outcome => return outcome,
            };
            cuts += 1;
            let Some(wait) = self.wait(&cut, cuts) else {
                return Err(cut);
            };
            tokio::time::sleep(wait).await;
        }
    }

    /// Finds the newest list of a segment, and downloads it row by row from where the vendor says that it lies.
    ///
    /// # Errors
    /// [`Error::Incomplete`] if the vendor names no file for the segment, [`Error::HostChanged`] if the file lies on a host that is
    /// not the vendor's, and those of both calls.
    pub async fn instrument_rows(&self, segment: Segment) -> Result<Rows, Error> {
        let answer = self.client().market().scrip_master_paths().send().await?;
        let paths = answer.into_inner().data.unwrap_or_default();
        let file = locate(segment, &paths.file_paths, paths.base_folder.as_deref())?;
        let handle = self.client().handle();
        let bytes = handle.follow(DOWNLOAD, &file.url).await?.into_inner();
        Ok(Rows::new(segment, file.day, bytes))
    }

    /// How long to wait before a list that was cut is asked for again, if it may be.
    fn wait(&self, cut: &Error, cuts: u32) -> Option<Duration> {
        let handle = self.client().handle();
        handle.wait_before_repeat(handle.api().operation(DOWNLOAD)?, cut, cuts)
    }
}
