//! Which call a request is that was recorded without saying so.

use std::cmp::Reverse;

use keyfob_codegen::model::{Operation, Placement, Server};
use reqwest::Url;

use crate::recordings::cases::Case;
use crate::recordings::compare::target;
use crate::recordings::exceptions::ACCOUNT;
use keyfob_contract_suite::urls;
use keyfob_contract_suite::vendor::Vendor;

/// The same case with its operation, environment and host, as far as it does not tell them. Of several operations it is the one of
/// which it carries most credentials, and of these the one whose path says most.
pub fn told(vendor: &Vendor, case: &Case) -> Case {
    let mut case = case.clone();
    case.target = target(&case);
    let found = places(vendor, &case).into_iter().max_by_key(|place| {
        let variables = place.operation.path.matches('{').count();
        let generation = place.is_of(&case.client);
        (
            place.carried,
            generation,
            Reverse(variables),
            Reverse(place.rank),
        )
    });
    let found = found.unwrap_or_else(|| {
        panic!(
            "{}: {} {} is no operation",
            case.name, case.method, case.target
        )
    });
    case.operation.clone_from(&found.operation.id);
    case.variant.clone_from(&found.server.variant);
    if case.host.is_empty() {
        let account = [("account", ACCOUNT)];
        let url = urls::url(found.server, &account);
        case.host = url.host_str().unwrap().to_owned();
    }
    case
}

struct Place<'a> {
    operation: &'a Operation,
    server: &'a Server,
    carried: usize,
    /// How late the environment stands in the spec.
    rank: usize,
}

impl Place<'_> {
    /// Whether the client says that it is one of this environment's generation: `python sdk G2` is of `g2-prod`.
    fn is_of(&self, client: &str) -> bool {
        let generation = client.rsplit(' ').next().unwrap_or_default();
        let variant = self.server.variant.split('-').next();
        variant.is_some_and(|variant| generation.eq_ignore_ascii_case(variant))
    }
}

fn places<'a>(vendor: &'a Vendor, case: &Case) -> Vec<Place<'a>> {
    let described = &vendor.described;
    let operations = described.spec.operations.iter().filter(|operation| {
        operation.method.eq_ignore_ascii_case(&case.method)
            && (case.operation.is_empty() || case.operation == operation.id)
    });
    let mut places = Vec::new();
    for operation in operations {
        for (rank, variant) in described.variants().into_iter().enumerate() {
            let server = described.server(operation, variant);
            let wanted = case.variant.is_empty() || case.variant == variant;
            let server = server.filter(|server| wanted && fits(operation, server, case));
            let carried = carried(vendor, operation, case);
            if let Some((server, carried)) = server.zip(carried) {
                places.push(Place {
                    operation,
                    server,
                    carried,
                    rank,
                });
            }
        }
    }
    places
}

/// Whether a request with this host and path may be of this operation in this environment.
fn fits(operation: &Operation, server: &Server, case: &Case) -> bool {
    let url = urls::url(server, &[]);
    let path = case.target.split('?').next().unwrap_or_default();
    let template = format!("{}{}", urls::prefix(&url), operation.path);
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let pairs = || template.iter().zip(&path);
    let same = template.len() == path.len()
        && pairs().all(|(wanted, is)| wanted.starts_with('{') || wanted == is);
    same && (case.host.is_empty() || is_host(server, &url, &case.host))
}

/// A variable may stand for the whole origin, or for the first label of a host.
fn is_host(server: &Server, url: &Url, host: &str) -> bool {
    let known = url.host_str().unwrap_or_default();
    let domain = |host: &str| host.split_once('.').map(|(_, domain)| domain.to_owned());
    match server.variables.is_empty() {
        true => known == host,
        false => known == host || domain(known) == domain(host),
    }
}

/// How many credentials of a way in the request carries, if it carries all of one.
fn carried(vendor: &Vendor, operation: &Operation, case: &Case) -> Option<usize> {
    if operation.security.is_empty() {
        return Some(0);
    }
    let schemes = &vendor.described.spec.schemes;
    let has = |name: &String| {
        let scheme = schemes.iter().find(|known| known.name == *name).unwrap();
        let header = |wanted: &str| {
            let mut headers = case.headers.iter();
            headers.find(|(known, _)| known.eq_ignore_ascii_case(wanted))
        };
        let is =
            |kind: &str| header("authorization").is_some_and(|(_, value)| value.starts_with(kind));
        match &scheme.placement {
            Placement::Bearer => is("Bearer "),
            Placement::Basic => is("Basic "),
            Placement::Header(name) => header(name).is_some(),
            Placement::Cookie(name) => {
                header("cookie").is_some_and(|(_, value)| value.contains(&format!("{name}=")))
            }
            Placement::Query(name) => case.target.contains(&format!("{name}=")),
        }
    };
    let mut ways = operation.security.iter();
    let ways = ways.by_ref().filter(|way| way.iter().all(has));
    ways.map(|way| way.len()).max()
}
