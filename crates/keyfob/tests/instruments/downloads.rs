//! Lists on their way.

use futures_util::StreamExt;
use keyfob::kotak_neo::instruments::Segment;
use keyfob::{Error, Retry};

use crate::server::{List, session, start};

const CUT: List = List {
    rows: 1000,
    cut: 700,
    cuts: 2,
};

#[tokio::test]
async fn what_came_before_a_cut_is_read_and_the_cut_is_told() {
    let origin = start(CUT).await;
    let session = session(&origin, Retry::never()).await;
    let mut rows = session
        .instrument_rows(Segment::NseDerivatives)
        .await
        .unwrap();
    assert_eq!(rows.date(), "2026-09-20");
    let mut came = 0;
    let error = loop {
        match rows.next().await.expect("the cut is told") {
            Ok(row) => {
                assert_eq!(row.instrument().token, Some(came.to_string()));
                came += 1;
            }
            Err(error) => break error,
        }
    };
    assert_eq!(came, 700);
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn a_list_that_was_cut_is_asked_for_anew_where_that_is_allowed() {
    let origin = start(CUT).await;
    let strict = session(&origin, Retry::never()).await;
    let error = strict
        .instruments(Segment::NseDerivatives)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
    // The second cut, and then the whole.
    let patient = session(&origin, Retry::default()).await;
    let list = patient.instruments(Segment::NseDerivatives).await.unwrap();
    assert_eq!((list.all().len(), list.problem_count()), (1000, 0));
}

#[tokio::test]
async fn rows_are_a_stream() {
    let origin = start(List::whole(1000)).await;
    let session = session(&origin, Retry::never()).await;
    let rows = session
        .instrument_rows(Segment::NseDerivatives)
        .await
        .unwrap();
    let tokens = rows.map(|row| row.unwrap().into_parts().0.token.unwrap());
    let tokens: Vec<_> = StreamExt::collect(tokens).await;
    let expected: Vec<_> = (0..1000).map(|at| at.to_string()).collect();
    assert_eq!(tokens, expected);
}
