//! What cannot be an order is refused with words.

use keyfob::kotak_neo::types::PlaceOrderRequest;
use keyfob::kotak_trade::orders::Placement;
use keyfob::trading::{Bracket, Contract, Order, Product, Segment, Side, Validity};

use crate::sessions::rupees;

fn share() -> Contract {
    let share = Contract::new(Segment::NseCash, "ABCD-EQ").token(1001);
    share.tick_size(rupees("0.05"))
}

fn option() -> Contract {
    let option = Contract::new(Segment::NseDerivatives, "ABCD26JAN100CE").token(60_011);
    let option = option.tick_size(rupees("0.05")).lot_size(75);
    option.freeze_quantity(1800)
}

fn limit(price: &str) -> Order {
    Order::limit(Side::Buy, share(), 1, rupees(price))
}

#[track_caller]
fn neo(order: Order) -> String {
    PlaceOrderRequest::try_from(order).unwrap_err().to_string()
}

#[track_caller]
fn trade(order: Order) -> String {
    Placement::try_from(order).unwrap_err().to_string()
}

#[test]
fn a_price_between_two_ticks_is_refused_with_both_of_them() {
    let refused = [
        (limit("101.52"), "price 101.52", "101.50 and 101.55"),
        (
            Order::stop_market(Side::Sell, share(), 1, rupees("99.99")),
            "trigger price 99.99",
            "99.95 and 100.00",
        ),
        (limit("0.03"), "price 0.03", "0.05 is the nearest"),
        (
            limit("101.50").cover(rupees("99.01")),
            "trigger price 99.01",
            "99.00 and 99.05",
        ),
    ];
    for (order, value, nearest) in refused {
        for words in [neo(order.clone()), trade(order)] {
            assert!(words.contains(value) && words.contains(nearest), "{words}");
            assert!(
                words.contains("0.05") && words.contains("ABCD-EQ"),
                "{words}"
            );
        }
    }
    assert!(limit("101.55").check().is_ok());
    // Of a contract without a tick nothing is said.
    let unknown = Contract::new(Segment::NseCash, "ABCD-EQ");
    assert!(
        Order::limit(Side::Buy, unknown, 1, rupees("101.52"))
            .check()
            .is_ok()
    );
}

#[test]
fn rounding_never_makes_a_limit_worse() {
    let price = |side, price: &str| {
        let order = Order::limit(side, share(), 1, rupees(price)).round_to_tick();
        PlaceOrderRequest::try_from(order).unwrap().price
    };
    assert_eq!(price(Side::Buy, "101.54"), rupees("101.50"));
    assert_eq!(price(Side::Sell, "101.51"), rupees("101.55"));
    assert_eq!(price(Side::Sell, "101.55"), rupees("101.55"));
    let stop = Order::stop_limit(Side::Buy, share(), 1, rupees("102.04"), rupees("101.53"));
    let stop = PlaceOrderRequest::try_from(stop.round_to_tick()).unwrap();
    assert_eq!(
        (stop.price, stop.trigger_price),
        (rupees("102.00"), rupees("101.55"))
    );
}

#[test]
fn quantities_are_held_against_lot_and_freeze_quantity() {
    let words = |quantity| neo(Order::limit(Side::Buy, option(), quantity, 10));
    let refused = words(100);
    assert!(
        refused.contains("100") && refused.contains("75 or 150"),
        "{refused}"
    );
    let refused = words(50);
    assert!(refused.ends_with("take 75"), "{refused}");
    let refused = words(1875);
    assert!(
        refused.contains("1875") && refused.contains("1800"),
        "{refused}"
    );
    assert!(words(0).contains("quantity is 0"));
    assert!(words(u64::MAX).contains("too large"));
    let hidden = Order::limit(Side::Buy, option(), 75, 10).disclosed(150);
    assert!(neo(hidden).contains("disclosed quantity 150"));
    let whole = Order::limit(Side::Buy, option(), 150, 10).disclosed(75);
    assert!(whole.check().is_ok());
}

#[test]
fn a_stop_that_could_not_trade_at_its_limit_is_refused() {
    let stop = |side, price, trigger| Order::stop_limit(side, share(), 1, price, trigger);
    assert!(neo(stop(Side::Buy, 100, 101)).contains("above its price 100"));
    assert!(trade(stop(Side::Sell, 100, 99)).contains("below its price 100"));
    for order in [stop(Side::Buy, 101, 100), stop(Side::Sell, 99, 100)] {
        assert!(order.check().is_ok());
    }
    assert!(neo(Order::limit(Side::Buy, share(), 1, 0)).contains("not above 0"));
    assert!(neo(Order::limit(Side::Buy, share(), 1, -5)).contains("not above 0"));
}

