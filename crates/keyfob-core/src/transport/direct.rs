//! Straight to the servers by hyper's own client. What reqwest does beside (redirects, cookies, proxies, unpacking) is not wanted
//! in most calls and costs a quarter of each; what it says to a connection is said here, too.

mod connect;

use std::time::Duration;

use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use reqwest::header::{ACCEPT, HeaderValue, USER_AGENT};
use reqwest::{Body, Request};
use tokio::time::{Instant, timeout_at};

use self::connect::Connector;
use super::{Answer, Failure, user_agent};
use crate::{Error, Settings};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(90);

/// A client without proxies.
pub(crate) struct Direct {
    client: Client<Connector, Body>,
    user_agent: HeaderValue,
    /// How long an attempt may take, to the last byte of its answer.
    limit: Duration,
}

impl Direct {
    /// Gets ready.
    ///
    /// # Errors
    /// [`Error::Settings`] says what in the settings cannot be.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let user_agent = HeaderValue::from_str(user_agent(settings))
            .map_err(|_| Error::settings("the user agent cannot be the value of a header"))?;
        let client = Client::builder(TokioExecutor::new())
            .timer(TokioTimer::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connect::connector(settings)?);
        Ok(Self {
            client,
            user_agent,
            limit: settings.timeouts.attempt,
        })
    }

    pub(super) async fn send(&self, request: Box<Request>) -> Result<Answer, Failure> {
        let mut request = http::Request::try_from(*request)?;
        let headers = request.headers_mut();
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("*/*"));
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        let uri = request.uri().clone();
        let deadline = Instant::now().checked_add(self.limit);
        let answer = self.client.request(request);
        let answer = match deadline {
            None => answer.await,
            Some(deadline) => timeout_at(deadline, answer)
                .await
                .map_err(|_| Failure::TimedOut)?,
        };
        let answer = answer.map_err(Failure::Request)?;
        Ok(Answer::direct(answer, uri, deadline))
    }
}

#[cfg(test)]
mod tests;
