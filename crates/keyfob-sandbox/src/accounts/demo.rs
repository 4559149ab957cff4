//! The well-known demo accounts. The values are long and unmistakable, so that a test may search logs,
//! errors and debug output for them; the short ones (codes and PINs) have the length the vendor wants.

use super::account::{Accounts, KotakNeoAccount, KotakTradeAccount, QuatrixAccount, SecondFactor};

/// The only captcha solution the sandbox takes.
pub const CAPTCHA_SOLUTION: &str = "sandbox-quatrix-captcha-solution-b3e2a9/+=";

/// One user of each Kotak API, and four of Quatrix: without second factor, with an authenticator, with a
/// PIN, and suspended (in this order).
pub fn demo() -> Accounts {
    Accounts {
        kotak_trade: vec![kotak_trade()],
        kotak_neo: vec![kotak_neo()],
        quatrix: vec![
            quatrix("plain", SecondFactor::None),
            quatrix(
                "totp",
                SecondFactor::Totp("KFYXKYLUOJUXQRDFNVXVG33UOBJWKY3S".into()),
            ),
            quatrix("pin", SecondFactor::Pin("q7R2x".into())),
            QuatrixAccount {
                suspended: true,
                ..quatrix("suspended", SecondFactor::None)
            },
        ],
    }
}

fn kotak_trade() -> KotakTradeAccount {
    KotakTradeAccount {
        access_token: "sandbox-trade-access-token-5f0c1d9e77a24b3c".into(),
        consumer_key: "sandbox-trade-consumer-key-91be44d2c6f04a17".into(),
        app_id: "sandbox-trade-app".into(),
        user_id: "SBXTRADE01".into(),
        nickname: "sandbox-trader".into(),
        password: "sandbox-trade-password-Xq4!vT9#".into(),
        access_code: "0417".into(),
        mpin: Some("280617".into()),
        biometric: Some("sandbox-trade-biometric-proof-c20a6b8f".into()),
    }
}

fn kotak_neo() -> KotakNeoAccount {
    KotakNeoAccount {
        consumer_key: "sandbox-neo-consumer-key-3ad80f6be1".into(),
        consumer_secret: "sandbox-neo-consumer-secret-77c5e20b94".into(),
        dashboard_token: "sandbox-neo-dashboard-token-6e1f93a5-0c2d-4b88".into(),
        mobile: "+919000012345".into(),
        user_id: "SANDBOXNEOUSER".into(),
        pan: "SBXNE0427K".into(),
        ucc: "SBX42".into(),
        password: "sandbox-neo-password-Kd7$wP2@".into(),
        mpin: "739146".into(),
        otp: Some("4821".into()),
        totp_secret: "JZSW6VDPORYFGZLDOJSXIU3BNZSGE33Y".into(),
    }
}

fn quatrix(name: &str, second_factor: SecondFactor) -> QuatrixAccount {
    QuatrixAccount {
        email: format!("{name}@sandbox.example"),
        password: format!("sandbox-quatrix-password-{name}-Zr8%mH3&"),
        second_factor,
        api_key: format!("sandbox-quatrix-api-key-{name}-d41c07e5b2"),
        suspended: false,
    }
}
