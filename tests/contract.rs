//! The contract tests: every operation of every spec, called through its generated client against its generated mock,
//! and held against what the spec says.
//!
//! What holds for any client is in the crate `keyfob-contract-suite`; here it is called for the three clients whose registries are
//! written by hand, beside what is known of these vendors alone. The files of the same name belong together.
//!
//! | module | what it holds |
//! |---|---|
//! | `vendors` | the three of them |
//! | `kotak_trade`, `kotak_neo`, `quatrix` | the entries, a file for some tags each, and what each error example must become |
//! | `list` | neither falls short of `operations.tsv`, our own list of what there must be |
//! | `recorded`, `recording`, `told` | every operation that another client was recorded calling sends what that client sent |
//! | `unknown` | what is not described is kept, or told |
//! | `builders` | what requests miss is named, and what they hold is not shown |
//! | the others | suites, that there is something for them to find, and that they notice what is broken |

// The lists of schemas say `models!`, which is another macro where the tests for leaks take them up: so it cannot be imported there.
#[cfg(test)]
#[macro_use]
extern crate keyfob_contract_suite;

#[cfg(test)]
mod contract {
    mod arbitrary;
    mod builders;
    mod calls;
    mod environments;
    mod examples;
    mod faults;
    mod headers;
    mod kotak_neo;
    mod kotak_trade;
    mod list;
    mod mocks;
    mod paths;
    mod proof;
    mod quatrix;
    mod recorded;
    mod recording;
    mod schemas;
    mod table;
    mod times;
    mod told;
    mod tolerance;
    mod unknown;
    mod vendors;
}

// The flows of `wire.rs` need the rest of it.
#[cfg(test)]
#[allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
#[path = "recordings/mod.rs"]
mod recordings;
