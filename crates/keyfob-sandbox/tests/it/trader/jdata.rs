//! The forms of Kotak Neo: what they carry, and how it is encoded.

use serde_json::{Value, json};

/// Ten of the demo share at 1500, with other members put in place.
pub(crate) fn order(more: Value) -> Value {
    let mut order = json!({
        "am": "NO", "dq": "0", "es": "nse_cm", "mp": "0", "pc": "CNC", "pr": "1500", "pt": "L",
        "qt": "10", "rt": "DAY", "tp": "0", "ts": "SANDBOXCO-EQ", "tt": "B",
    });
    let members = order.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    members.retain(|_, value| value != "(absent)");
    order
}

pub(crate) fn changed(number: &str, more: Value) -> Value {
    let mut change = json!({
        "no": number, "pr": "1500", "pt": "L", "qt": "10", "vd": "DAY", "tp": "0", "dq": "0",
        "mp": "0", "am": "NO", "tt": null, "dd": "NA", "os": "NEOTRADEAPI",
    });
    change
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    change
}

pub(crate) fn asked(more: Value) -> Value {
    let mut asked = json!({
        "exSeg": "nse_cm", "prc": "1500", "prcTp": "L", "prod": "CNC", "qty": "10", "tok": "1001",
        "trnsTp": "B", "trgPrc": null, "brkName": "KOTAK", "brnchId": "ONLINE",
    });
    asked
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    asked
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
