//! What a field means by its document, and what a codec tells of it.

use kotak_neo_feed::{Levels, Price};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// A field's meaning.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    /// Nothing: the field says that there is no value.
    Nothing,
    Number(i128),
    Flag(bool),
    Price(Decimal),
    Float(f64),
    Text(String),
    /// Price, quantity and number of orders of each level.
    Levels(Vec<(Decimal, i64, i64)>),
}

impl Told {
    pub(crate) fn number(value: Option<impl Into<i128>>) -> Self {
        value.map_or(Self::Nothing, |value| Self::Number(value.into()))
    }

    pub(crate) fn price(value: Option<Price>) -> Self {
        value.map_or(Self::Nothing, |value| Self::Price(value.to_decimal()))
    }

    pub(crate) fn float(value: Option<f64>) -> Self {
        value.map_or(Self::Nothing, Self::Float)
    }

    pub(crate) fn text(value: Option<impl ToString>) -> Self {
        value.map_or(Self::Nothing, |value| Self::Text(value.to_string()))
    }

    pub(crate) fn levels(levels: &Levels) -> Self {
        let rows = levels.iter().map(|level| {
            let orders = level.orders.map_or(-1, i64::from);
            (level.price.to_decimal(), level.quantity, orders)
        });
        Self::Levels(rows.collect())
    }
}

/// What a field of a value means where prices are divided by `divider`.
pub(crate) fn meaning(document: &Value, field: &Value, value: &Value, divider: Decimal) -> Told {
    let number = || i128::from(value.as_i64().unwrap_or_else(|| panic!("{field}: {value}")));
    let decimal = |value: i128, divider: Decimal| {
        Told::Price(Decimal::from_i128_with_scale(value, 0) / divider)
    };
    // Fields that have no type are the numbered ones, all of one kind.
    match (
        field["type"].as_str().unwrap_or("i32"),
        field["unit"].as_str(),
    ) {
        _ if value.is_null() => Told::Nothing,
        ("list", _) => Told::Levels(rows(value, divider)),
        ("text", _) => Told::Text(value.as_str().unwrap().to_owned()),
        ("f64", Some("price")) => {
            let divider: f64 = divider.to_string().parse().unwrap();
            Told::Float(value.as_f64().unwrap() / divider)
        }
        (_, Some("price")) => decimal(number(), divider),
        (_, Some("percent")) => decimal(number(), Decimal::ONE_HUNDRED),
        (_, Some("flag")) => Told::Flag(number() > 0),
        (_, Some("time")) if number() <= 0 => Told::Nothing,
        _ if field["ids"] == "x-exchanges" => {
            let exchanges = document["x-exchanges"].as_array().unwrap();
            let known = exchanges.iter().find(|exchange| exchange["id"] == *value);
            let name = known.and_then(|exchange| exchange["name"].as_str());
            Told::Text(name.map_or_else(|| value.to_string(), str::to_owned))
        }
        _ => Told::Number(number()),
    }
}

fn rows(rows: &Value, divider: Decimal) -> Vec<(Decimal, i64, i64)> {
    let whole = |row: &Value, name: &str| row[name].as_i64().unwrap();
    let row = |row: &Value| {
        let price = Decimal::from(whole(row, "price")) / divider;
        (price, whole(row, "quantity"), whole(row, "orders"))
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

/// What a codec tells of fields, by their names in the document.
pub(crate) type Tells = Vec<(String, Told)>;

pub(crate) fn tells<const N: usize>(fields: [(&str, Told); N]) -> Tells {
    fields.map(|(name, told)| (name.to_owned(), told)).into()
}

/// What is compared: a document, the fields of one of its layouts, their values, and what prices are divided by.
pub(crate) struct Check<'a> {
    pub(crate) document: &'a Value,
    pub(crate) layout: &'a Value,
    pub(crate) fields: &'a Map<String, Value>,
    pub(crate) divider: Decimal,
}

impl Check<'_> {
    /// Holds all fields against what the codec tells. Each is either told or among `untold`, and nothing else is.
    pub(crate) fn all(&self, told: Tells, untold: &[&str]) {
        let mut names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
        names.extend(untold);
        for field in self.layout["fields"].as_array().unwrap() {
            let name = field["name"].as_str().unwrap();
            let at = names.iter().position(|known| *known == name);
            names
                .swap_remove(at.unwrap_or_else(|| panic!("the document's {name} is not compared")));
            if let Some((_, told)) = told.iter().find(|(known, _)| known == name) {
                let due = meaning(self.document, field, &self.fields[name], self.divider);
                assert_eq!(*told, due, "{name} of {:?}", self.fields);
            }
        }
        assert!(names.is_empty(), "not in the document: {names:?}");
    }
}
