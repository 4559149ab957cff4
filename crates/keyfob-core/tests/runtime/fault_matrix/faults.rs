//! The faults: what listens, and how the client is set.

use std::pin::Pin;
use std::time::{Duration, SystemTime};

use keyfob_core::{Settings, Timeouts};

use crate::probe::{quick, settings};
use crate::retries::closed;
use crate::server::{Server, Step, answer, fine, json, plain};

pub struct Fault {
    pub name: &'static str,
    /// Makes it ready, anew for each call.
    pub set: Box<dyn Fn() -> Setting + Send + Sync>,
}

pub type Setting = Pin<Box<dyn Future<Output = Scene> + Send>>;

/// A client's settings, and a server behind them that has the fault.
pub struct Scene {
    pub settings: Settings,
    /// How many requests a server had at least a byte of.
    pub reached: Box<dyn Fn() -> usize + Send + Sync>,
}

pub fn faults() -> Vec<Fault> {
    let mut faults = connections();
    faults.extend(too_many());
    faults.extend(answers());
    #[cfg(feature = "tls")]
    faults.extend(super::certificates::faults());
    faults.extend(hosts());
    faults
}

fn connections() -> Vec<Fault> {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345";
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    let mut drip = vec![head.to_vec()];
    drip.resize(1000, b"x".to_vec());
    let pause = Duration::from_millis(20);
    vec![
        fault("connection refused", refused),
        served("reset before the request is read", || Step::ResetUnread),
        served("reset when the request is there", || Step::Reset),
        served("closed when the request is there", || Step::Close),
        served("half a body", move || Step::Last(half.to_vec())),
        fault("slow drip", move || drips(Step::Drip(drip.clone(), pause))),
    ]
}

fn too_many() -> Vec<Fault> {
    let told = |name, value: fn() -> String| {
        served(name, move || {
            let header = format!("retry-after: {}", value());
            plain("429 Too Many", &[&header])
        })
    };
    vec![
        served("429 without Retry-After", || plain("429 Too Many", &[])),
        told("429, Retry-After in seconds", || "1".to_owned()),
        told("429, Retry-After as a date", || {
            httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2))
        }),
        told("429, Retry-After in the past", || {
            "Sun, 06 Nov 1994 08:49:37 GMT".to_owned()
        }),
        told("429, Retry-After in ten years", || "315360000".to_owned()),
        told("429, Retry-After of garbage", || "soon".to_owned()),
        told("429, Retry-After below zero", || "-1".to_owned()),
    ]
}

fn answers() -> Vec<Fault> {
    let html = || {
        let page = "<html><h1>Bad Gateway</h1></html>";
        Step::Answer(answer("502 Bad", &["content-type: text/html"], page))
    };
    let xml = |status: &'static str| {
        let page =
            "<?xml version=\"1.0\"?><fault><code>900902</code><message>Missing</message></fault>";
        move || Step::Answer(answer(status, &["content-type: application/xml"], page))
    };
    vec![
        served("503", || json("503 Down", "{}")),
        served("502 in HTML", html),
        served("401 with a fault in XML", xml("401 No")),
        served("500 with a fault in XML", xml("500 Oops")),
        served("fault inside of a 200", || {
            json("200 OK", r#"{"fault":{"code":"X","message":"no"}}"#)
        }),
    ]
}

fn hosts() -> Vec<Fault> {
    vec![
        fault("redirect to another host", redirect),
        fault("http to a host that is not this machine", || async {
            Scene {
                settings: Settings::default().with_origin("http://api.probe.test"),
                reached: Box::new(|| 0),
            }
        }),
    ]
}

/// A fault that is made ready so.
pub fn fault<F: Future<Output = Scene> + Send + 'static>(
    name: &'static str,
    set: impl Fn() -> F + Send + Sync + 'static,
) -> Fault {
    Fault {
        name,
        set: Box::new(move || Box::pin(set())),
    }
}

/// A server that does this each time.
fn served(name: &'static str, step: impl Fn() -> Step + Send + Sync + 'static) -> Fault {
    fault(name, move || {
        let step = step();
        async move {
            let server = Server::start([step]).await;
            Scene {
                settings: settings(&server),
                reached: Box::new(move || server.begun()),
            }
        }
    })
}

/// A port at which nobody listens.
async fn refused() -> Scene {
    let (socket, origin) = closed();
    Scene {
        settings: Settings::default().with_origin(origin).with_retry(quick()),
        reached: Box::new(move || {
            let _held = &socket;
            0
        }),
    }
}

/// A server that takes longer than an attempt may.
async fn drips(step: Step) -> Scene {
    let server = Server::start([step]).await;
    let timeouts = Timeouts {
        attempt: Duration::from_secs(1),
        ..Timeouts::default()
    };
    Scene {
        settings: settings(&server).with_timeouts(timeouts),
        reached: Box::new(move || server.begun()),
    }
}

/// A server that points to another one, which counts as well.
async fn redirect() -> Scene {
    let other = Server::start([fine()]).await;
    let elsewhere = other.origin().replace("127.0.0.1", "localhost");
    let location = format!("location: {elsewhere}/v1/key");
    let server = Server::start([plain("302 Found", &[&location])]).await;
    Scene {
        settings: settings(&server),
        reached: Box::new(move || server.begun() + other.connections()),
    }
}
