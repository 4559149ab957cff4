//! The legs of a bracket order.

use keyfob_core::Decimal;

/// The stop-loss and the square-off of a bracket order, as distances from its price.
///
/// ```
/// use keyfob::Decimal;
/// use keyfob::trading::Bracket;
///
/// // Out at two rupees of loss or five of profit, the stop following the price in steps of half a rupee.
/// let bracket = Bracket::in_rupees(2, 5).trailing(Decimal::new(50, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    pub(crate) stop_loss: Decimal,
    pub(crate) square_off: Decimal,
    pub(crate) in_ticks: bool,
    pub(crate) trailing: Option<Decimal>,
    pub(crate) last_price: Option<Decimal>,
}

impl Bracket {
    /// Legs at these distances in rupees.
    pub fn in_rupees(stop_loss: impl Into<Decimal>, square_off: impl Into<Decimal>) -> Self {
        Self {
            stop_loss: stop_loss.into(),
            square_off: square_off.into(),
            in_ticks: false,
            trailing: None,
            last_price: None,
        }
    }

    /// Legs at these distances in ticks.
    pub fn in_ticks(stop_loss: u32, square_off: u32) -> Self {
        Self {
            in_ticks: true,
            ..Self::in_rupees(stop_loss, square_off)
        }
    }

    /// The stop-loss follows the price in such steps, in the unit of the distances.
    #[must_use]
    pub fn trailing(mut self, step: impl Into<Decimal>) -> Self {
        self.trailing = Some(step.into());
        self
    }

    /// With the price of the last trade, in rupees, which the vendor's client sends with it.
    #[must_use]
    pub fn last_price(mut self, price: impl Into<Decimal>) -> Self {
        self.last_price = Some(price.into());
        self
    }
}
