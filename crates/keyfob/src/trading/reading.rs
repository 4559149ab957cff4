//! Rows of a vendor's answer, read as what they are.

use keyfob_core::{Decimal, Enumeration, Error, OpenEnum, ResponseValue};

/// One row of an answer.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    operation: &'static str,
    list: &'static str,
    at: usize,
}

impl Row {
    /// What a row must have to be what it is.
    ///
    /// # Errors
    /// [`Error::Undecodable`] names row and member. A row is not left out in silence: whoever sums up what is left would be wrong.
    pub(crate) fn need<T>(self, member: &'static str, value: Option<T>) -> Result<T, Error> {
        value.ok_or_else(|| {
            let path = format!("{}[{}].{member}", self.list, self.at);
            Error::unreadable(self.operation, path, "is missing or cannot be read")
        })
    }

    /// The sum of amounts that a row must have.
    ///
    /// # Errors
    /// [`Error::Undecodable`] names the amount that is missing, cannot be read, or with the others is more than a decimal holds.
    pub(crate) fn sum(
        self,
        amounts: [(&'static str, Option<Decimal>); 2],
    ) -> Result<Decimal, Error> {
        let mut sum = Decimal::ZERO;
        for (member, amount) in amounts {
            let amount = self.need(member, amount)?;
            sum = self.need(member, sum.checked_add(amount))?;
        }
        Ok(sum)
    }
}

/// All rows of an answer, or why one of them cannot be read.
///
/// # Errors
/// Those of `read`; and [`Error::Undecodable`] if a row was no row at all.
pub(crate) fn all<A, R, T>(
    operation: &'static str,
    list: &'static str,
    answer: ResponseValue<A>,
    rows: impl FnOnce(A) -> Vec<R>,
    read: impl Fn(Row, R) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    no_row(operation, list, &answer)?;
    each(operation, list, rows(answer.into_inner()), read)
}

/// The one row of an answer that has this number; none if every row has another.
///
/// # Errors
/// Those of `read` for this row alone: what is odd about others does not hide it. [`Error::Undecodable`] if none has the number and
/// one has none that can be read, since that may be it.
pub(crate) fn one<A, R, T>(
    operation: &'static str,
    list: &'static str,
    answer: ResponseValue<A>,
    rows: impl FnOnce(A) -> Vec<R>,
    (member, number_of): (&'static str, impl Fn(&R) -> Option<String>),
    wanted: &str,
    read: impl Fn(Row, R) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    let no_rows = no_row(operation, list, &answer);
    let mut unnumbered = None;
    for (at, raw) in rows(answer.into_inner()).into_iter().enumerate() {
        let row = Row {
            operation,
            list,
            at,
        };
        match number_of(&raw) {
            Some(number) if number == wanted.trim() => return read(row, raw).map(Some),
            Some(_) => {}
            None => {
                unnumbered.get_or_insert(row);
            }
        }
    }
    let unnumbered = unnumbered.map_or(Ok(()), |row| row.need(member, None));
    no_rows.and(unnumbered).map(|()| None)
}

/// # Errors
/// [`Error::Undecodable`] names the first row that was no row at all, if there is one.
fn no_row<A>(
    operation: &'static str,
    list: &'static str,
    answer: &ResponseValue<A>,
) -> Result<(), Error> {
    if answer.rows_left_out() == 0 {
        return Ok(());
    }
    let mut drift = answer.drift().iter().map(|drift| drift.path().to_owned());
    let path = drift.find(|path| path.ends_with(']'));
    let path = path.unwrap_or_else(|| list.to_owned());
    Err(Error::unreadable(operation, path, "is no row"))
}

/// All of these rows, or why one of them cannot be read.
///
/// # Errors
/// Those of `read`.
pub(crate) fn each<R, T>(
    operation: &'static str,
    list: &'static str,
    rows: Vec<R>,
    read: impl Fn(Row, R) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let rows = rows.into_iter().enumerate();
    rows.map(|(at, raw)| {
        let row = Row {
            operation,
            list,
            at,
        };
        read(row, raw)
    })
    .collect()
}

/// A vendor's word as ours, or its text where there is no such word.
pub(crate) fn word<A: Enumeration, B>(
    raw: Option<&OpenEnum<A>>,
    ours: impl Fn(A) -> Option<B>,
) -> OpenEnum<B> {
    match raw {
        None => OpenEnum::Unknown(String::new()),
        Some(OpenEnum::Unknown(text)) => OpenEnum::Unknown(text.clone()),
        Some(OpenEnum::Known(theirs)) => {
            let text = || OpenEnum::Unknown(theirs.as_str().to_owned());
            ours(*theirs).map_or_else(text, OpenEnum::Known)
        }
    }
}

/// A vendor's word as ours, if it is one.
pub(crate) fn known<A: Enumeration, B: TryFrom<A>>(raw: Option<&OpenEnum<A>>) -> Option<B> {
    raw?.known().and_then(|theirs| B::try_from(theirs).ok())
}

/// A text that says something: not blank, no dashes, not `NA`.
pub(crate) fn said(text: Option<&String>) -> Option<String> {
    let text = text?.trim();
    let none = text.chars().all(|c| c == '-') || text.eq_ignore_ascii_case("NA");
    (!none).then(|| text.to_owned())
}

/// What is above zero; vendors write 0 where there is none.
pub(crate) fn positive<T: Default + PartialOrd>(value: Option<T>) -> Option<T> {
    value.filter(|value| *value > T::default())
}

/// A lot of an instrument.
pub(crate) fn lot(value: Option<i64>) -> Option<u64> {
    positive(value).and_then(|lot| u64::try_from(lot).ok())
}

/// Implements the way there and back between a word of ours and a vendor's.
macro_rules! pairs {
    ($vendor:literal: $($ours:ident, $theirs:ty { $($word:ident = $raw:ident),* $(,)? })*) => {
        $(
            impl TryFrom<$theirs> for $crate::trading::$ours {
                type Error = keyfob_core::Error;

                #[allow(unreachable_patterns, reason = "the vendor's enums may grow")]
                fn try_from(theirs: $theirs) -> Result<Self, keyfob_core::Error> {
                    match theirs {
                        $(<$theirs>::$raw => Ok(Self::$word),)*
                        other => Err(keyfob_core::Error::InvalidInput(format!(
                            "`{other}` of {} has no counterpart among `trading::{}`",
                            $vendor,
                            stringify!($ours),
                        ))),
                    }
                }
            }

            impl TryFrom<$crate::trading::$ours> for $theirs {
                type Error = keyfob_core::Error;

                #[allow(unreachable_patterns, reason = "some vendors have all")]
                fn try_from(ours: $crate::trading::$ours) -> Result<Self, keyfob_core::Error> {
                    match ours {
                        $($crate::trading::$ours::$word => Ok(Self::$raw),)*
                        other => {
                            let words = [$($crate::trading::$ours::$word),*];
                            let words: Vec<_> = words.iter().map(ToString::to_string).collect();
                            Err(keyfob_core::Error::InvalidInput(format!(
                                "{} has no `{other}`: of `trading::{}` it takes {}",
                                $vendor,
                                stringify!($ours),
                                words.join(", "),
                            )))
                        }
                    }
                }
            }
        )*
    };
}
pub(crate) use pairs;
