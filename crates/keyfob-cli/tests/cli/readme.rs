//! Each line of the README does what it says.
