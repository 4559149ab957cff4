//! Documents changed at random, by a seed.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// A generator of numbers: xorshift, so that a seed makes the same changes everywhere.
pub struct Random(u64);

impl Random {
    /// Begins with this seed, or with that of the environment, to try others.
    pub fn new(seed: u64) -> Self {
        let other = std::env::var("KEYFOB_SEED").ok();
        let seed = other.and_then(|seed| seed.parse().ok()).unwrap_or(seed);
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % count.max(1)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The pointers of everything in a document that is no words.
pub fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

fn walk(value: &Value, at: String, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| {
                !["description", "summary", "example", "examples", "x-source"]
                    .contains(&key.as_str())
            });
            members
                .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
                .collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items.map(|(key, value)| (key.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in children {
        let at = format!("{at}/{key}");
        found.push(at.clone());
        walk(value, at, found);
    }
}

/// Changes one thing: takes it away, puts something else there, calls it otherwise, or exchanges it with another of its kind.
pub fn mutate(document: &mut Value, random: &mut Random) -> String {
    let all = pointers(document);
    let at = random.pick(&all).clone();
    let (above, key) = at.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let others: Vec<Value> = all
        .iter()
        .filter(|other| other.rsplit('/').next() == at.rsplit('/').next())
        .filter_map(|other| document.pointer(other).cloned())
        .collect();
    let kinds = [
        json!(null),
        json!(7),
        json!(true),
        json!("text"),
        json!([]),
        json!({}),
        json!({"type": "string"}),
        json!({"type": "integer", "format": "int64"}),
        json!({"type": "string", "format": "password"}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({"type": "object", "properties": {"inner": {"type": "string"}}}),
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
    ];
    let way = random.below(4);
    let value = match way {
        1 => Some(random.pick(&kinds).clone()),
        2 => Some(random.pick(&others).clone()),
        _ => None,
    };
    let above = match above {
        "" => document,
        above => document.pointer_mut(above).unwrap(),
    };
    match (above, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(key, value)),
        (Value::Object(members), None) => {
            let value = members.remove(&key);
            if let (3, Some(value)) = (way, value) {
                members.insert(format!("{key}_other"), value);
            }
        }
        (Value::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(key.parse().unwrap())),
        _ => unreachable!("a pointer leads to a member or an item"),
    }
    format!("{at} by {way}")
}

/// Some operations of a document, with the components that they need: a small document that lints as the large one does.
pub fn slice(document: &Value, random: &mut Random, count: usize) -> Value {
    let mut small = document.clone();
    let paths = small["paths"].as_object().unwrap().clone();
    let names: Vec<&String> = paths.keys().collect();
    let kept: BTreeSet<&String> = (0..count).map(|_| *random.pick(&names)).collect();
    let kept = paths.iter().filter(|(path, _)| kept.contains(path));
    small["paths"] = kept
        .map(|(path, item)| (path.clone(), item.clone()))
        .collect();
    // These speak of operations that may be missing here.
    let items = small["paths"].as_object_mut().unwrap().values_mut();
    for operation in items.flat_map(|item| item.as_object_mut().unwrap().values_mut()) {
        if let Some(operation) = operation.as_object_mut() {
            operation.remove("x-check");
        }
    }
    let root = small.as_object_mut().unwrap();
    root.remove("x-rate-limits");
    for kind in root["x-faults"]["kinds"]
        .as_array_mut()
        .into_iter()
        .flatten()
    {
        kind.as_object_mut().unwrap().remove("operations");
    }
    root["x-faults"]["kinds"]
        .as_array_mut()
        .unwrap()
        .retain(|kind| {
            ["codes", "says", "statuses"]
                .iter()
                .any(|key| kind.get(key).is_some())
        });
    let mut needed = BTreeSet::new();
    let mut open = vec![small["paths"].clone()];
    while let Some(part) = open.pop() {
        let mut names = BTreeSet::new();
        references(&part, &mut names);
        for name in names {
            if needed.insert(name.clone()) {
                open.extend(document.pointer(&name).cloned());
            }
        }
    }
    let components = small["components"].as_object_mut().unwrap();
    for (section, members) in components
        .iter_mut()
        .filter(|(name, _)| *name != "securitySchemes")
    {
        let all = members.as_object().unwrap().clone();
        let all = all
            .into_iter()
            .filter(|(name, _)| needed.contains(&format!("/components/{section}/{name}")));
        *members = Value::Object(all.collect::<Map<_, _>>());
    }
    small
}

fn references(part: &Value, names: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("$ref", Value::String(name)) => drop(names.insert(name.replace('#', ""))),
                    ("x-json" | "x-known-values", Value::String(name)) => {
                        names.insert(format!("/components/schemas/{name}"));
                    }
                    (_, value) => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}
