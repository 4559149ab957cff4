//! The sandbox as a program: `keyfob-sandbox`, and `keyfob sandbox`.

use std::env::VarError;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::accounts::{Accounts, SecondFactor};
use crate::control::ControlSettings;
use crate::drift::Drift;
use crate::examples::{ExampleServer, vendors};
use crate::seed::Seed;
use crate::server::Sandbox;
use crate::tls::Tls;

/// What the program takes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// A TOML file of users, instruments, portfolios and files to begin with.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Make a market that moves: so many changes of prices a second.
    #[arg(long, value_name = "PER_SECOND", default_value_t = 0)]
    ticks: u32,
    /// Which prices move: the same ones in the same order for the same seed.
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    tick_seed: u64,
    /// List so many instruments besides the demo's.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    bulk_instruments: u32,
    /// Serve the pages of this folder, too, at /docs/: those that `cargo xtask docs` wrote to target/docs-site.
    #[arg(long, value_name = "FOLDER")]
    docs: Option<PathBuf>,
    /// Let answers be other than the vendors' documents say, in this way: see `Drift` of the library for the names.
    #[arg(long, value_name = "NAME")]
    drift: Vec<Drift>,
    /// Listen for TLS as well, on a free port, and write the certificate to this file.
    #[arg(long, value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
    /// Play this vendor from the examples of its spec, on a free port; all that are built in unless one is named.
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Play this spec from its examples, too: OpenAPI 3.0 as JSON. The file's name is the vendor's.
    #[arg(long, value_name = "FILE")]
    spec: Vec<PathBuf>,
    /// Open a control port as well, by which other programs steer the sandbox; 0 takes a free one. Its token is random and printed,
    /// or that of the environment's KEYFOB_SANDBOX_CONTROL_TOKEN, which is not printed.
    #[arg(long, value_name = "PORT")]
    control_port: Option<u16>,
}

/// A token that is given in the environment shows in no list of processes.
const CONTROL_TOKEN: &str = "KEYFOB_SANDBOX_CONTROL_TOKEN";

/// Starts a sandbox, prints how to reach it, and plays until ctrl-c. What is printed is a shell's: comments and variables to export; or
/// the variables as JSON.
///
/// # Errors
/// If a port cannot be had, a file cannot be read, or nothing can be printed.
pub async fn run(arguments: Arguments, as_json: bool) -> io::Result<()> {
    let mut builder = Sandbox::builder()
        .port(arguments.port)
        .ticks(arguments.ticks)
        .tick_seed(arguments.tick_seed)
        .bulk_instruments(arguments.bulk_instruments)
        .drift(arguments.drift.clone());
    if let Some(path) = arguments.seed {
        builder = builder.seed(Seed::read(path)?);
    }
    let has_docs = arguments.docs.is_some();
    if let Some(folder) = arguments.docs {
        builder = builder.docs(folder);
    }
    if arguments.tls_certificate.is_some() {
        builder = builder.tls();
    }
    let mut token = None;
    if let Some(port) = arguments.control_port {
        token = given_token()?;
        let settings = ControlSettings::new().port(port);
        builder = builder.control(match &token {
            Some(token) => settings.token(token),
            None => settings,
        });
    }
    let sandbox = builder.start().await?;
    let mut told = Told::default();
    told.comment(format!(
        "keyfob-sandbox listens on {} (second origin: {})",
        sandbox.url(),
        sandbox.second_url()
    ));
    for drift in arguments.drift {
        told.comment(format!("Answers drift: {drift}."));
    }
    if has_docs {
        told.comment(format!("Guides and references: {}/docs/", sandbox.url()));
    }
    told.comment("Accounts, as environment variables.");
    told.variables(variables(&sandbox));
    if let (Some(file), Some(tls)) = (arguments.tls_certificate, sandbox.tls()) {
        let file = std::path::absolute(file)?;
        std::fs::write(&file, tls.certificate())?;
        told.comment("The first Quatrix user over TLS, as rclone's remote sandbox:");
        let rclone = rclone(tls, &file, sandbox.accounts()).into_iter();
        told.variables(rclone.map(|(name, value)| (format!("RCLONE_{name}"), value)));
    }
    if let Some(control) = sandbox.control() {
        let url = control.url();
        told.comment(format!(
            "The control port; {url}/openapi.json tells what it can."
        ));
        told.variables([("KEYFOB_SANDBOX_CONTROL_URL".to_owned(), url.to_owned())]);
        if token.is_none() {
            told.variables([(CONTROL_TOKEN.to_owned(), control.token().to_owned())]);
        }
    }
    let played = played(arguments.vendor, arguments.spec).await?;
    for (name, server) in &played {
        told.comment(format!("{name}, from the examples of its spec:"));
        told.variables(example_variables(name, server));
    }
    told.comment("Stop with ctrl-c.");
    told.print(as_json)?;
    tokio::signal::ctrl_c().await?;
    sandbox.shutdown().await;
    Ok(())
}

/// What is printed.
#[derive(Default)]
struct Told(Vec<Line>);

enum Line {
    Comment(String),
    Variable(String, String),
}

impl Told {
    fn comment(&mut self, text: impl Into<String>) {
        self.0.push(Line::Comment(text.into()));
    }

    fn variables(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        let lines = variables.into_iter();
        self.0
            .extend(lines.map(|(name, value)| Line::Variable(name, value)));
    }

