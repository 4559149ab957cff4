//! One flow against a real vendor.

use keyfob::{Error, kotak_neo, kotak_trade, quatrix};

use crate::report::Report;

pub async fn walk(vendor: &str, report: &mut Report) -> Result<(), Error> {
    report.flow(&format!("{vendor}: live"));
    match vendor {
        "kotak-trade" => {
            let session = report
                .step("log in", kotak_trade::Session::from_env(), logged_in)
                .await?;
            crate::kotak_trade::work(session, report).await
        }
        "kotak-neo" => {
            let session = report
                .step("log in", kotak_neo::Session::from_env(), logged_in)
                .await?;
            crate::kotak_neo::work(session, report).await
        }
        "quatrix" => {
            let session = report
                .step("log in", quatrix::Session::from_env(), logged_in)
                .await?;
            let alive = session.keepalive();
            let alive = report.step("keepalive", alive, |()| "alive".to_owned());
            let alive = alive.await;
            let left = report.step("logout", session.logout(), |()| "done".to_owned());
            left.await?;
            alive
        }
        other => Err(Error::settings(format!(
            "`{other}` is not kotak-trade, kotak-neo or quatrix"
        ))),
    }
}

fn logged_in<S>(_: &S) -> String {
    "logged in".to_owned()
}
