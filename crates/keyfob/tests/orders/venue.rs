//! An order system with a book, which goes wrong as it is told.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::http::{Reply, Request};

/// Whose order system it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    Neo,
    Trade,
}

/// What becomes of an order.
#[derive(Debug, Clone)]
pub struct Place {
    /// Whether the order system takes it, were there no order with its tag.
    pub taken: bool,
    /// What comes back in place of the true answer.
    pub instead: Option<Reply>,
    /// How late it is in the book.
    pub late: Duration,
    /// What the book has in place of its tag.
    pub tag: Tag,
}

impl Place {
    /// What an order system does that nothing is wrong with.
    pub fn well() -> Self {
        Self {
            taken: true,
            instead: None,
            late: Duration::ZERO,
            tag: Tag::Same,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Same,
    Lengthened,
    Overwritten,
    /// Written over, and then lengthened.
    Both,
}

/// What happens next, call by call; then nothing goes wrong.
#[derive(Debug, Default)]
pub struct Script {
    pub places: VecDeque<Place>,
    pub books: VecDeque<Option<Reply>>,
}

impl Script {
    pub fn says_too_many(&self) -> bool {
        let mut books = self.books.iter().flatten();
        books.any(|reply| matches!(reply, Reply::Answer(429, ..)))
    }
}

/// An order that stands.
struct Standing {
    tag: String,
    number: u64,
    instrument: Value,
    side: String,
    shown_from: Instant,
}

pub struct Venue {
    vendor: Vendor,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    script: Script,
    orders: Vec<Standing>,
    /// Other people's: they are in the book from the beginning.
    strangers: Vec<Value>,
    last: u64,
    /// The requests for orders, as they came.
    sent: Vec<Value>,
}

impl Venue {
    pub fn new(vendor: Vendor) -> Self {
        Self {
            vendor,
            state: Mutex::default(),
        }
    }

    /// A new day: an empty book but for strangers, and what will go wrong.
    pub fn begin(&self, script: Script, strangers: Vec<Value>) {
        let mut state = self.state.lock().unwrap();
        *state = State {
            script,
            strangers,
            last: 250_101_000_000_000,
            ..State::default()
        };
    }

    /// The numbers of the orders that stand, in the book or not yet.
    pub fn numbers(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let numbers = state.orders.iter().map(|order| order.number.to_string());
        numbers.collect()
    }

    /// What orders were asked for.
    pub fn sent(&self) -> Vec<Value> {
        self.state.lock().unwrap().sent.clone()
    }

    pub fn answer(&self, request: &Request) -> Reply {
        let path = &*request.path;
        let mut state = self.state.lock().unwrap();
        match self.vendor {
            Vendor::Neo if path.starts_with("/quick/order/rule/ms/place") => {
                let (_, json) = request.body.split_once("jData=").unwrap();
                state.place(self.vendor, serde_json::from_str(&decoded(json)).unwrap())
            }
            Vendor::Trade if request.method == "POST" && path.contains("/orders/1.0/order") => {
                state.place(self.vendor, serde_json::from_str(&request.body).unwrap())
            }
            Vendor::Neo if path.starts_with("/quick/user/orders") => state.book(self.vendor),
            Vendor::Trade if path.contains("/reports/1.0/orders") => state.book(self.vendor),
            _ => Reply::json(404, json!({})),
        }
    }
}

impl State {
    fn place(&mut self, vendor: Vendor, order: Value) -> Reply {
        self.sent.push(order.clone());
        let next = self.script.places.pop_front();
        let Place {
            taken,
            instead,
            late,
            tag: becomes,
        } = next.unwrap_or_else(Place::well);
        let neo = vendor == Vendor::Neo;
        let tag = order[if neo { "ig" } else { "tag" }].as_str().unwrap();
        // As the vendor does, and as badly as may be: it forgets tags that it wrote over.
        if neo && taken && self.orders.iter().any(|one| one.tag == tag) {
            let words = "Put Order Response : Client OrderID already exists Data: 0";
            let used = json!({"stCode": 32, "errMsg": "error from core", "stat": words});
            return instead.unwrap_or(Reply::json(400, used));
        }
        if taken {
            self.last += 1;
            let tag = match becomes {
                Tag::Same => tag.to_owned(),
                Tag::Lengthened => format!("{tag}-1767587401"),
                Tag::Overwritten => "1767587401-12-****-ADMINAPI".to_owned(),
                Tag::Both => "1767587401-12-****-ADMINAPI-1767587402".to_owned(),
            };
            self.orders.push(Standing {
                tag,
                number: self.last,
                instrument: order[if neo { "ts" } else { "instrumentToken" }].clone(),
                side: order[if neo { "tt" } else { "transactionType" }]
                    .as_str()
                    .unwrap()
                    .to_owned(),
                shown_from: Instant::now() + late,
            });
        }
        let ack = match vendor {
            Vendor::Neo => json!({"stat": "Ok", "nOrdNo": self.last.to_string(), "stCode": 200}),
            Vendor::Trade => json!({"Success": {"NSE": {"message": "ok", "orderId": self.last}}}),
        };
        let refused = match vendor {
            Vendor::Neo => json!({"stat": "Not_Ok", "errMsg": "invalid quantity", "stCode": 1009}),
            Vendor::Trade => json!({"fault": {"code": 1000, "message": "price outside the band"}}),
        };
        instead.unwrap_or(match taken {
            true => Reply::json(200, ack),
            false => Reply::json(400, refused),
        })
    }

    fn book(&mut self, vendor: Vendor) -> Reply {
        if let Some(Some(instead)) = self.script.books.pop_front() {
            return instead;
        }
        let now = Instant::now();
        let shown = self.orders.iter().filter(|order| order.shown_from <= now);
        let rows = shown.map(|order| {
            row(
                vendor,
                &order.tag,
                order.number,
                &order.instrument,
                &order.side,
            )
        });
        let rows: Vec<_> = rows.chain(self.strangers.iter().cloned()).collect();
        Reply::json(200, book(vendor, rows))
    }
}

/// The answer that these rows are in.
pub fn book(vendor: Vendor, rows: Vec<Value>) -> Value {
    match vendor {
        Vendor::Neo if rows.is_empty() => {
            json!({"stat": "Not_Ok", "stCode": 5203, "errMsg": "No Data"})
        }
        Vendor::Neo => json!({"stat": "Ok", "stCode": 200, "data": rows}),
        Vendor::Trade => json!({"success": rows}),
    }
}

/// A row of the book.
pub fn row(vendor: Vendor, tag: &str, number: u64, instrument: &Value, side: &str) -> Value {
    match vendor {
        Vendor::Neo => json!({
            "GuiOrdId": tag, "nOrdNo": number.to_string(), "trdSym": instrument, "trnsTp": side, "ordSt": "open",
            "qty": 1, "fldQty": 0,
        }),
        Vendor::Trade => json!({
            "tag": tag, "orderId": number, "instrumentToken": instrument, "transactionType": side, "status": "OPN",
            "orderQuantity": 1, "filledQuantity": 0, "price": 101.25,
        }),
    }
}

/// A value of a form.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}
