//! Operations whose URL an answer of the vendor names.

use reqwest::{Request, Url};

use crate::response::ByteStream;
use crate::{Error, Handle, ResponseValue};

impl Handle {
    /// Carries out an operation whose answer is bytes at a URL that the vendor named, in place of the operation's own; in an environment
    /// that has none, too. The URL must lie on one of the vendor's hosts, or where the user said that they are.
    #[doc(hidden)]
    pub async fn follow(
        &self,
        id: &'static str,
        url: &str,
    ) -> Result<ResponseValue<ByteStream>, Error> {
        let Some(operation) = self.api().operation(id) else {
            return Err(Error::invalid_input("the operation is not in the table"));
        };
        // What is not a URL is not shown either: it may hold anything.
        let url = Url::parse(url).map_err(|_| Error::host_changed("a place that is not a URL"));
        let allowed = url.and_then(|url| self.servers().allowed(&url).map(|()| url));
        let mut url = allowed.map_err(|error| error.during(operation))?;
        url.set_fragment(None);
        let mut request = Request::new(operation.method.clone(), self.servers().redirected(url));
        let here = self.servers().server_of(operation);
        let here = here.map_or(&[][..], |server| server.headers);
        let held = self.credentials().held();
        self.dress(operation, here, &mut request);
        let (path, request) = (operation.path.into(), Box::new(request));
        let answer = self.carry_out(operation, path, held, None, request).await?;
        Ok(ResponseValue::stream(answer))
    }
}
