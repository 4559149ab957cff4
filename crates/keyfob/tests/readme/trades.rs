//! Orders, quotes and prices.

use keyfob::{Error, OrderError};
use keyfob_sandbox::{Failure, When};

use crate::{neo, start, trade};

#[tokio::test]
async fn orders() -> Result<(), Error> {
    use keyfob::kotak_trade::types::{PlaceNormalOrderRequest, Side};
    let (sandbox, accounts, settings) = start().await;
    let session = trade(&accounts, settings).await;
    let order = PlaceNormalOrderRequest::builder()
        .token(1001)
        .side(Side::Buy)
        .quantity(1)
        .price(0);
    sandbox.fail_next(When::path("/apim/orders"), Failure::AnswerLost);
    // readme
    match session.place_normal(order).await {
        Ok(placed) => println!("acknowledged: {placed:?}"),
        Err(OrderError::Lost(lost)) => println!("in the book: {:?}", session.find(&lost).await?),
        Err(other) => return Err(other.into()),
    }
    // end
    let asked = sandbox.exchanges();
    let book = |path: &str| path.ends_with("/reports/1.0/orders");
    assert!(asked.iter().any(|one| book(&one.path)));
    Ok(())
}

#[tokio::test]
async fn instruments() -> Result<(), Error> {
    use keyfob::kotak_neo::instruments::{Date, Instrument, Month, OptionType, Segment};
    use keyfob::kotak_neo::types::QuoteType;
    let (_sandbox, accounts, settings) = start().await;
    let session = neo(&accounts, settings).await;
    let expiry = Date::from_calendar_date(2030, Month::January, 31).expect("a day");
    // readme
    let listed = session.instruments(Segment::NseDerivatives).await?;
    let call = listed.option("SANDBOXCO", expiry, OptionType::Call, 1500);
    let symbols = call.and_then(Instrument::neo_symbol);
    let quotes = session.quotes(symbols).send(QuoteType::LastPrice).await;
    for (asked, error) in quotes.failures() {
        eprintln!("no quotes of {asked:?}: {error}");
    }
    // end
    let quotes = quotes.complete()?;
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0].token.as_deref(), Some("60011"));
    Ok(())
}

#[tokio::test]
async fn history() -> Result<(), Error> {
    use keyfob::kotak_trade::history::{Date, HistoricalPrices, Month};
    use keyfob::kotak_trade::types::Exchange;
    let (sandbox, accounts, settings) = start().await;
    let session = trade(&accounts, settings).await;
    let february = |day| Date::from_calendar_date(2020, Month::February, day).expect("a day");
    let (from, to) = (february(3), february(28));
    // readme
    let asked = HistoricalPrices {
        exchange: Exchange::Bse,
        company_code: "100".into(),
        from,
        to,
    };
    match session.history(&asked).await {
        Ok(prices) => println!("{prices:?}"),
        Err(error) => println!("perhaps not offered: {error}"), // 404 is what others got
    }
    // end
    let sent = sandbox.exchanges();
    let asked = |path: &str| path.contains("/equity/historicalprices/i/");
    assert!(sent.iter().any(|one| asked(&one.path)));
    Ok(())
}
