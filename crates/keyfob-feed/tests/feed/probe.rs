//! A feed of the tests' own, and what is asked of it again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use keyfob_core::{Api, Error, FaultShape, Handle, Operation, Placement, Scheme, Settings};
use keyfob_feed::{
    Feed, FeedHandle, FeedItem, FeedSettings, Gap, Protocol, Socket, State, open_socket,
};
use tokio::time::timeout;

use crate::talk::{Event, FEED, Talk};

pub const TOKEN: &str = "S3CR3T-feed-token-0123456789";

pub static SCHEME: Scheme = Scheme {
    name: "token",
    placement: Placement::Header("x-token"),
};

pub static API: Api = Api {
    name: "probe",
    hosts: &["feed.probe.test"],
    servers: &[],
    schemes: &[&SCHEME],
    operations: &[],
    faults: FaultShape {
        code: &[],
        message: &["/message"],
        vague: &[],
        in_success: &[],
        meanings: &[],
    },
    limits: &[],
};

pub struct Probe {
    pub handle: Handle,
    pub url: String,
    /// Where the first connection goes instead.
    pub first_url: Option<String>,
    pub tries: AtomicUsize,
    pub most: usize,
    pub heartbeat: Option<Duration>,
    /// How many refusals of the login are mended.
    pub mends: usize,
    pub refusals: Arc<AtomicUsize>,
    /// Is held as long as this protocol.
    pub held: Arc<()>,
    /// What each subscription is made longer by, in bytes.
    pub padding: usize,
    /// Whether the mending of a refusal does not come to an end.
    pub stuck: bool,
}

impl Probe {
    /// Of the vendor's host, which is this origin.
    pub fn at(origin: &str) -> Self {
        Self::with(settings(origin))
    }

    pub fn with(settings: Settings) -> Self {
        let handle = Handle::new(&API, settings).unwrap();
        handle.credentials().set(&SCHEME, TOKEN);
        Self::of(handle)
    }

    pub fn of(handle: Handle) -> Self {
        Self {
            handle,
            url: "wss://feed.probe.test/feed".to_owned(),
            first_url: None,
            tries: AtomicUsize::new(0),
            most: 5,
            heartbeat: None,
            mends: 0,
            refusals: Arc::default(),
            held: Arc::default(),
            padding: 0,
            stuck: false,
        }
    }

    pub async fn open(self) -> Result<Feed<Self>, Error> {
        self.open_with(quick()).await
    }

    /// It is never waited for without end.
    pub async fn open_with(self, settings: FeedSettings) -> Result<Feed<Self>, Error> {
        timeout(LONG, Feed::open(self, settings)).await.unwrap()
    }
}

pub fn settings(origin: &str) -> Settings {
    Settings::default().with_origin(origin)
}

/// More than anything takes.
pub const LONG: Duration = Duration::from_secs(20);

pub const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Hardly a wait, but a watchdog that does not bark while a test runs.
pub fn quick() -> FeedSettings {
    FeedSettings {
        first_wait: ms(5),
        longest_wait: ms(20),
        ..FeedSettings::default()
    }
}

impl Protocol for Probe {
    type Topic = u32;
    type Event = Event;
    type Conversation = Talk;

    fn operation(&self) -> &'static Operation {
        &FEED
    }

    fn handle(&self) -> &Handle {
        &self.handle
    }

    fn most_topics(&self) -> usize {
        self.most
    }

    async fn connect(&self) -> Result<(Socket, Talk), Error> {
        let token = self.handle.credential(&FEED, &SCHEME)?;
        let first = self.first_url.as_deref();
        let is_first = self.tries.fetch_add(1, Ordering::SeqCst) == 0;
        let url = first.filter(|_| is_first).unwrap_or(&self.url);
        let socket = open_socket(&self.handle, &FEED, url).await?;
        let talk = Talk {
            handle: self.handle.clone(),
            token,
            heartbeat: self.heartbeat,
            padding: self.padding,
        };
        Ok((socket, talk))
    }

    async fn refused(&self, refusal: Error) -> Result<(), Error> {
        if self.stuck {
            std::future::pending::<()>().await;
        }
        match self.refusals.fetch_add(1, Ordering::SeqCst) < self.mends {
            true => Ok(()),
            false => Err(refusal),
        }
    }
}

/// The next item, which comes.
pub async fn next(feed: &mut Feed<Probe>) -> FeedItem<Event> {
    let item = timeout(LONG, feed.next()).await.expect("an item in time");
    item.expect("the feed goes on")
}

pub async fn event(feed: &mut Feed<Probe>) -> Event {
    match next(feed).await {
        FeedItem::Event(event) => event,
        other => panic!("{other:?}"),
    }
}

pub async fn gap(feed: &mut Feed<Probe>) -> Gap {
    match next(feed).await {
        FeedItem::Gap(gap) => gap,
        other => panic!("{other:?}"),
    }
}

/// The error with which the feed ends, and it is over then.
pub async fn ended(feed: &mut Feed<Probe>) -> Error {
    let FeedItem::Ended(error) = next(feed).await else {
        panic!("something else than the end");
    };
    over(feed).await;
    error
}

/// The feed is over.
pub async fn over(feed: &mut Feed<Probe>) {
    let rest = timeout(LONG, feed.next()).await.unwrap();
    assert!(rest.is_none(), "{rest:?}");
    assert_eq!(feed.handle().state(), State::Ended);
}

/// Waits for a state.
pub async fn until(handle: &FeedHandle<Probe>, state: State) {
    let mut states = handle.states();
    let waited = timeout(LONG, states.wait_for(|held| *held == state));
    waited.await.expect("the state in time").unwrap();
}
