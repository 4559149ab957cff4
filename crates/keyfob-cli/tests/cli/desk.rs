//! A user at a desk: a sandbox, a folder for sessions, and the program.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use keyfob_sandbox::accounts::{KotakNeoAccount, KotakTradeAccount, SecondFactor};
use keyfob_sandbox::{Builder, Sandbox};
use serde_json::Value;
use tempfile::TempDir;

pub struct Desk {
    pub sandbox: Sandbox,
    pub folder: TempDir,
}

/// What became of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub async fn new() -> Self {
        Self::with(Sandbox::builder()).await
    }

    pub async fn with(builder: Builder) -> Self {
        Self {
            sandbox: builder.start().await.unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn neo(&self) -> &KotakNeoAccount {
        &self.sandbox.accounts().kotak_neo[0]
    }

    pub fn trade(&self) -> &KotakTradeAccount {
        &self.sandbox.accounts().kotak_trade[0]
    }

    /// A path in the desk's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, with nothing of this process's environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_clear()
            .env("KEYFOB_HOME", self.path("home"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// The same with something on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ran {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        running
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        running.wait_with_output().unwrap().into()
    }

    /// All that has to go well.
    pub fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.out
    }

    /// The same as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let text = self.done(&[&["--json"], arguments].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {text}"))
    }

    /// The variables of a vendor's login, without the prefix.
    pub fn variables(&self, vendor: &str) -> BTreeMap<&'static str, String> {
        let origin = ("ORIGIN", self.sandbox.url().to_owned());
        let own: Vec<(&'static str, String)> = match vendor {
            "kotak-trade" => vec![
                ("ACCESS_TOKEN", self.trade().access_token.clone()),
                ("CONSUMER_KEY", self.trade().consumer_key.clone()),
                ("USER_ID", self.trade().user_id.clone()),
                ("PASSWORD", self.trade().password.clone()),
                ("ACCESS_CODE", self.trade().access_code.clone()),
            ],
            "kotak-neo" => vec![
                ("DASHBOARD_TOKEN", self.neo().dashboard_token.clone()),
                ("MOBILE", self.neo().mobile.clone()),
                ("UCC", self.neo().ucc.clone()),
                ("TOTP_SECRET", self.neo().totp_secret.clone()),
                ("MPIN", self.neo().mpin.clone()),
            ],
            _ => self.quatrix(1),
        };
        own.into_iter().chain([origin]).collect()
    }

    /// The variables of one of Quatrix's users.
    pub fn quatrix(&self, user: usize) -> Vec<(&'static str, String)> {
        let user = &self.sandbox.accounts().quatrix[user];
        let mut variables = vec![
            ("ACCOUNT", "sandbox".to_owned()),
            ("EMAIL", user.email.clone()),
            ("PASSWORD", user.password.clone()),
        ];
        match &user.second_factor {
            SecondFactor::Totp(secret) => variables.push(("TOTP_SECRET", secret.clone())),
            SecondFactor::Pin(pin) => variables.push(("PIN", pin.clone())),
            _ => {}
        }
        variables
    }

    /// Logs in with variables of the environment.
    pub fn log_in(&self, vendor: &str) -> Ran {
        self.log_in_with(vendor, &self.variables(vendor), &[])
    }

    pub fn log_in_with(
        &self,
        vendor: &str,
        variables: &BTreeMap<&'static str, String>,
        arguments: &[&str],
    ) -> Ran {
        let mut command = self.command(&[&["login", vendor], arguments].concat());
        for (name, value) in variables {
            command.env(full_name(vendor, name), value);
        }
        Ran::of(&mut command)
    }

    /// A desk whose user is logged in to these.
    pub async fn at(vendors: &[&str]) -> Self {
        Self::logged_in(Sandbox::builder(), vendors).await
    }

    /// The same in front of a sandbox of another kind.
    pub async fn logged_in(builder: Builder, vendors: &[&str]) -> Self {
        let desk = Self::with(builder).await;
        for vendor in vendors {
            let ran = desk.log_in(vendor);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        desk
    }

    /// The variables as a shell writes them.
    pub fn env_file(&self, vendor: &str) -> PathBuf {
        let path = self.path(&format!("{vendor}.env"));
        let lines: String = self
            .variables(vendor)
            .iter()
            .map(|(name, value)| format!("export {}='{value}'\n", full_name(vendor, name)))
            .collect();
        std::fs::write(&path, lines).unwrap();
        path
    }
}

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_keyfob"))
}

pub fn full_name(vendor: &str, name: &str) -> String {
    let vendor = vendor.to_uppercase().replace('-', "_");
    format!("KEYFOB_{vendor}_{name}")
}

/// Ctrl-c.
#[cfg(unix)]
pub fn interrupt(running: &std::process::Child) {
    let process = running.id().to_string();
    let sent = Command::new("kill").args(["-INT", &process]).status();
    assert!(sent.unwrap().success());
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// The error that is told to programs.
    pub fn error(&self) -> Value {
        let error: Value =
            serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert_eq!(error["error"]["exit_code"], self.code, "{self:?}");
        error["error"].clone()
    }
}

impl From<std::process::Output> for Ran {
    fn from(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