    fn print(&self, as_json: bool) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if as_json {
            let variables = self.0.iter().filter_map(|line| match line {
                Line::Comment(_) => None,
                Line::Variable(name, value) => Some((name.clone(), value.clone().into())),
            });
            let object: serde_json::Map<_, _> = variables.collect();
            writeln!(out, "{}", serde_json::Value::from(object))?;
            return out.flush();
        }
        for line in &self.0 {
            match line {
                Line::Comment(text) => writeln!(out, "# {text}")?,
                // A line that a shell reads as this value, whatever is in it.
                Line::Variable(name, value) => {
                    writeln!(out, "export {name}='{}'", value.replace('\'', r"'\''"))?;
                }
            }
        }
        out.flush()
    }
}

/// The vendors that are played from examples, with their names.
async fn played(
    mut names: Vec<String>,
    specs: Vec<PathBuf>,
) -> io::Result<Vec<(String, ExampleServer)>> {
    if names.is_empty() {
        names.extend(vendors().map(str::to_owned));
    }
    let mut played = Vec::new();
    for name in names {
        let server = ExampleServer::vendor(&name).await?;
        played.push((name, server));
    }
    for path in specs {
        let server = ExampleServer::start(&std::fs::read_to_string(&path)?).await?;
        let name = path.file_stem().unwrap_or_default();
        played.push((name.to_string_lossy().into_owned(), server));
    }
    Ok(played)
}

/// Where a vendor is played, and all that it accepts as credentials.
fn example_variables(name: &str, server: &ExampleServer) -> Vec<(String, String)> {
    let name: String = name
        .chars()
        .map(|letter| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_uppercase(),
            false => '_',
        })
        .collect();
    let account = server.account();
    let mut lines = Vec::new();
    for (variable, value) in [
        ("ORIGIN", server.url()),
        ("USERNAME", &account.username),
        ("PASSWORD", &account.password),
        ("BASIC_USERNAME", &account.username),
        ("BASIC_PASSWORD", &account.password),
        ("CLIENT_ID", &account.client_id),
        ("CLIENT_SECRET", &account.client_secret),
        ("REFRESH_TOKEN", &account.refresh_token),
        ("TOKEN", &account.token),
        ("API_KEY", &account.api_key),
    ] {
        push(&mut lines, &name, variable, value);
    }
    lines
}

/// A random token in place of one that was given would be one that the caller does not have.
fn given_token() -> io::Result<Option<String>> {
    match std::env::var(CONTROL_TOKEN) {
        Ok(token) => Ok(Some(token)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => {
            let message = format!("{CONTROL_TOKEN} has characters that are not printable ASCII");
            Err(io::Error::new(io::ErrorKind::InvalidInput, message))
        }
    }
}

/// What keyfob's `Session::from_env` reads, so that sourcing this output is all that a program needs.
fn variables(sandbox: &Sandbox) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for vendor in ["KOTAK_TRADE", "KOTAK_NEO", "QUATRIX"] {
        push(&mut lines, vendor, "ORIGIN", sandbox.url());
    }
    kotak(sandbox.accounts(), &mut lines);
    quatrix(sandbox.accounts(), &mut lines);
    lines
}

fn kotak(accounts: &Accounts, lines: &mut Vec<(String, String)>) {
    for account in &accounts.kotak_trade {
        let mut push = |name, value| push(lines, "KOTAK_TRADE", name, value);
        push("ACCESS_TOKEN", &account.access_token);
        push("CONSUMER_KEY", &account.consumer_key);
        push("APP_ID", &account.app_id);
        push("USER_ID", &account.user_id);
        push("PASSWORD", &account.password);
        push("ACCESS_CODE", &account.access_code);
    }
    for account in &accounts.kotak_neo {
        let mut push = |name, value| push(lines, "KOTAK_NEO", name, value);
        push("CONSUMER_KEY", &account.consumer_key);
        push("CONSUMER_SECRET", &account.consumer_secret);
        push("DASHBOARD_TOKEN", &account.dashboard_token);
        push("MOBILE", &account.mobile);
        push("UCC", &account.ucc);
        push("PASSWORD", &account.password);
        push("MPIN", &account.mpin);
        push("TOTP_SECRET", &account.totp_secret);
    }
}

/// The account with an authenticator: it walks the longest way.
fn quatrix(accounts: &Accounts, lines: &mut Vec<(String, String)>) {
    push(lines, "QUATRIX", "ACCOUNT", "sandbox");
    for account in &accounts.quatrix {
        if let SecondFactor::Totp(secret) = &account.second_factor {
            push(lines, "QUATRIX", "EMAIL", &account.email);
            push(lines, "QUATRIX", "PASSWORD", &account.password);
            push(lines, "QUATRIX", "TOTP_SECRET", secret);
        }
    }
}

fn rclone(tls: &Tls, certificate: &Path, accounts: &Accounts) -> Vec<(&'static str, String)> {
    let host = tls.url().trim_start_matches("https://");
    let first = accounts.quatrix.first();
    vec![
        ("CA_CERT", certificate.display().to_string()),
        ("CONFIG_SANDBOX_TYPE", "quatrix".to_owned()),
        ("CONFIG_SANDBOX_HOST", host.to_owned()),
        (
            "CONFIG_SANDBOX_API_KEY",
            first.map_or_else(String::new, |user| user.api_key.clone()),
        ),
    ]
}

fn push(lines: &mut Vec<(String, String)>, vendor: &str, name: &str, value: &str) {
    lines.push((format!("KEYFOB_{vendor}_{name}"), value.to_owned()));
}
