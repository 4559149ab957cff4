//! Prometheus finds what was measured, under names that end as it likes, and no secret.

use example::Account;

#[path = "../../examples/metrics.rs"]
#[allow(dead_code, reason = "its main is not called here")]
mod example;

/// What Prometheus would read after the example.
async fn scraped(account: &Account) -> String {
    let recorder = example::recorder().unwrap();
    let _guard = metrics::set_default_local_recorder(&recorder);
    example::stumble(account);
    example::run(account).await.unwrap();
    recorder.handle().render()
}

/// The value in the line of this metric that has all these labels.
fn value(text: &str, name: &str, labels: &[&str]) -> f64 {
    let lines: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with(&format!("{name}{{")))
        .filter(|line| labels.iter().all(|label| line.contains(label)))
        .collect();
    let [line] = lines[..] else {
        panic!("{name} {labels:?}: {lines:?} in\n{text}");
    };
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn prometheus_finds_the_calls_the_retry_and_the_wait() {
    let text = scraped(&Account::sandbox().await.unwrap()).await;
    let book = r#"keyfob_operation="get_order_book""#;
    let lost = r#"error_type="connection_lost""#;
    assert_eq!(value(&text, "keyfob_attempts_total", &[book]), 2.0);
    assert_eq!(value(&text, "keyfob_retries_total", &[book, lost]), 1.0);
    let wait = r#"keyfob_wait_reason="retry""#;
    let name = "keyfob_wait_duration_seconds_count";
    assert_eq!(value(&text, name, &[book, wait]), 1.0);
    let name = "keyfob_call_duration_seconds_count";
    assert_eq!(value(&text, name, &[book]), 1.0);
    let name = "http_client_request_duration_seconds_count";
    for outcome in [lost, r#"http_response_status_code="200""#] {
        assert_eq!(value(&text, name, &[book, outcome]), 1.0);
    }
}

#[tokio::test]
async fn durations_are_histograms_and_every_metric_is_described() {
    let text = scraped(&Account::sandbox().await.unwrap()).await;
    let types: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
        .collect();
    assert_eq!(types.len(), 5, "{types:?}");
    for told in types {
        let (name, kind) = told.split_once(' ').unwrap();
        assert!(text.contains(&format!("# HELP {name} ")), "{name}");
        let expected = match name.strip_suffix("_seconds") {
            Some(_) => "histogram",
            None => "counter",
        };
        assert_eq!(kind, expected, "{name}");
    }
    let bucket = [r#"keyfob_operation="get_positions""#, r#"le="10""#];
    let name = "keyfob_call_duration_seconds_bucket";
    assert_eq!(value(&text, name, &bucket), 1.0);
}

#[tokio::test]
async fn nothing_of_the_account_is_told() {
    let account = Account::sandbox().await.unwrap();
    let text = scraped(&account).await;
    let sandbox = account.sandbox.as_ref().unwrap();
    let user = &sandbox.accounts().kotak_neo[0];
    for told in [
        &user.dashboard_token,
        &user.totp_secret,
        &user.mobile,
        &user.ucc,
        &user.mpin,
    ] {
        assert!(!text.contains(&**told), "{told}: {text}");
    }
}
