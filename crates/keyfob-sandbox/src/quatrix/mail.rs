//! Mail that the vendor would send. Here it is kept: what only a mailed link tells is read from it.

use std::fmt;

use uuid::Uuid;

use super::moment::Moment;
use super::shares::Share;
use super::state::State;
use super::tracking::{Action, What};

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

impl State {
    /// The addresses of users and contacts.
    pub(super) fn emails(&self, people: &[Uuid]) -> Vec<String> {
        let found = people.iter().filter_map(|&id| {
            let user = self.user(id).ok().map(|user| &user.account.email);
            user.or_else(|| self.contact(id).map(|contact| &contact.email))
        });
        found.cloned().collect()
    }

    pub(super) fn mail(&mut self, to: &[Uuid], about: About, id: Uuid) {
        let id = id.to_string();
        for to in self.emails(to) {
            let id = id.clone();
            self.mails.push(Mail { to, about, id });
        }
    }

    /// Mails a share to its recipients, and notes it.
    pub(super) fn mail_share(&mut self, share: &Share, about: About, now: Moment) {
        self.note(share.owner, Action::Mail, What::share(share), now);
        self.mail(&share.recipients, about, share.id);
    }
}
