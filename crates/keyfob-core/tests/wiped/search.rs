//! The memory of this process, searched for a text.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Mutex;

/// One search at a time, and nothing else meanwhile.
static ALONE: Mutex<()> = Mutex::new(());

/// What is looked for is kept like this, so that it is not found in itself.
pub const MASK: u8 = 0x5a;
pub const LENGTH: usize = 96;

/// A text of its own for each test. An allocator may write over the beginning of a block that it gets back, so its end counts.
pub struct Text(pub [u8; LENGTH]);

impl Text {
    pub fn new(number: u8) -> Self {
        let mut masked = [0; LENGTH];
        // No text is a part of another one, moved along: what others leave behind must not be taken for it.
        let mut state = u32::from(number).wrapping_mul(2_654_435_761);
        for byte in &mut masked {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let letter = b'a' + (state >> 24) as u8 % 26;
            *byte = letter ^ MASK;
        }
        Self(masked)
    }

    /// In clear, without having moved on the way.
    pub fn plain(&self, spare: usize) -> String {
        let mut text = String::with_capacity(LENGTH + spare);
        for byte in self.0 {
            text.push(char::from(byte ^ MASK));
        }
        text
    }

    /// How often its end stands in memory.
    pub fn found(&self) -> usize {
        copies(&self.0[LENGTH / 2..])
    }
}

/// How often this stands in memory, which is masked here.
pub fn copies(end: &[u8]) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut window = vec![0; 1 << 20];
    let here = window.as_ptr() as u64;
    let mut count = 0;
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let (range, _) = line.split_once(' ').unwrap();
        let (from, to) = range.split_once('-').unwrap();
        let [mut at, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        while at < to {
            let length = usize::try_from(to - at).unwrap().min(window.len());
            let read = memory.read_at(&mut window[..length], at).unwrap_or(0);
            for (offset, piece) in window[..read].windows(end.len()).enumerate() {
                let place = at + offset as u64;
                let is_ours = (here..here + (1 << 20)).contains(&place);
                let is_it = piece[0] == end[0] ^ MASK
                    && piece
                        .iter()
                        .zip(end)
                        .all(|(byte, masked)| *byte == masked ^ MASK);
                count += usize::from(is_it && !is_ours);
            }
            if at + length as u64 == to {
                break;
            }
            // What stands across the border is looked at in the next round, and what stands at it not twice.
            at += (length - end.len() + 1) as u64;
        }
    }
    window.fill(0);
    count
}

pub fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(|broken| broken.into_inner())
}
