//! Sessions are cheap to clone, and their clones end together.

use std::future::poll_fn;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::task::Poll;
use std::time::Duration;

use keyfob::session::{BoxFuture, ManagedLogin, ManagedSession, Provider};
use keyfob::{Error, Retry, kotak_neo, kotak_trade, quatrix};
use keyfob_core::{Ended, Renew, Renewed};
use keyfob_sandbox::{Failure, When};

use crate::stand::{Stand, Works, log_in};

const fn are_shared<T: Clone + Send + Sync + 'static>() {}

const _: () = {
    are_shared::<quatrix::Session>();
    are_shared::<kotak_trade::Session>();
    are_shared::<kotak_neo::Session>();
    are_shared::<quatrix::Login>();
    are_shared::<kotak_trade::Login>();
    are_shared::<kotak_neo::g1::Login>();
    are_shared::<kotak_neo::g2::Login>();
    are_shared::<kotak_neo::g3::Login>();
    are_shared::<quatrix::Manager>();
    are_shared::<kotak_trade::Manager>();
    are_shared::<kotak_neo::g1::Manager>();
    are_shared::<kotak_neo::g2::Manager>();
    are_shared::<kotak_neo::g3::Manager>();
};

/// A clone is a few pointers: what the vendor said of the user is not copied.
#[tokio::test]
async fn clones_share_what_the_vendor_said() {
    let stand = Stand::start().await;
    let trade = log_in(&stand.trade(), stand.by_trade_password())
        .await
        .unwrap();
    assert!(std::ptr::eq(trade.info(), trade.clone().info()));
    let neo = log_in(&stand.g3(), stand.by_totp_at_g3()).await.unwrap();
    assert!(std::ptr::eq(neo.info(), neo.clone().info()));
    for size in [
        size_of::<quatrix::Session>(),
        size_of::<kotak_trade::Session>(),
        size_of::<kotak_neo::Session>(),
    ] {
        assert!(size <= 96, "{size}");
    }
}

/// Many tasks at once, and then no call of any clone after the logout of one.
async fn ends_for_all<L: ManagedLogin>(login: L, provider: impl Provider<L>)
where
    L::Session: Works,
{
    let session = log_in(&login, provider).await.unwrap();
    let (clone, client) = (session.clone(), session.handle().clone());
    let other = clone.clone();
    // A clone works as it does.
    session.works().await.unwrap();
    other.works().await.unwrap();
    session.log_out().await.unwrap();
    for clone in [&clone, &other, &clone.with_handle(client)] {
        let error = clone.works().await.unwrap_err();
        let is_closed = matches!(
            error,
            Error::SessionClosed { .. } | Error::MissingCredential { .. }
        );
        assert!(is_closed, "{error:?}");
    }
    // The second logout has nothing to end.
    drop(clone.log_out().await);
}

#[tokio::test]
async fn a_logout_ends_all_clones_of_each_vendor() {
    let stand = Stand::start().await;
    ends_for_all(stand.quatrix(), stand.by_password()).await;
    ends_for_all(stand.quatrix(), stand.by_key()).await;
    ends_for_all(stand.trade(), stand.by_trade_password()).await;
    ends_for_all(stand.g1(), stand.by_knowledge()).await;
    ends_for_all(stand.g2(), stand.by_totp_at_g2()).await;
    stand.sandbox.clock().advance(Duration::from_secs(30));
    ends_for_all(stand.g3(), stand.by_totp_at_g3()).await;
}

#[tokio::test]
async fn clones_are_used_by_tasks() {
    let stand = Stand::start().await;
    let session = log_in(&stand.quatrix(), stand.by_password()).await.unwrap();
    let tasks = (0..8).map(|_| {
        let session = session.clone();
        tokio::spawn(async move { session.home_folder().await })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap().unwrap();
    }
}

/// Stands for a session manager.
#[derive(Default)]
struct Manager(AtomicUsize);

impl Renew for Manager {
    fn renew(&self, _: Ended, _: u64) -> BoxFuture<'_, Result<Renewed, Error>> {
        Box::pin(async { Ok(Renewed::NotPossible) })
    }

    fn logged_out(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Manager {
    fn of(session: &impl ManagedSession) -> Arc<Self> {
        let this = Arc::new(Self::default());
        let weak: Weak<Self> = Arc::downgrade(&this);
        session.handle().set_renewal(weak);
        this
    }

    fn told(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Who renews a session is told of its logout, by whichever clone.
async fn is_told<L: ManagedLogin>(login: L, provider: impl Provider<L>) {
    let session = log_in(&login, provider).await.unwrap();
    let manager = Manager::of(&session);
    session.clone().log_out().await.unwrap();
    assert_eq!(manager.told(), 1);
}

#[tokio::test]
async fn whoever_renews_a_session_is_told_of_its_logout() {
    let stand = Stand::start().await;
    is_told(stand.quatrix(), stand.by_password()).await;
    is_told(stand.quatrix(), stand.by_key()).await;
    is_told(stand.trade(), stand.by_trade_password()).await;
    is_told(stand.g1(), stand.by_knowledge()).await;
    is_told(stand.g3(), stand.by_totp_at_g3()).await;
}

/// It can be tried again, and is no end of the session for whoever renews it.
#[tokio::test]
async fn a_logout_that_fails_gives_the_session_back() {
    let stand = Stand::start().await;
    let settings = stand.settings().with_retry(Retry::never());
    let login = quatrix::Login::new("acme").with_settings(settings);
    let session = log_in(&login, stand.by_password()).await.unwrap();
    let manager = Manager::of(&session);
    let path = When::path("/api/1.0/session/logout");
    stand.sandbox.fail_next(path, Failure::Dropped);
    let failed = session.logout().await.unwrap_err();
    assert_eq!(manager.told(), 0);
    failed.state.logout().await.unwrap();
    assert_eq!(manager.told(), 1);
}

/// Its credentials are forgotten, so that the session is over here, too.
#[tokio::test]
async fn a_logout_that_nobody_waits_for_ends_the_session() {
    let stand = Stand::start().await;
    let session = log_in(&stand.quatrix(), stand.by_password()).await.unwrap();
    let (clone, manager) = (session.clone(), Manager::of(&session));
    // It is looked at once: the request is not sent yet.
    let mut logout = Box::pin(session.logout());
    assert!(poll_fn(|context| Poll::Ready(logout.as_mut().poll(context).is_pending())).await);
    drop(logout);
    assert_eq!(manager.told(), 1);
    clone.works().await.unwrap_err();
}
