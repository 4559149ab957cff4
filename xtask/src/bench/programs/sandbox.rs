//! The server that all programs talk to.

use std::io::{self, BufRead, BufReader, Error};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A sandbox in a process of its own, until this is dropped.
pub struct Sandbox {
    process: Child,
    variables: Vec<(String, String)>,
}

impl Sandbox {
    /// Starts it on free ports, over TLS as well.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(program: &Path, folder: &Path) -> io::Result<Self> {
        let certificate = folder.join("certificate.pem");
        let mut process = Command::new(program)
            .arg("--port=0")
            .arg(format!("--tls-certificate={}", certificate.display()))
            .stdout(Stdio::piped())
            .spawn()?;
        let output = process.stdout.take();
        let mut sandbox = Self {
            process,
            variables: Vec::new(),
        };
        let output = output.ok_or_else(|| Error::other("the sandbox has no output"))?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            if line.starts_with("# Stop") {
                return Ok(sandbox);
            }
            let variable = line
                .strip_prefix("export ")
                .and_then(|line| line.split_once('='));
            if let Some((name, value)) = variable {
                let value = value.trim_matches('\'').to_owned();
                sandbox.variables.push((name.to_owned(), value));
            }
        }
        Err(Error::other("the sandbox does not start"))
    }

    /// The value of one of its variables.
    ///
    /// # Errors
    /// It has no such variable.
    pub fn variable(&self, name: &str) -> io::Result<&str> {
        let found = self.variables.iter().find(|(own, _)| own == name);
        let found = found.ok_or_else(|| Error::other(format!("the sandbox tells no {name}")))?;
        Ok(&found.1)
    }

    /// The key of its first user of Quatrix.
    ///
    /// # Errors
    /// It tells none.
    pub fn api_key(&self) -> io::Result<&str> {
        self.variable("RCLONE_CONFIG_SANDBOX_API_KEY")
    }

    /// Gives a program its accounts.
    pub fn accounts<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        command.envs(variables).env("RCLONE_CONFIG", "")
    }

    /// Gives a program its accounts, and at Quatrix that of the first user, by its key.
    ///
    /// # Errors
    /// It tells no key.
    pub fn by_key<'a>(&self, command: &'a mut Command) -> io::Result<&'a mut Command> {
        let key = self.api_key()?;
        let command = self.accounts(command).env("KEYFOB_QUATRIX_API_KEY", key);
        for name in ["EMAIL", "PASSWORD", "TOTP_SECRET"] {
            command.env_remove(format!("KEYFOB_QUATRIX_{name}"));
        }
        Ok(command)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
