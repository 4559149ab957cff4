//! Nothing but the gate: building this package runs `build.rs`, which refuses to build on a generated client that is not
//! what its spec generates. The package's tests are the contract tests of all clients.
