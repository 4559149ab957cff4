//! Whose path is it? Needed where no handler answers: unknown paths, wrong methods, injected failures.

use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::{kotak_neo, kotak_trade, quatrix};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    KotakTrade,
    KotakNeo,
    Quatrix,
}

/// Neo's own branches of the two prefixes it shares with the others.
const NEO_BRANCHES: &[&str] = &[
    "/apim/login/",
    "/apim/orders/2.0/",
    "/apim/order/2.0/",
    "/apim/portfolio/2.0/",
    "/apim/files/",
    "/apim/quotes/1.0/",
    "/apim/quotes/2.0/",
    "/api/1.0/login/",
    "/api/1.0/logout",
];

impl Vendor {
    pub(crate) fn of(path: &str) -> Self {
        if NEO_BRANCHES.iter().any(|branch| path.starts_with(branch)) {
            Self::KotakNeo
        } else if path.starts_with("/apim/") {
            Self::KotakTrade
        } else if path.starts_with("/api/1.0/") || path.starts_with("/upload/") {
            Self::Quatrix
        } else {
            Self::KotakNeo
        }
    }

    /// "Too many calls" as the vendor of a path says it.
    pub(crate) fn too_many_requests(path: &str, retry_after: &str) -> Response {
        match Self::of(path) {
            Self::KotakTrade => kotak_trade::too_many_requests(retry_after),
            Self::KotakNeo => kotak_neo::too_many_requests(retry_after),
            Self::Quatrix => quatrix::too_many_requests(retry_after),
        }
    }

    fn refused(self, status: StatusCode) -> Response {
        match self {
            Self::KotakTrade => kotak_trade::refused(status),
            Self::KotakNeo => kotak_neo::refused(status),
            Self::Quatrix => quatrix::refused(status),
        }
    }
}

pub(crate) async fn unknown_path(uri: Uri) -> Response {
    Vendor::of(uri.path()).refused(StatusCode::NOT_FOUND)
}

pub(crate) async fn wrong_method(uri: Uri) -> Response {
    Vendor::of(uri.path()).refused(StatusCode::METHOD_NOT_ALLOWED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_prefixes_are_told_apart() {
        assert_eq!(Vendor::of("/apim/orders/1.0/orders"), Vendor::KotakTrade);
        assert_eq!(
            Vendor::of("/apim/orders/2.0/quick/user/orders"),
            Vendor::KotakNeo
        );
        assert_eq!(Vendor::of("/api/1.0/session/login"), Vendor::Quatrix);
        assert_eq!(Vendor::of("/upload/chunked/k"), Vendor::Quatrix);
        assert_eq!(Vendor::of("/api/1.0/login/v2/validate"), Vendor::KotakNeo);
        assert_eq!(Vendor::of("/quick/user/positions"), Vendor::KotakNeo);
    }
}
