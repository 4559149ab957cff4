//! Builders: what is missing or wrong is told with both names, as the error that everything ends in, and values are shown nowhere.

use std::fmt::Debug;

use httpmock::MockServer;
use keyfob_contract_suite::schemas;
use keyfob_core::{Error, Handle, Placement, Settings};

use crate::contract::vendors::vendors;
use kotak_neo::types::{ExchangeSegment, OrderType, PlaceOrderForm, PlaceOrderRequest, Side};

/// Stands in every value that is planted.
const MARK: &str = "PL4NT3D";

#[test]
fn a_request_names_all_that_it_misses_by_both_names() {
    let neo = PlaceOrderRequest::builder()
        .side(Side::Buy)
        .price("x")
        .build();
    let neo = neo.unwrap_err().to_string();
    for missing in [
        "`trading_symbol` (`ts`) is missing",
        "`exchange_segment` (`es`) is missing",
        "`quantity` (`qt`) is missing",
        "`order_type` (`pt`) is missing",
    ] {
        assert!(neo.contains(missing), "{missing}: {neo}");
    }
    assert!(neo.contains("`price` (`pr`): "), "{neo}");
    for set in ["`price` (`pr`) is missing", "`side`", "`tag`"] {
        assert!(!neo.contains(set), "{set}: {neo}");
    }
    let trade = kotak_trade::types::PlaceOrderRequest::builder().build();
    let trade = trade.unwrap_err().to_string();
    for missing in [
        "`token` (`instrumentToken`) is missing",
        "`quantity` is missing",
    ] {
        assert!(trade.contains(missing), "{missing}: {trade}");
    }
    let quatrix = quatrix::types::ShareCreateRequest::builder().build();
    let quatrix = quatrix.unwrap_err().to_string();
    assert!(quatrix.matches(" is missing").count() > 1, "{quatrix}");
}

/// Of every request whatever the spec requires.
#[test]
fn serde_and_the_spec_want_the_same_members() {
    for vendor in vendors() {
        schemas::serde_and_the_spec_want_the_same_members(&vendor);
    }
}

/// Builders are handed over as they are, and their errors arrive at the call, all of them.
#[tokio::test]
async fn a_call_names_all_that_its_body_and_its_parameters_miss() {
    let client = kotak_neo::Client::new(handle(&kotak_neo::API));
    let order = PlaceOrderRequest::builder().side(Side::Buy);
    let call = client
        .orders()
        .place()
        .body(PlaceOrderForm::builder().data(order));
    let told = call.send().await.unwrap_err().to_string();
    assert!(told.contains("`quantity` (`qt`) is missing"), "{told}");
    assert!(
        told.contains("`trading_symbol` (`ts`) is missing"),
        "{told}"
    );
    let call = client.market().historical_data().neo_symbol("x");
    let told = call.send().await.unwrap_err().to_string();
    for missing in [
        "`interval`",
        "`from_date` (`fromdate`)",
        "`to_date` (`todate`)",
    ] {
        assert!(
            told.contains(&format!("{missing} is missing")),
            "{missing}: {told}"
        );
    }
    let call = client.market().historical_data().interval("2 weeks");
    let told = call.send().await.unwrap_err().to_string();
    assert!(
        told.contains("`2 weeks` is no CandleInterval: it is one of `"),
        "{told}"
    );
}

#[test]
fn the_question_mark_turns_what_a_builder_says_into_the_error() {
    fn build(side: &str, quantity: &str) -> Result<PlaceOrderRequest, Error> {
        let side: Side = side.parse()?;
        let order = PlaceOrderRequest::builder()
            .side(side)
            .quantity(quantity)
            .build()?;
        Ok(order)
    }
    for (side, quantity) in [("hold", "1"), ("buy", "many"), ("B", "1")] {
        let error = build(side, quantity).unwrap_err();
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    }
}

/// The text, what it is none of, and the choices by their words on the wire and in Rust.
#[test]
fn the_error_of_a_word_that_is_none_names_the_choices() {
    for (error, told) in [
        (
            "hold".parse::<Side>().unwrap_err(),
            "`hold` is no Side: it is one of `B` (Buy), `S` (Sell)",
        ),
        (
            "".parse::<Side>().unwrap_err(),
            "`` is no Side: it is one of `B` (Buy), `S` (Sell)",
        ),
        (
            "Y".parse::<kotak_trade::types::Validity>().unwrap_err(),
            "`Y` is no Validity: it is one of `GFD` (Day), `IOC` (ImmediateOrCancel)",
        ),
    ] {
        assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
        assert_eq!(error.to_string(), told);
    }
    for (text, known) in [("B", Side::Buy), ("buy", Side::Buy), ("SELL", Side::Sell)] {
        assert_eq!(text.parse::<Side>().unwrap(), known, "{text}");
    }
    let segment = "moon".parse::<ExchangeSegment>().unwrap_err().to_string();
    assert!(segment.contains("`nse_cm`"), "{segment}");
    assert_eq!("Limit".parse::<OrderType>().unwrap().to_string(), "L");
}

