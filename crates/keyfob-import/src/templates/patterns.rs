//! Parameters of a path with a pattern, as gRPC gateways write them: `{name=shelves/*/books/*}`.

/// A parameter of several segments, which became a parameter for each that callers choose.
#[derive(Debug)]
pub(crate) struct Spread {
    /// The parameter as the vendor names it.
    pub name: String,
    /// Its segments, as the vendor writes them.
    pub pattern: String,
}

/// A path with the segments of its patterns in their places, and which these were.
pub(super) fn spread(path: &str) -> (String, Vec<Spread>) {
    let mut out = String::new();
    let mut found = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((inner, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match inner.split_once('=') {
            Some((name, pattern)) => {
                out.push_str(&segments(name, pattern, &found));
                if pattern.contains('/') {
                    found.push(Spread {
                        name: name.to_owned(),
                        pattern: pattern.to_owned(),
                    });
                }
            }
            None => {
                out.push_str(&format!("{{{inner}}}"));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    (out, found)
}

/// The segments of a pattern. One that callers choose is named after the one before it, or else after the parameter.
fn segments(name: &str, pattern: &str, before: &[Spread]) -> String {
    let mut last: Option<&str> = None;
    let mut made = Vec::new();
    let mut count = before.len();
    for segment in pattern.split('/') {
        let is_rest = segment == "**";
        if segment != "*" && !is_rest {
            last = Some(segment);
            made.push(segment.to_owned());
            continue;
        }
        let own = match last.take() {
            Some(before) => format!("{before}_id"),
            None if made.is_empty() => name.to_owned(),
            None => {
                count += 1;
                format!("{name}_{count}")
            }
        };
        let mark = if is_rest { "*" } else { "" };
        made.push(format!("{{{own}{mark}}}"));
    }
    made.join("/")
}
