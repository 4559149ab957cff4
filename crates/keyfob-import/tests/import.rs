//! Vendors' documents become specs that lint clean and make crates, and the report names all that is other.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "import/answers.rs"]
mod answers;
#[path = "import/bodies.rs"]
mod bodies;
#[path = "import/files.rs"]
mod files;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/names.rs"]
mod names;
#[path = "import/parameters.rs"]
mod parameters;
#[path = "import/paths.rs"]
mod paths;
#[path = "import/security.rs"]
mod security;
#[path = "import/servers.rs"]
mod servers;
#[path = "import/support.rs"]
mod support;
#[path = "import/swagger.rs"]
mod swagger;
