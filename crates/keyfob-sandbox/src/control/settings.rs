//! What a control port is to be like.

use std::fmt;
use std::io;

use uuid::Uuid;

/// A token that is shorter is no secret.
const SHORTEST: usize = 16;

/// Settings of a control port.
#[derive(Clone, Default)]
pub struct ControlSettings {
    pub(super) port: u16,
    token: Option<String>,
}

impl ControlSettings {
    /// A free port and a random token.
    pub fn new() -> Self {
        Self::default()
    }

    /// The port to listen on; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The token, in place of a random one: 16 printable ASCII characters or more, without spaces.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// # Errors
    /// If the token that was given is too short or cannot stand in a header.
    pub(super) fn take_token(&mut self) -> io::Result<String> {
        match self.token.take() {
            None => Ok(format!(
                "{}{}",
                Uuid::new_v4().simple(),
                Uuid::new_v4().simple()
            )),
            Some(token) if token.len() < SHORTEST => Err(wrong("is shorter than 16 characters")),
            Some(token) if !token.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Err(wrong("has characters that are not printable ASCII"))
            }
            Some(token) => Ok(token),
        }
    }
}

fn wrong(what: &str) -> io::Error {
    let message = format!("the token of the control port {what}");
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// Without the token.
impl fmt::Debug for ControlSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ControlSettings")
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
