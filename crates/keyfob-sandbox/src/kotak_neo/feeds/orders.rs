//! The order feed: every step of an account's orders, and its positions after each fill.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::failure::Garbage;
use super::login;
use super::order_message::{order, position};
use super::protocol::{LoginPlan, Protocol, Reply, not_utf8};
use super::settings::OrderHello;
use crate::exchange::{Market, Tick};
use crate::kotak_neo::app::Shared;

pub(super) struct OrderFeed {
    app: Shared,
    line: u64,
    plan: LoginPlan,
    account: Option<String>,
    /// How much of what happened to orders was told, or lies before the login.
    told: usize,
}

impl OrderFeed {
    pub(super) fn new(app: Shared, line: u64, plan: LoginPlan) -> Self {
        Self {
            app,
            line,
            plan,
            account: None,
            told: 0,
        }
    }

    fn log_in(&mut self, token: &str, sid: &str) -> Reply {
        let mut reply = Reply::of("cn");
        let account = match self.plan {
            LoginPlan::Unanswered => return reply,
            LoginPlan::Refused => None,
            LoginPlan::Usual => login::by_token(&self.app, self.line, token, sid),
        };
        let Some(account) = account else {
            let refusal =
                json!({"ak": "nk", "type": "cn", "task": "cn", "msg": "Authentication Failed"});
            reply.messages = vec![Message::text(refusal.to_string())];
            reply.ends = true;
            return reply;
        };
        let answer = json!({"ak": "ok", "type": "cn", "msg": "connected"});
        reply.messages = vec![Message::text(answer.to_string())];
        reply.is_login = true;
        self.account = Some(account);
        reply.messages.extend(self.present());
        reply
    }
}

impl Protocol for OrderFeed {
    fn receive(&mut self, frame: &Message) -> Reply {
        let Message::Text(text) = frame else {
            return Reply::of("other");
        };
        let taken = self.app.feeds.settings().order_hello;
        let Some(said) = Said::read(text, taken) else {
            return Reply::of("other");
        };
        match said {
            Said::Hello { token, sid } => self.log_in(&token, &sid),
            Said::Heartbeat => Reply::of("hb"),
        }
    }

    fn wants_ticks(&self) -> bool {
        false
    }

    fn ticks(&mut self, _ticks: &[Tick]) -> Vec<Message> {
        Vec::new()
    }

    /// The account's orders and positions as they stand, as after each login.
    fn present(&mut self) -> Vec<Message> {
        let Some(account) = &self.account else {
            return Vec::new();
        };
        let now = self.app.now();
        let market = self.app.market();
        self.told = market.happened();
        let orders = market.orders(account).filter_map(|one| {
            let last = one.steps.len().checked_sub(1)?;
            order(&market, one, last)
        });
        let positions = market.positions(account).into_iter();
        let positions = positions.filter_map(|one| position(&market, account, &one, now));
        orders.chain(positions).map(sent).collect()
    }

    fn orders(&mut self) -> Vec<Message> {
        let Some(account) = &self.account else {
            return Vec::new();
        };
        let now = self.app.now();
        let market = self.app.market();
        let happened = market.happened_since(self.told);
        let mut messages = Vec::new();
        for one in happened {
            let Some(known) = market.order(account, one.order) else {
                continue;
            };
            messages.extend(order(&market, known, one.step));
            let is_fill = known
                .steps
                .get(one.step)
                .is_some_and(|step| step.trade.is_some());
            if is_fill {
                let request = &known.request;
                messages.extend(of(&market, account, request.token, &request.product, now));
            }
        }
        self.told = market.happened();
        messages.into_iter().map(sent).collect()
    }

    fn garbage(&self, how: Garbage) -> Message {
        match how {
            Garbage::WrongKind => Message::binary([0, 1, 2, 3].as_slice()),
            Garbage::BrokenLength => Message::text(r#"{"type":"order","data":{"nOrdNo":"12"#),
            Garbage::NotUtf8 => not_utf8(),
        }
    }
}

/// The position that an order is part of.
fn of(
    market: &Market,
    account: &str,
    token: u64,
    product: &str,
    now: std::time::SystemTime,
) -> Option<Value> {
    let mut positions = market.positions(account).into_iter();
    let found = positions.find(|one| one.token == token && one.product == product)?;
    position(market, account, &found, now)
}

fn sent(message: Value) -> Message {
    Message::text(message.to_string())
}

/// What a client says.
enum Said {
    Hello { token: String, sid: String },
    Heartbeat,
}

impl Said {
    fn read(text: &str, taken: OrderHello) -> Option<Self> {
        let json = serde_json::from_str::<Value>(text).ok();
        match (json, taken) {
            (Some(json), OrderHello::Both | OrderHello::Json) => {
                Self::with(|name| json.get(name)?.as_str().map(str::to_owned))
            }
            (None, OrderHello::Both | OrderHello::Raw) => {
                let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?;
                let members: Vec<_> = inner
                    .split(',')
                    .filter_map(|one| one.split_once(':'))
                    .collect();
                Self::with(|name| {
                    let mut members = members.iter();
                    let found = members.find(|(known, _)| *known == name)?;
                    Some(found.1.to_owned())
                })
            }
            _ => None,
        }
    }

    fn with(member: impl Fn(&str) -> Option<String>) -> Option<Self> {
        match &*member("type")? {
            "cn" => Some(Self::Hello {
                token: member("Authorization")?,
                sid: member("Sid")?,
            }),
            "hb" => Some(Self::Heartbeat),
            _ => None,
        }
    }
}
