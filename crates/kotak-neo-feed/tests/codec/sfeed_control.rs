//! SFeed's control plane: logins, dividers and trading symbols.

use kotak_neo_feed::sfeed::{Control, Decoder};
use kotak_neo_feed::{MarketEvent, Price, Problem, Token};

use crate::build::{Given, hundredths, index, last_price, quote, sfeed};

fn login(decoder: &mut Decoder, text: &str) -> (Option<Control>, Vec<Problem>) {
    let mut given = Given::default();
    let control = decoder.text(text, &mut given);
    assert_eq!(given.events, []);
    (control, given.problems)
}

#[test]
fn a_login_tells_the_dividers() {
    let mut decoder = Decoder::new();
    let text = r#"{"message_code": 1119, "format": "native_batch", "exchanges": {
        "nse_cm": {"value": 1, "divider": 100}, "cde_fo": {"divider": "10000000"}, "mine": {"value": -3, "divider": 10.0},
        "mcx_fo": {"value": 9, "divider": 0}, "bse_cm": {"value": 5, "divider": -5}, "bse_fo": {"value": 6}, "bse_cd": {"value": 7, "divider": 10.5},
        "x": 7, "far": {"value": 1000, "divider": 10}}}"#;
    let (control, mut problems) = login(&mut decoder, text);
    assert_eq!(control, Some(Control::Authenticated { exchanges: 3 }));
    problems.sort_by_key(ToString::to_string);
    let invalid = |exchange| Problem::InvalidDivider { exchange };
    assert_eq!(problems, [invalid(5), invalid(7), invalid(9)]);
    for (exchange, divider) in [
        (1, 100),
        (3, 10_000_000),
        (-3, 10),
        (9, 100),
        (5, 100),
        (6, 100),
        (4, 100),
    ] {
        let quote = quote(sfeed(&mut decoder, &last_price(exchange, 1, 123)));
        assert_eq!(quote.last_price, Price::new(123, divider), "{exchange}");
    }
}

#[test]
fn a_login_forgets_the_dividers_of_the_one_before() {
    let mut decoder = Decoder::new();
    login(
        &mut decoder,
        r#"{"message_code": 1117, "exchanges": {"nse_cm": {"divider": 10}}}"#,
    );
    login(&mut decoder, r#"{"message_code": 1117}"#);
    let quote = quote(sfeed(&mut decoder, &last_price(1, 1, 123)));
    assert_eq!(quote.last_price, hundredths(123));
}

#[test]
fn a_login_may_be_refused() {
    for (text, control) in [
        (
            r#"{"message_code": 1117, "format": "native_fallback"}"#,
            Control::Downgraded,
        ),
        (
            r#"{"message_code": 1118, "message": "no\n"}"#,
            Control::Refused {
                message: "no".into(),
            },
        ),
        (
            r#"{}"#,
            Control::Refused {
                message: String::new(),
            },
        ),
    ] {
        let (said, problems) = login(&mut Decoder::new(), text);
        assert_eq!((said, problems), (Some(control), Vec::new()));
    }
    for text in ["", "[]", "1", "{", "null"] {
        let (said, problems) = login(&mut Decoder::new(), text);
        assert_eq!(
            (said, problems),
            (None, vec![Problem::InvalidText]),
            "{text}"
        );
    }
    let mut decoder = Decoder::new();
    login(&mut decoder, r#"{"message_code": "1117"}"#);
    let later = login(&mut decoder, r#"{"message_code": 7}"#).0;
    assert_eq!(later, Some(Control::Other { code: Some(7) }));
}

#[test]
fn symbols_come_with_the_quotes_of_their_instruments() {
    let mut decoder = Decoder::new();
    let before = sfeed(&mut decoder, &index(26000, b"Nifty 50"));
    let [MarketEvent::Index(index_before)] = &before.events[..] else {
        panic!("{before:?}");
    };
    assert_eq!(
        (index_before.name.as_deref(), &index_before.symbol),
        (Some("Nifty 50"), &None)
    );
    let text = r#"{"message_code": 1109, "trading_symbols": {
        "nse_cm|7": "SANDBOXCO-EQ", "nse_cm|Nifty 50": "NIFTY", "nse_cm|8": 8, "x": "y"}}"#;
    let (control, problems) = login(&mut decoder, text);
    assert_eq!(control, Some(Control::Subscribed { symbols: 2 }));
    assert_eq!(problems, [Problem::InvalidText; 2]);

    let known = quote(sfeed(&mut decoder, &last_price(1, 7, 1)));
    assert_eq!(known.symbol.as_deref(), Some("SANDBOXCO-EQ"));
    for (exchange, token) in [(1, 8), (2, 7)] {
        let other = quote(sfeed(&mut decoder, &last_price(exchange, token, 1)));
        assert_eq!(other.symbol, None);
    }
    let given = sfeed(&mut decoder, &index(26000, b"Nifty 50"));
    let [MarketEvent::Index(index)] = &given.events[..] else {
        panic!("{given:?}");
    };
    assert_eq!(index.symbol.as_deref(), Some("NIFTY"));
    assert_eq!(index.instrument.token, Token::Number(26000));
    assert_eq!(
        index.by_name().map(|by_name| by_name.to_string()),
        Some("nse_cm|Nifty 50".into())
    );
    assert_eq!((index.change(), index.at), (hundredths(3), Some(7)));
}

#[test]
fn no_more_symbols_are_kept_than_there_is_reason_to() {
    let mut decoder = Decoder::new();
    let mut told = |instrument: &str, symbol: &str| {
        let symbols = serde_json::json!({instrument: symbol});
        let text = serde_json::json!({"message_code": 1109, "trading_symbols": symbols});
        login(&mut decoder, &text.to_string()).1
    };
    assert_eq!(
        told("nse_cm|0", &"x".repeat(101)),
        [Problem::TooManySymbols]
    );
    for token in 0..12_000 {
        assert_eq!(told(&format!("nse_cm|{token}"), "A"), []);
        assert_eq!(told(&format!("nse_cm|Index {token}"), "B"), []);
    }
    for more in ["nse_cm|12000", "nse_cm|Index 12000"] {
        assert_eq!(told(more, "C"), [Problem::TooManySymbols]);
    }
    for known in ["nse_cm|7", "nse_cm|Index 7"] {
        assert_eq!(told(known, "D"), []);
    }
    let quote = quote(sfeed(&mut decoder, &last_price(1, 7, 1)));
    assert_eq!(quote.symbol.as_deref(), Some("D"));
}