#[test]
fn products_are_held_against_the_segment_and_the_vendor() {
    let delivery = Order::limit(Side::Buy, option(), 75, 10).product(Product::Delivery);
    assert!(neo(delivery).contains("is for shares"));
    let cover = Order::limit(Side::Buy, option(), 75, 10).cover(9);
    let refused = neo(cover);
    assert!(
        refused.contains("cover") && refused.contains("nse_fo"),
        "{refused}"
    );
    let refused = trade(limit("10").product(Product::Delivery));
    assert!(refused.contains("no product `delivery`"), "{refused}");
    assert!(trade(limit("10").bracket(Bracket::in_rupees(1, 2))).contains("bracket"));
    let refused = trade(limit("10").validity(Validity::GoodTillCancelled));
    assert!(
        refused.contains("no `good till cancelled`") && refused.contains("immediate or cancel"),
        "{refused}"
    );
    let ore = Contract::new(Segment::McxCommodity, "GOLD26FEBFUT");
    let now = Order::limit(Side::Buy, ore, 1, 7200).validity(Validity::ImmediateOrCancel);
    assert!(neo(now).contains("for the day only"));
    let elsewhere = Contract::new(Segment::NcdexCommodity, "JEERA26FEB");
    let refused = neo(Order::limit(Side::Buy, elsewhere, 1, 100));
    assert!(refused.contains("Kotak Neo has no `ncdex`"), "{refused}");
}

#[test]
fn cover_and_bracket_orders_have_all_they_need_or_are_refused() {
    let refused = neo(limit("10").product(Product::Cover));
    assert!(refused.contains(".cover(trigger)"), "{refused}");
    assert!(neo(limit("10").product(Product::Bracket)).contains(".bracket(..)"));
    let stop = Order::stop_limit(Side::Buy, share(), 1, 10, 9).cover(8);
    assert!(neo(stop).contains("limit or a market order"));
    assert!(neo(limit("10").cover(11)).contains("not below its price 10"));
    let other = limit("10").cover(9).product(Product::Intraday);
    assert!(neo(other).contains("`cover`, not `intraday`"));
    let without = Contract::new(Segment::NseCash, "ABCD-EQ");
    let bracket = Order::limit(Side::Buy, without, 1, 10).bracket(Bracket::in_rupees(1, 2));
    assert!(neo(bracket).contains(".token(..)"));
    assert!(neo(limit("10").bracket(Bracket::in_rupees(0, 2))).contains("stop-loss"));
}

#[test]
fn what_a_vendor_must_know_of_a_contract_is_named() {
    let unnamed = Order::limit(Side::Buy, Contract::of_token(1001), 1, 10);
    assert!(neo(unnamed).contains("segment"));
    let without = Contract::new(Segment::NseCash, " ");
    assert!(neo(Order::limit(Side::Buy, without, 1, 10)).contains("trading symbol"));
    let without = Contract::new(Segment::NseCash, "ABCD-EQ");
    assert!(trade(Order::limit(Side::Buy, without, 1, 10)).contains("token"));
    let index = Contract::of_token("Nifty 50");
    assert!(trade(Order::limit(Side::Buy, index, 1, 10)).contains("`Nifty 50`"));
}

#[test]
fn a_bracket_order_says_its_legs() {
    let bracket = Bracket::in_ticks(20, 50).trailing(10).last_price(100);
    let order = PlaceOrderRequest::try_from(limit("100").bracket(bracket)).unwrap();
    let json = serde_json::to_value(order).unwrap();
    for (member, value) in [
        ("pc", "BO"),
        ("tk", "1001"),
        ("sot", "Ticks"),
        ("slt", "Ticks"),
        ("slv", "20"),
        ("sov", "50"),
        ("tlt", "Y"),
        ("tsv", "10"),
        ("lat", "100"),
        ("tp", "0"),
    ] {
        assert_eq!(json[member], value, "{member}");
    }
}

#[test]
fn whatever_is_rounded_is_an_order_and_no_worse() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..5_000 {
        let tick = [5, 1, 25, 100, 7][random.usize(..5)];
        let tick = keyfob::Decimal::new(tick, random.u32(2..5));
        let price = tick + keyfob::Decimal::new(random.i64(0..10_000_000), random.u32(0..6));
        let contract = Contract::new(Segment::NseCash, "ABCD-EQ").tick_size(tick);
        let side = [Side::Buy, Side::Sell][random.usize(..2)];
        let order = Order::limit(side, contract, 1, price).round_to_tick();
        let sent = PlaceOrderRequest::try_from(order).unwrap().price;
        assert!(
            (sent % tick).is_zero() && (sent - price).abs() < tick,
            "{price} {tick}"
        );
        match side {
            Side::Buy => assert!(sent <= price, "{price} {tick}"),
            Side::Sell => assert!(sent >= price, "{price} {tick}"),
        }
    }
}
