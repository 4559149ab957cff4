//! What a program holds while it waits for a call: an error in every outcome, and the future of each call under way.

use keyfob_core::builder::{Outgoing, Problems};
use keyfob_core::{Error, Settings};
use serde_json::Value;

use crate::probe::bare;

#[test]
fn an_error_and_the_future_of_a_call_are_small() {
    assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
    let handle = bare(Settings::default());
    let call = Outgoing::new(&handle, "safe", Problems::default()).json_answer::<Value>();
    // What the caller's builder holds comes to it: the largest of the vendors' orders has 1 KiB.
    assert!(size_of_val(&call) <= 3 * 1024, "{}", size_of_val(&call));
}
