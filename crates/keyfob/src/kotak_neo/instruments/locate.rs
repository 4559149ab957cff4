//! Which of the files that the vendor names is a segment's.

use keyfob_core::Error;

use super::Segment;

/// Where a file lies.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    pub(super) date: String,
    pub(super) folder: String,
    pub(super) name: String,
}

/// The first file of the segment, as the vendor's client takes it.
pub(super) fn locate(segment: Segment, paths: &[String]) -> Result<File, Error> {
    let mut found = paths.iter().filter_map(|path| file(segment, path));
    found
        .next()
        .ok_or(Error::incomplete("get_scrip_master_paths", member(segment)))
}

/// Names have changed from `nse_cm.csv` to `nse_cm-v1.csv`; they begin with the segment.
fn file(segment: Segment, path: &str) -> Option<File> {
    let (path, _) = path.split_once(['?', '#']).unwrap_or((path, ""));
    let mut parts = path.rsplit('/');
    let (name, folder, date) = (parts.next()?, parts.next()?, parts.next()?);
    let rest = name
        .get(..segment.code().len())
        .filter(|start| start.eq_ignore_ascii_case(segment.code()))
        .and_then(|start| name.get(start.len()..))?;
    // Were there a segment `nse_fox`, its file would not be that of `nse_fo`.
    rest.starts_with(|c: char| !c.is_alphanumeric())
        .then(|| File {
            date: date.to_owned(),
            folder: folder.to_owned(),
            name: name.to_owned(),
        })
}

fn member(segment: Segment) -> &'static str {
    match segment {
        Segment::NseCm => "data.filesPaths of nse_cm",
        Segment::BseCm => "data.filesPaths of bse_cm",
        Segment::NseFo => "data.filesPaths of nse_fo",
        Segment::BseFo => "data.filesPaths of bse_fo",
        Segment::CdeFo => "data.filesPaths of cde_fo",
        Segment::McxFo => "data.filesPaths of mcx_fo",
        Segment::NseCom => "data.filesPaths of nse_com",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://lapi.kotaksecurities.com/wso2-scripmaster/v1/prod";

    fn paths(files: &[&str]) -> Vec<String> {
        files.iter().map(|file| format!("{BASE}/{file}")).collect()
    }

    #[test]
    fn names_of_every_year_are_found() {
        let of_2026 = paths(&[
            "2026-07-14/transformed/cde_fo.csv",
            "2026-07-14/transformed/nse_fo.csv",
            "2026-07-14/transformed/nse_com.csv",
            "2026-07-14/transformed-v1/nse_cm-v1.csv",
        ]);
        let file = locate(Segment::NseCm, &of_2026).unwrap();
        assert_eq!(
            (&*file.date, &*file.folder, &*file.name),
            ("2026-07-14", "transformed-v1", "nse_cm-v1.csv")
        );
        let name = |segment, paths: &[String]| locate(segment, paths).map(|file| file.name);
        assert_eq!(name(Segment::NseCom, &of_2026).unwrap(), "nse_com.csv");
        assert_eq!(name(Segment::NseFo, &of_2026).unwrap(), "nse_fo.csv");
        let of_2025 = paths(&[
            "2025-06-02/transformed/nse_cm.csv",
            "2025-06-02/transformed/nse_fox.csv",
            "2025-06-02/transformed/NSE_FO_v2.csv?x=1",
        ]);
        assert_eq!(name(Segment::NseCm, &of_2025).unwrap(), "nse_cm.csv");
        assert_eq!(name(Segment::NseFo, &of_2025).unwrap(), "NSE_FO_v2.csv");
    }

    #[test]
    fn a_segment_without_a_file_is_told() {
        let error = locate(
            Segment::McxFo,
            &paths(&["2026-07-14/transformed/nse_fo.csv"]),
        );
        let text = error.unwrap_err().to_string();
        assert!(text.contains("mcx_fo"), "{text}");
        assert!(locate(Segment::NseFo, &["nse_fo.csv".to_owned()]).is_err());
        assert!(locate(Segment::NseFo, &[]).is_err());
    }
}
