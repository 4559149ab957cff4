//! Calls through the facade.

use std::hint::black_box;

use keyfob::kotak_neo::types::{
    ExchangeFilter, ExchangeSegment, LimitsRequest, OrderType, PlaceOrderRequest, Product,
    ProductFilter, SegmentFilter, Side, Validity, YesNo,
};
use keyfob::{Decimal, RateLimits, Settings, kotak_neo, quatrix};

use crate::Outcome;
use crate::call::Case;

/// A session of each vendor.
pub struct Client {
    quatrix: quatrix::Session,
    neo: kotak_neo::Session,
}

impl Client {
    pub fn new(port: u16) -> Outcome<Self> {
        // Without the vendors' limits, which would be all that is measured.
        let settings = Settings::default()
            .with_origin(format!("http://127.0.0.1:{port}"))
            .with_rate_limits(RateLimits::none());
        let login = quatrix::Login::new("acme").with_settings(settings.clone());
        let quatrix = login.resume_from_tokens("session-token")?;
        let login = kotak_neo::g3::Login::new("dashboard-token").with_settings(settings);
        let tokens = kotak_neo::Tokens::new("trade-token", "trade-sid");
        let neo = login.resume_from_tokens(tokens)?;
        Ok(Self { quatrix, neo })
    }

    pub async fn call(&self, case: Case) -> Outcome {
        let neo = self.neo.client();
        match case {
            Case::Usage => {
                let answer = self.quatrix.client().profile().usage().send().await?;
                black_box(answer.into_inner());
            }
            Case::Positions => {
                let answer = neo.reports().positions().send().await?;
                black_box(answer.into_inner());
            }
            Case::Limits => {
                let wanted = LimitsRequest::builder()
                    .segment(SegmentFilter::All)
                    .exchange(ExchangeFilter::All)
                    .product(ProductFilter::All);
                let answer = neo.reports().limits().body(wanted).send().await?;
                black_box(answer.into_inner());
            }
            Case::PlaceOrder => {
                let answer = neo.orders().place().body(order()).send().await?;
                black_box(answer.into_inner());
            }
        }
        Ok(())
    }
}

fn order() -> kotak_neo::types::builder::PlaceOrderRequest {
    PlaceOrderRequest::builder()
        .exchange_segment(ExchangeSegment::NseCash)
        .trading_symbol("ABCD-EQ")
        .side(Side::Buy)
        .quantity(1)
        .order_type(OrderType::Limit)
        .price(Decimal::new(1050, 2))
        .product(Product::Normal)
        .validity(Validity::Day)
        .after_market(YesNo::No)
        .disclosed_quantity(0)
        .market_protection(0)
        .trigger_price(0)
        .order_source("NEOTRADEAPI")
        .tag("tag-1")
}

/// Prints how many bytes an error and the futures of calls have.
pub fn sizes() -> Outcome {
    let client = Client::new(1)?;
    let neo = client.neo.client();
    println!("{} an error", size_of::<keyfob::Error>());
    let usage = client.quatrix.client().profile().usage().send();
    println!("{} the future of a call, usage", size_of_val(&usage));
    let positions = neo.reports().positions().send();
    println!(
        "{} the future of a call, positions",
        size_of_val(&positions)
    );
    let placed = neo.orders().place().body(order()).send();
    println!("{} the future of a call, place-order", size_of_val(&placed));
    Ok(())
}
