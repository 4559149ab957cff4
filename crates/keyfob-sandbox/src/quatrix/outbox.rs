//! Sending mail, which is keeping it.

use uuid::Uuid;

use super::mail::{About, Mail};
use super::shares::share::Share;
use super::state::State;
use super::timestamp::Timestamp;
use super::tracking::entry::{Action, Target};

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
    pub(super) fn mail_share(&mut self, share: &Share, about: About, now: Timestamp) {
        self.note(share.owner, Action::Mail, Target::share(share), now);
        self.mail(&share.recipients, about, share.id);
    }
}
