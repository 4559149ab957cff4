//! What a session manager needs of Kotak Neo.

use std::time::SystemTime;

use keyfob_core::{BoxFuture, Clock, Error, SavedSession, Scheme};
use keyfob_session::{ManagedLogin, ManagedSession};
use kotak_neo::credentials;

use super::{Session, g1, g2, g3};
use crate::managed::managed_session;

const VENDOR: &str = "kotak-neo";

/// The logins of G1 and G2, whose application has a token.
macro_rules! through_an_application {
    ($login:ty, $names_user:expr) => {
        impl ManagedLogin for $login {
            type Session = Session;

            const VENDOR: &'static str = VENDOR;

            fn account(&self) -> String {
                self.account()
            }

            fn names_user(&self) -> bool {
                $names_user
            }

            fn clock(&self) -> Clock {
                self.consumer().settings().clock().clone()
            }

            fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
                self.resume(saved)
            }

            fn application_token(&self) -> Option<&'static Scheme> {
                Some(&credentials::ACCESS_TOKEN)
            }

            fn renew_application_token(
                &self,
                saved: SavedSession,
            ) -> BoxFuture<'_, Result<SavedSession, Error>> {
                Box::pin(async move {
                    let session = self.resume(&saved)?;
                    self.consumer().fetch_access_token(session.client()).await?;
                    Ok(session.save().with_account(saved.account()))
                })
            }
        }
    };
}

through_an_application!(g1::Login, false);
through_an_application!(g2::Login, true);

impl ManagedLogin for g3::Login {
    type Session = Session;

    const VENDOR: &'static str = VENDOR;

    fn account(&self) -> String {
        String::new()
    }

    fn names_user(&self) -> bool {
        false
    }

    fn clock(&self) -> Clock {
        self.settings().clock().clone()
    }

    fn resume(&self, saved: &SavedSession) -> Result<Session, Error> {
        self.resume(saved)
    }
}

impl ManagedSession for Session {
    managed_session!();

    /// Its order feeds wake who waits for an order with a session from before.
    #[cfg(feature = "kotak-neo-feed")]
    fn in_place_of(&self, before: &Self) -> Self {
        let mut session = self.over(before.client().handle().clone());
        session.order_watch = std::sync::Arc::clone(&before.order_watch);
        session
    }

    fn ends_at(&self) -> Option<SystemTime> {
        self.ends_at()
    }
}
