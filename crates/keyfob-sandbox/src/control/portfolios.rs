//! What traders have.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::json::{Sent, amount};
use super::problem::Problem;
use crate::backend::Backend;
use crate::exchange::{self, Account, Carried, Decimal};
use crate::{kotak_neo, kotak_trade};

/// Sums of more might not fit into a number.
const MOST_UNITS: i64 = 1_000_000_000_000;

/// In place of all that the account had; what is not said is nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Portfolio {
    cash: Option<String>,
    #[serde(default)]
    holdings: Vec<Holding>,
    #[serde(default)]
    positions: Vec<Position>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holding {
    token: u64,
    quantity: i64,
    average: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    token: u64,
    product: String,
    quantity: i64,
    price: String,
}

/// Orders and trades of the account go too.
pub(super) async fn set(
    State(backend): State<Arc<Backend>>,
    Path(account): Path<String>,
    Sent(portfolio): Sent<Portfolio>,
) -> Result<StatusCode, Problem> {
    if !is_known(&backend, &account) {
        let wrong = "no user id of Kotak Trade and no client code of Kotak Neo is like this";
        return Err(Problem::not_found(wrong));
    }
    let holdings = portfolio.holdings.into_iter().map(Holding::read);
    let positions = portfolio.positions.into_iter().map(Position::read);
    let portfolio = Account {
        cash: portfolio
            .cash
            .as_deref()
            .map_or(Ok(Decimal::ZERO), amount)?,
        holdings: holdings.collect::<Result<_, _>>()?,
        carried: positions.collect::<Result<_, _>>()?,
    };
    let set = backend.exchange().set_portfolio(&account, portfolio);
    set.map_err(|token| Problem::invalid(format!("no instrument has the token {token}")))?;
    Ok(StatusCode::NO_CONTENT)
}

fn is_known(backend: &Backend, account: &str) -> bool {
    let accounts = &backend.accounts;
    let mut trade = accounts.kotak_trade.iter();
    let mut neo = accounts.kotak_neo.iter();
    trade.any(|known| known.user_id == account) || neo.any(|known| known.ucc == account)
}

impl Holding {
    fn read(self) -> Result<exchange::Holding, Problem> {
        if !(0..=MOST_UNITS).contains(&self.quantity) {
            let wrong = format!("the quantity of a holding is from 0 to {MOST_UNITS}");
            return Err(Problem::invalid(wrong));
        }
        Ok(exchange::Holding {
            token: self.token,
            quantity: self.quantity,
            average: amount(&self.average)?,
        })
    }
}

impl Position {
    fn read(self) -> Result<Carried, Problem> {
        if !(-MOST_UNITS..=MOST_UNITS).contains(&self.quantity) {
            let wrong = format!("the quantity of a position is from -{MOST_UNITS} to {MOST_UNITS}");
            return Err(Problem::invalid(wrong));
        }
        let neo = kotak_neo::PRODUCTS.iter().copied();
        let known: BTreeSet<_> = neo.chain(kotak_trade::products()).collect();
        if !known.contains(self.product.as_str()) {
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            let wrong = format!("product is one of {known}");
            return Err(Problem::invalid(wrong));
        }
        Ok(Carried {
            token: self.token,
            product: self.product,
            quantity: self.quantity,
            price: amount(&self.price)?,
        })
    }
}
