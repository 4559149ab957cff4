//! Calls on reqwest alone, with the headers that the vendors ask for and the time-outs that a program needs.

use std::hint::black_box;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response};
use rust_decimal::Decimal;
use serde::Serialize;

use super::limits::Limits;
use super::position::Positions;
use super::requests::{Form, LimitsRequest, PlaceOrder, Placed, Usage};
use crate::Outcome;
use crate::call::Case;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// A client with a session of each vendor.
pub struct Client {
    http: reqwest::Client,
    quatrix: String,
    neo: String,
    session_token: String,
    trade_sid: String,
    trade_token: String,
}

impl Client {
    pub fn new(port: u16) -> Outcome<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(30))
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .http1_only()
            .user_agent("keyfob/0.1.0")
            .build()?;
        Ok(Self {
            http,
            quatrix: format!("http://127.0.0.1:{port}/api/1.0"),
            neo: format!("http://127.0.0.1:{port}"),
            session_token: "session-token".to_owned(),
            trade_sid: "trade-sid".to_owned(),
            trade_token: "trade-token".to_owned(),
        })
    }

    pub async fn call(&self, case: Case) -> Outcome {
        match case {
            Case::Usage => {
                let url = format!("{}/profile/info", self.quatrix);
                let request = self.http.get(url);
                let request = request
                    .header(ACCEPT, JSON)
                    .header(CONTENT_TYPE, JSON)
                    .header("X-Auth-Token", &self.session_token);
                let answer: Usage = sent(request).await?.json().await?;
                black_box(answer);
            }
            Case::Positions => {
                let request = self
                    .http
                    .get(format!("{}/quick/user/positions", self.neo))
                    .header(CONTENT_TYPE, JSON);
                let answer: Positions = sent(self.neo(request)).await?.json().await?;
                black_box(answer);
            }
            Case::Limits => {
                let wanted = LimitsRequest {
                    exchange: "ALL",
                    product: "ALL",
                    segment: "ALL",
                };
                let request = self.form("quick/user/limits", &wanted)?;
                let answer: Limits = sent(request).await?.json().await?;
                black_box(answer);
            }
            Case::PlaceOrder => {
                let request = self.form("quick/order/rule/ms/place", &order())?;
                let answer: Placed = sent(request).await?.json().await?;
                black_box(answer);
            }
        }
        Ok(())
    }

    fn form(&self, path: &str, data: &impl Serialize) -> Outcome<RequestBuilder> {
        let form = Form {
            data: &serde_json::to_string(data)?,
        };
        let request = self
            .http
            .post(format!("{}/{path}", self.neo))
            .header(CONTENT_TYPE, FORM)
            .body(serde_urlencoded::to_string(form)?);
        Ok(self.neo(request))
    }

    fn neo(&self, request: RequestBuilder) -> RequestBuilder {
        request
            .header(ACCEPT, JSON)
            .header("Sid", &self.trade_sid)
            .header("Auth", &self.trade_token)
    }
}

async fn sent(request: RequestBuilder) -> Outcome<Response> {
    Ok(request.send().await?.error_for_status()?)
}

fn order() -> PlaceOrder<'static> {
    PlaceOrder {
        after_market: "NO",
        disclosed_quantity: Decimal::ZERO,
        exchange_segment: "nse_cm",
        tag: Some("tag-1".to_owned()),
        market_protection: Decimal::ZERO,
        order_source: Some("NEOTRADEAPI".to_owned()),
        product: "NRML",
        price: Decimal::new(1050, 2),
        order_type: "L",
        quantity: Decimal::ONE,
        validity: "DAY",
        trigger_price: Decimal::ZERO,
        trading_symbol: "ABCD-EQ".to_owned(),
        side: "B",
    }
}
