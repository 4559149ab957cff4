//! Steps out of order do not compile. Each login stands here once in its order, so that what follows fails for the
//! step that is out of order and for nothing else.

/// In order:
/// ```
/// use keyfob::Error;
/// use keyfob::kotak_trade::{Application, Login};
/// # async fn all() -> Result<(), Error> {
/// let login = Login::new(Application::new("token", "key"), "user");
/// let step = login.init().await?.password("password").await?;
/// let session = step.mpin("1234").await?;
/// session.client().margins().summary();
/// session.logout().await?;
/// # Ok(())
/// # }
/// ```
/// The password before the session is begun:
/// ```compile_fail,E0599
/// # async fn out_of_order(login: keyfob::kotak_trade::Login) {
/// login.password("password").await;
/// # }
/// ```
/// The second step before the password:
/// ```compile_fail,E0599
/// # async fn out_of_order(ready: keyfob::kotak_trade::Ready) {
/// ready.mpin("1234").await;
/// # }
/// ```
/// Calls before the second step:
/// ```compile_fail,E0599
/// # async fn out_of_order(step: keyfob::kotak_trade::SecondStep) {
/// step.client();
/// # }
/// ```
/// A step twice:
/// ```compile_fail,E0382
/// # async fn out_of_order(ready: keyfob::kotak_trade::Ready) {
/// let step = ready.password("password").await;
/// let again = ready.password("password").await;
/// # }
/// ```
/// Calls after the end:
/// ```compile_fail,E0382
/// # async fn out_of_order(session: keyfob::kotak_trade::Session) {
/// let ended = session.logout().await;
/// session.client();
/// # }
/// ```
/// A call that is not sent:
/// ```compile_fail
/// #![deny(unused_must_use)]
/// # async fn out_of_order(session: keyfob::kotak_trade::Session) {
/// session.client().margins().summary();
/// # }
/// ```
/// which is told of nothing else:
/// ```
/// #![deny(unused_must_use)]
/// # async fn in_order(session: keyfob::kotak_trade::Session) {
/// let _ = session.client().margins().summary();
/// # }
/// ```
#[cfg(feature = "kotak-trade")]
mod kotak_trade {}

/// In order:
/// ```
/// use keyfob::Error;
/// use keyfob::kotak_neo::g1::{Identity, Knowledge, Login};
/// use keyfob::kotak_neo::Consumer;
/// # async fn all() -> Result<(), Error> {
/// let application = Login::new(Consumer::new("key", "secret")).access_token().await?;
/// let identity = Identity::Mobile("9999999999".to_owned());
/// let view = application.identify(identity, Knowledge::Password("password".into())).await?;
/// let session = view.send_otp().await?.otp("1234").await?;
/// session.client();
/// # Ok(())
/// # }
/// ```
/// An identity before the application's token:
/// ```compile_fail,E0599
/// # use keyfob::kotak_neo::g1::{Identity, Knowledge, Login};
/// # async fn out_of_order(login: Login, identity: Identity, knowledge: Knowledge) {
/// login.identify(identity, knowledge).await;
/// # }
/// ```
/// A code before the identity:
/// ```compile_fail,E0599
/// # async fn out_of_order(application: keyfob::kotak_neo::g1::Application) {
/// application.otp("1234").await;
/// # }
/// ```
/// Calls before the code:
/// ```compile_fail,E0599
/// # async fn out_of_order(view: keyfob::kotak_neo::g1::View) {
/// view.client();
/// # }
/// ```
#[cfg(feature = "kotak-neo")]
mod kotak_neo_g1 {}

/// In order:
/// ```
/// use keyfob::Error;
/// use keyfob::kotak_neo::Consumer;
/// use keyfob::kotak_neo::g2::Login;
/// # async fn all() -> Result<(), Error> {
/// let located = Login::new(Consumer::new("key", "secret"), "UCC01").locate().await?;
/// let application = located.access_token().await?;
/// let view = application.totp("+919999999999", "123456").await?;
/// view.mpin("1234").await?.client();
/// # Ok(())
/// # }
/// ```
/// The application's token before the place is known:
/// ```compile_fail,E0599
/// # async fn out_of_order(login: keyfob::kotak_neo::g2::Login) {
/// login.access_token().await;
/// # }
/// ```
/// The code before the application's token:
/// ```compile_fail,E0599
/// # async fn out_of_order(located: keyfob::kotak_neo::g2::Located) {
/// located.totp("+919999999999", "123456").await;
/// # }
/// ```
/// The MPIN before the code:
/// ```compile_fail,E0599
/// # async fn out_of_order(application: keyfob::kotak_neo::g2::Application) {
/// application.mpin("1234").await;
/// # }
/// ```
/// Calls with a link that nobody has followed:
/// ```compile_fail,E0599
/// # async fn out_of_order(link: keyfob::kotak_neo::g2::QrLink) {
/// link.client();
/// # }
/// ```
#[cfg(feature = "kotak-neo")]
mod kotak_neo_g2 {}

/// In order:
/// ```
/// use keyfob::Error;
/// use keyfob::kotak_neo::g3::Login;
/// # async fn all() -> Result<(), Error> {
/// let view = Login::new("token").totp("+919999999999", "UCC01", "123456").await?;
/// let session = view.mpin("1234").await?;
/// session.client();
/// session.logout().await?;
/// # Ok(())
/// # }
/// ```
/// The MPIN before the code:
/// ```compile_fail,E0599
/// # async fn out_of_order(login: keyfob::kotak_neo::g3::Login) {
/// login.mpin("1234").await;
/// # }
/// ```
/// Calls before the MPIN:
/// ```compile_fail,E0599
/// # async fn out_of_order(view: keyfob::kotak_neo::g3::View) {
/// view.client();
/// # }
/// ```
/// Calls after the end:
/// ```compile_fail,E0382
/// # async fn out_of_order(session: keyfob::kotak_neo::Session) {
/// let ended = session.logout().await;
/// session.client();
/// # }
/// ```
#[cfg(feature = "kotak-neo")]
mod kotak_neo_g3 {}

/// In order:
/// ```
/// use keyfob::Error;
/// use keyfob::quatrix::{LoggedIn, Login};
/// # async fn all() -> Result<(), Error> {
/// let session = match Login::new("acme.quatrix.it").password("ann@acme.example", "password").await? {
///     LoggedIn::Session(session) => session,
///     LoggedIn::SecondFactor(factor) => factor.code("123456").await?,
/// };
/// session.keepalive().await?;
/// session.logout().await?;
/// # Ok(())
/// # }
/// ```
/// The code before the password:
/// ```compile_fail,E0599
/// # async fn out_of_order(login: keyfob::quatrix::Login) {
/// login.code("123456").await;
/// # }
/// ```
/// Calls without a look at whether a second factor is wanted:
/// ```compile_fail,E0599
/// # async fn out_of_order(told: keyfob::quatrix::LoggedIn) {
/// told.keepalive().await;
/// # }
/// ```
/// Calls before the second factor:
/// ```compile_fail,E0599
/// # async fn out_of_order(factor: keyfob::quatrix::SecondFactor) {
/// factor.client();
/// # }
/// ```
/// Calls after the end:
/// ```compile_fail,E0382
/// # async fn out_of_order(session: keyfob::quatrix::Session) {
/// let ended = session.logout().await;
/// session.client();
/// # }
/// ```
#[cfg(feature = "quatrix")]
mod quatrix {}
