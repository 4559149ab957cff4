//! Every flow, with every state, error and answer shown on the way.

use std::time::Duration;

use keyfob::kotak_neo::feed::orders::OrderEvent;
use keyfob::kotak_neo::feed::{Depth, Event, FeedSettings};
use keyfob::kotak_neo::g1::{Identity, Knowledge};
use keyfob::quatrix::{CaptchaForm, LoggedIn};
use keyfob::{Failed, Proxy, RateLimits, Retry, Settings, Totp, kotak_neo, kotak_trade, quatrix};
use keyfob_sandbox::accounts::{CAPTCHA_SOLUTION, SecondFactor};
use keyfob_sandbox::kotak_neo::{Feed, FeedFailure};
use keyfob_sandbox::{Failure, Sandbox, When};
use serde_json::json;

use super::capture::capture;
use super::planted::{MARK, accounts, made_up};

#[tokio::test]
async fn nothing_secret_is_shown_on_any_way() {
    let sandbox = Sandbox::builder()
        .accounts(accounts())
        .start()
        .await
        .unwrap();
    capture();
    kotak_trade(&sandbox).await;
    kotak_neo_g1(&sandbox).await;
    kotak_neo_g2(&sandbox).await;
    kotak_neo_g3(&sandbox).await;
    quatrix(&sandbox).await;
    let exchanges = sandbox.exchanges();
    capture().debug(&exchanges);
    capture().debug(sandbox.accounts());

    let text = capture().text();
    assert!(
        text.contains("login_with_user_id") && text.contains("session_2fa"),
        "the log has the calls"
    );
    assert!(
        text.contains("keyfob.call.duration") && text.contains("http.client.request.duration"),
        "the metrics have the calls"
    );
    assert!(
        text.contains("a feed is live again"),
        "the log has the feeds"
    );
    let secrets = made_up(&exchanges);
    assert!(
        secrets.len() > 30,
        "only {} secrets were found on the wire",
        secrets.len()
    );
    assert!(secrets.iter().any(|secret| secret.contains(MARK)));
    for secret in secrets.iter().map(String::as_str).chain([MARK]) {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(
            line.is_none(),
            "`{secret}` is shown: {}",
            line.unwrap_or_default()
        );
    }
}

fn settings(sandbox: &Sandbox) -> Settings {
    let settings = Settings::default()
        .with_origin(sandbox.url())
        .with_retry(Retry::never())
        .with_rate_limits(RateLimits::none());
    // Shown, not used: a proxy's password is a secret too.
    capture().debug(
        &settings
            .clone()
            .with_proxy(Proxy::new(sandbox.url()).with_login("user", MARK)),
    );
    settings
}

/// Shows a state and hands it on.
fn shown<S: std::fmt::Debug>(state: S) -> S {
    capture().debug(&state);
    state
}

/// Shows a failure in every way and gives the state back.
fn failed<T, S: std::fmt::Debug + 'static>(outcome: Result<T, Failed<S>>) -> S {
    let failed = outcome.err().expect("it fails");
    capture().error(&failed.error);
    capture().error(&failed);
    shown(*failed.state)
}

/// Makes the next call fail with a message that repeats what was sent.
fn parrot(sandbox: &Sandbox, sent: &[&str]) {
    let fault =
        json!({"fault": {"code": 1, "message": format!("{} are wrong", sent.join(" and "))}});
    sandbox.fail_next(When::Any, Failure::Json(400, fault));
}

