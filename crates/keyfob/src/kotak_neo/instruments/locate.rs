//! Which of the files that the vendor names is a segment's, and of which day it is.

use keyfob_core::Error;
use time::Date;

use super::Segment;
use super::day::day_in;

/// Where a file lies.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) url: String,
    /// The day in its URL, as the vendor writes it and as it is.
    pub(super) day: Option<(String, Date)>,
}

/// The newest file of the segment by the days in their URLs; among equals the first, as the vendor's client takes it. What is no
/// whole URL lies below the base folder.
pub(super) fn locate(
    segment: Segment,
    paths: &[String],
    base: Option<&str>,
) -> Result<File, Error> {
    let day = |file: &File| file.day.as_ref().map(|(_, day)| *day);
    let mut found: Option<File> = None;
    for path in paths.iter().filter(|path| is_of(segment, path)) {
        let file = File {
            url: whole(path, base),
            day: day_in(plain(path)),
        };
        if found.as_ref().is_none_or(|best| day(best) < day(&file)) {
            found = Some(file);
        }
    }
    found.ok_or(Error::incomplete("get_scrip_master_paths", member(segment)))
}

fn whole(path: &str, base: Option<&str>) -> String {
    let path = path.trim();
    match base {
        Some(base) if !path.contains("://") => {
            let (base, path) = (base.trim_end_matches('/'), path.trim_start_matches('/'));
            format!("{base}/{path}")
        }
        _ => path.to_owned(),
    }
}

/// Without query and fragment.
fn plain(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or(path).trim()
}

/// Names have changed from `nse_cm.csv` to `nse_cm-v1.csv`; they begin with the segment.
fn is_of(segment: Segment, path: &str) -> bool {
    let name = plain(path).rsplit('/').next().unwrap_or_default();
    let rest = name
        .get(..segment.code().len())
        .filter(|start| start.eq_ignore_ascii_case(segment.code()))
        .and_then(|start| name.get(start.len()..));
    // Were there a segment `nse_fox`, its file would not be that of `nse_fo`.
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

fn member(segment: Segment) -> &'static str {
    match segment {
        Segment::NseCash => "data.filesPaths of nse_cm",
        Segment::BseCash => "data.filesPaths of bse_cm",
        Segment::NseDerivatives => "data.filesPaths of nse_fo",
        Segment::BseDerivatives => "data.filesPaths of bse_fo",
        Segment::NseCurrency => "data.filesPaths of cde_fo",
        Segment::McxCommodity => "data.filesPaths of mcx_fo",
        Segment::NseCommodity => "data.filesPaths of nse_com",
        _ => "data.filesPaths of this segment",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://lapi.kotaksecurities.com/wso2-scripmaster/v1/prod";

    fn paths(files: &[&str]) -> Vec<String> {
        files.iter().map(|file| format!("{BASE}/{file}")).collect()
    }

    fn url(segment: Segment, paths: &[String]) -> String {
        locate(segment, paths, None).unwrap().url
    }

    #[test]
    fn names_of_every_year_are_found() {
        let of_2026 = paths(&[
            "2026-07-14/transformed/cde_fo.csv",
            "2026-07-14/transformed/nse_fo.csv",
            "2026-07-14/transformed/nse_com.csv",
            "2026-07-14/transformed-v1/nse_cm-v1.csv",
        ]);
        let file = locate(Segment::NseCash, &of_2026, None).unwrap();
        assert_eq!(file.url, of_2026[3]);
        assert_eq!(file.day.unwrap().0, "2026-07-14");
        assert_eq!(url(Segment::NseCommodity, &of_2026), of_2026[2]);
        assert_eq!(url(Segment::NseDerivatives, &of_2026), of_2026[1]);
        let of_2025 = paths(&[
            "2025-06-02/transformed/nse_cm.csv",
            "2025-06-02/transformed/nse_fox.csv",
            "2025-06-02/transformed/NSE_FO_v2.csv?x=1",
        ]);
        assert_eq!(url(Segment::NseCash, &of_2025), of_2025[0]);
        assert_eq!(url(Segment::NseDerivatives, &of_2025), of_2025[2]);
    }

    #[test]
    fn a_segment_without_a_file_is_told() {
        let others = paths(&["2026-07-14/transformed/nse_fo.csv"]);
        let error = locate(Segment::McxCommodity, &others, None);
        let text = error.unwrap_err().to_string();
        assert!(text.contains("mcx_fo"), "{text}");
        assert!(locate(Segment::NseDerivatives, &[], None).is_err());
    }

    #[test]
    fn the_newest_of_several_is_taken_and_a_path_lies_below_the_base() {
        let several = paths(&[
            "nse_fo.csv",
            "2026-07-13/transformed/nse_fo.csv",
            "2026-07-14/transformed/nse_fo.csv",
            "2026-07-14/other/nse_fo.csv",
        ]);
        assert_eq!(url(Segment::NseDerivatives, &several), several[2]);
        let short = ["/2026-07-14/t/nse_fo.csv".to_owned()];
        let file = locate(
            Segment::NseDerivatives,
            &short,
            Some("https://a.example/b/"),
        )
        .unwrap();
        assert_eq!(file.url, "https://a.example/b/2026-07-14/t/nse_fo.csv");
    }
}
