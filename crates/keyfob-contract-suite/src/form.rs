//! A form as it travels.

use reqwest::Url;
use serde_json::Value;

/// The members of a form.
pub fn members(bytes: &[u8]) -> Value {
    let pairs = pairs(bytes).into_iter();
    pairs.map(|(name, value)| (name, member(&value))).collect()
}

/// The members of a form as they stand there.
pub fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    let form = Url::parse(&format!("http://form.test/?{text}")).unwrap();
    form.query_pairs().into_owned().collect()
}

/// A member: an object as JSON inside its text is told by what it says, not by its spaces.
pub fn member(text: &str) -> Value {
    let json = serde_json::from_str(text).ok().filter(Value::is_object);
    json.unwrap_or_else(|| text.into())
}
