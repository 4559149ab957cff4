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

/// A header that we send, with this value, and the recorded client does not, in calls whose path begins so.
pub struct Extra {
    pub client: &'static str,
    pub below: &'static str,
    pub header: &'static str,
    pub value: &'static str,
}

const RCLONE: &str = "rclone 1.75.2";
const CHUNKS: &str = "/upload/chunked/";
const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

/// Each of them must be there unless it was recorded: without it the comparison fails as well. Of those for one header the first
/// that fits counts.
///
/// rclone, a third party's client, names a type only where it sends JSON. The vendor's own clients declare both on every call, also
/// where there is no body, and we follow them.
pub const EXTRAS: &[Extra] = &[
    rclone(CHUNKS, "accept", "*/*"),
    rclone(CHUNKS, "content-type", BYTES),
    rclone("/api/1.0/file/download/", "accept", BYTES),
    rclone("/", "accept", JSON),
    rclone("/", "content-type", JSON),
];

const fn rclone(below: &'static str, header: &'static str, value: &'static str) -> Extra {
    Extra {
        client: RCLONE,
        below,
        header,
        value,
    }
}

/// A path and query that say the same in another spelling.
pub struct Respelt {
    pub client: &'static str,
    pub recorded: &'static str,
    pub ours: &'static str,
}

/// A bare `|` is no character of a URL, and the same vendor's G2 client encodes it and the comma. The order of a query's pairs is
/// not a matter of what is asked.
pub const RESPELT: &[Respelt] = &[
    Respelt {
        client: "python sdk G3",
        recorded: "nse_cm|Nifty%2050,nse_cm|11536",
        ours: "nse_cm%7CNifty%2050%2Cnse_cm%7C11536",
    },
    Respelt {
        client: "javascript sdk",
        recorded: "?user_id=00000000-0000-4000-8000-000000000008&limit=100&from=0&to=1571238167",
        ours: "?from=0&limit=100&to=1571238167&user_id=00000000-0000-4000-8000-000000000008",
    },
];
