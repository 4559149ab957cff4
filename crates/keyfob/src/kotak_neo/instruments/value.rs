//! The values of cells. An empty cell has none.

use keyfob_core::Decimal;
use time::Date;

use super::day::OwnDate;
use super::instrument::sound;
use super::problem::What;
use super::segment::{expires, expiry, other_expiry};
use super::{OptionType, Segment};

/// One cell with its column's name, which is told if the value cannot be read.
pub(super) struct Cell<'a> {
    pub(super) column: &'static str,
    pub(super) text: Option<&'a str>,
}

/// What a cell says; `Err` if that cannot be read.
type Value<T> = Result<Option<T>, What>;

impl Cell<'_> {
    pub(super) fn text(&self) -> Option<String> {
        self.text.map(str::to_owned)
    }

    /// A whole number; also written `65.0` or `1e+06`, as tables are by some tools. Below zero stands for none.
    pub(super) fn count(&self) -> Value<i64> {
        let count = self.whole("whole number")?;
        Ok(count.filter(|count| *count >= 0))
    }

    /// Hundredths, as rupees. What is not above zero stands for none.
    pub(super) fn hundredths(&self) -> Value<Decimal> {
        self.scaled(2)
    }

    /// A number of the last decimal of which there are `precision`.
    pub(super) fn scaled(&self, precision: u32) -> Value<Decimal> {
        let Some(number) = self.decimal("number")? else {
            return Ok(None);
        };
        let mut number = number.normalize();
        number
            .set_scale(number.scale().saturating_add(precision))
            .map_err(|_| self.wrong("number of that many digits"))?;
        let number = number.normalize();
        Ok((number > Decimal::default()).then_some(number))
    }

    /// A number of seconds that tells a day in this segment. What is not above zero stands for none.
    fn seconds(&self, segment: Segment) -> Value<i64> {
        let seconds = self.whole("number of seconds")?;
        Ok(seconds.filter(|seconds| *seconds > 0 && expires(segment)))
    }

    /// The day that a number of seconds is in this segment.
    fn expiry(&self, segment: Segment, seconds: i64) -> Value<Date> {
        let day = expiry(segment, seconds);
        day.map(Some)
            .ok_or_else(|| self.wrong("number of seconds up to the year 9999"))
    }

    /// The day that a number of seconds is, by what the instrument's own symbol says of it; and what is odd about that day.
    pub(super) fn last_day(
        &self,
        segment: Segment,
        own: Option<OwnDate<'_>>,
        of_file: Option<Date>,
        told: &mut impl FnMut(What),
    ) -> Option<Date> {
        let seconds = sound(self.seconds(segment), told)?;
        let usual = sound(self.expiry(segment, seconds), told)?;
        let other = other_expiry(segment, seconds);
        let other = other.filter(|other| own.is_some_and(|own| own.prefers(*other, usual)));
        let column = self.column;
        if let Some(taken) = other {
            told(What::Decade {
                column,
                text: self.text.unwrap_or_default().to_owned(),
                taken,
            });
        }
        let day = other.unwrap_or(usual);
        if let Some(of_file) = of_file.filter(|of_file| day < *of_file) {
            told(What::Expired {
                column,
                day,
                of_file,
            });
        }
        Some(day)
    }

    /// A call, a put, or neither (`XX`), in any case.
    pub(super) fn option_type(&self) -> Value<OptionType> {
        let is = |word: &str| {
            self.text
                .is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        match self.text {
            None => Ok(None),
            Some(_) if is("XX") => Ok(None),
            Some(_) if is("CE") => Ok(Some(OptionType::Call)),
            Some(_) if is("PE") => Ok(Some(OptionType::Put)),
            Some(_) => Err(self.wrong("option type (CE, PE or XX)")),
        }
    }

    /// A segment by the vendor's word. One that is not known is told, and none.
    pub(super) fn segment(&self) -> Value<Segment> {
        let segment = self.text.map(str::parse).transpose();
        segment.map_err(|_| self.wrong("segment that is known here"))
    }

    fn whole(&self, wanted: &'static str) -> Value<i64> {
        // Most are digits alone.
        if let Some(Ok(whole)) = self.text.map(str::parse) {
            return Ok(Some(whole));
        }
        let Some(number) = self.decimal(wanted)? else {
            return Ok(None);
        };
        let number = number.normalize();
        let whole = (number.scale() == 0).then(|| i64::try_from(number).ok());
        let whole = whole.flatten().ok_or_else(|| self.wrong(wanted))?;
        Ok(Some(whole))
    }

    fn decimal(&self, wanted: &'static str) -> Value<Decimal> {
        let number = self.text.map(str::parse).transpose();
        number.map_err(|_| self.wrong(wanted))
    }

    fn wrong(&self, wanted: &'static str) -> What {
        What::value(self.column, self.text.unwrap_or_default(), wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell<'_> {
        let text = (!text.is_empty()).then_some(text);
        Cell {
            column: "pTest",
            text,
        }
    }

    #[test]
    fn strikes_are_exact_rupees() {
        let strike = |text| cell(text).hundredths().unwrap().map(|it| it.to_string());
        for (text, rupees) in [
            ("2100000", "21000"),
            ("2.1e+06", "21000"),
            ("1.485e+07", "148500"),
            ("8325.5", "83.255"),
            ("150050.000000", "1500.5"),
            ("1", "0.01"),
        ] {
            assert_eq!(strike(text).as_deref(), Some(rupees), "{text}");
        }
        for none in ["", "-1", "-1.000000", "0", "0.0"] {
            assert_eq!(strike(none), None, "{none}");
        }
        let long = "0.0000000000000000000000000001";
        for wrong in ["1,500", "NaN", "CE", long] {
            let error = cell(wrong).hundredths().unwrap_err();
            assert!(matches!(error, What::Value { .. }), "{wrong}");
        }
    }

    #[test]
    fn counts_are_whole() {
        let count = |text| cell(text).count().unwrap();
        assert_eq!(count("65"), Some(65));
        assert_eq!(count("65.0"), Some(65));
        assert_eq!(count("1e+12"), Some(1_000_000_000_000));
        assert_eq!(count("-1"), None);
        assert_eq!(count(""), None);
        for wrong in ["6.5", "many", "99999999999999999999"] {
            assert!(cell(wrong).count().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ticks_are_in_the_last_decimal() {
        let tick = |text, precision| cell(text).scaled(precision).unwrap().unwrap().to_string();
        assert_eq!(tick("5", 2), "0.05");
        assert_eq!(tick("25.000000", 4), "0.0025");
        assert_eq!(tick("100", 2), "1");
        assert!(cell("0.5").scaled(u32::MAX).is_err());
    }

    #[test]
    fn days_and_types() {
        let of = |text, segment| {
            let cell = cell(text);
            match cell.seconds(segment)? {
                Some(seconds) => cell.expiry(segment, seconds),
                None => Ok(None),
            }
        };
        let expiry = |text| of(text, Segment::NseDerivatives);
        assert_eq!(
            expiry("1474554600").unwrap().unwrap().to_string(),
            "2026-09-22"
        );
        for none in ["", "-1", "0"] {
            assert_eq!(expiry(none).unwrap(), None, "{none}");
        }
        for wrong in ["22SEP2026", "1474554600.5", "99999999999999"] {
            assert!(expiry(wrong).is_err(), "{wrong}");
        }
        assert_eq!(of("1474554600", Segment::NseCash).unwrap(), None);
        assert_eq!(cell("CE").option_type().unwrap(), Some(OptionType::Call));
        assert_eq!(cell("PE").option_type().unwrap(), Some(OptionType::Put));
        assert_eq!(cell("XX").option_type().unwrap(), None);
        assert_eq!(cell("Ce").option_type().unwrap(), Some(OptionType::Call));
        assert_eq!(cell("pe").option_type().unwrap(), Some(OptionType::Put));
        assert_eq!(cell("xx").option_type().unwrap(), None);
        assert!(cell("EU").option_type().is_err());
    }
}
