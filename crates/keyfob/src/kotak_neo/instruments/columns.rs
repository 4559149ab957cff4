//! The header of a file.

use std::collections::HashMap;

macro_rules! columns {
    ($($column:ident = $name:literal,)*) => {
        /// A column that instruments are read from.
        #[derive(Debug, Clone, Copy)]
        pub(super) enum Column {
            $($column,)*
        }

        impl Column {
            const ALL: &[Self] = &[$(Self::$column,)*];

            /// The vendor's name of it.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name,)*
                }
            }
        }
    };
}

columns! {
    Token = "pSymbol",
    Segment = "pExchSeg",
    Symbol = "pSymbolName",
    TradingSymbol = "pTrdSymbol",
    InstrumentType = "pInstType",
    Group = "pGroup",
    Isin = "pISIN",
    Description = "pDesc",
    OptionType = "pOptionType",
    Expiry = "pExpiryDate",
    LastExpiry = "lExpiryDate",
    Strike = "dStrikePrice",
    LotSize = "lLotSize",
    TickSize = "dTickSize",
    Precision = "lPrecision",
    FreezeQuantity = "lFreezeQty",
}

/// Where which column is. Columns are found by name: the vendor adds some now and then.
#[derive(Debug, Default)]
pub(super) struct Columns {
    positions: HashMap<Box<str>, usize>,
    /// Of those that every row is read from, in their order.
    read: [Option<usize>; Column::ALL.len()],
    count: usize,
}

impl Columns {
    /// From the cells of the first line. Of two columns with one name the first counts.
    pub(super) fn of<'a>(header: impl Iterator<Item = &'a str>) -> Self {
        let mut columns = Self::default();
        for (position, cell) in header.enumerate() {
            columns
                .positions
                .entry(name(cell).into())
                .or_insert(position);
            columns.count = position + 1;
        }
        let mut read = Column::ALL.iter();
        columns.read = std::array::from_fn(|_| columns.position(read.next()?.name()));
        columns
    }

    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.positions.get(column).copied()
    }

    /// The same of a column that is read.
    pub(super) fn read(&self, column: Column) -> Option<usize> {
        self.read.get(column as usize).copied().flatten()
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// Without the blanks and the semicolon that the vendor's names have around them, and without a byte order mark.
fn name(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == ';' || c == '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned() {
        let columns = Columns::of(
            [
                "\u{feff}pSymbol",
                "dTickSize ",
                "dStrikePrice;",
                "dTickSize",
            ]
            .into_iter(),
        );
        assert_eq!(columns.position("pSymbol"), Some(0));
        assert_eq!(columns.position("dTickSize"), Some(1));
        assert_eq!(columns.position("dStrikePrice"), Some(2));
        assert_eq!(columns.position("pISIN"), None);
        assert_eq!(columns.count(), 4);
        for column in Column::ALL {
            assert_eq!(columns.read(*column), columns.position(column.name()));
        }
    }
}
