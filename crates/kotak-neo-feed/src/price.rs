//! Prices without floats.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;

use rust_decimal::Decimal;

/// An exact number as the feeds send prices: a whole number of units, and how many units make one.
///
/// Two prices are equal when their values are, whatever their divisors: 1050/100 is 105/10.
///
/// ```
/// use kotak_neo_feed::Price;
///
/// let price = Price::new(152_345, 100).unwrap();
/// assert_eq!(price.to_string(), "1523.45");
/// assert_eq!(price, Price::new(1_523_450, 1000).unwrap());
/// ```
#[derive(Clone, Copy)]
pub struct Price {
    units: i64,
    divisor: NonZeroU64,
}

impl Price {
    /// The value `units / divisor`; `None` for a divisor of zero.
    pub const fn new(units: i64, divisor: u64) -> Option<Self> {
        match NonZeroU64::new(divisor) {
            Some(divisor) => Some(Self { units, divisor }),
            None => None,
        }
    }

    #[inline]
    pub(crate) const fn of(units: i64, divisor: NonZeroU64) -> Self {
        Self { units, divisor }
    }

    /// The number of units, as it came.
    pub const fn units(self) -> i64 {
        self.units
    }

    /// How many units make one.
    pub const fn divisor(self) -> u64 {
        self.divisor.get()
    }

    /// Whether the value is zero.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// The value as a decimal number. It is exact where the divisor is a product of twos and fives
    /// and the number has at most 28 digits, as it is for all divisors seen; else it is rounded to 28.
    pub fn to_decimal(self) -> Decimal {
        self.exact_decimal().unwrap_or_else(|| {
            Decimal::from(self.units)
                .checked_div(Decimal::from(self.divisor.get()))
                .unwrap_or_default()
        })
    }

    /// This value less `other`. `None` where the result does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        if self.divisor == other.divisor {
            let units = self.units.checked_sub(other.units)?;
            return Some(Self { units, ..self });
        }
        let left = i128::from(self.units).checked_mul(i128::from(other.divisor.get()))?;
        let right = i128::from(other.units).checked_mul(i128::from(self.divisor.get()))?;
        let divisor = self.divisor.checked_mul(other.divisor)?;
        let units = i64::try_from(left.checked_sub(right)?).ok()?;
        Some(Self { units, divisor })
    }

    fn exact_decimal(self) -> Option<Decimal> {
        let (twos, rest) = strip(self.divisor.get(), 2);
        let (fives, rest) = strip(rest, 5);
        if rest != 1 {
            return None;
        }
        let scale = twos.max(fives);
        let factor = 2_i128
            .checked_pow(scale - twos)?
            .checked_mul(5_i128.checked_pow(scale - fives)?)?;
        let number = i128::from(self.units).checked_mul(factor)?;
        Decimal::try_from_i128_with_scale(number, scale).ok()
    }

    fn across(self, other: Self) -> (i128, i128) {
        // 63 bits times 64 bits always fit.
        (
            i128::from(self.units) * i128::from(other.divisor.get()),
            i128::from(other.units) * i128::from(self.divisor.get()),
        )
    }
}

/// How often `factor` divides `number`, and what is left.
const fn strip(mut number: u64, factor: u64) -> (u32, u64) {
    let mut times = 0;
    while number.is_multiple_of(factor) {
        number /= factor;
        times += 1;
    }
    (times, number)
}

impl PartialEq for Price {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Price {}

impl PartialOrd for Price {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Price {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = self.across(*other);
        left.cmp(&right)
    }
}

impl From<Price> for Decimal {
    fn from(price: Price) -> Self {
        price.to_decimal()
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_decimal().fmt(f)
    }
}

impl fmt::Debug for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
