//! A real Redis server on loopback, for the tests of any crate: take it in by `#[path]`. It needs nothing but the standard library.

#![allow(dead_code)] // Not every crate uses all of it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What its password is; planted, so that it can be looked for.
pub const PASSWORD: &str = "S3CR3T-redis-password";

/// A server that ends when this is dropped. It keeps nothing on the disk.
pub struct RedisServer {
    child: Child,
    port: u16,
    config: String,
}

/// Where certificate, key and authority lie as PEM.
pub struct TlsFiles<'a> {
    pub certificate: &'a Path,
    pub key: &'a Path,
    pub authority: &'a Path,
}

impl RedisServer {
    /// Starts one that wants [`PASSWORD`]. None if there is no `redis-server` on this machine: says what is left out, or fails where the variable
    /// `KEYFOB_REQUIRE_REDIS` is set.
    pub fn start(test: &str) -> Option<Self> {
        Self::start_with(test, "")
    }

    /// The same with further lines of configuration.
    pub fn start_with(test: &str, config: &str) -> Option<Self> {
        let found = Command::new("redis-server")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        if found.is_err() {
            assert!(
                std::env::var_os("KEYFOB_REQUIRE_REDIS").is_none(),
                "there is no redis-server, and KEYFOB_REQUIRE_REDIS is set"
            );
            eprintln!("left out, since there is no redis-server: {test}");
            return None;
        }
        // The port is free when it is chosen; another process may be faster.
        (0..10).find_map(|_| Self::try_start(free_port(), config.to_owned()))
    }

    /// Starts one that speaks TLS only.
    pub fn start_tls(test: &str, files: &TlsFiles<'_>) -> Option<Self> {
        let config = format!(
            "tls-cert-file {}\ntls-key-file {}\ntls-ca-cert-file {}\ntls-auth-clients no\ntls-port PORT\nport 0\n",
            files.certificate.display(),
            files.key.display(),
            files.authority.display()
        );
        Self::start_with(test, &config)
    }

    fn try_start(port: u16, config: String) -> Option<Self> {
        let mut server = Self {
            child: launch(port, &config),
            port,
            config,
        };
        server.is_up().then_some(server)
    }

    fn is_up(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            if self.child.try_wait().unwrap().is_some() {
                return false;
            }
            let is_tls = self.config.contains("tls-port");
            if let Ok(mut stream) = TcpStream::connect(self.address()) {
                // With TLS no more can be told from here.
                if is_tls || answer(&mut stream, b"PING\r\n", b"\r\n").is_some() {
                    return true;
                }
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("redis-server does not answer");
    }

    pub fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.port).into()
    }

    /// Without a password.
    pub fn url(&self) -> String {
        format!("redis://{}", self.address())
    }

    /// With the password.
    pub fn url_with_password(&self) -> String {
        format!("redis://:{PASSWORD}@{}", self.address())
    }

    /// Ends it at once.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts it again on the same port, without what it knew.
    pub fn restart(&mut self) {
        self.kill();
        for _ in 0..50 {
            self.child = launch(self.port, &self.config);
            if self.is_up() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("redis-server does not start again");
    }

    /// It answers nothing from now on, and keeps its connections.
    pub fn pause(&self) {
        self.signal("-STOP");
    }

    pub fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// What it answers to a command, as it stands on the wire.
    pub fn command(&self, words: &[&str]) -> String {
        let mut sent = Vec::new();
        for words in [&["AUTH", PASSWORD][..], words, &["ECHO", "THE-END"]] {
            write!(sent, "*{}\r\n", words.len()).unwrap();
            for word in words {
                write!(sent, "${}\r\n{word}\r\n", word.len()).unwrap();
            }
        }
        let mut stream = TcpStream::connect(self.address()).unwrap();
        let read = answer(&mut stream, &sent, b"$7\r\nTHE-END\r\n").expect("an answer");
        let text = String::from_utf8_lossy(&read).into_owned();
        let text = text.strip_prefix("+OK\r\n").expect(&text).to_owned();
        text.strip_suffix("$7\r\nTHE-END\r\n").unwrap().to_owned()
    }

    /// All keys, in order.
    pub fn keys(&self) -> Vec<String> {
        let answer = self.command(&["KEYS", "*"]);
        let lines = answer.split("\r\n").filter(|line| !line.is_empty());
        let mut keys: Vec<String> = lines
            .filter(|line| !line.starts_with(['*', '$']))
            .map(str::to_owned)
            .collect();
        keys.sort();
        keys
    }

    /// All that it keeps.
    pub fn dump(&self) -> String {
        let mut text = String::new();
        for key in self.keys() {
            text += &key;
            text += &self.command(&["HGETALL", &key]);
            text += &self.command(&["GET", &key]);
        }
        text
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn launch(port: u16, config: &str) -> Child {
    let mut child = Command::new("redis-server")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let config = format!(
        "bind 127.0.0.1\nport {port}\nrequirepass {PASSWORD}\nsave \"\"\nappendonly no\ndir {}\nenable-debug-command yes\n{}",
        std::env::temp_dir().display(),
        config.replace("PORT", &port.to_string())
    );
    let mut stdin = child.stdin.take().unwrap();
    // A server that ended at once does not read it all.
    let _ = stdin.write_all(config.as_bytes());
    child
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn answer(stream: &mut TcpStream, sent: &[u8], end: &[u8]) -> Option<Vec<u8>> {
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    stream.write_all(sent).ok()?;
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    while !read.ends_with(end) {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(length) => read.extend_from_slice(&buffer[..length]),
        }
    }
    Some(read)
}
