//! What errors of transfers become.

use super::*;

#[test]
fn an_error_of_a_call_is_itself_and_any_other_says_what_it_said() {
    let call = keyfob_core::Error::NotHere {
        operation: "file_copy",
        variant: "test",
    };
    let same: keyfob_core::Error = Error::from(call).into();
    assert!(matches!(same, keyfob_core::Error::NotHere { .. }));

    let path = PathBuf::from("a/report.pdf");
    let busy = Stopped::before(Error::Busy(path.clone()));
    let told = busy.to_string();
    let busy: keyfob_core::Error = busy.into();
    assert_eq!(busy.to_string(), told);
    let keyfob_core::Error::Transfer { error: inner, .. } = busy else {
        panic!("{busy:?}");
    };
    let inner = inner.downcast_ref::<Error>();
    assert!(matches!(inner, Some(Error::Busy(it)) if *it == path));
}

#[test]
fn a_folder_that_moved_in_part_names_the_first_and_counts_the_rest() {
    let failed = |names: &[&str]| {
        let one = |name: &&str| (PathBuf::from(name), Error::Taken((*name).to_owned()));
        crate::quatrix::transfer::Report {
            failed: names.iter().map(one).collect(),
            ..Default::default()
        }
    };
    assert!(failed(&[]).complete().is_ok());
    let one = failed(&["a.txt"]).complete().unwrap_err();
    assert_eq!(one.to_string(), "a.txt: `a.txt` is there already");
    let three = failed(&["a.txt", "b", "c"]).complete().unwrap_err();
    assert!(
        three.to_string().ends_with("; and 2 more failed"),
        "{three}"
    );
}

#[test]
fn a_folder_that_met_an_ended_session_says_so() {
    let closed = || keyfob_core::Error::SessionClosed {
        operation: "file_copy",
    };
    let report = crate::quatrix::transfer::Report {
        failed: vec![(PathBuf::from("a.txt"), Error::Api(closed()))],
        ..Default::default()
    };
    let error: keyfob_core::Error = report.complete().unwrap_err().into();
    assert!(error.is_auth(), "{error:?}");
    assert_eq!(error.operation(), Some("file_copy"));
    assert!(error.to_string().starts_with("a.txt: "), "{error}");
}
