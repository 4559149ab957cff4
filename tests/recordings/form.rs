//! A recorded form as it travels.

use keyfob_contract_suite::form::pairs;

use super::json::Json;

/// The members of a form with all digits, and with those that are there twice.
pub fn strict(bytes: &[u8]) -> Json {
    let pairs = pairs(bytes).into_iter();
    Json::object(pairs.map(|(name, value)| (name, inside(value))).collect())
}

fn inside(text: String) -> Json {
    let json = Json::read(&text).filter(|json| matches!(json, Json::Object(_)));
    json.unwrap_or(Json::Text(text))
}
