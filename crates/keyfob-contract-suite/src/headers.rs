//! Line breaks in parameters: no operation lets one begin a header of somebody else's choice.

use keyfob_core::Error;

use crate::registry::Outcome;
use crate::spec::is_free;
use crate::stage::Stage;
use crate::vendor::Vendor;

const BREAKS: [&str; 4] = [
    "bytes=0-1\r\nx-forged: 1",
    "bytes=0-1\nx-forged: 1",
    "bytes=0-1\r\n\r\nGET /forged HTTP/1.1",
    "bytes=0-1\r\n",
];

/// A line break in a header parameter is an error before anything is sent; the number of these.
pub async fn a_line_break_in_a_header_parameter_is_an_error(vendor: &Vendor) -> usize {
    let mut count = 0;
    let stage = Stage::of(vendor).await;
    let all = stage.server.mock(|_, then| {
        then.status(200);
    });
    for operation in vendor.operations() {
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|one| one.location == "header") {
            if !is_free(parameter) {
                continue;
            }
            for value in BREAKS {
                let mut call = stage.calls(operation).remove(0);
                call.sent
                    .inputs
                    .insert(parameter.rust.clone(), value.into());
                match stage.call(&call).await {
                    Outcome::Failed(Error::InvalidInput(_)) => count += 1,
                    other => panic!("{} {value:?}: {other:?}", stage.name(operation)),
                }
            }
        }
    }
    assert_eq!(all.calls(), 0, "{}", vendor.api.name);
    count
}

/// Elsewhere it is encoded, and stays where it was put; the number of places.
pub async fn a_line_break_in_a_path_or_a_query_forges_no_header(vendor: &Vendor) -> usize {
    let mut count = 0;
    let stage = Stage::of(vendor).await;
    let forged = stage.server.mock(|when, then| {
        when.header_exists("x-forged");
        then.status(500);
    });
    let all = stage.server.mock(|_, then| {
        then.status(418);
    });
    for operation in vendor.operations() {
        let parameters = operation.parameters.iter();
        for parameter in parameters.filter(|one| one.location != "header") {
            if !is_free(parameter) {
                continue;
            }
            let mut call = stage.calls(operation).remove(0);
            call.sent
                .inputs
                .insert(parameter.rust.clone(), BREAKS[0].into());
            match stage.call(&call).await {
                Outcome::Failed(error) => assert_eq!(
                    error.status().map(|status| status.as_u16()),
                    Some(418),
                    "{}: {error:?}",
                    stage.name(operation)
                ),
                other => panic!("{}: {other:?}", stage.name(operation)),
            }
            count += 1;
        }
    }
    assert_eq!(forged.calls(), 0, "{}", vendor.api.name);
    assert_eq!(all.calls(), count, "{}", vendor.api.name);
    count
}
