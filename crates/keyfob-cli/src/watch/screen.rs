//! The terminal: drawn on, read from, and left as it was found, also after an error or a panic.

use std::io;
use std::time::{Duration, Instant};

use keyfob::kotak_neo::feed::Event;
use keyfob::kotak_neo::feed::orders::OrderEvent;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::failure::Failure;

use super::feeds::Show;
use super::model::Model;
use super::view::draw;

pub struct Screen {
    terminal: DefaultTerminal,
}

impl Screen {
    /// Takes the terminal. A panic gives it back before it is told.
    pub fn open() -> Result<Self, Failure> {
        let terminal = ratatui::try_init();
        let terminal = terminal.map_err(|error| Failure::local(format!("no terminal: {error}")))?;
        Ok(Self { terminal })
    }
}

impl Show for Screen {
    fn market(&mut self, _: &Event) -> io::Result<()> {
        Ok(())
    }

    fn order(&mut self, _: &OrderEvent) -> io::Result<()> {
        Ok(())
    }

    fn refresh(&mut self, model: &Model) -> io::Result<bool> {
        self.terminal
            .draw(|frame| draw(model, Instant::now(), frame))?;
        Ok(!is_ended()?)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A panic has given it back already, and its words stand there now.
        if !std::thread::panicking() {
            ratatui::restore();
        }
    }
}

/// Whether this key ends the program.
pub fn is_end(key: &KeyEvent) -> bool {
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    let ends = match key.code {
        KeyCode::Char('c') => is_control,
        KeyCode::Char('q') | KeyCode::Esc => true,
        _ => false,
    };
    ends && key.kind == KeyEventKind::Press
}

/// Whether a key that ends the program was pressed since the last time.
fn is_ended() -> io::Result<bool> {
    let mut is_ended = false;
    while event::poll(Duration::ZERO)? {
        if let event::Event::Key(key) = event::read()? {
            is_ended |= is_end(&key);
        }
    }
    Ok(is_ended)
}
