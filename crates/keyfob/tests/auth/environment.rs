//! Logins from environment variables. Each runs in a process of its own: this same program, with one test.

use std::process::Command;

use keyfob::Error;
use keyfob::session::{ManagedLogin, ManagedSession, Provider};

use crate::acme::{Acme, ClientCredentials, Login, Password, RefreshToken, Session};
use crate::server;

const SECRET: (&str, &str) = ("CLIENT_SECRET", "S3CR3T-client: +/é");
const ID: (&str, &str) = ("CLIENT_ID", "id 1");

/// What a login says for itself: `in`, or the error.
async fn told(acme: &server::Acme, by: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "environment::child", "--nocapture"])
        .env("ACME_LOGIN", by)
        .env("KEYFOB_ACME_ORIGIN", acme.origin());
    for (name, value) in variables {
        command.env(format!("KEYFOB_ACME_{name}"), value);
    }
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let text = String::from_utf8(output.await.unwrap().stdout).unwrap();
    let (_, rest) = text
        .split_once("told: ")
        .unwrap_or_else(|| panic!("{text}"));
    rest.lines().next().unwrap_or_default().to_owned()
}

/// What the tests run in a process of its own; without its variables it has nothing to do.
#[tokio::test]
async fn child() {
    let Ok(by) = std::env::var("ACME_LOGIN") else {
        return;
    };
    let outcome = match by.as_str() {
        "client" => by_provider(ClientCredentials::from_env()).await,
        "refresh" => by_provider(RefreshToken::from_env()).await,
        "password" => by_provider(Password::from_env()).await,
        _ => Session::from_env().await,
    };
    let told = outcome.map(|session| session.handle().credentials().clone_names());
    println!("told: {}", told.unwrap_or_else(|error| error.to_string()));
}

async fn by_provider<P: Provider<Login>>(provider: Result<P, Error>) -> Result<Session, Error> {
    provider?.log_in(Login::from_env()?).await
}

/// The names of what is held.
trait Names {
    fn clone_names(&self) -> String;
}

impl Names for keyfob_core::Credentials {
    fn clone_names(&self) -> String {
        let schemes = Acme::schemes().iter();
        let held = schemes.filter(|scheme| self.has(scheme));
        held.map(|scheme| scheme.name).collect::<Vec<_>>().join(" ")
    }
}

impl Acme {
    fn schemes() -> &'static [&'static keyfob_core::Scheme] {
        crate::acme::API.schemes
    }
}

#[tokio::test]
async fn each_login_has_its_variables() {
    let acme = server::Acme::start().await;
    let token = acme.consent();
    let refresh = ("REFRESH_TOKEN", token.as_str());
    let (user, password) = (("USERNAME", "ann"), ("PASSWORD", "S3CR3T-password"));
    acme.book().rotates = false;
    for (by, variables) in [
        ("", vec![ID, SECRET]),
        ("", vec![ID, SECRET, user, password]),
        ("", vec![ID, SECRET, user, password, refresh]),
        ("client", vec![ID, SECRET]),
        ("refresh", vec![ID, SECRET, refresh]),
        (
            "password",
            vec![ID, SECRET, user, password, ("SCOPE", "a  b")],
        ),
        ("", vec![("ACCESS_TOKEN", "x")]),
    ] {
        assert_eq!(told(&acme, by, &variables).await, "oauth", "{variables:?}");
    }
    let grants = acme.grants();
    let expected = [
        "client_credentials",
        "password",
        "refresh_token",
        "client_credentials",
        "refresh_token",
        "password",
    ];
    assert_eq!(grants, expected);
    assert_eq!(acme.token_requests()[5].form()["scope"], "a b");
    let keys = [("API_KEY", "k"), ("APP_KEY", "a")];
    assert_eq!(told(&acme, "", &keys).await, "apiKey appKey");
    let pair = [("BASIC_USERNAME", "u"), ("BASIC_PASSWORD", "p")];
    assert_eq!(told(&acme, "", &pair).await, "basic");
}

#[tokio::test]
async fn a_variable_that_is_missing_is_named() {
    let acme = server::Acme::start().await;
    for (by, variables, missing) in [
        ("", vec![("USERNAME", "ann")], "PASSWORD"),
        ("", vec![("BASIC_USERNAME", "u")], "BASIC_PASSWORD"),
        ("client", vec![ID], "CLIENT_SECRET"),
        ("client", vec![], "CLIENT_ID"),
        ("refresh", vec![], "REFRESH_TOKEN"),
        ("password", vec![], "USERNAME"),
    ] {
        let told = told(&acme, by, &variables).await;
        let name = format!("KEYFOB_ACME_{missing} ");
        assert!(told.contains(&name), "{variables:?}: {told}");
    }
    assert_eq!(acme.token_requests().len(), 0);
    let none = told(&acme, "", &[]).await;
    assert!(none.contains("`oauth` is missing"), "{none}");
    let login = Login::new();
    assert_eq!(ManagedLogin::account(&login), "");
}
