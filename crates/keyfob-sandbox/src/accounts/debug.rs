//! Accounts as `Debug` shows them: who, never with what secret. The demo values are public, but yours may not be.

use std::fmt;

use super::account::{KotakNeoAccount, KotakTradeAccount, QuatrixAccount, SecondFactor};

impl fmt::Debug for KotakTradeAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KotakTradeAccount")
            .field("user_id", &self.user_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for KotakNeoAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KotakNeoAccount")
            .field("ucc", &self.ucc)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for QuatrixAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuatrixAccount")
            .field("email", &self.email)
            .field("second_factor", &self.second_factor)
            .field("suspended", &self.suspended)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Totp(_) => "Totp([redacted])",
            Self::Pin(_) => "Pin([redacted])",
        })
    }
}