async fn kotak_trade(sandbox: &Sandbox) {
    let account = &sandbox.accounts().kotak_trade[0];
    let application = shown(kotak_trade::Application::new(
        account.access_token.as_str(),
        account.consumer_key.as_str(),
    ));
    let login = shown(
        kotak_trade::Login::new(application, account.user_id.as_str())
            .with_settings(settings(sandbox)),
    );
    let ready = shown(login.init().await.unwrap());
    parrot(
        sandbox,
        &[
            &account.password,
            &account.access_token,
            &account.consumer_key,
        ],
    );
    let ready = failed(ready.password(account.password.as_str()).await);
    sandbox.fail_next(When::Any, Failure::Html(502));
    let ready = failed(ready.password(account.password.as_str()).await);
    sandbox.fail_next(When::Any, Failure::Dropped);
    let ready = failed(ready.password(account.password.as_str()).await);
    sandbox.fail_next(When::Any, Failure::Json(200, json!({"Success": MARK})));
    let ready = failed(ready.password(account.password.as_str()).await);
    sandbox.fail_next(When::Any, Failure::Json(200, json!([MARK])));
    let ready = failed(ready.password(account.password.as_str()).await);
    sandbox.fail_next(
        When::Any,
        Failure::Redirect(format!("http://127.0.0.1:1/?token={MARK}")),
    );
    let ready = failed(ready.password(account.password.as_str()).await);
    let step = shown(ready.password(account.password.as_str()).await.unwrap());
    let step = shown(step.request_access_code().await.unwrap());
    let session = shown(
        step.access_code(account.access_code.as_str())
            .await
            .unwrap(),
    );
    let body = kotak_trade::types::LoginRequest::builder()
        .user_id("U1")
        .password(MARK);
    capture().debug(&session.client().session().login().body(body));
    capture().debug(session.info());
    capture().debug(&session.client().positions().today().send().await.unwrap());
    session.logout().await.unwrap();
}

async fn kotak_neo_g1(sandbox: &Sandbox) {
    let account = &sandbox.accounts().kotak_neo[0];
    let consumer = kotak_neo::Consumer::new(
        account.consumer_key.as_str(),
        account.consumer_secret.as_str(),
    );
    let login = shown(kotak_neo::g1::Login::new(shown(
        consumer.with_settings(settings(sandbox)),
    )));
    let application = shown(login.access_token().await.unwrap());
    let identity = shown(Identity::Pan(account.pan.as_str().into()));
    parrot(sandbox, &[&account.password, &account.pan]);
    let knowledge = || shown(Knowledge::Password(account.password.as_str().into()));
    let application = failed(application.identify(identity.clone(), knowledge()).await);
    let view = shown(application.identify(identity, knowledge()).await.unwrap());
    let view = shown(view.send_otp().await.unwrap());
    parrot(sandbox, &[&account.mpin, &account.pan]);
    let view = failed(view.mpin(account.mpin.as_str()).await);
    let session = shown(
        view.otp(sandbox.kotak_neo().last_otp().unwrap())
            .await
            .unwrap(),
    );
    capture().debug(&session.client().reports().positions().send().await.unwrap());
    session.logout().await.unwrap();
}

async fn kotak_neo_g2(sandbox: &Sandbox) {
    let account = &sandbox.accounts().kotak_neo[0];
    let consumer = kotak_neo::Consumer::new(
        account.consumer_key.as_str(),
        account.consumer_secret.as_str(),
    )
    .with_settings(settings(sandbox));
    let login = shown(kotak_neo::g2::Login::new(consumer, account.ucc.as_str()));
    let application = shown(
        shown(login.locate().await.unwrap())
            .access_token()
            .await
            .unwrap(),
    );
    let authenticator = shown(Totp::new(account.totp_secret.as_str()).unwrap());
    let application = failed(
        application
            .totp(&account.mobile, format!("{MARK}-totp"))
            .await,
    );
    let code = shown(authenticator.code_at(sandbox.clock().now()));
    let view = shown(application.totp(&account.mobile, code).await.unwrap());
    let session = shown(view.mpin(account.mpin.as_str()).await.unwrap());
    feeds(sandbox, &session, Feed::Hsm).await;
    session.logout().await.unwrap();

    let consumer = kotak_neo::Consumer::new(
        account.consumer_key.as_str(),
        account.consumer_secret.as_str(),
    )
    .with_settings(settings(sandbox));
    let login = kotak_neo::g2::Login::new(consumer, account.ucc.as_str());
    let application = login.locate().await.unwrap().access_token().await.unwrap();
    let link = shown(application.qr_link().await.unwrap());
    let ott = sandbox.kotak_neo().last_ott(&account.ucc).unwrap();
    let session = shown(link.ott(ott).await.unwrap());
    session.logout().await.unwrap();
}

