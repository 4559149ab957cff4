//! What the server does in one step. Each of them may be sent twice, when the first answer was lost.

use redis::Script;

pub(super) struct Scripts {
    pub(super) acquire: Script,
    pub(super) extend: Script,
    pub(super) release: Script,
    pub(super) load: Script,
    pub(super) save: Script,
    pub(super) put_aside: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            acquire: Script::new(ACQUIRE),
            extend: Script::new(EXTEND),
            release: Script::new(RELEASE),
            load: Script::new(LOAD),
            save: Script::new(SAVE),
            put_aside: Script::new(PUT_ASIDE),
        }
    }
}

/// Keys: session, lease. Arguments: owner, the lease's and the session's time to live. Gives the fencing token, or nothing if another one has the
/// lease.
const ACQUIRE: &str = r"
local owner = redis.call('GET', KEYS[2])
local last = redis.call('HGET', KEYS[1], 'fence')
if owner == ARGV[1] and last then
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
  return last
end
if owner then return false end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local fence = string.format('%.0f', math.max((tonumber(last or '0') or 0) + 1, now))
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('HSET', KEYS[1], 'fence', fence)
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return fence
";

/// Keys: session, lease. Arguments: owner, the lease's and the session's time to live, fencing token. Gives whether the lease is still, or again,
/// the owner's: it comes back when it ran out, or when the server lost its data, and nobody took it since.
const EXTEND: &str = r"
local owner = redis.call('GET', KEYS[2])
local last = redis.call('HMGET', KEYS[1], 'fence', 'released')
if owner and owner ~= ARGV[1] then return 0 end
if last[1] and last[1] ~= ARGV[4] then return 0 end
if last[2] == ARGV[4] then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('HSET', KEYS[1], 'fence', ARGV[4])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3]) end
return 1
";

/// Keys: session, lease. Arguments: owner. What is noted keeps an extension that is late from taking the lease back.
const RELEASE: &str = r"
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[2])
local fence = redis.call('HGET', KEYS[1], 'fence')
if fence then redis.call('HSET', KEYS[1], 'released', fence) end
return 1
";

/// Keys: session. Gives version and record.
const LOAD: &str = r"return redis.call('HMGET', KEYS[1], 'version', 'record')";

/// Keys: session. Arguments: fencing token, version, the version before, record, time to live. Gives whether it is kept.
const SAVE: &str = r"
local kept = redis.call('HMGET', KEYS[1], 'fence', 'version', 'record')
if kept[1] and tonumber(kept[1]) > tonumber(ARGV[1]) then return 0 end
if kept[2] and kept[2] ~= ARGV[3] and not (kept[2] == ARGV[2] and kept[3] == ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'fence', ARGV[1], 'version', ARGV[2], 'record', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 1
";

/// Keys: session, another one. Arguments: version and record as they were read, time to live. Gives whether they were moved.
const PUT_ASIDE: &str = r"
local kept = redis.call('HMGET', KEYS[1], 'version', 'record')
if (kept[1] or '') ~= ARGV[1] or (kept[2] or '') ~= ARGV[2] then return 0 end
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'record', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[1], 'version', 'record')
return 1
";

#[cfg(test)]
#[path = "../../../tests/redis_server/mod.rs"]
mod redis_server;

#[cfg(test)]
mod tests {
    use super::redis_server::RedisServer;
    use super::*;

    /// A number, or what else it says; each time in the words of the wire.
    fn run(server: &RedisServer, script: &str, arguments: &[&str]) -> String {
        let words = [&["EVAL", script, "2", "session", "lease"], arguments].concat();
        let answer = server.command(&words);
        let last = answer.trim_end().rsplit("\r\n").next();
        last.unwrap_or_default().to_owned()
    }

    const SHORT: &str = "5000";
    const LONG: &str = "60000";

    #[test]
    fn each_step_may_be_sent_twice() {
        let Some(server) = RedisServer::start("each_step_may_be_sent_twice") else {
            return;
        };
        let acquire = |owner| run(&server, ACQUIRE, &[owner, SHORT, LONG]);
        let fence = acquire("a");
        assert!(fence.parse::<u64>().unwrap() > 1_000_000_000_000_000);
        assert_eq!(acquire("a"), fence);
        assert_eq!(acquire("b"), "$-1");
        let save =
            |version, before, record| run(&server, SAVE, &[&fence, version, before, record, LONG]);
        assert_eq!(save("1", "0", "one"), ":1");
        assert_eq!(save("1", "0", "one"), ":1");
        assert_eq!(save("1", "0", "another"), ":0");
        let release = |owner| run(&server, RELEASE, &[owner]);
        assert_eq!(release("b"), ":0");
        assert_eq!(acquire("b"), "$-1");
        assert_eq!(release("a"), ":1");
        assert_eq!(release("a"), ":0");
        assert_ne!(acquire("b"), fence);
    }

    #[test]
    fn an_extension_that_is_late_takes_nothing_back() {
        let Some(server) = RedisServer::start("an_extension_that_is_late") else {
            return;
        };
        let acquire = |owner| run(&server, ACQUIRE, &[owner, SHORT, LONG]);
        let extend = |owner, fence: &str| run(&server, EXTEND, &[owner, SHORT, LONG, fence]);
        let fence = acquire("a");
        assert_eq!(extend("a", &fence), ":1");
        assert_eq!(extend("b", &fence), ":0");
        run(&server, RELEASE, &["a"]);
        assert_eq!(extend("a", &fence), ":0");
        let next = acquire("b");
        assert_eq!(extend("a", &fence), ":0");
        assert_eq!(extend("b", &next), ":1");
        // It ran out, or the server lost everything: it comes back.
        server.command(&["DEL", "lease"]);
        assert_eq!(extend("b", &next), ":1");
        server.command(&["FLUSHALL"]);
        assert_eq!(extend("b", &next), ":1");
        assert_eq!(acquire("a"), "$-1");
        for key in ["session", "lease"] {
            let left = server.command(&["PTTL", key]);
            assert!(!left.starts_with(":-"), "{key} stays for ever");
        }
    }
}
