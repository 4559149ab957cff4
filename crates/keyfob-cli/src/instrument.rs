//! Instruments as they are written on the command line.

use keyfob::trading::{Contract, Segment};

use crate::failure::Failure;
use crate::vendor::Vendor;

/// What an order is of: at Kotak Neo `SEGMENT:SYMBOL`, at Kotak Trade a token.
pub fn contract(vendor: Vendor, text: &str) -> Result<Contract, Failure> {
    if vendor == Vendor::KotakTrade {
        return match !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(Contract::of_token(text)),
            false => Err(Failure::usage(format!(
                "`{text}` is no instrument of kotak-trade: write its token, such as 1001"
            ))),
        };
    }
    let (segment, symbol) = parts(text)?;
    let segment: Segment = segment.parse().map_err(|_| {
        let known = Segment::ALL.map(Segment::code).join(", ");
        Failure::usage(format!("`{segment}` is no segment")).hint(format!("there are {known}"))
    })?;
    Ok(Contract::new(segment, symbol))
}

/// What quotes are asked for by: at Kotak Neo `SEGMENT:TOKEN`, or `SEGMENT:NAME` of an index.
pub fn neo_symbol(text: &str) -> Result<String, Failure> {
    let (segment, token) = parts(text)?;
    Ok(format!("{segment}|{token}"))
}

/// A colon or a bar is between the two; a colon needs no quotation marks in a shell.
fn parts(text: &str) -> Result<(&str, &str), Failure> {
    let parts = text.split_once(['|', ':']);
    let parts = parts.filter(|(segment, rest)| !segment.is_empty() && !rest.is_empty());
    parts.ok_or_else(|| {
        Failure::usage(format!("`{text}` is no instrument"))
            .hint("write SEGMENT:TOKEN for quotes, such as nse_cm:1001, and SEGMENT:SYMBOL for orders, such as nse_cm:ABCD-EQ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_is_as_good_as_a_bar() {
        for text in ["nse_cm:Nifty 50", "nse_cm|Nifty 50"] {
            assert_eq!(neo_symbol(text).unwrap(), "nse_cm|Nifty 50");
        }
        let share = contract(Vendor::KotakNeo, "nse_cm:ABCD-EQ").unwrap();
        assert_eq!(share, Contract::new(Segment::NseCash, "ABCD-EQ"));
        let token = contract(Vendor::KotakTrade, "1001").unwrap();
        assert_eq!(token.token.as_deref(), Some("1001"));
    }

    #[test]
    fn what_is_no_instrument_is_told() {
        for (vendor, text) in [
            (Vendor::KotakNeo, "ABCD-EQ"),
            (Vendor::KotakNeo, "nse_cm:"),
            (Vendor::KotakNeo, "nowhere:ABCD-EQ"),
            (Vendor::KotakTrade, "nse_cm:1001"),
            (Vendor::KotakTrade, ""),
        ] {
            assert!(contract(vendor, text).is_err(), "{text}");
        }
    }
}
