//! What a call came to.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use keyfob_core::{ByteStream, Error, ResponseValue};
use reqwest::header::HeaderMap;
use serde::Serialize;
use serde_json::Value;

/// What the call came to.
#[derive(Debug)]
pub enum Outcome {
    /// An answer.
    Answered {
        /// Its status.
        status: u16,
        /// Its headers.
        headers: HeaderMap,
        /// Its body, as its type encodes it.
        body: Value,
    },
    /// An error.
    Failed(Error),
}

impl Outcome {
    /// What a call of an operation of JSON came to.
    pub fn of<T: Serialize>(result: Result<ResponseValue<T>, Error>) -> Self {
        result.map_or_else(Self::Failed, |answer| {
            let body = serde_json::to_string(&*answer).unwrap();
            Self::Answered {
                status: answer.status().as_u16(),
                headers: answer.headers().clone(),
                body: serde_json::from_str(&body).unwrap(),
            }
        })
    }

    /// Bytes are read to their end, and are a text.
    pub async fn read(result: Result<ResponseValue<ByteStream>, Error>) -> Self {
        let answer = match result {
            Err(error) => return Self::Failed(error),
            Ok(answer) => answer,
        };
        let (status, headers) = (answer.status(), answer.headers().clone());
        match collected(answer.into_inner()).await {
            Err(error) => Self::Failed(error),
            Ok(bytes) => Self::Answered {
                status: status.as_u16(),
                headers,
                body: String::from_utf8(bytes).unwrap().into(),
            },
        }
    }
}

async fn collected(mut stream: ByteStream) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}
