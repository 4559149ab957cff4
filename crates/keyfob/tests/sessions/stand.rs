//! A sandbox, and the logins of each vendor and generation to it.

use keyfob::kotak_neo::{self, Consumer, Environment, g1, g2, g3};
use keyfob::session::{ManagedLogin, Provider};
use keyfob::{Clock, Error, Settings, Totp, kotak_trade, quatrix};
use keyfob_sandbox::Sandbox;
use keyfob_sandbox::accounts::{KotakNeoAccount, KotakTradeAccount};

pub struct Stand {
    pub sandbox: Sandbox,
}

impl Stand {
    pub async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        Self { sandbox }
    }

    /// With the sandbox's clock, which tests put forward.
    pub fn settings(&self) -> Settings {
        let clock = self.sandbox.clock();
        let settings = Settings::default().with_origin(self.sandbox.url());
        settings.with_clock(Clock::from_fn(move || clock.now()))
    }

    pub fn trade_account(&self) -> KotakTradeAccount {
        self.sandbox.accounts().kotak_trade[0].clone()
    }

    pub fn neo_account(&self) -> KotakNeoAccount {
        self.sandbox.accounts().kotak_neo[0].clone()
    }

    pub fn quatrix(&self) -> quatrix::Login {
        quatrix::Login::new("acme").with_settings(self.settings())
    }

    pub fn trade(&self) -> kotak_trade::Login {
        self.trade_at(self.settings())
    }

    pub fn trade_at(&self, settings: Settings) -> kotak_trade::Login {
        let account = self.trade_account();
        let application = kotak_trade::Application::new(account.access_token, account.consumer_key);
        kotak_trade::Login::new(application, account.user_id).with_settings(settings)
    }

    pub fn consumer(&self) -> Consumer {
        let account = self.neo_account();
        let consumer = Consumer::new(account.consumer_key, account.consumer_secret);
        consumer.with_settings(self.settings())
    }

    pub fn g1(&self) -> g1::Login {
        g1::Login::new(self.consumer())
    }

    pub fn g2(&self) -> g2::Login {
        g2::Login::new(self.consumer(), self.neo_account().ucc)
    }

    pub fn g2_uat(&self) -> g2::Login {
        let consumer = self.consumer().with_environment(Environment::Uat);
        g2::Login::new(consumer, self.neo_account().ucc)
    }

    pub fn g3(&self) -> g3::Login {
        g3::Login::new(self.neo_account().dashboard_token).with_settings(self.settings())
    }

    pub fn by_password(&self) -> quatrix::Password {
        let account = self.sandbox.accounts().quatrix[0].clone();
        quatrix::Password::new(account.email, account.password)
    }

    pub fn by_key(&self) -> quatrix::ApiKey {
        quatrix::ApiKey::new(&*self.sandbox.accounts().quatrix[0].api_key)
    }

    pub fn by_trade_password(&self) -> kotak_trade::Password {
        kotak_trade::Password::new(self.trade_account().password)
    }

    pub fn by_knowledge(&self) -> g1::UserCredentials {
        let account = self.neo_account();
        let who = g1::Identity::Mobile(account.mobile);
        let knowledge = g1::Knowledge::Password(account.password.into());
        g1::UserCredentials::with_mpin(who, knowledge, account.mpin)
    }

    pub fn by_totp_at_g2(&self) -> g2::TotpAndMpin {
        let account = self.neo_account();
        let totp = Totp::new(account.totp_secret).unwrap();
        g2::TotpAndMpin::new(&account.mobile, totp, account.mpin)
    }

    pub fn by_totp_at_g3(&self) -> g3::TotpAndMpin {
        let account = self.neo_account();
        let totp = Totp::new(account.totp_secret).unwrap();
        g3::TotpAndMpin::new(&account.mobile, &account.ucc, totp, account.mpin)
    }
}

/// Logs in as a manager does.
pub async fn log_in<L: ManagedLogin>(
    login: &L,
    provider: impl Provider<L>,
) -> Result<L::Session, Error> {
    provider.log_in(login.clone()).await
}

/// Whether the vendor takes its calls.
pub trait Works {
    async fn works(&self) -> Result<(), Error>;
}

impl Works for quatrix::Session {
    async fn works(&self) -> Result<(), Error> {
        self.home_folder().await.map(drop)
    }
}

impl Works for kotak_trade::Session {
    async fn works(&self) -> Result<(), Error> {
        self.positions().await.map(drop)
    }
}

impl Works for kotak_neo::Session {
    async fn works(&self) -> Result<(), Error> {
        self.positions().await.map(drop)
    }
}
