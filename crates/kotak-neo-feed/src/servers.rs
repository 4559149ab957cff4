//! Where the feeds are: hosts and paths, and how one of them is chosen.
//!
//! These are texts made of texts. Whoever connects holds the host against the list of hosts that credentials may go to
//! (`x-hosts` of the specs), since the login and the config service tell some of them.
//! The facts are in `specs/feeds/`, and a test holds them against these functions.

/// The market feed of G1 and G2 (HSM).
pub const MARKET_FEED_HSM: &str = "wss://mlhsm.kotaksecurities.com";

/// The market feed of G3 (SFeed), where the vendor tells no other.
///
/// Newer clients of the vendor have another path on this host, `/apifeed`; the path of an account comes from the config service.
pub const MARKET_FEED_SFEED: &str = "wss://sfeed.kotaksecurities.com/betafeed";

const ORDER_FEED_HOST_G1: &str = "mlhsi.kotaksecurities.com";
const ORDER_FEED_HOST_G2: &str = "mis.kotaksecurities.com";
const ORDER_FEED_HOSTS_G2: [(&str, &str); 5] = [
    ("adc", "cis.kotaksecurities.com"),
    ("e21", "e21.kotaksecurities.com"),
    ("e22", "e22.kotaksecurities.com"),
    ("e41", "e41.kotaksecurities.com"),
    ("e43", "e43.kotaksecurities.com"),
];
const ORDER_FEED_PATH: &str = "/realtime";

/// The market feed of G3.
///
/// `told` are the URLs that the vendor told of it, the one to be taken first: the config service's
/// ([`Endpoints::market`]), and `feedUrl` of the login. Empty ones, and those that are no `wss`, `ws`, `https` or `http`,
/// are passed over; the last two mean the first two. Without any it is [`MARKET_FEED_SFEED`].
///
/// ```
/// use kotak_neo_feed::servers::{MARKET_FEED_SFEED, market_feed_g3};
///
/// let told = [None, Some("https://feed.example.invalid/market")];
/// assert_eq!(market_feed_g3(told), "wss://feed.example.invalid/market");
/// assert_eq!(market_feed_g3([]), MARKET_FEED_SFEED);
/// ```
pub fn market_feed_g3<'a>(told: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let mut told = told.into_iter().flatten().filter_map(socket_url);
    told.next().unwrap_or_else(|| MARKET_FEED_SFEED.to_owned())
}

/// The order feed of G1. `server_id` is `hsServerId` of the login; it may be empty.
///
/// It is the only host in the vendor's client of G1. A user of the data centre adc reports that it refused the login, and that
/// `clhsi.kotaksecurities.com` took it; for whom that holds is not known, so it is not tried.
///
/// The URL shows the server's id: it is no text for logs.
pub fn order_feed_g1(server_id: &str) -> String {
    with_server_id(ORDER_FEED_HOST_G1, server_id)
}

/// The order feed of G2, by the account's data centre (`dataCenter` of the login, in any case). One that is not known leads
/// to the default host. `server_id` is `hsServerId` of the login; it may be empty.
///
/// The URL shows the server's id: it is no text for logs.
pub fn order_feed_g2(data_center: &str, server_id: &str) -> String {
    let data_center = data_center.trim();
    let host = ORDER_FEED_HOSTS_G2
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(data_center))
        .map_or(ORDER_FEED_HOST_G2, |(_, host)| host);
    with_server_id(host, server_id)
}

/// The order feed of G3: what the vendor told of it, else the host of `base_url`, the start of all calls of the account.
/// `None` where there is neither.
///
/// `told` is as in [`market_feed_g3`]: [`Endpoints::orders`], and `rtUrl` of the login.
///
/// ```
/// use kotak_neo_feed::servers::order_feed_g3;
///
/// let url = order_feed_g3([None, None], "https://e43.kotaksecurities.com");
/// assert_eq!(url.as_deref(), Some("wss://e43.kotaksecurities.com/realtime"));
/// ```
pub fn order_feed_g3<'a>(
    told: impl IntoIterator<Item = Option<&'a str>>,
    base_url: &str,
) -> Option<String> {
    let mut told = told.into_iter().flatten().filter_map(socket_url);
    told.next().or_else(|| {
        let url = socket_url(base_url)?;
        let (scheme, rest) = url.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        Some(format!("{scheme}://{host}{ORDER_FEED_PATH}"))
    })
}

/// What the config service tells of a data centre's feeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Endpoints<'a> {
    /// URL of the market feed.
    pub market: Option<&'a str>,
    /// URL of the order feed.
    pub orders: Option<&'a str>,
}

