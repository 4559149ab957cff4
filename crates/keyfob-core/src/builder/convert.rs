//! What a setter takes for a number: everything that is that number exactly, and nothing that only is near it.

use crate::Error;

/// Takes a value for a member of this type.
pub trait IntoMember<T> {
    /// The value.
    ///
    /// # Errors
    /// If it is not exactly one of that type.
    fn into_member(self) -> Result<T, Error>;
}

macro_rules! whole {
    ($($ty:ty),*) => {
        $(
            impl IntoMember<i64> for $ty {
                fn into_member(self) -> Result<i64, Error> {
                    i64::try_from(self)
                        .map_err(|_| Error::invalid_input("the number is too large"))
                }
            }
        )*
    };
}

whole!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

#[cfg(feature = "decimal")]
mod decimals {
    use super::IntoMember;
    use crate::{Decimal, Error};

    impl IntoMember<i64> for Decimal {
        /// `7.0` is whole, and `7.9` is not 7.
        fn into_member(self) -> Result<i64, Error> {
            match self.is_integer() {
                true => {
                    i64::try_from(self).map_err(|_| Error::invalid_input("the number is too large"))
                }
                false => Err(Error::invalid_input(format!("{self} is no whole number"))),
            }
        }
    }

    impl IntoMember<Decimal> for Decimal {
        fn into_member(self) -> Result<Decimal, Error> {
            Ok(self)
        }
    }

    impl IntoMember<Decimal> for &str {
        fn into_member(self) -> Result<Decimal, Error> {
            let shown = || self.chars().take(16).collect::<String>();
            crate::decimal::exact(self.trim()).ok_or_else(|| {
                let shown = shown();
                let shown = shown.escape_debug();
                Error::invalid_input(format!(
                    "`{shown}` is no decimal number of at most 28 digits"
                ))
            })
        }
    }

    impl IntoMember<Decimal> for String {
        fn into_member(self) -> Result<Decimal, Error> {
            self.as_str().into_member()
        }
    }

    impl IntoMember<Decimal> for &String {
        fn into_member(self) -> Result<Decimal, Error> {
            self.as_str().into_member()
        }
    }

    macro_rules! decimal {
        ($($ty:ty),*) => {
            $(
                impl IntoMember<Decimal> for $ty {
                    fn into_member(self) -> Result<Decimal, Error> {
                        Ok(Decimal::from(self))
                    }
                }
            )*
        };
    }

    decimal!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_fraction_is_no_whole_number() {
            let whole = |number: Decimal| IntoMember::<i64>::into_member(number);
            assert_eq!(whole(Decimal::new(70, 1)).unwrap(), 7);
            for number in [Decimal::new(79, 1), Decimal::new(9, 1), Decimal::new(-5, 1)] {
                let error = whole(number).unwrap_err().to_string();
                assert!(error.contains("no whole number"), "{error}");
            }
        }

        #[test]
        fn a_price_in_a_text_is_exact_or_refused() {
            let price = |text: &str| IntoMember::<Decimal>::into_member(text);
            assert_eq!(price("10.50").unwrap().to_string(), "10.50");
            for text in ["ten", "", "1,5", "0.12345678901234567890123456789012"] {
                let error = price(text).unwrap_err().to_string();
                assert!(error.contains("no decimal number"), "{error}");
            }
        }
    }
}
