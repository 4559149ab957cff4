//! Panics of what is not ours: caught, and not printed.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is told to whoever called, not to the reader of stderr.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The hook stays in place: other threads may panic meanwhile, and are told as ever.
static HOOK: Once = Once::new();

/// Does it, and gives back the words of its panic.
pub(super) fn quietly<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !QUIET.try_with(Cell::get).unwrap_or_default() {
                before(panic);
            }
        }));
    });
    let was = QUIET.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(act));
    QUIET.set(was);
    done.map_err(|panic| words(panic.as_ref()))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied());
    // A value that is printed with it may be pages long.
    let words = text.unwrap_or("it panics without a word").trim();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(200) {
        Some((at, _)) => format!("{}...", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_panic_come_back_in_one_line_and_short() {
        assert_eq!(quietly(|| 1), Ok(1));
        assert_eq!(
            quietly(|| panic!("not {}\n here", 1)),
            Err::<(), _>("not 1 here".into())
        );
        let long = quietly(|| panic!("{}", "é".repeat(1000))).map(|()| String::new());
        assert_eq!(long.unwrap_err().chars().count(), 203);
        assert!(!QUIET.get());
    }
}
