//! Drifts on the way out.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Value, json};

use super::change::change;
use super::kind::{Drift, DriftPlace};
use super::switch::Drifts;
use crate::answer;
use crate::operation::Operation;

/// Changes the answers of the operations at which a drift shows.
pub(crate) async fn drifted(
    State(drifts): State<Drifts>,
    request: Request,
    next: Next,
) -> Response {
    let operation = Operation::of_call(request.method(), request.uri().path(), request.headers());
    let on = operation.map(|operation| drifts.on(operation.vendor, operation.id));
    let mut response = next.run(request).await;
    for (drift, place) in on.unwrap_or_default() {
        response = drift_of(drift, place, response).await;
    }
    response
}

async fn drift_of(drift: Drift, place: DriftPlace, mut response: Response) -> Response {
    match drift {
        Drift::Status => *response.status_mut() = StatusCode::IM_A_TEAPOT,
        Drift::ContentType => {
            let plain = HeaderValue::from_static("text/plain");
            response.headers_mut().insert(header::CONTENT_TYPE, plain);
        }
        Drift::ContentTypeGone => {
            response.headers_mut().remove(header::CONTENT_TYPE);
        }
        Drift::EmptyBody => *response.body_mut() = Body::empty(),
        Drift::Html => return answer::html(StatusCode::OK),
        Drift::ErrorShape => {
            let body = json!({"problem": {"reason": Drift::SECRET, "note": null}});
            return answer::json(StatusCode::BAD_REQUEST, body);
        }
        _ => return with_body(drift, place, response).await,
    }
    without_length(response)
}

async fn with_body(drift: Drift, place: DriftPlace, response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let Ok(mut json) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(head, Body::from(bytes));
    };
    change(drift, place.at, &mut json);
    if drift == Drift::SecretAdded {
        let secret = HeaderValue::from_static(Drift::SECRET);
        head.headers.insert("x-debug-token", secret);
    }
    without_length(Response::from_parts(head, Body::from(json.to_string())))
}

/// The server counts what is sent.
fn without_length(mut response: Response) -> Response {
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
}
