//! A stand-in: JSON, which is YAML.

use super::Yaml;

pub fn write(yaml: &Yaml) -> String {
    let mut out = String::new();
    value(yaml, &mut out, 0);
    out.push('\n');
    out
}

fn value(yaml: &Yaml, out: &mut String, depth: usize) {
    let quoted = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    match yaml {
        Yaml::Null => out.push_str("null"),
        Yaml::Bool(value) => out.push_str(&value.to_string()),
        Yaml::Number(value) => out.push_str(&value.to_string()),
        Yaml::Text(text) => out.push_str(&quoted(text)),
        Yaml::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                value(item, out, depth + 1);
            }
            out.push(']');
        }
        Yaml::Map(entries) => {
            out.push('{');
            for (at, (key, one)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push('\n');
                out.push_str(&" ".repeat(depth + 1));
                out.push_str(&quoted(key));
                out.push_str(": ");
                value(one, out, depth + 1);
            }
            out.push('}');
        }
    }
}
