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

/// A header that we send and the recorded client does not.
pub struct Extra {
    pub client: &'static str,
    pub header: &'static str,
    pub values: &'static [&'static str],
}

/// rclone, a third party's client, names a type only where it sends JSON. The vendor's own clients declare both on every call, also
/// where there is no body, and we follow them.
pub const EXTRAS: &[Extra] = &[
    Extra {
        client: "rclone 1.75.2",
        header: "accept",
        values: &["application/json", "application/octet-stream", "*/*"],
    },
    Extra {
        client: "rclone 1.75.2",
        header: "content-type",
        values: &["application/json", "application/octet-stream"],
    },
];

/// Characters that a client leaves bare in a path. We write them as all other clients do; they say the same.
pub struct Bare {
    pub client: &'static str,
    pub spellings: &'static [(&'static str, &'static str)],
}

/// A bare `|` is no character of a URL, and the same vendor's G2 client encodes both.
pub const BARE: &[Bare] = &[Bare {
    client: "python sdk G3",
    spellings: &[("|", "%7C"), (",", "%2C")],
}];