async fn kotak_neo_g3(sandbox: &Sandbox) {
    let account = &sandbox.accounts().kotak_neo[0];
    sandbox.clock().advance(Duration::from_secs(30));
    let login = kotak_neo::g3::Login::new(account.dashboard_token.as_str())
        .with_settings(settings(sandbox));
    let code = sandbox.totp(&account.totp_secret).unwrap();
    let view = shown(
        shown(login)
            .totp(&account.mobile, &account.ucc, code)
            .await
            .unwrap(),
    );
    let view = failed(view.mpin(format!("{MARK}-not-the-mpin")).await);
    let session = shown(view.mpin(account.mpin.as_str()).await.unwrap());
    capture().debug(&session.client().session().client_ip().send().await.unwrap());
    feeds(sandbox, &session, Feed::SFeed).await;
    session.logout().await.unwrap();
}

/// Opens both feeds, has their logins refused, loses them and finds them again. Their first messages carry the session's token and id.
async fn feeds(sandbox: &Sandbox, session: &kotak_neo::Session, kind: Feed) {
    let settings = FeedSettings {
        first_wait: Duration::from_millis(5),
        ..FeedSettings::default()
    };
    let neo = sandbox.kotak_neo();
    for refusal in [FeedFailure::RefuseUpgrade(401), FeedFailure::RefuseLogin] {
        neo.feeds().fail_next(None, 8, refusal);
        let market = session.market_feed().with_settings(settings).await;
        capture().error(&market.unwrap_err());
        let orders = session.order_feed().with_settings(settings).await;
        capture().error(&orders.unwrap_err());
        neo.feeds().forget_planned();
    }
    let mut market = shown(session.market_feed().with_settings(settings).await.unwrap());
    let mut orders = shown(session.order_feed().with_settings(settings).await.unwrap());
    market
        .subscribe(Depth::Five, ["nse_cm|1001"])
        .await
        .unwrap();
    for feed in [kind, Feed::Orders] {
        while neo.feeds().fail(feed, FeedFailure::Close(1008)) == 0 {
            tokio::task::yield_now().await;
        }
    }
    loop {
        let event = shown(market.next().await.unwrap());
        if matches!(event, Event::Gap(_)) {
            break;
        }
    }
    loop {
        let event = shown(orders.next().await.unwrap());
        if matches!(event, OrderEvent::Gap(_)) {
            break;
        }
    }
    shown((market.handle(), orders.handle()));
}

async fn quatrix(sandbox: &Sandbox) {
    let login = || shown(quatrix::Login::new("acme").with_settings(settings(sandbox)));
    for account in &sandbox.accounts().quatrix {
        failed(
            login()
                .password(&account.email, format!("{MARK}-not-the-password"))
                .await,
        );
        let Ok(logged_in) = login()
            .password(&account.email, account.password.as_str())
            .await
        else {
            assert!(account.suspended);
            continue;
        };
        let session = match (shown(logged_in), &account.second_factor) {
            (LoggedIn::Session(session), _) => session,
            (LoggedIn::SecondFactor(factor), SecondFactor::Pin(pin)) => {
                factor.code(pin.as_str()).await.unwrap()
            }
            (LoggedIn::SecondFactor(factor), SecondFactor::Totp(secret)) => {
                let factor = failed(factor.code(format!("{MARK}-code")).await);
                factor.code(sandbox.totp(secret).unwrap()).await.unwrap()
            }
            (LoggedIn::SecondFactor(_), SecondFactor::None) => panic!("no factor"),
        };
        sandbox.quatrix().require_captcha(true);
        capture().error(&session.keepalive().await.unwrap_err());
        for form in [CaptchaForm::Get, CaptchaForm::Post] {
            capture().error(
                &session
                    .unblock_captcha(format!("{MARK}-captcha"), form)
                    .await
                    .unwrap_err(),
            );
        }
        session
            .unblock_captcha(CAPTCHA_SOLUTION, CaptchaForm::Get)
            .await
            .unwrap();
        sandbox.quatrix().require_captcha(false);
        shown(session).logout().await.unwrap();
        let session = shown(login().api_key(account.api_key.as_str()).unwrap());
        capture().debug(&session.client().profile().usage().send().await.unwrap());
    }
}
