//! What is read of rows, whatever is wrong with them.

use keyfob::Error;
use keyfob::kotak_neo::instruments::{Instruments, OptionType, Segment};

use crate::files::{HEADER, WEEK_1, file, future, option, september, share};

fn read(segment: Segment, csv: &str) -> Instruments {
    Instruments::parse(segment, csv.as_bytes()).unwrap()
}

fn text(problem: Option<impl ToString>) -> String {
    problem
        .map(|problem| problem.to_string())
        .unwrap_or_default()
}

#[test]
fn an_option_in_full() {
    let list = read(
        Segment::NseDerivatives,
        &file([option(56_526, "NIFTY", "PE", WEEK_1, "2.1e+06")]),
    );
    let [it] = list.all() else { panic!("{list:?}") };
    assert_eq!(it.token.as_deref(), Some("56526"));
    assert_eq!(it.segment, Some(Segment::NseDerivatives));
    assert_eq!(it.symbol.as_deref(), Some("NIFTY"));
    assert_eq!(it.trading_symbol.as_deref(), Some("NIFTY56526PE"));
    assert_eq!(it.instrument_type.as_deref(), Some("OPTIDX"));
    assert_eq!(it.option_type, Some(OptionType::Put));
    assert_eq!(it.expiry, Some(september(22)));
    assert_eq!(it.strike.unwrap().to_string(), "21000");
    assert_eq!(it.lot_size, Some(65));
    assert_eq!(it.tick_size.unwrap().to_string(), "0.05");
    assert_eq!(it.freeze_quantity, Some(1801));
    assert_eq!(
        (it.isin.as_deref(), it.description.as_deref()),
        (None, None)
    );
    assert_eq!(it.neo_symbol().as_deref(), Some("nse_fo|56526"));
    assert_eq!(list.problem_count(), 0);
}

#[test]
fn a_share_has_neither_expiry_nor_strike() {
    let list = read(Segment::NseCash, &file([share(11_915, "ABCD", "EQ")]));
    let it = list.by_trading_symbol("ABCD-EQ").unwrap();
    assert_eq!((it.expiry, it.strike, it.option_type), (None, None, None));
    assert_eq!(it.isin.as_deref(), Some("IN11915"));
    assert_eq!(it.description.as_deref(), Some("ABCD LTD"));
    assert_eq!(it.tick_size.unwrap().to_string(), "0.01");
    assert_eq!(list.problem_count(), 0);
}

#[test]
fn a_bad_value_costs_itself_only_and_is_told() {
    let rows = [
        option(1, "NIFTY", "CE", WEEK_1, "many"),
        option(2, "NIFTY", "CE", WEEK_1, "2100000").replace(",65,", ",6.5,"),
        option(3, "NIFTY", "CE", WEEK_1, "2100000").replace(",1474554600,", ",22SEP2026,"),
        option(4, "NIFTY", "EU", WEEK_1, "2100000"),
    ];
    let list = read(Segment::NseDerivatives, &file(rows));
    assert_eq!(list.all().len(), 4);
    let it = |token| list.by_token(token).unwrap();
    assert_eq!((it("1").strike, it("1").lot_size), (None, Some(65)));
    assert_eq!(it("2").lot_size, None);
    assert_eq!(it("2").expiry, Some(september(22)));
    assert_eq!((it("3").expiry, it("3").lot_size), (None, Some(65)));
    assert_eq!(it("4").option_type, None);
    let told: Vec<_> = list
        .problems()
        .iter()
        .map(|it| (it.line(), it.column().unwrap()))
        .collect();
    let expected = [
        (2, "dStrikePrice"),
        (3, "lLotSize"),
        (4, "pExpiryDate"),
        (4, "lExpiryDate"),
        (5, "pOptionType"),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        text(list.problems().first()),
        "line 2: dStrikePrice is \"many\", which is no number"
    );
}

#[test]
fn the_other_expiry_stands_in() {
    let row = option(1, "NIFTY", "CE", WEEK_1, "2100000");
    let without = row.replace(&format!(",2100000,{WEEK_1},"), ",2100000,,");
    let list = read(Segment::NseDerivatives, &file([without]));
    assert_eq!(list.all()[0].expiry, Some(september(22)));
}

