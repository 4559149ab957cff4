use super::super::fault::Fault;
use crate::exchange::Refusal;

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::UnknownInstrument => Self::order(1007, "invalid symbol"),
            Refusal::Quantity => Self::order(1009, "please provide valid quantity"),
            Refusal::Price | Refusal::Band => Self::order(1009, "please provide valid price"),
            Refusal::Margin => Self::order(1004, "Insufficient balance"),
            Refusal::UnknownOrder => Self::order_number(),
            Refusal::Traded | Refusal::Gone => Self::order(1021, "order is completed"),
            Refusal::Unchanged => Self::order(1007, "nothing to modify"),
        }
    }
}
