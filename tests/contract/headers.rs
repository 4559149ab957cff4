//! Line breaks in parameters: no operation lets one begin a header of somebody else's choice.

use keyfob_contract_suite::headers;

use crate::contract::vendors::vendors;

#[tokio::test]
async fn a_line_break_in_a_header_parameter_is_an_error_before_anything_is_sent() {
    let mut count = 0;
    for vendor in vendors() {
        count += headers::a_line_break_in_a_header_parameter_is_an_error(&vendor).await;
    }
    // `Range` and `Content-Range` at least, with four kinds of breaks.
    assert!(count >= 8, "{count}");
}

/// Elsewhere it is encoded, and stays where it was put.
#[tokio::test]
async fn a_line_break_in_a_path_or_a_query_forges_no_header() {
    let mut count = 0;
    for vendor in vendors() {
        count += headers::a_line_break_in_a_path_or_a_query_forges_no_header(&vendor).await;
    }
    assert!(count > 20, "{count}");
}
