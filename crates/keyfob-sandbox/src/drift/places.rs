//! Where each drift shows.

use super::kind::{Drift, DriftPlace};

impl Drift {
    /// Where it shows with a vendor (`kotak-neo`, `kotak-trade` or `quatrix`); `None` if the vendor's answers have nothing of the kind.
    pub fn place(self, vendor: &str) -> Option<DriftPlace> {
        let (operation, at) = match vendor {
            "kotak-neo" => kotak_neo(self),
            "kotak-trade" => kotak_trade(self),
            "quatrix" => quatrix(self)?,
            _ => return None,
        };
        Some(DriftPlace { operation, at })
    }
}

fn kotak_neo(drift: Drift) -> (&'static str, &'static str) {
    match drift {
        Drift::MemberMissing => ("get_holdings", "/data/*/scripId"),
        Drift::NestedMissing => ("get_scrip_master_paths", "/data/baseFolder"),
        Drift::MemberRenamed => ("get_holdings", "/data/*/mktValue"),
        Drift::MemberAdded => ("get_holdings", "/data/*"),
        Drift::WrapperGone | Drift::ListAsObject | Drift::ItemForList => ("get_holdings", "/data"),
        Drift::NumberAsText => ("get_holdings", "/data/*/quantity"),
        Drift::TextAsNumber => ("get_limits", "/Net"),
        Drift::Null => ("get_holdings", "/data/*/symbol"),
        Drift::UnknownValue => ("get_holdings", "/data/*/exchangeSegment"),
        Drift::DateFormat => ("get_client_ip", "/data/*/time"),
        Drift::SecretAdded
        | Drift::KeyedByAccount
        | Drift::Status
        | Drift::ContentType
        | Drift::ContentTypeGone
        | Drift::EmptyBody
        | Drift::Html
        | Drift::ErrorShape => ("get_limits", ""),
    }
}

fn kotak_trade(drift: Drift) -> (&'static str, &'static str) {
    match drift {
        Drift::MemberMissing => ("positions_today", "/Success/*/netChange"),
        Drift::NestedMissing => ("get_margins", "/Success/equity/*/cash/mtm"),
        Drift::MemberRenamed => ("positions_today", "/Success/*/marketLot"),
        Drift::MemberAdded => ("positions_today", "/Success/*"),
        Drift::SecretAdded | Drift::KeyedByAccount | Drift::WrapperGone => {
            ("get_margins", "/Success")
        }
        Drift::NumberAsText => ("positions_today", "/Success/*/lastPrice"),
        Drift::TextAsNumber => ("positions_today", "/Success/*/instrumentName"),
        Drift::Null => ("positions_today", "/Success/*/symbol"),
        Drift::ListAsObject => ("get_margins", "/Success/derivatives"),
        Drift::ItemForList => ("get_margins", "/Success/equity"),
        Drift::UnknownValue => ("positions_today", "/Success/*/optionType"),
        Drift::DateFormat => ("positions_today", "/Success/*/expiryDate"),
        Drift::Status
        | Drift::ContentType
        | Drift::ContentTypeGone
        | Drift::EmptyBody
        | Drift::Html
        | Drift::ErrorShape => ("get_margins", ""),
    }
}

/// Its answers have no wrapper, and no date as text.
fn quatrix(drift: Drift) -> Option<(&'static str, &'static str)> {
    Some(match drift {
        Drift::MemberMissing => ("profile_info_get", "/acc_limit"),
        Drift::NestedMissing => ("profile_get", "/share_types/public_share"),
        Drift::MemberRenamed => ("profile_info_get", "/user_limit"),
        Drift::MemberAdded => ("user_list", "/*"),
        Drift::SecretAdded => ("profile_get", ""),
        Drift::NumberAsText => ("profile_info_get", "/acc_used"),
        Drift::TextAsNumber => ("profile_get", "/plan"),
        Drift::Null => ("profile_get", "/name"),
        Drift::ListAsObject => ("profile_get", "/services"),
        Drift::ItemForList => ("user_list", ""),
        Drift::UnknownValue => ("profile_get", "/status"),
        Drift::ErrorShape => ("file_search", ""),
        Drift::KeyedByAccount
        | Drift::Status
        | Drift::ContentType
        | Drift::ContentTypeGone
        | Drift::EmptyBody
        | Drift::Html => ("profile_info_get", ""),
        Drift::WrapperGone | Drift::DateFormat => return None,
    })
}
