//! The application, as a client of OAuth 2.0.

use keyfob_core::{Handle, Secret};

use super::form::{Form, encoded};
use super::table::{CLIENT, CLIENT_SECRET};

/// How a client of OAuth 2.0 shows who it is: RFC 6749, section 2.3.1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// `Authorization: Basic`, with id and secret encoded as in forms.
    #[default]
    Basic,
    /// `client_id` and `client_secret` in the form.
    RequestBody,
}

/// The id and the secret of a client. One without a secret is public.
#[derive(Clone)]
pub(super) struct Client {
    pub(super) id: String,
    pub(super) secret: Option<Secret>,
}

impl Client {
    /// Shows who it is, in the credentials of this handle or in the form.
    pub(super) fn authenticate(
        &self,
        by: ClientAuthentication,
        handle: &Handle,
        form: &mut Form<'_>,
    ) {
        let held = handle.credentials();
        let Some(secret) = &self.secret else {
            form.add("client_id", &self.id);
            return;
        };
        match by {
            ClientAuthentication::Basic => {
                held.set_basic(&CLIENT, encoded(&self.id), encoded(secret.expose()));
                // It is sent encoded; the vendor may repeat it as it is.
                held.set(&CLIENT_SECRET, secret.clone());
            }
            ClientAuthentication::RequestBody => {
                form.add("client_id", &self.id);
                form.add("client_secret", secret.expose());
            }
        }
    }
}
