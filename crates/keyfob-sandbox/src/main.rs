//! `keyfob-sandbox`: the sandbox as a program, until ctrl-c.
#![forbid(unsafe_code)]

use std::io;

use clap::Parser;
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{Accounts, CAPTCHA_SOLUTION, SecondFactor};

/// A stateful stand-in for Kotak Securities Trade API, Kotak Neo and Quatrix, on loopback.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let Arguments { port } = Arguments::parse();
    let sandbox = Sandbox::builder().port(port).start().await?;
    println!(
        "# keyfob-sandbox listens on {} (second origin: {})",
        sandbox.url(),
        sandbox.second_url()
    );
    println!("# Demo accounts, as environment variables. Stop with ctrl-c.");
    for (name, value) in variables(&sandbox) {
        println!("export {name}='{value}'");
    }
    tokio::signal::ctrl_c().await?;
    sandbox.shutdown().await;
    Ok(())
}

fn variables(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut lines = vec![
        ("KOTAK_TRADE_URL".to_owned(), sandbox.kotak_trade_url()),
        ("KOTAK_NEO_URL".to_owned(), sandbox.kotak_neo_url()),
        ("QUATRIX_URL".to_owned(), sandbox.quatrix_url()),
    ];
    kotak(sandbox.accounts(), &mut lines);
    quatrix(sandbox.accounts(), &mut lines);
    lines
}

fn kotak(accounts: &Accounts, lines: &mut Vec<(String, String)>) {
    for account in &accounts.kotak_trade {
        push(lines, "KOTAK_TRADE_ACCESS_TOKEN", &account.access_token);
        push(lines, "KOTAK_TRADE_CONSUMER_KEY", &account.consumer_key);
        push(lines, "KOTAK_TRADE_APP_ID", &account.app_id);
        push(lines, "KOTAK_TRADE_USER_ID", &account.user_id);
        push(lines, "KOTAK_TRADE_PASSWORD", &account.password);
        push(lines, "KOTAK_TRADE_ACCESS_CODE", &account.access_code);
    }
    for account in &accounts.kotak_neo {
        push(lines, "KOTAK_NEO_CONSUMER_KEY", &account.consumer_key);
        push(lines, "KOTAK_NEO_CONSUMER_SECRET", &account.consumer_secret);
        push(lines, "KOTAK_NEO_DASHBOARD_TOKEN", &account.dashboard_token);
        push(lines, "KOTAK_NEO_MOBILE", &account.mobile);
        push(lines, "KOTAK_NEO_USER_ID", &account.user_id);
        push(lines, "KOTAK_NEO_PAN", &account.pan);
        push(lines, "KOTAK_NEO_UCC", &account.ucc);
        push(lines, "KOTAK_NEO_PASSWORD", &account.password);
        push(lines, "KOTAK_NEO_MPIN", &account.mpin);
        push(
            lines,
            "KOTAK_NEO_OTP",
            account.otp.as_deref().unwrap_or_default(),
        );
        push(lines, "KOTAK_NEO_TOTP_SECRET", &account.totp_secret);
    }
}

/// The first account under plain names, the others with what sets them apart.
fn quatrix(accounts: &Accounts, lines: &mut Vec<(String, String)>) {
    push(lines, "QUATRIX_CAPTCHA_SOLUTION", CAPTCHA_SOLUTION);
    for account in &accounts.quatrix {
        let kind = match (&account.second_factor, account.suspended) {
            (_, true) => "_SUSPENDED",
            (SecondFactor::None, _) => "",
            (SecondFactor::Totp(_), _) => "_TOTP",
            (SecondFactor::Pin(_), _) => "_PIN",
        };
        push(lines, &format!("QUATRIX{kind}_EMAIL"), &account.email);
        push(lines, &format!("QUATRIX{kind}_PASSWORD"), &account.password);
        push(lines, &format!("QUATRIX{kind}_API_KEY"), &account.api_key);
        match &account.second_factor {
            SecondFactor::Totp(secret) => push(lines, &format!("QUATRIX{kind}_SECRET"), secret),
            SecondFactor::Pin(pin) => push(lines, &format!("QUATRIX{kind}_CODE"), pin),
            SecondFactor::None => {}
        }
    }
}

fn push(lines: &mut Vec<(String, String)>, name: &str, value: &str) {
    lines.push((name.to_owned(), value.to_owned()));
}
