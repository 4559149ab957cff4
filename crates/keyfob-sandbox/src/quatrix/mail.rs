//! Mail that the vendor would send. Here it is kept: what only a mailed link tells is read from it.

use std::fmt;

/// A mail that would have been sent.
#[derive(Clone)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// What it is about.
    pub about: About,
    /// The id that its link leads to: of a share, a request or a password reset.
    pub id: String,
}

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum About {
    /// Files are shared with the reader.
    Share,
    /// The reader is asked for files.
    FileRequest,
    /// The reader is asked for a PGP key.
    KeyRequest,
    /// The reader may set a new password.
    PasswordReset,
}

/// Without the id: whoever knows it can set the password.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("to", &self.to)
            .field("about", &self.about)
            .finish_non_exhaustive()
    }
}
