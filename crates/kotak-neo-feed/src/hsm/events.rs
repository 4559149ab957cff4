//! The fields of a topic as a quote. Source of the numbers: the vendor's client.

use crate::hsm::TopicKind;
use crate::hsm::state::State;
use crate::{Depth, IndexQuote, Level, Levels, MarketEvent, Quote};

impl State {
    #[inline]
    pub(super) fn event(&self) -> MarketEvent {
        match self.topic.kind {
            TopicKind::Scrip => MarketEvent::Quote(self.scrip()),
            TopicKind::Index => MarketEvent::Index(self.index()),
            TopicKind::Depth => MarketEvent::Quote(self.depth()),
        }
    }

    #[inline]
    fn scrip(&self) -> Quote {
        Quote {
            symbol: self.symbol.clone(),
            updated_at: self.time(2),
            last_trade_at: self.time(3),
            volume: self.quantity(4),
            last_price: self.price(5),
            last_quantity: self.quantity(6),
            total_buy_quantity: self.quantity(7),
            total_sell_quantity: self.quantity(8),
            bids: self
                .level(9, 11, None)
                .map(Levels::from)
                .unwrap_or_default(),
            offers: self
                .level(10, 12, None)
                .map(Levels::from)
                .unwrap_or_default(),
            average_price: self.price(13),
            low: self.price(14),
            high: self.price(15),
            lower_circuit: self.price(16),
            upper_circuit: self.price(17),
            year_high: self.price(18),
            year_low: self.price(19),
            open: self.price(20),
            close: self.price(21),
            open_interest: self.quantity(22),
            precision: self.precision(),
            ..Quote::new(self.topic.instrument.clone(), Depth::Touch)
        }
    }

    fn index(&self) -> IndexQuote {
        IndexQuote {
            instrument: self.topic.instrument.clone(),
            name: self.symbol.clone().or_else(|| self.token.clone()),
            symbol: self.symbol.clone(),
            value: self.price(2),
            close: self.price(3),
            at: self.time(4),
            high: self.price(5),
            low: self.price(6),
            open: self.price(7),
            year_high: None,
            year_low: None,
            told_change_percent: None,
            precision: self.precision(),
            multiplier: None,
            conflated: 0,
        }
    }

    fn depth(&self) -> Quote {
        let side = |price: usize, quantity: usize, orders: usize| -> Levels {
            (0..5)
                .filter_map(|at| self.level(price + at, quantity + at, Some(orders + at)))
                .collect()
        };
        Quote {
            symbol: self.symbol.clone(),
            bids: side(2, 12, 22),
            offers: side(7, 17, 27),
            precision: self.precision(),
            ..Quote::new(self.topic.instrument.clone(), Depth::Five)
        }
    }

    /// A level of the order book; `None` where its price or its quantity is not told.
    #[inline]
    fn level(&self, price: usize, quantity: usize, orders: Option<usize>) -> Option<Level> {
        Some(Level {
            price: self.price(price)?,
            quantity: self.quantity(quantity)?,
            orders: orders.and_then(|orders| self.field(orders)),
        })
    }

    #[inline]
    fn quantity(&self, at: usize) -> Option<i64> {
        self.field(at).map(i64::from)
    }

    /// Seconds since 1970; zero and below say that there is none.
    #[inline]
    fn time(&self, at: usize) -> Option<i64> {
        self.quantity(at).filter(|seconds| *seconds > 0)
    }
}
