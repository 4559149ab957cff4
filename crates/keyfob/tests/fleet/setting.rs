//! What parent and children share: the vendor's account.

use keyfob::Settings;
use keyfob::kotak_trade::{Application, Login};
use keyfob_sandbox::accounts::{KotakTradeAccount, demo};

pub fn account() -> KotakTradeAccount {
    demo().kotak_trade.remove(0)
}

pub fn login(origin: &str) -> Login {
    let account = account();
    let application = Application::new(account.access_token, account.consumer_key);
    let settings = Settings::default().with_origin(origin);
    Login::new(application, account.user_id).with_settings(settings)
}
