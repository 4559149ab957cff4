//! What is found in a list.

use keyfob::Decimal;
use keyfob::kotak_neo::instruments::{Instrument, Instruments, OptionType, Search, Segment};

use crate::files::{WEEK_1, WEEK_2, file, future, option, september, share};

/// Two underlyings whose names begin alike, two expiries, three strikes, and a file in no order.
fn derivatives() -> Instruments {
    let mut rows = Vec::new();
    let mut token = 100;
    for strike in ["2100000", "2.2e+06", "2050050"] {
        for expiry in [WEEK_2, WEEK_1] {
            for right in ["PE", "CE"] {
                for name in ["NIFTY", "BANKNIFTY"] {
                    token += 1;
                    rows.push(option(token, name, right, expiry, strike));
                }
            }
        }
    }
    rows.push(future(1, "NIFTY", WEEK_2));
    rows.push(future(2, "NIFTYNXT50", WEEK_2));
    Instruments::parse(Segment::NseDerivatives, file(rows).as_bytes()).unwrap()
}

fn strikes<'a>(found: impl Iterator<Item = &'a Instrument>) -> Vec<String> {
    let day = |it: &Instrument| it.expiry.unwrap().day();
    let strike = |it: &Instrument| it.strike.map(|strike| strike.to_string());
    found
        .map(|it| {
            format!(
                "{} {:?} {}",
                day(it),
                it.option_type,
                strike(it).unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn an_option_is_found_by_its_four_parts() {
    let list = derivatives();
    let price = |text: &str| text.parse::<Decimal>().unwrap();
    let call = list.option("NIFTY", september(22), OptionType::Call, 21_000);
    let call = call.unwrap();
    assert_eq!(call.symbol.as_deref(), Some("NIFTY"));
    assert_eq!(call.expiry, Some(september(22)));
    assert_eq!(call.option_type, Some(OptionType::Call));
    assert_eq!(call.strike, Some(Decimal::from(21_000)));
    let odd = list.option("nifty ", september(29), OptionType::Put, price("20500.50"));
    assert_eq!(odd.unwrap().expiry, Some(september(29)));
    for missing in [
        list.option("NIFTY", september(23), OptionType::Call, 21_000),
        list.option("NIFTY", september(22), OptionType::Call, price("21000.01")),
        list.option("NIFT", september(22), OptionType::Call, 21_000),
        list.option("NIFTYNXT50", september(29), OptionType::Call, 21_000),
    ] {
        assert_eq!(missing, None);
    }
}

#[test]
fn a_future_is_no_option() {
    let list = derivatives();
    let token = |it: Option<&Instrument>| it.and_then(|it| it.token.clone());
    assert_eq!(
        token(list.future("NIFTY", september(29))).as_deref(),
        Some("1")
    );
    assert_eq!(
        token(list.future("NIFTYNXT50", september(29))).as_deref(),
        Some("2")
    );
    assert_eq!(list.future("NIFTY", september(22)), None);
}

#[test]
fn each_has_its_token_and_its_trading_symbol() {
    let list = derivatives();
    assert_eq!(list.all().len(), 26);
    for it in list.all() {
        assert_eq!(list.by_token(it.token.as_deref().unwrap()), Some(it));
        let name = it.trading_symbol.as_deref().unwrap();
        assert_eq!(list.by_trading_symbol(name), Some(it));
    }
    for wrong in ["", "0", "1000", "NIFTY"] {
        assert_eq!(list.by_token(wrong), None);
        assert_eq!(list.by_trading_symbol(wrong), None);
    }
}

#[test]
fn symbols_expiries_and_what_expires() {
    let list = derivatives();
    let symbols: Vec<_> = list.symbols().collect();
    assert_eq!(symbols, ["BANKNIFTY", "NIFTY", "NIFTYNXT50"]);
    let days: Vec<_> = list.expiries("NIFTY").collect();
    assert_eq!(days, [september(22), september(29)]);
    assert_eq!(list.expiries("OTHER").count(), 0);
    let found = strikes(list.expiring("NIFTY", september(29)).iter());
    let expected = [
        "29 None ",
        "29 Some(Call) 20500.5",
        "29 Some(Call) 21000",
        "29 Some(Call) 22000",
        "29 Some(Put) 20500.5",
        "29 Some(Put) 21000",
        "29 Some(Put) 22000",
    ];
    assert_eq!(found, expected);
    assert_eq!(list.of_symbol("NIFTY").len(), 13);
}

#[test]
fn a_search_is_as_wide_as_it_says() {
    let list = derivatives();
    let found = |search: Search| strikes(list.search(&search));
    let nifty = || Search::symbol("NIFTY");
    let at = |rupees: i64| Decimal::from(rupees);
    assert_eq!(found(nifty()).len(), 13);
    assert_eq!(found(Search::symbol("")).len(), 0);
    let puts = found(nifty().option_type(OptionType::Put).strike(at(21_000)..));
    let expected = [
        "22 Some(Put) 21000",
        "22 Some(Put) 22000",
        "29 Some(Put) 21000",
        "29 Some(Put) 22000",
    ];
    assert_eq!(puts, expected);
    // A strike that is bounded leaves futures out, from whichever side.
    assert_eq!(found(nifty().strike(..at(21_000))).len(), 4);
    assert_eq!(found(nifty().strike(..=at(21_000))).len(), 8);
    assert_eq!(found(nifty().strike(at(21_000)..=at(21_000))).len(), 4);
    let week = nifty().expiry(september(23)..=september(29));
    assert_eq!(found(week.clone()).len(), 7);
    let calls = found(
        week.option_type(OptionType::Call)
            .strike(at(21_000)..at(22_000)),
    );
    assert_eq!(calls, ["29 Some(Call) 21000"]);
    assert_eq!(found(nifty().expiry(..september(22))).len(), 0);
    // Bounds that contradict each other find nothing.
    assert_eq!(found(nifty().strike(at(22_000)..at(21_000))).len(), 0);
    assert_eq!(found(nifty().expiry(september(29)..september(22))).len(), 0);
}

#[test]
fn shares_of_one_company_lie_together_in_the_order_of_the_file() {
    let rows = [
        share(3, "ABCD", "EQ"),
        share(2, "XY", "EQ"),
        share(1, "ABCD", "BL"),
    ];
    let list = Instruments::parse(Segment::NseCash, file(rows).as_bytes()).unwrap();
    let names: Vec<_> = list
        .of_symbol("abcd")
        .iter()
        .filter_map(|it| it.trading_symbol.as_deref())
        .collect();
    assert_eq!(names, ["ABCD-EQ", "ABCD-BL"]);
    assert_eq!(list.segment(), Segment::NseCash);
}