/// An enum that the spec shares between operations stands in paths and queries by its word on the wire.
#[tokio::test]
async fn a_shared_enum_stands_in_a_path_and_a_query_by_its_word_on_the_wire() {
    let server = MockServer::start_async().await;
    let handle = |api, variant| {
        let settings = Settings::default().with_variant(variant);
        let settings = settings.with_origin(server.base_url());
        let handle = Handle::new(api, settings).unwrap();
        let schemes: &[&'static keyfob_core::Scheme] = handle.api().schemes;
        for scheme in schemes {
            match scheme.placement {
                Placement::Basic => handle.credentials().set_basic(scheme, "user", "value"),
                _ => handle.credentials().set(scheme, "value"),
            }
        }
        handle
    };
    let of_trade = server.mock(|when, then| {
        when.path_suffix("/1/Y");
        then.status(200).body(r#"{"success":[{"version":1}]}"#);
    });
    let trade = kotak_trade::Client::new(handle(&kotak_trade::API, "production"));
    for value in ["Y", "yes"] {
        let call = trade.reports().derivative_order_history();
        let call = call.order_number("1").is_derivative(value);
        call.send().await.unwrap();
    }
    assert_eq!(of_trade.calls(), 2);
    let of_neo = server.mock(|when, then| {
        when.query_param("platform", "api");
        then.status(200).body(r#"{"data":{"x":1}}"#);
    });
    let neo = kotak_neo::Client::new(handle(&kotak_neo::API, "g3-prod"));
    let call = neo.session().feed_config().app_version("1");
    let call = call.platform(kotak_neo::types::ClientPlatform::Api);
    call.environment("prod").send().await.unwrap();
    assert_eq!(of_neo.calls(), 1);
}

/// Values may be account numbers, names, tokens: a call that is not sent yet shows which are set, and none of them.
#[test]
fn a_call_shows_none_of_its_values() {
    let trade = kotak_trade::Client::new(handle(&kotak_trade::API));
    let neo = kotak_neo::Client::new(handle(&kotak_neo::API));
    let quatrix = quatrix::Client::new(handle(&quatrix::API));
    let order = kotak_trade::types::LoginRequest::builder();
    let login = order.user_id(MARK).password(MARK);
    // In the path, in the query, in a header, in a body.
    keeps(
        &neo.reports().order().order_number(MARK),
        Some("order_number"),
    );
    keeps(&neo.session().base_url().ucc(MARK), Some("ucc"));
    keeps(&quatrix.shares().recipients().email(MARK), Some("email"));
    keeps(
        &quatrix.files().download().id("1").range(MARK),
        Some("range"),
    );
    keeps(
        &quatrix.session().unblock_captcha_by_query().token(MARK),
        Some("token"),
    );
    keeps(&quatrix.uploads().chunk().upload_key("1").body(MARK), None);
    keeps(&trade.session().login().body(login), None);
    // A value that was refused is told by the error, once it is sent.
    keeps(&neo.market().historical_data().interval(MARK), None);
}

fn keeps(call: &dyn Debug, set: Option<&str>) {
    let shown = format!("{call:?} {call:#?}");
    assert!(!shown.contains(MARK), "{shown}");
    if let Some(name) = set {
        assert!(shown.contains(name), "{shown}");
    }
}

fn handle(api: &'static keyfob_core::Api) -> Handle {
    Handle::new(api, Settings::default()).unwrap()
}

/// A budget over a price is no number of units, and nothing is cut off.
#[test]
fn a_fraction_is_no_quantity_and_no_price_is_rounded() {
    use keyfob_core::Decimal;
    let order = || kotak_trade::types::PlaceOrderRequest::builder();
    let error = order()
        .quantity(Decimal::new(79, 1))
        .build()
        .unwrap_err()
        .to_string();
    assert!(error.contains("7.9 is no whole number"), "{error}");
    let error = order()
        .price("0.12345678901234567890123456789012")
        .build()
        .unwrap_err()
        .to_string();
    assert!(error.contains("no decimal number"), "{error}");
}

/// Also by the setter of an option.
#[test]
fn what_is_set_last_counts() {
    use kotak_neo::types::CancelOrderRequest;
    let order = CancelOrderRequest::builder()
        .order_number("1")
        .after_market("PERHAPS")
        .after_market("NO");
    assert!(order.build().is_ok());
    let modify = kotak_trade::types::PlaceOrderRequest::builder()
        .trigger_price("abc")
        .set_trigger_price(None);
    let error = modify.build().unwrap_err().to_string();
    assert!(!error.contains("abc"), "{error}");
}

/// What the book tells goes into the next order; what nobody knows does not.
#[test]
fn a_known_value_of_an_answer_goes_into_a_request() {
    use keyfob_core::OpenEnum;
    use kotak_neo::types::Side;
    let side: OpenEnum<Side> = OpenEnum::of("B");
    assert_eq!(Side::try_from(&side).unwrap(), Side::Buy);
    assert!(Side::try_from(OpenEnum::<Side>::of("SHORT")).is_err());
}
