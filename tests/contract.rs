//! The contract tests: every operation of every spec, called through its generated client against its generated mock,
//! and held against what the spec says.
//!
//! | module | what it holds |
//! |---|---|
//! | `spec`, `asked`, `urls` | a spec as the tests read it: operations, examples, requests, servers |
//! | `registry`, `macros` | one entry an operation, one a schema; what writes them |
//! | `vendors` | a vendor: its spec, its registry, its table |
//! | `json`, `drift` | JSON as far as the types promise to keep it |
//! | `kotak_trade`, `kotak_neo`, `quatrix` | the entries, a file for some tags each, and what each error example must become |
//! | `table` | registry and spec name the same things |
//! | `list` | neither falls short of `operations.tsv`, our own list of what there must be |
//! | `wire` | a request as it must be, and as it came |
//! | `recorded`, `recording`, `told` | every operation that another client was recorded calling sends what that client sent |
//! | `stage`, `variations` | a mock server and the clients that talk to it; what they send |
//! | `calls` | every operation, every way in, every status, every example |
//! | `faults` | errors: what they say, what they mean, and those inside a success |
//! | `proof` | no operation takes an error for its answer |
//! | `mocks` | the typed mocks take nothing but what they were told to expect |
//! | `environments` | every operation in every environment goes to the right URL, with what is known there |
//! | `examples`, `openapi` | every example fits its schema and its type |
//! | `times` | points in time keep every digit, whole ones stay whole |
//! | `tolerance`, `changes` | answers decode whatever becomes of one member |
//! | `unknown` | what is not described is kept, or told |
//! | `builders` | what requests miss is named, and what they hold is not shown |
//! | `arbitrary` | any bytes as an answer come to a value or an error |
//! | `headers`, `paths` | line breaks in parameters forge nothing; what stands in a path is shown nowhere |
//! | `schemas` | `JsonSchema` of every model |

#[cfg(test)]
mod contract {
    #[macro_use]
    mod macros;

    mod arbitrary;
    mod asked;
    mod builders;
    mod calls;
    mod changes;
    mod drift;
    mod environments;
    mod examples;
    mod faults;
    mod headers;
    mod json;
    mod kotak_neo;
    mod kotak_trade;
    mod list;
    mod mocks;
    mod openapi;
    mod paths;
    mod proof;
    mod quatrix;
    mod recorded;
    mod recording;
    mod registry;
    mod schemas;
    mod spec;
    mod stage;
    mod table;
    mod times;
    mod told;
    mod tolerance;
    mod unknown;
    mod urls;
    mod variations;
    mod vendors;
    mod wire;
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
