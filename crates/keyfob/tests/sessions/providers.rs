//! How sessions are logged in to again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use keyfob::kotak_neo::{g1, g2, g3};
use keyfob::session::{ManagedLogin, Provider};
use keyfob::{Error, SecondFactorKind, Secret, Totp, kotak_trade, quatrix};
use keyfob_sandbox::accounts::SecondFactor;

use crate::stand::{Stand, Works, log_in};

async fn works<L: ManagedLogin>(login: L, provider: impl Provider<L>)
where
    L::Session: Works,
{
    let session = log_in(&login, provider).await.unwrap();
    session.works().await.unwrap();
}

/// Answers with this, and counts how often it is asked.
fn asked(code: Option<String>) -> (Arc<AtomicUsize>, impl Fn() -> Answer + Send + Sync) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let ask = move || {
        counted.fetch_add(1, Ordering::SeqCst);
        let gave_up = || Error::invalid_input("nobody is there");
        std::future::ready(code.clone().map(Secret::new).ok_or_else(gave_up))
    };
    (count, ask)
}

type Answer = std::future::Ready<Result<Secret, Error>>;

#[tokio::test]
async fn quatrix_with_every_second_factor_and_by_key() {
    let stand = Stand::start().await;
    for account in &stand.sandbox.accounts().quatrix[..3] {
        let password = quatrix::Password::new(&*account.email, &*account.password);
        let user = Provider::<quatrix::Login>::user(&password);
        assert_eq!(user.as_deref(), Some(&*account.email));
        let (password, wanted) = match &account.second_factor {
            SecondFactor::None => (password, None),
            SecondFactor::Totp(secret) => {
                let totp = Totp::new(&**secret).unwrap();
                (
                    password.with_totp(totp),
                    Some(SecondFactorKind::OneTimeCode),
                )
            }
            SecondFactor::Pin(pin) => (password.with_pin(&**pin), Some(SecondFactorKind::Pin)),
        };
        works(stand.quatrix(), password).await;
        let alone = quatrix::Password::new(&*account.email, &*account.password);
        match (log_in(&stand.quatrix(), alone).await, wanted) {
            (Ok(_), None) => {}
            (Err(Error::SecondFactorWanted(kind)), Some(wanted)) => assert_eq!(kind, wanted),
            other => panic!("{other:?}"),
        }
    }
    works(stand.quatrix(), stand.by_key()).await;
}

