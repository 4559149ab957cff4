//! Where the files lie, and of which day they are.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use keyfob::Error;
use keyfob::kotak_neo::Session;
use keyfob::kotak_neo::instruments::Segment;
use serde_json::json;

use crate::files::{HEADER, WEEK_1, file, option, september};
use crate::http::{Reply, Request, start};
use crate::login::{self, LONG};

/// A session with a vendor that names these files, and answers them so; and the paths that were asked for.
async fn vendor(files: &[&str], csv: String) -> (Session, Arc<Mutex<Vec<String>>>) {
    let paths = Arc::new(Mutex::new(Vec::new()));
    let (kept, files) = (
        Arc::clone(&paths),
        files.iter().map(|file| (*file).to_owned()),
    );
    let files: Vec<String> = files.collect();
    let answer = move |request: Request| {
        login::step(&request).unwrap_or_else(|| {
            kept.lock().unwrap().push(request.path.clone());
            match request.path.contains(".csv") {
                true => Reply::Answer(200, "text/csv", csv.clone()),
                false => Reply::json(200, json!({"data": {"filesPaths": files, "baseFolder": "https://lapi.kotaksecurities.com/base"}})),
            }
        })
    };
    (login::neo(&start(answer).await, LONG).await, paths)
}

fn list() -> String {
    file([option(1, "NIFTY", "CE", WEEK_1, "2100000")])
}

#[tokio::test]
async fn a_file_is_fetched_from_where_the_vendor_says_that_it_lies() {
    for (named, fetched) in [
        (
            "https://lapi.kotaksecurities.com/wso2-scripmaster/v2/prod/2026-09-20/t/nse_fo-v1.csv",
            "/wso2-scripmaster/v2/prod/2026-09-20/t/nse_fo-v1.csv",
        ),
        (
            "https://files.kotaksecurities.com/nse_fo.csv",
            "/nse_fo.csv",
        ),
        (
            "https://lapi.kotaksecurities.com/a/b/c/d/e/nse_fo.csv?sig=a%2Fb&x=1#top",
            "/a/b/c/d/e/nse_fo.csv?sig=a%2Fb&x=1",
        ),
        ("2026-09-20/nse_fo.csv", "/base/2026-09-20/nse_fo.csv"),
    ] {
        let (session, paths) = vendor(&[named], list()).await;
        let listed = session.instruments(Segment::NseDerivatives).await.unwrap();
        assert_eq!(listed.all().len(), 1);
        assert_eq!(paths.lock().unwrap()[1], fetched, "{named}");
    }
}

#[tokio::test]
async fn a_file_on_a_strangers_host_is_told_and_not_fetched() {
    for stranger in [
        "https://files.example/2026-09-20/nse_fo.csv",
        "https://kotaksecurities.com.files.example/nse_fo.csv",
        "http://lapi.kotaksecurities.com/nse_fo.csv",
        "https://user@lapi.kotaksecurities.com/nse_fo.csv",
        "ftp://lapi.kotaksecurities.com/nse_fo.csv",
    ] {
        let (session, paths) = vendor(&[stranger], list()).await;
        let error = session
            .instruments(Segment::NseDerivatives)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::HostChanged(_)),
            "{stranger}: {error:?}"
        );
        assert_eq!(error.operation(), Some("download_scrip_master_csv"));
        assert_eq!(paths.lock().unwrap().len(), 1, "{stranger}");
    }
}

#[tokio::test]
async fn a_file_without_instruments_is_an_error() {
    for csv in [
        HEADER.to_owned(),
        format!("{HEADER}\n"),
        format!("{HEADER}\n\n,,,\n"),
    ] {
        let (session, _) = vendor(
            &["https://lapi.kotaksecurities.com/nse_fo.csv"],
            csv.clone(),
        )
        .await;
        let error = session
            .instruments(Segment::NseDerivatives)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Incomplete { .. }),
            "{csv:?}: {error:?}"
        );
        let mut rows = session
            .instrument_rows(Segment::NseDerivatives)
            .await
            .unwrap();
        let mut last = None;
        while let Some(row) = rows.next().await {
            last = Some(row);
        }
        assert!(
            matches!(last, Some(Err(Error::Incomplete { .. }))),
            "{csv:?}"
        );
    }
}

#[tokio::test]
async fn a_list_tells_its_day_and_how_old_it_is() {
    let files = [
        "https://lapi.kotaksecurities.com/prod/2026-09-19/t/nse_fo.csv",
        "https://lapi.kotaksecurities.com/prod/2026-09-20/t/nse_fo.csv",
    ];
    let (session, paths) = vendor(&files, list()).await;
    let listed = session.instruments(Segment::NseDerivatives).await.unwrap();
    assert!(
        paths.lock().unwrap()[1].contains("2026-09-20"),
        "the newest"
    );
    assert_eq!(listed.day(), Some(september(20)));
    // 20 September 2026, 5:30 in India.
    let morning = SystemTime::UNIX_EPOCH + Duration::from_secs(1_789_862_400);
    let days = |days: u64| Duration::from_secs(days * 86_400);
    assert_eq!(listed.days_old(morning), Some(0));
    assert_eq!(listed.days_old(morning + days(1)), Some(1));
    let rows = session
        .instrument_rows(Segment::NseDerivatives)
        .await
        .unwrap();
    assert_eq!(
        (rows.date(), rows.day()),
        ("2026-09-20", Some(september(20)))
    );
    assert_eq!(rows.days_old(morning + days(2)), Some(2));
    let (session, _) = vendor(&["https://lapi.kotaksecurities.com/nse_fo.csv"], list()).await;
    let undated = session.instruments(Segment::NseDerivatives).await.unwrap();
    assert_eq!((undated.day(), undated.days_old(morning)), (None, None));
}

#[tokio::test]
async fn what_had_expired_before_the_files_day_is_told() {
    let named = "https://lapi.kotaksecurities.com/prod/2026-09-23/t/nse_fo.csv";
    let (session, _) = vendor(&[named], list()).await;
    let listed = session.instruments(Segment::NseDerivatives).await.unwrap();
    assert_eq!(listed.problem_count(), 1);
    let problem = listed.problems()[0].to_string();
    assert_eq!(
        problem,
        "line 2: pExpiryDate is 2026-09-22, before the file's own day 2026-09-23"
    );
}
