use std::sync::atomic::{AtomicUsize, Ordering};

use keyfob_core::{Handle, RateLimits, Retry, Settings};
use kotak_neo::Client;
use kotak_neo::credentials::{ACCESS_TOKEN, DASHBOARD_TOKEN, TRADE_SID, TRADE_TOKEN};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

/// What the service does.
#[derive(Clone, Copy)]
pub(in crate::kotak_neo::feed) enum Service {
    /// Names a feed of this path.
    Names(&'static str),
    Fails,
    IsSilent,
}

/// The vendor's service, and a session of G3 that asks it.
pub(in crate::kotak_neo::feed) struct Stand {
    pub(in crate::kotak_neo::feed) session: Session,
    service: Arc<Mutex<Service>>,
    asked: Arc<AtomicUsize>,
}

impl Stand {
    pub(in crate::kotak_neo::feed) async fn start(service: Service) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let service = Arc::new(Mutex::new(service));
        let asked = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, Arc::clone(&service), Arc::clone(&asked)));
        let retry = Retry {
            attempts: 1,
            ..Retry::default()
        };
        let settings = Settings::default()
            .with_variant("g3-prod")
            .with_origin(origin)
            .with_retry(retry)
            .with_rate_limits(RateLimits::none());
        Self {
            session: session(settings, "e43"),
            service,
            asked,
        }
    }

    pub(in crate::kotak_neo::feed) fn set(&self, service: Service) {
        *self.service.lock().unwrap() = service;
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn session(settings: Settings, data_center: &str) -> Session {
    let mut info = LoginData::default();
    info.data_center = Some(data_center.to_owned());
    let client = Client::new(Handle::new(&kotak_neo::API, settings).unwrap());
    let held = client.handle().credentials();
    for scheme in [&ACCESS_TOKEN, &DASHBOARD_TOKEN, &TRADE_TOKEN, &TRADE_SID] {
        held.set(scheme, "held");
    }
    Session::of(client, "AB123", info)
}

async fn serve(listener: TcpListener, service: Arc<Mutex<Service>>, asked: Arc<AtomicUsize>) {
    loop {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await.unwrap();
        asked.fetch_add(1, Ordering::SeqCst);
        let service = *service.lock().unwrap();
        let (status, body) = match service {
            Service::Names(path) => {
                let endpoint = format!("wss://feed.example{path}");
                let configs = format!(
                    r#"{{"E43_broadcast_source":"sfeed","E43_sfeed_broadcast_endpoint":"{endpoint}"}}"#
                );
                ("200 OK", format!(r#"{{"data":{{"configs":{configs}}}}}"#))
            }
            Service::Fails => ("503 Service Unavailable", "{}".to_owned()),
            Service::IsSilent => {
                tokio::spawn(async move { socket.read(&mut [0; 1]).await });
                continue;
            }
        };
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        socket.write_all(answer.as_bytes()).await.unwrap();
    }
}

fn settings(connect: Duration) -> FeedSettings {
    FeedSettings {
        connect,
        ..FeedSettings::default()
    }
}

async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_service_that_is_silent_leaves_time_for_the_connection_and_is_let_alone_then() {
    let stand = Stand::start(Service::IsSilent).await;
    let connect = Duration::from_millis(600);
    let config = FeedConfig::new(&settings(connect));
    let began = Instant::now();
    let url = config.market(&stand.session).await;
    assert_eq!(url, kotak_neo_feed::servers::MARKET_FEED_SFEED);
    assert!(began.elapsed() < connect, "{:?}", began.elapsed());
    stand.set(Service::Names("/later"));
    config.look_up_again();
    let url = config.market(&stand.session).await;
    assert_eq!(url, kotak_neo_feed::servers::MARKET_FEED_SFEED);
    assert_eq!(stand.asked(), 1);
    pass(RETRY_PAUSE).await;
    let url = config.market(&stand.session).await;
    assert_eq!(url, "wss://feed.example/later");
}

#[test]
fn the_service_is_waited_for_five_seconds_at_most() {
    for (connect, timeout) in [
        (Duration::from_secs(15), Duration::from_secs(5)),
        (Duration::MAX, Duration::from_secs(5)),
        (Duration::from_secs(3), Duration::from_secs(1)),
    ] {
        assert_eq!(FeedConfig::new(&settings(connect)).timeout, timeout);
    }
}

#[tokio::test]
async fn what_was_told_holds_until_a_login_is_refused_and_the_service_tells_something_else() {
    let stand = Stand::start(Service::Names("/first")).await;
    let config = FeedConfig::new(&FeedSettings::default());
    assert_eq!(
        config.market(&stand.session).await,
        "wss://feed.example/first"
    );
    stand.set(Service::Fails);
    assert_eq!(
        config.market(&stand.session).await,
        "wss://feed.example/first"
    );
    assert_eq!(stand.asked(), 1);
    // It fails: the last answer is better than none.
    config.look_up_again();
    assert_eq!(
        config.market(&stand.session).await,
        "wss://feed.example/first"
    );
    assert_eq!(stand.asked(), 2);
    stand.set(Service::Names("/second"));
    pass(RETRY_PAUSE).await;
    assert_eq!(
        config.market(&stand.session).await,
        "wss://feed.example/second"
    );
}

#[cfg(feature = "manager")]
#[tokio::test]
async fn the_newest_login_says_where_the_order_feed_is() {
    let of = |data_center: &str| {
        let settings = Settings::default().with_variant("g2-prod");
        session(settings, data_center)
    };
    let config = FeedConfig::new(&FeedSettings::default());
    let older = of("adc");
    let newer = of("e21").in_place_of(&older);
    for session in [&older, &newer] {
        let url = config.orders(session).await.unwrap();
        assert!(url.expose().starts_with("wss://e21."), "{url:?}");
    }
}
