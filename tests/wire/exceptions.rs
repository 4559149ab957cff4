//! What is not compared, or is expected to differ. All of it stands here, but for two headers of Kotak Neo's G3 that its cases leave out
//! and say so.

/// The transport's own headers: they say how bytes travel, and each HTTP library has its way with them.
/// They were left out of the recordings.
pub const TRANSPORT: &[&str] = &[
    "host",
    "content-length",
    "user-agent",
    "accept-encoding",
    "connection",
];

/// A header that we send, with this value, and the recorded client does not.
pub struct Extra {
    pub client: &'static str,
    pub header: &'static str,
    pub value: &'static str,
}

/// Each of them must be there: without it the comparison fails as well.
///
/// rclone, a third party's client, names no types. The vendor's own clients declare both on every call, also where there is no body,
/// and we follow them.
pub const EXTRAS: &[Extra] = &[
    Extra {
        client: "rclone 1.75.2",
        header: "accept",
        value: "application/json",
    },
    Extra {
        client: "rclone 1.75.2",
        header: "content-type",
        value: "application/json",
    },
];
