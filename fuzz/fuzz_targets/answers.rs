//! Any bytes as the answer to any operation.
#![no_main]

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use keyfob_core::{Api, Error};
use libfuzzer_sys::fuzz_target;

type Receive = fn(&'static Api, &str, u16, &[u8]) -> Result<(), Error>;

fn receive<T: owned::Owned>(
    api: &'static Api,
    operation: &str,
    status: u16,
    body: &[u8],
) -> Result<(), Error> {
    let received = pin!(keyfob_core::fuzz::receive::<T>(
        api, operation, status, body
    ));
    match std::future::Future::poll(received, &mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome.map(drop),
        Poll::Pending => panic!("short answers wait for nothing"),
    }
}

/// What the runtime asks of an answer's type.
mod owned {
    pub trait Owned: for<'de> serde::Deserialize<'de> + Send + 'static {}
    impl<T: for<'de> serde::Deserialize<'de> + Send + 'static> Owned for T {}
}

/// What the contract's lists of schemas are here.
macro_rules! models {
    ($vendor:ident; $($name:ident),* $(,)?) => {
        pub const MODELS: &[crate::Receive] = &[$(crate::receive::<$vendor::types::$name>),*];
    };
}

#[path = "../../tests/contract/quatrix/models.rs"]
mod files;
#[path = "../../tests/contract/kotak_neo/models.rs"]
mod neo;
#[path = "../../tests/contract/kotak_trade/models.rs"]
mod trade;

const STATUSES: [u16; 8] = [200, 201, 400, 401, 403, 429, 500, 503];

fuzz_target!(|data: &[u8]| {
    let [vendor, model, operation, status, body @ ..] = data else {
        return;
    };
    let (api, models) = match vendor % 3 {
        0 => (&kotak_neo::API, neo::MODELS),
        1 => (&kotak_trade::API, trade::MODELS),
        _ => (&quatrix::API, files::MODELS),
    };
    let receive = models[usize::from(*model) % models.len()];
    let operation = api.operations[usize::from(*operation) % api.operations.len()].id;
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    if body.len() >= 256 * 1024 {
        return;
    }
    if let Err(error) = receive(api, operation, status, body) {
        assert!(error.to_string().len() < 20_000);
    }
});
