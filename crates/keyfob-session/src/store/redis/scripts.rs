//! What the server does in one step. Each of them may be sent twice, when the first answer was lost.

#[cfg(test)]
mod tests;
#[cfg(test)]
mod traces;

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
/// lease. The session, which has the token, does not expire before the lease does: a holder before could save then.
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
local left, least = redis.call('PTTL', KEYS[1]), 2 * ARGV[2]
if left < 0 then least = math.max(least, ARGV[3]) end
if left < least then redis.call('PEXPIRE', KEYS[1], least) end
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
local left, least = redis.call('PTTL', KEYS[1]), 2 * ARGV[2]
if left < 0 then least = math.max(least, ARGV[3]) end
if left < least then redis.call('PEXPIRE', KEYS[1], least) end
return 1
";

/// Keys: session, lease. Arguments: owner, fencing token, which is empty where it is not known. What is noted keeps an extension that is late
/// from taking the lease back, also one that ran out before it was given back.
const RELEASE: &str = r"
local owner = redis.call('GET', KEYS[2])
if owner and owner ~= ARGV[1] then return 0 end
local fence = redis.call('HGET', KEYS[1], 'fence')
if not owner and fence ~= ARGV[2] then return 0 end
redis.call('DEL', KEYS[2])
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
local aside = redis.call('HMGET', KEYS[2], 'version', 'record')
if aside[1] then return aside[1] == ARGV[1] and aside[2] == ARGV[2] and 1 or 0 end
if (kept[1] or '') ~= ARGV[1] or (kept[2] or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'version', ARGV[1], 'record', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[1], 'version', 'record')
return 1
";
