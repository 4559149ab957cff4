//! What is not compared, or is expected to differ, each with its reason. All of it stands here.

/// A header that one client sends and we do not.
pub struct Uncompared {
    pub client: &'static str,
    pub header: &'static str,
}

/// The transport's own headers: each HTTP library has its way with them, and they were left out of the recordings. `compare` looks
/// at the length by itself, as the clients space their JSON differently; so does it at the host, as the recorder listens elsewhere.
pub use keyfob_contract_suite::wire::TRANSPORT;

const G3: &str = "python sdk G3";

/// Recorded headers that we do not send. Kotak Neo's client of G3 adds both for itself: a random number, and the token, masked. No
/// document of the vendor asks for them.
pub const LEFT_OUT: &[Uncompared] = &[
    Uncompared {
        client: G3,
        header: "x-request-id",
    },
    Uncompared {
        client: G3,
        header: "x-client-id",
    },
];

/// The host of a recording that does not tell one is that of the operation's first environment, with this account: the recordings of
/// Kotak Trade and Quatrix were made with one recorder for all hosts.
pub const ACCOUNT: &str = "example";

/// Bodies of many megabytes are told by their length, `<10000269 raw bytes>`: what is in them is not compared.
pub fn raw_bytes(body: &str) -> Option<String> {
    let count = body.strip_prefix('<')?.strip_suffix(" raw bytes>")?;
    Some("x".repeat(count.parse().ok()?))
}

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

/// A path and query, or a part of it, that say the same in another spelling.
pub struct Respelt {
    pub client: &'static str,
    pub recorded: &'static str,
    pub ours: &'static str,
}

/// A bare `|` is no character of a URL, and the same vendor's G2 client encodes it and the comma. rclone has two slashes
/// where its base and a path meet.
pub const RESPELT: &[Respelt] = &[
    Respelt {
        client: RCLONE,
        recorded: "/api/1.0//",
        ours: "/api/1.0/",
    },
    Respelt {
        client: G3,
        recorded: "nse_cm|Nifty%2050,nse_cm|11536",
        ours: "nse_cm%7CNifty%2050%2Cnse_cm%7C11536",
    },
];

/// A word in a body that is a slip of the client's.
pub struct Slip {
    pub client: &'static str,
    pub member: &'static str,
    pub recorded: &'static str,
    pub ours: &'static str,
}

/// Both clients translate these words elsewhere: the product in later generations, the kind of order in all other calls than the
/// change of an order of which only the id is known. The vendor takes our word, and is not known to take theirs.
pub const SLIPS: &[Slip] = &[
    Slip {
        client: "python sdk G1",
        member: "pc",
        recorded: "Bracket Order",
        ours: "BO",
    },
    Slip {
        client: "python sdk G1",
        member: "pt",
        recorded: "Limit",
        ours: "L",
    },
    Slip {
        client: "python sdk G2",
        member: "pt",
        recorded: "Limit",
        ours: "L",
    },
];

/// A number that rclone writes with six decimals, be they zeros, and we with as many as there are.
pub const SIX_DECIMALS: (&str, &str) = (RCLONE, "mtime");

/// The file of instruments had an address of the recorder's, which the client was told; this is the vendor's.
pub const TOLD: (&str, &str) = ("127.0.0.1", "/csv/");
pub const MEANT: (&str, &str) = (
    "lapi.kotaksecurities.com",
    "/wso2-scripmaster/v1/prod/2026-01-05/transformed/",
);