#[tokio::test]
async fn kotak_trade_with_every_second_factor() {
    let stand = Stand::start().await;
    let account = stand.trade_account();
    works(stand.trade(), stand.by_trade_password()).await;
    works(stand.trade(), stand.by_trade_password().without_init()).await;
    let mpin = stand.by_trade_password().with_mpin(account.mpin.unwrap());
    works(stand.trade(), mpin).await;
    let known = stand.by_trade_password();
    works(
        stand.trade(),
        known.with_known_access_code(&*account.access_code),
    )
    .await;
    let (count, ask) = asked(Some(account.access_code));
    works(
        stand.trade(),
        stand.by_trade_password().with_access_code(ask),
    )
    .await;
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn kotak_neo_in_every_generation() {
    let stand = Stand::start().await;
    let account = stand.neo_account();
    works(stand.g1(), stand.by_knowledge()).await;
    let who = g1::Identity::Pan(account.pan.into());
    let knowledge = g1::Knowledge::Mpin(account.mpin.clone().into());
    let by_pan = g1::UserCredentials::with_mpin(who, knowledge.clone(), &*account.mpin);
    assert_eq!(Provider::<g1::Login>::user(&by_pan), None);
    works(stand.g1(), by_pan).await;
    let (count, ask) = asked(account.otp);
    let who = g1::Identity::Mobile(account.mobile.clone());
    let by_otp = g1::UserCredentials::with_otp(who, knowledge, ask);
    works(stand.g1(), by_otp).await;
    assert_eq!(count.load(Ordering::SeqCst), 1);

    works(stand.g2(), stand.by_totp_at_g2()).await;
    stand.sandbox.clock().advance(Duration::from_secs(30));
    let by_totp = stand.by_totp_at_g3();
    assert_eq!(
        Provider::<g3::Login>::user(&by_totp).as_ref(),
        Some(&account.ucc)
    );
    works(stand.g3(), by_totp).await;

    stand.sandbox.clock().advance(Duration::from_secs(30));
    let (_, ask) = asked(stand.sandbox.totp(&account.totp_secret));
    works(
        stand.g2(),
        g2::TotpAndMpin::with_prompt(&account.mobile, ask, &*account.mpin),
    )
    .await;
    stand.sandbox.clock().advance(Duration::from_secs(30));
    let (_, ask) = asked(stand.sandbox.totp(&account.totp_secret));
    let prompt = g3::TotpAndMpin::with_prompt(&account.mobile, &account.ucc, ask, account.mpin);
    works(stand.g3(), prompt).await;
}

/// Test 19 of the reliability list: whoever is asked for a code and gives up leaves no session.
#[tokio::test]
async fn the_error_of_who_is_asked_ends_the_login() {
    let stand = Stand::start().await;
    let (count, ask) = asked(None);
    let provider = stand.by_trade_password().with_access_code(ask);
    let error = log_in(&stand.trade(), provider).await.unwrap_err();
    assert!(matches!(error, Error::InvalidInput(_)), "{error:?}");
    assert_eq!(count.load(Ordering::SeqCst), 1);
    let last = stand.sandbox.exchanges().pop().unwrap();
    assert!(!last.path.contains("2FA/accessCode"), "{last:?}");
}

/// Test 15 of the reliability list.
#[tokio::test]
async fn a_wrong_password_is_told_after_one_try() {
    let stand = Stand::start().await;
    let once = async |what: &str, outcome: Result<(), Error>| {
        let error = outcome.unwrap_err();
        assert!(matches!(error, Error::WrongPassword(_)), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("S3CR3T"));
        let exchanges = stand.sandbox.take_exchanges();
        let tries = exchanges
            .iter()
            .filter(|exchange| exchange.path.contains(what));
        assert_eq!(tries.count(), 1, "{exchanges:?}");
    };
    let email = &*stand.sandbox.accounts().quatrix[0].email;
    let wrong = quatrix::Password::new(email, "S3CR3T-wrong");
    once(
        "session/login",
        log_in(&stand.quatrix(), wrong).await.map(drop),
    )
    .await;
    let wrong = kotak_trade::Password::new("S3CR3T-wrong");
    once(
        "login/userid",
        log_in(&stand.trade(), wrong).await.map(drop),
    )
    .await;
    let who = g1::Identity::Mobile(stand.neo_account().mobile);
    let knowledge = g1::Knowledge::Password("S3CR3T-wrong".into());
    let wrong = g1::UserCredentials::with_mpin(who, knowledge, "123456");
    once(
        "login/v2/validate",
        log_in(&stand.g1(), wrong).await.map(drop),
    )
    .await;
}

/// Test 16 of the reliability list, with the vendor: a code is taken once, so the second login waits for the next step. Both clocks are a second
/// and a half before one.
#[tokio::test]
async fn a_second_login_in_the_same_half_minute_waits_for_the_next_code() {
    let stand = Stand::start().await;
    let clock = stand.sandbox.clock();
    let since = clock.now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let left = Duration::from_secs(30) - Duration::from_millis((since.as_millis() % 30_000) as u64);
    clock.advance(left + Duration::from_millis(28_500));
    let provider = stand.by_totp_at_g3();
    let began = Instant::now();
    provider.log_in(stand.g3()).await.unwrap();
    provider.log_in(stand.g3()).await.unwrap();
    assert!(began.elapsed() > Duration::from_millis(500));
}

/// Passwords, PINs, codes and keys that a provider has are shown nowhere.
#[test]
fn providers_show_no_secret() {
    const SECRET: &str = "S3CR3T";
    let totp = || Totp::new("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
    let quatrix = quatrix::Password::new("ann@example.com", SECRET);
    let quatrix = quatrix.with_pin(SECRET).with_totp(totp());
    let knowledge = g1::Knowledge::Password(SECRET.into());
    let shown = format!(
        "{quatrix:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        quatrix::ApiKey::new(SECRET),
        kotak_trade::Password::new(SECRET).with_mpin(SECRET),
        kotak_trade::Password::new(SECRET).with_known_access_code(SECRET),
        g1::UserCredentials::with_mpin(g1::Identity::Pan(SECRET.into()), knowledge, SECRET),
        g2::TotpAndMpin::new("9000000001", totp(), SECRET),
        g3::TotpAndMpin::new("9000000001", "AB123", totp(), SECRET),
    );
    assert!(
        !shown.contains(SECRET) && !shown.contains("GEZDG"),
        "{shown}"
    );
}
