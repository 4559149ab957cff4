//! One connection for all commands of a store, made when it is needed and again when it broke.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{
    AsyncConnectionConfig, Client, FromRedisValue, RedisError, RedisResult, ScriptInvocation,
};
use tokio::sync::Mutex as Turn;
use tokio::time::timeout;

use super::fault::{self, Fault};
use crate::StoreError;

pub(super) struct Connector {
    client: Client,
    timeout: Duration,
    open: Mutex<Open>,
    /// One at a time makes a connection.
    connecting: Turn<()>,
}

/// The connection that is used now, and which it is.
#[derive(Default)]
struct Open {
    number: u64,
    connection: Option<MultiplexedConnection>,
}

impl Connector {
    pub(super) fn new(client: Client, timeout: Duration) -> Self {
        Self {
            client,
            timeout,
            open: Mutex::default(),
            connecting: Turn::default(),
        }
    }

    /// Host and port.
    pub(super) fn server(&self) -> String {
        self.client.get_connection_info().addr().to_string()
    }

    /// Runs a script, within the time for one command. It is sent again if the connection turns out to have broken since the last one,
    /// or to lead to a replica.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        action: &str,
        call: &mut ScriptInvocation<'_>,
    ) -> Result<T, StoreError> {
        let used = AtomicU64::new(0);
        let error = match timeout(self.timeout, self.try_run(call, &used)).await {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => Some(error),
            Err(_) => None,
        };
        let action = format!("{action} at the Redis server {}", self.server());
        match error {
            Some(error) if !error.is_timeout() => Err(StoreError::Unreachable {
                action,
                source: Fault::new(&error).into(),
            }),
            _ => {
                // Its answer may come when nobody waits for it any more.
                self.forget(used.into_inner());
                Err(StoreError::TimedOut { action })
            }
        }
    }

    async fn try_run<T: FromRedisValue>(
        &self,
        call: &mut ScriptInvocation<'_>,
        used: &AtomicU64,
    ) -> RedisResult<T> {
        loop {
            let (mut connection, is_new) = self.connection(used).await?;
            match call.invoke_async(&mut connection).await {
                Err(error) if broke(&error) => {
                    self.forget(used.load(Ordering::Relaxed));
                    if is_new {
                        return Err(error);
                    }
                }
                done => return done,
            }
        }
    }

    /// The connection, and whether it was made just now.
    async fn connection(&self, used: &AtomicU64) -> RedisResult<(MultiplexedConnection, bool)> {
        if let Some(connection) = self.opened(used) {
            return Ok((connection, false));
        }
        let _turn = self.connecting.lock().await;
        if let Some(connection) = self.opened(used) {
            return Ok((connection, false));
        }
        // The time for the whole command counts.
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(None)
            .set_response_timeout(None);
        let made = self
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        let mut open = self.open();
        open.number += 1;
        open.connection = Some(made.clone());
        used.store(open.number, Ordering::Relaxed);
        Ok((made, true))
    }

    fn opened(&self, used: &AtomicU64) -> Option<MultiplexedConnection> {
        let open = self.open();
        used.store(open.number, Ordering::Relaxed);
        open.connection.clone()
    }

    /// Uses this connection no more, unless another one has taken its place already.
    fn forget(&self, number: u64) {
        let mut open = self.open();
        if open.number == number {
            open.connection = None;
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether another connection may do better. A replica refused it: after a failover another server may have the address.
fn broke(error: &RedisError) -> bool {
    error.is_io_error() || error.is_unrecoverable_error() || fault::is_of_a_replica(error)
}
