//! Futures and options whose rows are not as they should be.

use keyfob::kotak_neo::instruments::{Instruments, OptionType, Segment};

use crate::files::{WEEK_1, file, future, option, september};

/// What the seconds of `nse_fo` are when they count from 1970.
const TEN_YEARS: i64 = 315_532_800;

fn read(segment: Segment, rows: impl IntoIterator<Item = String>) -> Instruments {
    Instruments::parse(segment, file(rows).as_bytes()).unwrap()
}

/// An option with this in the column of its type, and this kind.
fn untyped(token: u32, right: &str, column: &str, kind: &str) -> String {
    let row = option(token, "NIFTY", right, WEEK_1, "2100000");
    let row = row.replace(&format!(",{right},,"), &format!(",{column},,"));
    row.replace(",OPTIDX,", &format!(",{kind},"))
}

#[test]
fn the_case_of_an_option_type_does_not_count() {
    let rows = ["CE", "ce", "Ce", "pe"].into_iter().zip(1..);
    let rows = rows.map(|(right, token)| option(token, "NIFTY", right, WEEK_1, "2100000"));
    let list = read(Segment::NseDerivatives, rows);
    let types: Vec<_> = list.all().iter().map(|it| it.option_type).collect();
    let call = Some(OptionType::Call);
    assert_eq!(types, [call, call, call, Some(OptionType::Put)]);
    assert_eq!(list.problem_count(), 0);
}

#[test]
fn an_option_without_a_type_is_no_future() {
    let rows = [
        untyped(1, "CE", "", "OPTIDX"),
        untyped(2, "PE", "", "optidx"),
        untyped(3, "CE", "XX", "OPTIDX"),
        untyped(4, "CE", "XX", ""),
        untyped(5, "CE", "", "IO").replace(",2100000,", ",,"),
        untyped(6, "CE", "EU", "OPTIDX"),
    ];
    let list = read(Segment::NseDerivatives, rows.clone());
    assert_eq!(list.future("NIFTY", september(22)), None);
    // Where the kind says that it is an option, the symbol says which.
    let call = list.option("NIFTY", september(22), OptionType::Call, 21_000);
    assert_eq!(call.unwrap().token.as_deref(), Some("1"));
    let put = list.option("NIFTY", september(22), OptionType::Put, 21_000);
    assert_eq!(put.unwrap().token.as_deref(), Some("2"));
    // And the future is found behind them.
    let list = read(
        Segment::NseDerivatives,
        rows.into_iter().chain([future(9, "NIFTY", WEEK_1)]),
    );
    let future = list.future("NIFTY", september(22)).unwrap();
    assert_eq!(future.token.as_deref(), Some("9"));
}

#[test]
fn an_expiry_ten_years_off_its_symbol_is_told_and_mended() {
    let mended = option(1, "NIFTY", "CE", WEEK_1 + TEN_YEARS, "2100000");
    let mended = mended.replace("NIFTY1CE", "NIFTY26SEP21000CE");
    let list = read(Segment::NseDerivatives, [mended]);
    let call = list.option("NIFTY", september(22), OptionType::Call, 21_000);
    assert_eq!(call.unwrap().token.as_deref(), Some("1"));
    let told: Vec<_> = list.problems().iter().map(ToString::to_string).collect();
    let expected = "line 2: pExpiryDate is \"1790087400\", ten years off what the trading symbol says: taken for 2026-09-22";
    assert_eq!(told, [expected]);
    assert_eq!(list.problems()[0].column(), Some("pExpiryDate"));

    let other = future(2, "GOLD", WEEK_1).replace("GOLD2FUT", "GOLD26SEPFUT");
    let list = read(Segment::McxCommodity, [other]);
    assert!(list.future("GOLD", september(22)).is_some());
    assert_eq!(list.problem_count(), 1);

    // A symbol that agrees with the usual reading, or says nothing, changes nothing.
    let usual = option(1, "NIFTY", "CE", WEEK_1, "2100000");
    let agrees = usual.replace("NIFTY1CE", "NIFTY26SEP21000CE");
    let list = read(Segment::NseDerivatives, [agrees, usual]);
    assert!(list.all().iter().all(|it| it.expiry == Some(september(22))));
    assert_eq!(list.problem_count(), 0);
}
