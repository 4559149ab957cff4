//! Requests that the spec does not know, on their way.

use std::borrow::Cow;

use reqwest::Request;

use super::{join, members};
use crate::{Error, Handle, Operation, Response};

impl Handle {
    /// Gives the request the server and the fixed headers of these rules; how much of its path is then the server's.
    pub(crate) fn prepare_raw(
        &self,
        operation: &'static Operation,
        request: &mut Request,
    ) -> Result<usize, Error> {
        members::fit(operation, self.servers().variant(), request)?;
        self.prepare_fitted(operation, request)
    }

    /// The same for one without members that the environment does not have.
    pub(super) fn prepare_fitted(
        &self,
        operation: &'static Operation,
        request: &mut Request,
    ) -> Result<usize, Error> {
        let base = self.servers().allowed_base(operation)?;
        let built = request.url();
        let (url, base) = join(&base, built.path(), built.query());
        *request.url_mut() = url;
        let here = self.servers().server_of(operation)?.headers;
        self.dress(operation, here, request);
        Ok(base)
    }

    /// Sends it, at the pace of this handle if it has one.
    pub(crate) async fn send_raw(
        &self,
        operation: &'static Operation,
        path: Cow<'static, str>,
        base: usize,
        request: Box<Request>,
    ) -> Result<Response, Error> {
        let send = |request| {
            let held = self.credentials().held();
            self.carry_out(operation, path.clone(), held, Some(base), request)
        };
        match self.pacer() {
            Some(pacer) => self.paced(pacer, request, operation.id, send).await,
            None => send(request).await,
        }
    }
}
