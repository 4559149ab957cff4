//! The exit codes, in one place: `keyfob --help` and the README show this table.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Refused = 1,
    Usage = 2,
    NotLoggedIn = 3,
    Credentials = 4,
    InDoubt = 5,
    Unreachable = 6,
    Local = 7,
    Unexpected = 8,
    Interrupted = 130,
}

/// What each means.
pub const TABLE: &[(Exit, &str)] = &[
    (Exit::Done, "done"),
    (
        Exit::Refused,
        "the vendor refused, or a part of a transfer failed",
    ),
    (
        Exit::Usage,
        "wrong arguments, or something was not confirmed: nothing was sent",
    ),
    (
        Exit::NotLoggedIn,
        "not logged in, or the session has ended: run `keyfob login VENDOR`",
    ),
    (
        Exit::Credentials,
        "wrong password, code or key, a locked account, or a captcha",
    ),
    (
        Exit::InDoubt,
        "an order, or another call that must not be repeated, was or may have been carried out; look before you try again",
    ),
    (
        Exit::Unreachable,
        "no network, or the vendor is down or asks for a pause: try again later",
    ),
    (
        Exit::Local,
        "something on this machine: a file, the disk, the keyring, the stored session",
    ),
    (
        Exit::Unexpected,
        "the vendor's answer is not what its document says",
    ),
    (Exit::Interrupted, "stopped by ctrl-c"),
];

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// The table as text, for the help.
pub fn text() -> String {
    let mut text = "Exit codes:\n".to_owned();
    for (exit, meaning) in TABLE {
        text += &format!("  {:>3}  {meaning}\n", exit.code());
    }
    text
}