impl<'a> Endpoints<'a> {
    /// The feeds of a data centre in the service's settings.
    ///
    /// Their names begin with the data centre (`dataCenter` of the login); its case does not matter here, as no document says how
    /// the service spells it. `E43_broadcast_source` tells a source, and `E43_<source>_broadcast_endpoint` and
    /// `E43_<source>_interactive_endpoint` the URLs.
    pub fn of<'k, I>(settings: I, data_center: &str) -> Self
    where
        I: IntoIterator<Item = (&'k str, &'a str)> + Clone,
    {
        let setting = |name: String| {
            let mut settings = settings.clone().into_iter();
            let (_, value) = settings.find(|(key, _)| key.eq_ignore_ascii_case(&name))?;
            Some(value.trim()).filter(|value| !value.is_empty())
        };
        let data_center = data_center.trim();
        match setting(format!("{data_center}_broadcast_source")) {
            Some(source) if !data_center.is_empty() => Self {
                market: setting(format!("{data_center}_{source}_broadcast_endpoint")),
                orders: setting(format!("{data_center}_{source}_interactive_endpoint")),
            },
            _ => Self::default(),
        }
    }
}

fn with_server_id(host: &str, server_id: &str) -> String {
    let mut url = format!("wss://{host}{ORDER_FEED_PATH}?sId=");
    for byte in server_id.trim().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                url.push(char::from(byte));
            }
            other => url.push_str(&format!("%{other:02X}")),
        }
    }
    url
}

/// The URL with the scheme of a socket. A text without a scheme is a host, with or without a path.
fn socket_url(told: &str) -> Option<String> {
    let told = told.trim();
    let (scheme, rest) = told.split_once("://").unwrap_or(("wss", told));
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "wss" | "https" => "wss",
        "ws" | "http" => "ws",
        _ => return None,
    };
    (!rest.is_empty() && !rest.starts_with('/')).then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_center_has_its_host_in_any_case() {
        for (data_center, host) in [
            ("E43", "e43"),
            ("e21", "e21"),
            ("E22", "e22"),
            (" e41 ", "e41"),
            ("ADC", "cis"),
            ("gdc", "mis"),
            ("", "mis"),
            ("e430", "mis"),
        ] {
            let url = format!("wss://{host}.kotaksecurities.com/realtime?sId=server1");
            assert_eq!(order_feed_g2(data_center, "server1"), url, "{data_center}");
        }
    }

    #[test]
    fn a_server_id_stays_one_value() {
        let start = "wss://mlhsi.kotaksecurities.com/realtime?sId=";
        for (server_id, sent) in [
            ("server1", "server1"),
            ("", ""),
            ("a&b=c#d e/ü", "a%26b%3Dc%23d%20e%2F%C3%BC"),
        ] {
            assert_eq!(order_feed_g1(server_id), format!("{start}{sent}"));
        }
    }

    #[test]
    fn what_is_told_comes_first_and_in_order() {
        let told = [
            Some(""),
            Some("HTTPS://one.example/a"),
            Some("wss://two.example"),
        ];
        assert_eq!(market_feed_g3(told), "wss://one.example/a");
        let orders = order_feed_g3(told, "https://three.example");
        assert_eq!(orders.as_deref(), Some("wss://one.example/a"));
        assert_eq!(
            market_feed_g3([Some("ftp://one.example"), None]),
            MARKET_FEED_SFEED
        );
    }

    #[test]
    fn the_order_feed_of_g3_is_on_the_host_of_the_base_url() {
        for (base_url, url) in [
            ("https://e43.example", Some("wss://e43.example/realtime")),
            (
                "https://gw.example/seg/ment/",
                Some("wss://gw.example/realtime"),
            ),
            (
                "http://127.0.0.1:8080",
                Some("ws://127.0.0.1:8080/realtime"),
            ),
            ("e43.example", Some("wss://e43.example/realtime")),
            (
                "https://e43.example?a=b",
                Some("wss://e43.example/realtime"),
            ),
            ("", None),
            ("https://", None),
        ] {
            assert_eq!(
                order_feed_g3([None], base_url).as_deref(),
                url,
                "{base_url}"
            );
        }
    }

    #[test]
    fn settings_are_found_by_the_data_center_in_any_case() {
        let settings = [
            ("E43_broadcast_source", "sfeed"),
            (
                "E43_sfeed_broadcast_endpoint",
                "https://feed.example/market",
            ),
            (
                "E43_sfeed_interactive_endpoint",
                "https://feed.example/orders",
            ),
            ("E43_other_broadcast_endpoint", "https://other.example"),
            ("E21_broadcast_source", ""),
            ("E21__broadcast_endpoint", "https://empty.example"),
            ("_broadcast_source", "sfeed"),
            ("_sfeed_broadcast_endpoint", "https://nobody.example"),
            ("E22_broadcast_source", "sh"),
        ];
        let told = Endpoints {
            market: Some("https://feed.example/market"),
            orders: Some("https://feed.example/orders"),
        };
        assert_eq!(Endpoints::of(settings, "E43"), told);
        assert_eq!(Endpoints::of(settings, "e43"), told);
        for nothing in ["E21", "E22", "E99", ""] {
            assert_eq!(
                Endpoints::of(settings, nothing),
                Endpoints::default(),
                "{nothing}"
            );
        }
    }
}
