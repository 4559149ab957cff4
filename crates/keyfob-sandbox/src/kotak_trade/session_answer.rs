//! The answer of every second factor.

use std::time::SystemTime;

use serde_json::{Value, json};

use crate::accounts::KotakTradeAccount;
use crate::india_time::twelve_hours;

pub(super) fn session_answer(
    user: &KotakTradeAccount,
    session_token: &str,
    now: SystemTime,
) -> Value {
    let nowhere = json!({"host": "", "port": 0});
    json!({
        "sessionToken": session_token,
        "userId": user.user_id,
        "clientCode": "-",
        "clientName": "SANDBOX TRADER",
        "emailId": "-",
        "phoneNo": "-",
        "loginTime": twelve_hours(now),
        "enabledProducts": ["NORMAL", "SUPERMULTIPLE", "SUPERMULTIPLEOPTION", "MTF", "MIS"],
        "enabledSegments": ["CASH", "FO", "CDS"],
        "enabledExchangeSegments": {
            "CASH": [{"exchange": "NSE", "status": "ACTIVE"}, {"exchange": "BSE", "status": "ACTIVE"}],
            "CDS": [{"exchange": "NSE", "status": "INACTIVE"}],
            "COMMODITY": [{"exchange": "MCX", "status": "NOACCESS"}],
            "FNO": [{"exchange": "NSE", "status": "ACTIVE"}],
        },
        "apiToken": {
            "sessionId": "1#0-1",
            "redirect": nowhere,
            "productMarking": [{"mark": 1, "name": "NORMAL", "type": "N"}],
        },
        "advancedChart": nowhere,
        "broadcast": nowhere,
        "getLtp": nowhere,
        "marketData": nowhere,
        "redirect": nowhere,
        "search": nowhere,
        "service": nowhere,
        "weblink": nowhere,
        "marginProduct": {"isEnabled": "Y"},
        "dormantType": "-",
        "isNRI": "N",
        "stwtFlag": "N",
        "getLTPURL": "",
        "searchURL": "",
        "poaFlag": "N",
        "isTrinity": false,
        "nomineeFlag": 0,
    })
}
