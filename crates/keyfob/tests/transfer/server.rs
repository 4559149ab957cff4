//! A file store as small as can be, on real sockets.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::store::{Content, Fault, Item, Seen, Store, Upload, pattern};

pub struct Server {
    address: SocketAddr,
    store: Arc<Mutex<Store>>,
    task: JoinHandle<()>,
}

impl Server {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let store = Arc::new(Mutex::new(Store::default()));
        let shared = Arc::clone(&store);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                stream.set_nodelay(true).unwrap();
                tokio::spawn(connection(stream, Arc::clone(&shared)));
            }
        });
        Self {
            address,
            store,
            task,
        }
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap()
    }

    /// The next request of this kind fails like this.
    pub fn fail(&self, what: &'static str, fault: Fault) {
        self.store().faults.push((what, fault));
    }

    /// The ranges of the requests of this kind.
    pub fn ranges(&self, what: &str) -> Vec<String> {
        let store = self.store();
        let seen = store.seen.iter().filter(|seen| seen.what == what);
        seen.map(|seen| seen.range.clone()).collect()
    }

    pub fn count(&self, what: &str) -> usize {
        self.ranges(what).len()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Shared = Arc<Mutex<Store>>;

async fn connection(stream: TcpStream, store: Shared) {
    let mut stream = BufReader::new(stream);
    // A request that fails ends its connection.
    while request(&mut stream, &store).await.is_some() {}
}

/// One request: its head, its body, its answer.
async fn request(stream: &mut BufReader<TcpStream>, store: &Shared) -> Option<()> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.to_owned())
    };
    let target = head.split(' ').nth(1)?.to_owned();
    let path = target
        .trim_start_matches("/api/1.0")
        .trim_start_matches('/');
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut parts = path.split('/');
    let what = format!("{}/{}", parts.next()?, parts.next()?);
    let id = parts.next().unwrap_or_default().to_owned();
    let length = header("content-length").map_or(0, |text| text.parse::<u64>().unwrap());
    let fault = store.lock().unwrap().fault(&what);
    let mut seen = Seen {
        what: what.clone(),
        range: header("content-range")
            .or(header("range"))
            .unwrap_or_default(),
        read: 0,
        json: Value::Null,
    };
    if what == "upload/chunked" {
        assert!(target.starts_with("/upload/chunked/"), "the host's root");
        let outcome = chunk(stream, store, &id, length, fault, &mut seen).await;
        store.lock().unwrap().seen.push(seen);
        return answer(stream, outcome?, &json!("an id")).await;
    }
    let mut body = vec![0; length as usize];
    stream.read_exact(&mut body).await.ok()?;
    seen.json = serde_json::from_slice(&body).unwrap_or_default();
    let (json, range) = (seen.json.clone(), seen.range.clone());
    store.lock().unwrap().seen.push(seen);
    if let Some(Fault::Status(status)) = fault {
        return answer(stream, status, &json!({"code": 1, "msg": "on demand"})).await;
    }
    if let Some(Fault::Raw(text) | Fault::Hang(text)) = fault {
        stream.write_all(text.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        if let Some(Fault::Hang(_)) = fault {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
        return None;
    }
    if let Some(Fault::Late(late)) = fault {
        let (store, query) = (Arc::clone(store), query.to_owned());
        tokio::spawn(async move {
            tokio::time::sleep(late).await;
            call(&mut store.lock().unwrap(), &what, &id, &query, &json, fault);
        });
        tokio::time::sleep(Duration::from_secs(60)).await;
        return None;
    }
    if what == "file/download" {
        return download(stream, store, &id, &range, fault).await;
    }
    let (status, body) = call(&mut store.lock().unwrap(), &what, &id, query, &json, fault);
    answer(stream, status, &body).await
}

async fn answer(stream: &mut BufReader<TcpStream>, status: u16, body: &Value) -> Option<()> {
    let body = body.to_string();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all((head + &body).as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

/// Everything that is JSON on both sides.
fn call(
    store: &mut Store,
    what: &str,
    id: &str,
    query: &str,
    json: &Value,
    fault: Option<Fault>,
) -> (u16, Value) {
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    match what {
        "upload/link" | "file/modify" => {
            let file = match what {
                "upload/link" => {
                    let empty = Content::Bytes(Vec::new());
                    store.add(&text("parent_id"), &text("name"), "F", empty)
                }
                _ => text("id"),
            };
            let key = store.id("key");
            let upload = Upload {
                file: file.clone(),
                size: json["file_size"].as_u64().unwrap_or(0),
                bytes: Vec::new(),
                count: 0,
            };
            store.uploads.insert(key.clone(), upload);
            let name = store.items[&file].name.clone();
            (
                200,
                json!({"name": name, "file_id": file, "upload_key": key}),
            )
        }
        "upload/finalize" => {
            let Some(upload) = store.uploads.remove(id) else {
                return (404, json!({"code": 20, "msg": "no such key"}));
            };
            let item: &mut Item = store.items.get_mut(&upload.file).unwrap();
            item.content = match store.patterns {
                true => Content::Pattern(upload.count),
                false => Content::Bytes(upload.bytes),
            };
            if let Some(mtime) = query.strip_prefix("mtime=") {
                item.mtime = mtime.to_owned();
            }
            let mut size = item.content.size();
            if let Some(Fault::Size(other)) = fault {
                size = other;
            }
            (200, json!({"id": upload.file, "size": size}))
        }
        "file/metadata" => {
            let mut found = match store.items.contains_key(id) {
                true => store.describe(id),
                false => json!({"id": id, "name": "home", "type": "D", "size": 0}),
            };
            if let (true, Some(operations)) = (id == "home", store.operations) {
                found["operations"] = operations.into();
            }
            if query == "content=1" {
                found["content"] = store.children(id).into();
            }
            (200, found)
        }
        "file/makedir" => {
            let empty = Content::Bytes(Vec::new());
            let id = store.add(&text("target"), &text("name"), "D", empty);
            (201, store.describe(&id))
        }
        "file/download-link" => (200, json!({"id": json["ids"][0]})),
        "file/delete" | "file/move" if json["ids"].as_array().unwrap().len() > 10 => {
            (202, json!({"job_id": "job"}))
        }
        "file/delete" | "file/move" => {
            for id in json["ids"].as_array().unwrap() {
                store.items.remove(id.as_str().unwrap());
            }
            (200, json!({"ids": json["ids"]}))
        }
        "file/id" => {
            let (parent, path) = (text("parent_id"), text("path"));
            match store.find(&parent, &path) {
                Some((id, _)) => (200, json!({"file_id": id})),
                None => (404, json!({"code": 20, "msg": "no such file"})),
            }
        }
        "file/rename" => {
            let name = text("name");
            let parent = store.items[id].parent.clone();
            if store
                .find(&parent, &name)
                .is_some_and(|(other, _)| other != id)
            {
                return (400, json!({"code": 30, "msg": "object exists"}));
            }
            store.items.get_mut(id).unwrap().name = name;
            (200, store.describe(id))
        }
        "file/moveone" => {
            let (id, name) = (text("file_id"), text("name"));
            let old = store.find(&text("target_id"), &name);
            if let Some(old) = old.map(|(old, _)| old.clone()) {
                store.items.remove(&old);
            }
            let item = store.items.get_mut(&id).unwrap();
            (item.name, item.mtime) = (name, json["mtime"].to_string());
            (200, store.describe(&id))
        }
        "file/copy" => (202, json!({"job_id": "job"})),
        other => panic!("no such call: {other}"),
    }
}

/// Takes a chunk; `None` cuts the connection, and then nothing of it counts.
async fn chunk(
    stream: &mut BufReader<TcpStream>,
    store: &Shared,
    key: &str,
    length: u64,
    fault: Option<Fault>,
    seen: &mut Seen,
) -> Option<u16> {
    let pause = {
        let mut store = store.lock().unwrap();
        store.busy += 1;
        store.busiest = store.busiest.max(store.busy);
        store.pause
    };
    tokio::time::sleep(pause).await;
    let bytes = body(stream, store, length, fault, seen).await;
    let mut store = store.lock().unwrap();
    store.busy -= 1;
    let (first, bytes) = bytes?;
    if let Some(Fault::Status(status)) = fault {
        return Some(status);
    }
    let upload = store.uploads.get_mut(key).expect("a key");
    if first + length == upload.count {
        // The last chunk once more: its answer was on the way when the client went.
        return Some(200);
    }
    assert_eq!(first, upload.count, "one after the other, without gaps");
    upload.count += length;
    upload.bytes.extend(bytes);
    assert!(upload.size == 0 || upload.count <= upload.size);
    Some(200)
}

/// Reads a chunk; patterns are compared at once and not kept.
async fn body(
    stream: &mut BufReader<TcpStream>,
    store: &Shared,
    length: u64,
    fault: Option<Fault>,
    seen: &mut Seen,
) -> Option<(u64, Vec<u8>)> {
    let (range, _) = seen.range.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    assert_eq!(length, last - first + 1, "Content-Length");
    let patterns = store.lock().unwrap().patterns;
    let mut kept = Vec::new();
    let mut piece = vec![0; 64 * 1024];
    while seen.read < length {
        let wanted = (length - seen.read).min(piece.len() as u64) as usize;
        stream.read_exact(&mut piece[..wanted]).await.ok()?;
        match patterns {
            true => check(first + seen.read, &piece[..wanted]),
            false => kept.extend_from_slice(&piece[..wanted]),
        }
        let megabytes = seen.read >> 20;
        seen.read += wanted as u64;
        match fault {
            Some(Fault::CutAfter(bytes)) if seen.read >= bytes => return None,
            Some(Fault::Slow(pause)) if seen.read >> 20 > megabytes => {
                tokio::time::sleep(pause).await;
            }
            Some(Fault::Stall) => tokio::time::sleep(Duration::from_secs(60)).await,
            _ => {}
        }
    }
    Some((first, kept))
}

fn check(at: u64, bytes: &[u8]) {
    let mut places = (at..).zip(bytes);
    assert!(places.all(|(at, byte)| pattern(at) == *byte));
}

async fn download(
    stream: &mut BufReader<TcpStream>,
    store: &Shared,
    id: &str,
    range: &str,
    fault: Option<Fault>,
) -> Option<()> {
    let content = store.lock().unwrap().items[id].content.clone();
    let size = content.size();
    let asked = range
        .strip_prefix("bytes=")
        .and_then(|r| r.strip_suffix('-'));
    let first = match (asked, fault) {
        (None, _) | (_, Some(Fault::NoRange)) => 0,
        (Some(first), _) => first.parse().unwrap(),
    };
    let length = match fault {
        Some(Fault::Announce(length)) => length,
        Some(Fault::Short(length)) => length.min(size - first),
        _ => size - first,
    };
    let told = match first {
        0 if asked.is_none() => "200 OK\r\n".to_owned(),
        _ if matches!(fault, Some(Fault::PlainRange)) => "200 OK\r\n".to_owned(),
        _ => format!(
            "206 Partial\r\ncontent-range: bytes {first}-{}/{size}\r\n",
            first + length - 1
        ),
    };
    let head = format!("HTTP/1.1 {told}content-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.ok()?;
    let end = match fault {
        Some(Fault::CutAfter(bytes)) => (first + bytes).min(size),
        _ => (first + length).min(size),
    };
    let mut at = first;
    while at < end {
        let to = (at + 64 * 1024).min(end);
        stream.write_all(&content.slice(at..to)).await.ok()?;
        at = to;
    }
    stream.flush().await.ok()?;
    (end - first == length).then_some(())
}
