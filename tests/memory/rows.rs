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
        async |handle| {
            let client = kotak_neo::Client::new(handle);
            client.reports().order_book().send().await
        },
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
            let client = kotak_trade::Client::new(handle);
            client.positions().today().send().await
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
            client.files().home().send().await
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
        async |handle| {
            let client = quatrix::Client::new(handle);
            client.account().list().send().await
        },
    );
    assert!(
        matches!(error, Some(Error::Undecodable { .. })),
        "{error:?}"
    );
}

/// A member that is not described, of nearly nothing many times over, is not worth what it would take.
#[test]
fn a_member_of_1_mib_that_is_not_described_takes_little() {
    let error = check(
        &kotak_neo::API,
        &[
            (
                "{\"stat\":\"Ok\",\"data\":[{\"nOrdNo\":\"1\"}],\"more\":[",
                "0]}",
            ),
            (
                "{\"stat\":\"Ok\",\"data\":[{\"nOrdNo\":\"1\",\"more\":[",
                "0]}]}",
            ),
        ],
        &["[]", "{}", "[[[]]]", "{\"a\":{}}", "{\"a\":1}", "\"\"", "0"],
        1,
        64,
        async |handle| {
            let client = kotak_neo::Client::new(handle);
            let answer = client.reports().order_book().send().await?;
            let is_kept =
                answer.other.contains_key("more") || answer.data[0].other.contains_key("more");
            let is_told = answer
                .drift()
                .iter()
                .any(|drift| drift.path().ends_with("more"));
            assert_ne!(is_kept, is_told, "{:?}", answer.drift());
            Ok(())
        },
    );
    assert!(error.is_none(), "{error:?}");
}

/// The like with all that is not described beside each other in one object, and in many rows.
#[test]
fn many_members_that_are_not_described_take_little() {
    let cases = [("{\"id\":\"x\",\"content\":[{\"id\":\"y\"}],", "\"\":0}")];
    let rows = ["\"a\":0", "\"a\":{\"a\":1}", "\"a\":[[],[]]"];
    check(&quatrix::API, &cases, &rows, 1, 64, home);
    let cases = [("{\"id\":\"x\",\"content\":[", "{}]}")];
    let rows = [
        "{\"id\":\"y\",\"a\":0}",
        "{\"id\":\"y\",\"a\":{\"a\":1}}",
        "{\"id\":\"y\",\"a\":[[],[]],\"b\":{}}",
    ];
    check(&quatrix::API, &cases, &rows, 1, 64, home);
    let rows = ["{\"a\":0}", "{\"a\":{\"a\":1}}", "{\"id\":\"y\",\"a\":0}"];
    check(
        &quatrix::API,
        &[("[", "{}]")],
        &rows,
        1,
        64,
        async |handle| {
            let client = quatrix::Client::new(handle);
            client.account().list().send().await
        },
    );
}

async fn home(handle: Handle) -> Result<(), Error> {
    let client = quatrix::Client::new(handle);
    client.files().home().send().await.map(drop)
}
