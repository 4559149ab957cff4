//! What each vendor asks for at login.

use serde::Deserialize;

/// Every account the sandbox knows.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Users of Kotak Securities Trade API.
    pub kotak_trade: Vec<KotakTradeAccount>,
    /// Users of Kotak Neo.
    pub kotak_neo: Vec<KotakNeoAccount>,
    /// Users of Quatrix.
    pub quatrix: Vec<QuatrixAccount>,
}

/// One user of Kotak Securities Trade API, with the application that user registered.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KotakTradeAccount {
    /// The application's gateway token, sent as `Authorization: Bearer`.
    pub access_token: String,
    /// The application's key, sent as `consumerKey`.
    pub consumer_key: String,
    /// What a client would send as `appId`; any text is taken, as by the vendor.
    pub app_id: String,
    /// The login id, `userid` on the wire.
    pub user_id: String,
    /// The other login id, used by the nickname calls.
    pub nickname: String,
    /// The login password.
    pub password: String,
    /// The code that comes by mail and text message.
    pub access_code: String,
    /// The PIN; `None` when logging in by PIN is not offered.
    pub mpin: Option<String>,
    /// The biometric proof; `None` when it is not offered.
    pub biometric: Option<String>,
}

/// One user of Kotak Neo, with what each of the three API generations wants.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KotakNeoAccount {
    /// The application's key, first half of the basic login at `/oauth2/token`.
    pub consumer_key: String,
    /// The application's secret, second half of the same.
    pub consumer_secret: String,
    /// The plain access token of the newest generation, copied from the vendor's dashboard.
    pub dashboard_token: String,
    /// The mobile number with its country code.
    pub mobile: String,
    /// The user id of the password login, `userid` on the wire.
    pub user_id: String,
    /// The tax id.
    pub pan: String,
    /// The client code; also the `sub` of the tokens.
    pub ucc: String,
    /// The trading password.
    pub password: String,
    /// The six-digit PIN.
    pub mpin: String,
    /// The four digits sent as one-time password; `None` draws new ones every time.
    pub otp: Option<String>,
    /// The authenticator's secret, in base32 and at least 128 bits long.
    pub totp_secret: String,
}

/// One user of Quatrix.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuatrixAccount {
    /// The e-mail address; its case does not matter.
    pub email: String,
    /// The password.
    pub password: String,
    /// What is asked for after the password.
    #[serde(default)]
    pub second_factor: SecondFactor,
    /// The key accepted as `Authorization: Bearer`.
    pub api_key: String,
    /// Whether logging in is refused as suspended.
    #[serde(default)]
    pub suspended: bool,
}

/// What Quatrix asks for after the password.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// Nothing: the password opens the session.
    #[default]
    None,
    /// A code of an authenticator with this base32 secret, at least 128 bits long.
    Totp(String),
    /// This PIN, five characters at the vendor.
    Pin(String),
}
