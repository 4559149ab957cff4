//! Who may log in to the sandbox.

mod account;
mod debug;
mod demo;

pub use account::{Accounts, KotakNeoAccount, KotakTradeAccount, QuatrixAccount, SecondFactor};
pub use demo::{CAPTCHA_SOLUTION, demo};
