//! The allocations of a call, with tracing off.

use std::io;
use std::path::Path;

use super::calls::{Server, of_calls};
use super::row::{Budget, Row};
use super::valgrind::Count;

/// The allocations of each of the calls.
///
/// # Errors
/// A program fails, or there is no valgrind.
pub fn allocations(program: &Path, server: &Server) -> io::Result<Vec<Row>> {
    of_calls(Count::Allocations, program, server, Budget::More(10.0))
}
