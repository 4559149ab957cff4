/// In which spelling the order feed takes its first frame. Two are known, and it is contested which one the vendor takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderHello {
    /// JSON, as the vendor's first client sends it, and the same without quotes, as the later ones do.
    #[default]
    Both,
    /// JSON alone.
    Json,
    /// Without quotes alone.
    Raw,
}

/// Switches of the feeds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    /// After how many data frames HSM wants an acknowledgement; never, if 0.
    pub(crate) hsm_ack_interval: u32,
    /// Whether SFeed answers a login with a format that it falls back to.
    pub(crate) native_fallback: bool,
    pub(crate) order_hello: OrderHello,
    /// Whether the order feed answers an empty `sId` with status 200, as users report.
    pub(crate) refuse_empty_server_id: bool,
}
