//! The modes of the terminal: whether what is typed is shown, and what ctrl-c does.

#[cfg(unix)]
pub use unix::Modes;

/// Elsewhere the prompt alone puts them back.
#[cfg(not(unix))]
pub struct Modes;

#[cfg(not(unix))]
impl Modes {
    pub fn now() -> Self {
        Self
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The modes as they were, put back when this is dropped.
    pub struct Modes(Option<(File, Termios)>);

    impl Modes {
        /// Those of now; nothing where there is no terminal.
        pub fn now() -> Self {
            let terminal = File::open("/dev/tty").ok();
            Self(terminal.and_then(|terminal| {
                let modes = tcgetattr(&terminal).ok()?;
                Some((terminal, modes))
            }))
        }
    }

    impl Drop for Modes {
        fn drop(&mut self) {
            if let Some((terminal, modes)) = &self.0 {
                // A terminal that is gone has no modes to put back.
                let _ = tcsetattr(terminal, OptionalActions::Now, modes);
            }
        }
    }
}
