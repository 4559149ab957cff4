//! Whether a vendor still answers as its document says.
//!
//! [`Checker`] reads the document that a client was generated from (the feature `spec` of the client crates has it as a
//! text), plans calls that change nothing, sends them one after another, and compares each answer with what is described. The
//! [`Report`] has no value of any answer in it: each is replaced by its shape, such as "a text of 12 letters". So it can be
//! attached to an issue.
//!
//! ```no_run
//! # async fn check(handle: keyfob_core::Handle) -> Result<(), Box<dyn std::error::Error>> {
//! # let spec = "{}";
//! use keyfob_drift::Checker;
//!
//! let checker = Checker::new("quatrix", spec)?;
//! let plan = checker.plan();
//! println!("{plan}"); // what will be called, what will not, and why
//! let report = checker.run(&handle, &plan, |_| {}).await;
//! println!("{report}");
//! std::fs::write("report.json", report.to_json())?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is called
//! Only what the document marks with `x-check`: a person has looked at the operation, and found that it changes nothing and
//! costs nothing. Operations that are not `x-retry: safe`, and those that put a secret to the test, are never called, marked or
//! not. A value that an operation needs is written in the mark, or comes from an earlier answer.
//!
//! # What is in a report
//! Words of the document, of this crate and of HTTP; dates without the time of day; and shapes. A member that the document does
//! not know is named only if its name is made of words that the document uses elsewhere or that APIs are made of; a name that may
//! be data, such as a number of an account, is replaced by its shape.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "run")]
mod compare;
#[cfg(feature = "run")]
mod document;
mod fingerprint;
#[cfg(feature = "run")]
mod names;
#[cfg(feature = "run")]
mod plan;
mod report;
#[cfg(feature = "run")]
mod run;
#[cfg(feature = "run")]
mod shape;

#[cfg(feature = "run")]
pub use document::DocumentError;
pub use fingerprint::fingerprint;
#[cfg(feature = "run")]
pub use plan::{LeftOut, Plan, Step};
pub use report::{Checked, Finding, Kind, Outcome, Report, ReportError};
#[cfg(feature = "run")]
pub use run::{Checker, Progress};

#[cfg(all(doctest, feature = "run"))]
#[doc = include_str!("../README.md")]
struct ReadMe;
