//! Requests that the spec does not know, on their way.

use std::borrow::Cow;

use reqwest::{Request, Url};

use super::join;
use crate::{Error, Handle, Operation, Response};

impl Handle {
    /// Gives the request the server and the fixed headers of these rules.
    pub(crate) fn prepare_raw(
        &self,
        operation: &'static Operation,
        mut request: Request,
    ) -> Result<Request, Error> {
        let base = self.servers().base_of(operation)?;
        self.servers()
            .allowed(&base)
            .map_err(|error| error.during(operation))?;
        *request.url_mut() = join(&base, request.url());
        let here = self.servers().server_of(operation)?.headers;
        self.dress(operation, here, request)
    }

    /// Sends it, at the pace of this handle if it has one.
    pub(crate) async fn send_raw(
        &self,
        operation: &'static Operation,
        path: Cow<'static, str>,
        built: Url,
        request: Request,
    ) -> Result<Response, Error> {
        let send = |request| {
            let held = self.credentials().held();
            self.carry_out(operation, path.clone(), held, Some(built.clone()), request)
        };
        match self.pacer() {
            Some(pacer) => self.paced(pacer, request, operation.id, send).await,
            None => send(request).await,
        }
    }
}
