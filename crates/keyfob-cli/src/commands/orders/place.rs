//! `keyfob place`: one order, sent once.

use clap::Args;
use keyfob::trading::{Order, Product, Side, Validity};
use keyfob::{Decimal, OrderError};
use serde_json::json;

use super::preview::Preview;
use crate::commands::Context;
use crate::failure::Failure;
use crate::instrument::contract;
use crate::prompt::confirm;
use crate::session::{self, Session};
use crate::vendor::{Broker, Vendor};

#[derive(Debug, Args)]
pub struct Place {
    vendor: Broker,
    /// buy or sell
    side: Side,
    /// At kotak-neo SEGMENT:SYMBOL, such as nse_cm:ABCD-EQ; at kotak-trade a token
    instrument: String,
    /// How many units; not lots
    quantity: u64,
    /// The limit in rupees
    #[arg(long, value_name = "RUPEES", required_unless_present_any = ["market", "trigger"])]
    limit: Option<Decimal>,
    /// At whatever price the market has
    #[arg(long, conflicts_with = "limit")]
    market: bool,
    /// Wait until the market reaches this price, in rupees
    #[arg(long, value_name = "RUPEES")]
    trigger: Option<Decimal>,
    /// normal, intraday, delivery, margin trading, ...
    #[arg(long, default_value = "normal")]
    product: Product,
    /// day, immediate or cancel, ...
    #[arg(long, default_value = "day")]
    validity: Validity,
    /// A label of your own by which the order is found again; another one for each order. Without it one is made
    #[arg(long)]
    tag: Option<String>,
    /// Show the market only so many units at a time
    #[arg(long, value_name = "UNITS")]
    disclosed: Option<u64>,
    /// Take it after the market's hours, for the next session
    #[arg(long)]
    after_market: bool,
    /// Show what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Place it without asking
    #[arg(short, long)]
    yes: bool,
}

/// Places an order.
pub async fn place(context: &Context, arguments: Place) -> Result<(), Failure> {
    let vendor = Vendor::from(arguments.vendor);
    let order = order(vendor, &arguments)?;
    let session = session::open(&context.home, vendor).await?;
    match session {
        Session::Neo(session) => {
            let request = session.prepare(order)?;
            let preview = Preview::of_neo(session.client().handle(), &request)?;
            let send = async move { session.place(request).await };
            send_once(context, &arguments, vendor, preview, send).await
        }
        Session::Trade(session) => {
            let request = session.prepare(order)?;
            let preview = Preview::of_trade(session.client().handle(), &request)?;
            let send = async move {
                let placed = session.place(request).await?;
                Ok(placed.order_number().to_string())
            };
            send_once(context, &arguments, vendor, preview, send).await
        }
        Session::Quatrix(_) => Err(Failure::usage("quatrix has no orders")),
    }
}

async fn send_once(
    context: &Context,
    arguments: &Place,
    vendor: Vendor,
    preview: Preview,
    send: impl Future<Output = Result<String, OrderError>>,
) -> Result<(), Failure> {
    if arguments.dry_run {
        return context.output.say(&preview.page(), &preview);
    }
    confirm(&question(arguments), arguments.yes)?;
    let tag = preview.tag;
    let look =
        format!("look for the tag {tag} with `keyfob orders {vendor}` before you place it again");
    let number = tokio::select! {
        placed = send => placed.map_err(|error| match error {
            OrderError::Lost(_) => Failure::from(error).hint(look),
            error => Failure::from(error).at(vendor.name()),
        })?,
        _ = tokio::signal::ctrl_c() => {
            return Err(Failure::in_doubt("stopped while the order was sent: it may stand").hint(look));
        }
    };
    let line = format!("order {number}, tag {tag}");
    let value = json!({"vendor": vendor.name(), "order": number, "tag": tag});
    let shown = context.output.say(&line, &value);
    shown.map_err(|failure| failure.although(&format!("{line}: it was placed")))
}

fn order(vendor: Vendor, arguments: &Place) -> Result<Order, Failure> {
    let contract = contract(vendor, &arguments.instrument)?;
    let (side, quantity) = (arguments.side, arguments.quantity);
    let mut order = match (arguments.limit, arguments.trigger) {
        (Some(limit), Some(trigger)) => Order::stop_limit(side, contract, quantity, limit, trigger),
        (Some(limit), None) => Order::limit(side, contract, quantity, limit),
        (None, Some(trigger)) => Order::stop_market(side, contract, quantity, trigger),
        (None, None) => Order::market(side, contract, quantity),
    };
    order = order
        .product(arguments.product)
        .validity(arguments.validity);
    if let Some(tag) = &arguments.tag {
        order = order.tag(tag);
    }
    if let Some(units) = arguments.disclosed {
        order = order.disclosed(units);
    }
    if arguments.after_market {
        order = order.after_market();
    }
    Ok(order)
}

/// All that the order says, in one line.
fn question(arguments: &Place) -> String {
    let price = match (arguments.limit, arguments.trigger) {
        (Some(limit), Some(trigger)) => format!("at {limit} once {trigger} is reached"),
        (Some(limit), None) => format!("at {limit}"),
        (None, Some(trigger)) => format!("at the market once {trigger} is reached"),
        (None, None) => "at the market".to_owned(),
    };
    let vendor = Vendor::from(arguments.vendor);
    format!(
        "{} {} of {} {price}, {}, {}, at {vendor}?",
        arguments.side,
        arguments.quantity,
        arguments.instrument,
        arguments.product,
        arguments.validity
    )
}
