//! The scrip master: where the lists of instruments are, and the lists themselves.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::super::fault::{Family, Fault, refused};
use super::authorization::authorize;
use super::csv;
use crate::answer::json;
use crate::call::Call;
use crate::exchange::Segment;
use crate::india_time;
use crate::kotak_neo::app::{App, Shared};

pub(super) const PATH: &str = "/wso2-scripmaster/v1/prod/{date}/{folder}/{file}";

const FILES: &[(Segment, &str, &str)] = &[
    (Segment::Currencies, "transformed", "cde_fo.csv"),
    (Segment::Commodities, "transformed", "mcx_fo.csv"),
    (Segment::NseDerivatives, "transformed", "nse_fo.csv"),
    (Segment::BseDerivatives, "transformed", "bse_fo.csv"),
    (Segment::NseCommodities, "transformed", "nse_com.csv"),
    (Segment::BseCash, "transformed-v1", "bse_cm-v1.csv"),
    (Segment::NseCash, "transformed-v1", "nse_cm-v1.csv"),
];

pub(super) fn paths(app: &App, call: &Call, family: Family) -> Result<Response, Fault> {
    authorize(app, call, family)?;
    let base = format!("{}/wso2-scripmaster/v1/prod", app.context.url);
    let day = india_time::iso_day(app.now());
    let files = FILES.iter();
    let files: Vec<_> = files
        .map(|(_, folder, file)| format!("{base}/{day}/{folder}/{file}"))
        .collect();
    let data = json!({"filesPaths": files, "baseFolder": base});
    Ok(json(StatusCode::OK, json!({"data": data})))
}

/// Anybody may have them, whatever the day.
pub(super) async fn download(
    State(app): State<Shared>,
    Path((_, folder, file)): Path<(String, String, String)>,
) -> Response {
    let mut files = FILES.iter();
    let known = files.find(|(_, in_folder, name)| *in_folder == folder && *name == file);
    let Some((segment, ..)) = known else {
        return refused(StatusCode::NOT_FOUND);
    };
    let market = app.market();
    let of_segment = market
        .instruments()
        .filter(|known| known.segment == *segment);
    ([(header::CONTENT_TYPE, "text/csv")], csv::table(of_segment)).into_response()
}
