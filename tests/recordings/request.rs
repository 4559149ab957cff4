//! A request as it arrived.

/// What a client sent, and where it meant to send it.
#[derive(Debug, Clone)]
pub struct Request {
    pub method: String,
    /// The vendor's host whose listener it reached.
    pub host: String,
    /// Path and query, as they stood in the request line.
    pub target: String,
    pub proxied: bool,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    /// Reads the head of a request, up to its empty line.
    pub fn head(text: &str) -> Self {
        let mut lines = text.split("\r\n");
        let words: Vec<&str> = lines.next().unwrap().split(' ').collect();
        let [method, target, "HTTP/1.1"] = words[..] else {
            panic!("not a request line: {words:?}");
        };
        let fields = lines.take_while(|line| !line.is_empty());
        let headers = fields.map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        });
        Self {
            method: method.to_owned(),
            host: String::new(),
            target: target.to_owned(),
            proxied: false,
            headers: headers.collect(),
            body: Vec::new(),
        }
    }

    /// The number of bytes that follow the head.
    pub fn content_length(&self) -> usize {
        let field = self
            .headers
            .iter()
            .find(|(name, _)| name == "content-length");
        field.map_or(0, |(_, value)| value.parse().unwrap())
    }
}
