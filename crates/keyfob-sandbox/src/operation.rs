//! The vendors' operations, by the names that keyfob's specs give them.

use std::fmt;
use std::sync::LazyLock;

use axum::http::{HeaderMap, Method};

/// Vendor, operation id, method and path, and the header by which an operation is told from another with the same
/// method and path. The tests compare it with the specs.
const TABLE: &str = include_str!("../operations.tsv");

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| TABLE.lines().filter_map(read).collect());

/// How many names an error tells.
const NEAREST: usize = 3;

/// An operation of a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    /// `kotak-neo`, `kotak-trade` or `quatrix`.
    pub vendor: &'static str,
    /// The `operationId` of the spec, as `place_order`.
    pub id: &'static str,
}

/// One place at which an operation is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    header: Option<&'static str>,
}

/// No vendor has an operation of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperation {
    asked: String,
    nearest: Vec<String>,
}

impl Operation {
    /// Finds an operation.
    ///
    /// # Errors
    /// If the vendor, or an operation of that vendor, has another name; with the nearest ones.
    pub fn named(vendor: &str, id: &str) -> Result<Self, UnknownOperation> {
        let known = || ROUTES.iter().map(|route| route.operation);
        let found = known().find(|known| known.vendor == vendor && known.id == id);
        found.ok_or_else(|| {
            let mut others: Vec<_> = known().collect();
            others.sort_unstable();
            others.dedup();
            let distance = |known: &Self| {
                strsim::osa_distance(known.vendor, vendor) + strsim::osa_distance(known.id, id)
            };
            others.sort_by_key(distance);
            UnknownOperation {
                asked: format!("{vendor}/{id}"),
                nearest: others
                    .iter()
                    .take(NEAREST)
                    .map(ToString::to_string)
                    .collect(),
            }
        })
    }

    /// The operation that a call is for; `None` for what no spec knows.
    pub(crate) fn of_call(method: &Method, path: &str, headers: &HeaderMap) -> Option<Self> {
        let fitting = ROUTES.iter().filter(|route| {
            let header = route.header.is_none_or(|name| headers.contains_key(name));
            route.method == method.as_str() && header && fits(route.path, path)
        });
        // A place without parameters comes before one with them, and a told header before none.
        let best = fitting.min_by_key(|route| (parameters(route.path), route.header.is_none()));
        best.map(|route| route.operation)
    }
}

/// Every place of every operation.
#[cfg(feature = "control")]
pub(crate) fn routes() -> &'static [Route] {
    &ROUTES
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.vendor, self.id)
    }
}

impl UnknownOperation {
    /// The names that come nearest, as `vendor/operation`.
    pub fn nearest(&self) -> &[String] {
        &self.nearest
    }
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearest = self.nearest.join(", ");
        write!(
            f,
            "there is no operation {}; the nearest are {nearest}",
            self.asked
        )
    }
}

impl std::error::Error for UnknownOperation {}

fn read(line: &'static str) -> Option<Route> {
    let mut cells = line.split('\t');
    Some(Route {
        operation: Operation {
            vendor: cells.next()?,
            id: cells.next()?,
        },
        method: cells.next()?,
        path: cells.next()?,
        header: cells.next(),
    })
}

fn fits(template: &str, path: &str) -> bool {
    let (mut parts, mut sent) = (template.split('/'), path.split('/'));
    loop {
        match (parts.next(), sent.next()) {
            (None, None) => return true,
            (Some(part), Some(sent)) if part == sent => {}
            (Some(part), Some(sent)) if part.starts_with('{') && !sent.is_empty() => {}
            _ => return false,
        }
    }
}

fn parameters(template: &str) -> usize {
    template.matches('{').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(method: Method, path: &str, header: Option<&'static str>) -> String {
        let headers = header.map(|name| (name.parse().unwrap(), "x".parse().unwrap()));
        let headers = HeaderMap::from_iter(headers);
        Operation::of_call(&method, path, &headers)
            .unwrap()
            .to_string()
    }

    #[test]
    fn calls_are_told_apart() {
        let validate = "/login/1.0/login/v2/validate";
        let tracking = "/api/1.0/tracking/activity";
        for (expected, method, path, header) in [
            ("kotak-neo/login", Method::POST, validate, None),
            ("kotak-neo/session_2fa", Method::POST, validate, Some("sid")),
            (
                "quatrix/tracking_activity_list",
                Method::GET,
                tracking,
                None,
            ),
            (
                "quatrix/tracking_user_list",
                Method::GET,
                "/api/1.0/tracking/7",
                None,
            ),
        ] {
            assert_eq!(operation(method, path, header), expected);
        }
        assert!(Operation::of_call(&Method::PUT, validate, &HeaderMap::new()).is_none());
        assert!(Operation::of_call(&Method::GET, "/nowhere", &HeaderMap::new()).is_none());
    }

    #[test]
    fn a_mistyped_name_is_told_with_the_nearest() {
        assert!(Operation::named("kotak-neo", "place_order").is_ok());
        let error = Operation::named("kotak-neo", "plaec_order").unwrap_err();
        assert_eq!(
            error.nearest().first().map(String::as_str),
            Some("kotak-neo/place_order")
        );
        assert!(
            error.to_string().contains("kotak-neo/plaec_order"),
            "{error}"
        );
    }
}
