//! The vendors, and what the program knows of each.

use std::fmt;

use clap::ValueEnum;
use keyfob_core::Api;

/// A vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Vendor {
    /// Kotak Securities Trade API
    KotakTrade,
    /// Kotak Neo
    KotakNeo,
    /// Quatrix by Maytech
    Quatrix,
}

/// A vendor that trades.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Broker {
    /// Kotak Securities Trade API
    KotakTrade,
    /// Kotak Neo
    KotakNeo,
}

impl From<Broker> for Vendor {
    fn from(broker: Broker) -> Self {
        match broker {
            Broker::KotakTrade => Self::KotakTrade,
            Broker::KotakNeo => Self::KotakNeo,
        }
    }
}

impl Vendor {
    /// The name on the command line, which is that of the client's crate.
    pub fn name(self) -> &'static str {
        self.api().name
    }

    /// What its environment variables begin with.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::KotakTrade => "KEYFOB_KOTAK_TRADE_",
            Self::KotakNeo => "KEYFOB_KOTAK_NEO_",
            Self::Quatrix => "KEYFOB_QUATRIX_",
        }
    }

    /// The table of its operations.
    pub fn api(self) -> &'static Api {
        match self {
            Self::KotakTrade => &keyfob::kotak_trade::API,
            Self::KotakNeo => &keyfob::kotak_neo::API,
            Self::Quatrix => &keyfob::quatrix::API,
        }
    }

    /// The document that its client is generated from.
    pub fn document(self) -> &'static str {
        match self {
            Self::KotakTrade => keyfob::kotak_trade::SPEC,
            Self::KotakNeo => keyfob::kotak_neo::SPEC,
            Self::Quatrix => keyfob::quatrix::SPEC,
        }
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_on_the_command_line_are_those_of_the_clients() {
        for vendor in Vendor::value_variants() {
            let shown = vendor.to_possible_value().unwrap();
            assert_eq!(shown.get_name(), vendor.name());
            let prefix = vendor.name().to_uppercase().replace('-', "_");
            assert_eq!(vendor.prefix(), format!("KEYFOB_{prefix}_"));
        }
    }
}