#[test]
fn columns_may_come_go_and_move() {
    let csv = "CASEligible,pTrdSymbol ,pSymbol\nfalse,ABCD-EQ,10001\n";
    let list = read(Segment::NseCash, csv);
    let it = list.by_token("10001").unwrap();
    assert_eq!(it.trading_symbol.as_deref(), Some("ABCD-EQ"));
    assert_eq!(
        (it.lot_size, it.tick_size, it.symbol.as_deref()),
        (None, None, None)
    );
    assert_eq!(list.problem_count(), 0);
}

#[test]
fn lines_of_other_lengths_are_read_as_far_as_they_go() {
    let whole = share(1, "ABCD", "EQ");
    let short = "2,EQ,nse_cm,,EFGH,EFGH-EQ".to_owned();
    let long = format!("{},x,y", share(3, "IJKL", "EQ"));
    let list = read(Segment::NseCash, &file([whole, short, long]));
    assert_eq!(list.all().len(), 3);
    assert_eq!(list.by_token("2").unwrap().lot_size, None);
    assert_eq!(list.by_token("3").unwrap().lot_size, Some(1));
    let told: Vec<_> = list.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 3: 6 cells instead of 18",
            "line 4: 20 cells instead of 18"
        ]
    );
}

#[test]
fn quotes_hold_commas_and_a_stray_one_costs_its_line_only() {
    let quoted = share(1, "ABCD", "EQ").replace("ABCD LTD", "\"ABCD, \"\"the\"\" LTD\"");
    let stray = share(2, "EFGH", "EQ").replace("EFGH LTD", "\"EFGH LTD");
    let list = read(
        Segment::NseCash,
        &file([quoted, stray, share(3, "IJKL", "EQ")]),
    );
    let description = list.by_token("1").unwrap().description.as_deref();
    assert_eq!(description, Some("ABCD, \"the\" LTD"));
    assert_eq!(
        list.by_token("2").unwrap().trading_symbol.as_deref(),
        Some("EFGH-EQ")
    );
    assert_eq!(
        list.by_token("3").unwrap().trading_symbol.as_deref(),
        Some("IJKL-EQ")
    );
    assert_eq!(list.problem_count(), 1);
}

#[test]
fn blank_lines_carriage_returns_a_mark_and_foreign_bytes() {
    let rows = [
        share(1, "ABCD", "EQ"),
        String::new(),
        share(2, "EFGH", "EQ"),
    ];
    let csv = format!("\u{feff}{}", file(rows)).replace('\n', "\r\n");
    let mut csv = csv.into_bytes();
    let at = csv.windows(8).position(|it| it == b"ABCD LTD").unwrap();
    csv[at + 1] = 0xff;
    let list = Instruments::parse(Segment::NseCash, &csv).unwrap();
    let description = list.by_token("1").unwrap().description.as_deref();
    assert_eq!(description, Some("A\u{fffd}CD LTD"));
    assert_eq!(list.by_token("1").unwrap().freeze_quantity, Some(5_392_180));
    assert!(list.by_token("2").is_some());
    assert_eq!(list.problem_count(), 0);
    // The last line may lack its end.
    let cut = csv.strip_suffix(b"\r\n").unwrap();
    assert_eq!(
        Instruments::parse(Segment::NseCash, cut)
            .unwrap()
            .all()
            .len(),
        2
    );
}

#[test]
fn a_line_too_long_is_left_out_and_told() {
    let long = share(1, &"X".repeat(100_000), "EQ");
    let list = read(Segment::NseCash, &file([long, share(2, "EFGH", "EQ")]));
    assert_eq!(list.all().len(), 1);
    assert_eq!(
        text(list.problems().first()),
        "line 2: too long, and left out"
    );
}

#[test]
fn problems_are_counted_and_some_are_kept() {
    let bad = (0..500).map(|token| future(token, "NIFTY", WEEK_1).replace(",65,", ",x,"));
    let list = read(Segment::NseDerivatives, &file(bad));
    assert_eq!((list.problems().len(), list.problem_count()), (100, 500));
    assert_eq!(list.all().len(), 500);
}

#[test]
fn what_is_no_list_is_an_error() {
    for csv in ["", "\n\n", "<html>", "a,b\n1,2\n"] {
        let error = Instruments::parse(Segment::NseCash, csv.as_bytes()).unwrap_err();
        assert!(
            matches!(
                error,
                Error::Incomplete {
                    member: "pSymbol",
                    ..
                }
            ),
            "{error:?}"
        );
    }
    // One without instruments is no better.
    let empty = Instruments::parse(Segment::NseCash, HEADER.as_bytes());
    assert!(matches!(empty, Err(Error::Incomplete { .. })), "{empty:?}");
}
