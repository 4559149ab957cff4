//! Lists on their way.

use futures_util::StreamExt;
use keyfob::Error;
use keyfob::kotak_neo::instruments::Segment;

use crate::server::{List, session, start};

#[tokio::test]
async fn what_came_before_a_cut_is_read_and_the_cut_is_told() {
    let origin = start(List {
        rows: 1000,
        cut: Some(700),
    })
    .await;
    let session = session(&origin).await;
    let mut rows = session.instrument_rows(Segment::NseFo).await.unwrap();
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
    let error = session.instruments(Segment::NseFo).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted(_)), "{error:?}");
}

#[tokio::test]
async fn rows_are_a_stream() {
    let origin = start(List {
        rows: 1000,
        cut: None,
    })
    .await;
    let session = session(&origin).await;
    let rows = session.instrument_rows(Segment::NseFo).await.unwrap();
    let tokens = rows.map(|row| row.unwrap().into_parts().0.token.unwrap());
    let tokens: Vec<_> = StreamExt::collect(tokens).await;
    let expected: Vec<_> = (0..1000).map(|at| at.to_string()).collect();
    assert_eq!(tokens, expected);
}
