//! What the account may still spend, in one flat object. The filter is checked and changes nothing.

use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::fault::{Family, Fault};
use super::authorization::{Endpoint, authorize};
use super::jdata;
use crate::answer::extend;
use crate::call::Call;
use crate::exchange::{Funds, Rupees};
use crate::india_time;
use crate::kotak_neo::app::App;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Filter {
    #[serde(rename = "seg")]
    segment: String,
    #[serde(rename = "exch")]
    exchange: String,
    #[serde(rename = "prod")]
    product: String,
}

pub(super) fn limits(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    let trader = authorize(app, call, family, Endpoint::Book)?;
    let Filter {
        segment,
        exchange,
        product,
    } = jdata::read(call)?;
    let known = ["CASH", "CUR", "FO", "ALL"].contains(&segment.as_str())
        && ["NSE", "BSE", "ALL"].contains(&exchange.as_str())
        && ["CNC", "MIS", "NRML", "ALL"].contains(&product.as_str());
    if !known {
        return Err(Fault::invalid_request());
    }
    let funds = app.market().funds(&trader.ucc);
    let mut members = Value::Object(nothing());
    extend(&mut members, amounts(funds));
    let more = json!({
        "Category": "CLIENT_SANDBOX",
        "EntityId": format!("account-{}", trader.ucc),
        "BoardLotLimit": "5000",
        "TimeStamp": india_time::slashed(app.now()),
        "LendingFee": "",
        "SlbmMtom": "",
        "SlbmVarElm": "",
    });
    extend(&mut members, more);
    Ok(trader.flat("Ok", members))
}

/// `Net` is the cash and what was won today less what is blocked.
fn amounts(funds: Funds) -> Value {
    json!({
        "Net": funds.available().text(),
        "NotionalCash": funds.cash.text(),
        "CollateralValue": "0.00",
        "MarginUsed": funds.used.text(),
        "MarginUsedPrsnt": funds.used.text(),
        "RealizedMtomPrsnt": funds.realised.text(),
        "UnrealizedMtomPrsnt": funds.unrealised.text(),
    })
}

fn nothing() -> Map<String, Value> {
    let amount = |name: &&str| ((*name).to_owned(), Value::from("0.00"));
    NOTHING.iter().map(amount).collect()
}

/// Amounts that are always zero here.
const NOTHING: &[&str] = &[
    "AddMrgnMisPrsnt",
    "AddMrgnNrmlPrsnt",
    "AddPreExpMrgnMisPrsnt",
    "AddPreExpMrgnNrmlPrsnt",
    "AdhocLimitMult",
    "AdhocMargin",
    "AmountUtilizedPrsnt",
    "AmtUntilizedPrsnt",
    "AuxAdhocMargin",
    "AuxNotionalCash",
    "AuxRmsCollateral",
    "BrokeragePrsnt",
    "CashRlsMtomPrsnt",
    "CashUnRlsMtomPrsnt",
    "CdsSpreadBenefit",
    "CncMrgnVarPrsnt",
    "CncSellcrdPresent",
    "Collateral",
    "CollateralValueMult",
    "ComExpsrMrgnMisPrsnt",
    "ComExpsrMrgnNrmlPrsnt",
    "ComRlsMtomPrsnt",
    "ComSpanMrgnMisPrsnt",
    "ComSpanMrgnNrmlPrsnt",
    "ComUnRlsMtomPrsnt",
    "CurExpMrgnMisPrsnt",
    "CurExpMrgnNrmlPrsnt",
    "CurPremiumMisPrsnt",
    "CurPremiumNrmlPrsnt",
    "CurRlsMtomPrsnt",
    "CurSpanMrgnMisPrsnt",
    "CurSpanMrgnNrmlPrsnt",
    "CurUnRlsMtomPrsnt",
    "DaneLimit",
    "DeliveryMarginPresent",
    "DeliveryMrgnMisPrsnt",
    "DeliveryMrgnNrmlPrsnt",
    "ExposureMarginPrsnt",
    "FoExpMrgnMisPrsnt",
    "FoExpMrgnNrmlPrsnt",
    "FoPremiumMisPrsnt",
    "FoPremiumNrmlPrsnt",
    "FoRlsMtomPrsnt",
    "FoSpanrgnMisPrsnt",
    "FoSpanrgnNrmlPrsnt",
    "FoUnRlsMtomPrsnt",
    "MarginScripBasketPrsnt",
    "MarginVarPrsnt",
    "MarginWarningPrcntPrsnt",
    "MrgnScrpBsktCncPrsnt",
    "MrgnScrpBsktMisPrsnt",
    "MrgnScrpBsktNrmlPrsnt",
    "MrgnVarMisPrsnt",
    "MrgnVarNrmlPrsnt",
    "MtomSquareOffWarningPrcntPrsnt",
    "MtomWarningPrcntPrsnt",
    "NationalCashMult",
    "NfospreadBenefit",
    "PremiumPrsnt",
    "RmsCollateral",
    "RmsCollateralMult",
    "RmsIpoAmt",
    "RmsMutualFundAmt",
    "RmsPayInAmt",
    "RmsPayOutAmt",
    "SlbmLimit",
    "SpanMarginPrsnt",
    "SpecialMarginPrsnt",
    "SplMrgnMisPrsnt",
    "SplMrgnNrmlPrsnt",
    "TenderMrgnMisPrsnt",
    "TenderMrgnNrmlPrsnt",
];
