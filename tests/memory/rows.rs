//! Answers that are small and would become large.

use keyfob_core::{Error, Handle};

use crate::{MIB, Sent, measured};

/// A body of some MiB that is one list of the same row.
fn list(first: &str, row: &[u8], mebibytes: usize, last: &'static str) -> (Vec<u8>, Sent<'static>) {
    let mut piece = row.to_vec();
    piece.push(b',');
    let rows = piece.repeat((64 << 10) / piece.len());
    let sent = Sent {
        first: first.to_owned(),
        piece: &[],
        times: mebibytes * MIB / rows.len(),
        last,
    };
    (rows, sent)
}

/// Holds the memory that each of these lists takes against a limit in MiB. Rows may take 64 times what was sent for them, and while
/// a list grows it is there once more in half and in double size; without a limit it would be at least twice as much.
fn check<T>(
    api: &'static keyfob_core::Api,
    cases: &[(&str, &'static str)],
    rows: &[&str],
    mebibytes: usize,
    limit: usize,
    call: impl AsyncFn(Handle) -> Result<T, Error>,
) -> Option<Error> {
    let mut last_error = None;
    for (first, last) in cases {
        for row in rows {
            let (piece, sent) = list(first, row.as_bytes(), mebibytes, last);
            let sent = Sent {
                piece: &piece,
                ..sent
            }
            .whole("200 OK");
            let (outcome, peak) = measured(api, &sent, &call);
            println!(
                "{first}{row}: {} KiB, {}",
                peak >> 10,
                match &outcome {
                    Ok(_) => "taken".to_owned(),
                    Err(error) => error.to_string(),
                }
            );
            last_error = outcome.err();
            assert!(peak < limit * MIB, "{first}{row}: {peak}");
        }
    }
    last_error
}

#[test]
fn a_book_of_1_mib_takes_little() {
    let error = check(
        &kotak_neo::API,
        &[("{\"stat\":\"Ok\",\"data\":[", "{}]}")],
        &["[]", "{}"],
        1,
        64,
        async |handle| kotak_neo::Client::new(handle).get_order_book().send().await,
    );
    assert!(
        matches!(error, Some(Error::Undecodable { .. })),
        "{error:?}"
    );
}

#[test]
fn positions_of_1_mib_take_little() {
    let error = check(
        &kotak_trade::API,
        &[("{\"Success\":[", "{}]}")],
        &["{}"],
        1,
        64,
        async |handle| {
            kotak_trade::Client::new(handle)
                .positions_today()
                .send()
                .await
        },
    );
    assert!(
        matches!(error, Some(Error::Undecodable { .. })),
        "{error:?}"
    );
}

#[test]
fn a_listing_of_4_mib_takes_little() {
    let error = check(
        &quatrix::API,
        &[("{\"id\":\"x\",\"content\":[", "{}]}")],
        &["{}"],
        4,
        200,
        async |handle| {
            let client = quatrix::Client::new(handle);
            client.file_metadata_home_get().send().await
        },
    );
    assert!(
        matches!(error, Some(Error::Undecodable { .. })),
        "{error:?}"
    );
}

/// Lists whose rows are the answer itself.
#[test]
fn a_bare_list_of_1_mib_takes_little() {
    let error = check(
        &quatrix::API,
        &[("[", "{}]")],
        &["{}"],
        1,
        64,
        async |handle| quatrix::Client::new(handle).account_list().send().await,
    );
    assert!(
        matches!(error, Some(Error::Undecodable { .. })),
        "{error:?}"
    );
}
