//! A terminal's screen as an SVG.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

use crate::docs::markdown::escaped;

/// The size of a letter, and of what is around the screen.
const WIDTH: f32 = 8.4;
const HEIGHT: f32 = 18.0;
const MARGIN: f32 = 16.0;
const TITLE: f32 = 36.0;

const PAGE: &str = "#14181d";
const TEXT: &str = "#d6dde6";
/// Black, red, green, yellow, blue, magenta, cyan, white; then the bright ones.
const PALETTE: [&str; 16] = [
    "#20262e", "#e5534b", "#57ab5a", "#daaa3f", "#539bf5", "#b083f0", "#39c5cf", "#adbac7",
    "#768390", "#ff7b72", "#6bc46d", "#eac55f", "#6cb6ff", "#dcbdfb", "#56d4dd", "#f0f6fc",
];

/// Letters that look the same.
#[derive(Clone, PartialEq)]
struct Look {
    color: String,
    back: Option<String>,
    bold: bool,
    dim: bool,
}

/// Draws a screen, with the command above it that makes it.
pub fn screen(screen: &Screen, command: &str, made_of: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (f32::from(columns) * WIDTH, f32::from(rows) * HEIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\">\n\
        <title>{command}</title>\n<desc>Made by `cargo xtask docs --pictures` of a program with the SHA-256 {made_of}.</desc>\n\
        <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAGE}\"/>\n\
        <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" fill=\"{TEXT}\">\n\
        <text x=\"{MARGIN}\" y=\"24\" fill=\"#768390\">$ {command}</text>\n",
        w = width + 2.0 * MARGIN,
        h = height + TITLE + MARGIN,
    );
    for row in 0..rows {
        for (column, text, look) in runs(screen, row, columns) {
            draw(&mut svg, (column, row), &text, &look);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// The letters of a row that look the same, with the column of the first.
fn runs(screen: &Screen, row: u16, columns: u16) -> Vec<(u16, String, Look)> {
    let mut runs: Vec<(u16, String, Look)> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        let letter = match cell.contents() {
            "" => " ",
            letter => letter,
        };
        let look = look(cell);
        match runs.last_mut() {
            Some((_, text, last)) if *last == look => text.push_str(letter),
            _ => runs.push((column, letter.to_owned(), look)),
        }
    }
    runs
}

fn look(cell: &Cell) -> Look {
    let (front, back) = (color(cell.fgcolor()), color(cell.bgcolor()));
    let (front, back) = match cell.inverse() {
        true => (
            Some(back.unwrap_or_else(|| PAGE.to_owned())),
            Some(front.unwrap_or_else(|| TEXT.to_owned())),
        ),
        false => (front, back),
    };
    Look {
        color: front.unwrap_or_else(|| TEXT.to_owned()),
        back,
        bold: cell.bold(),
        dim: cell.dim(),
    }
}

/// A color as SVG writes it; none for the terminal's own.
fn color(color: Color) -> Option<String> {
    match color {
        Color::Default => None,
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Idx(index @ 0..16) => PALETTE
            .get(usize::from(index))
            .map(|&color| color.to_owned()),
        // A cube of six steps for each of red, green and blue; then grays.
        Color::Idx(index @ 16..232) => {
            let step = |of: u8| match of % 6 {
                0 => 0,
                step => 55 + 40 * step,
            };
            let index = index - 16;
            let (red, green, blue) = (step(index / 36), step(index / 6), step(index));
            Some(format!("#{red:02x}{green:02x}{blue:02x}"))
        }
        Color::Idx(index) => {
            let gray = 8 + 10 * (index - 232);
            Some(format!("#{gray:02x}{gray:02x}{gray:02x}"))
        }
    }
}

fn draw(svg: &mut String, (column, row): (u16, u16), text: &str, look: &Look) {
    let (x, y) = (
        MARGIN + f32::from(column) * WIDTH,
        TITLE + f32::from(row) * HEIGHT,
    );
    let letters = |text: &str| text.chars().count() as f32 * WIDTH;
    // Writing to a String cannot fail.
    if let Some(back) = &look.back {
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{HEIGHT}\" fill=\"{back}\"/>",
            letters(text)
        );
    }
    let shown = text.trim();
    if shown.is_empty() {
        return;
    }
    let x = x + letters(text) - letters(text.trim_start());
    let mut marks = String::new();
    if look.color != TEXT {
        let _ = write!(marks, " fill=\"{}\"", look.color);
    }
    if look.bold {
        marks.push_str(" font-weight=\"bold\"");
    }
    if look.dim {
        marks.push_str(" opacity=\"0.6\"");
    }
    // Whatever font there is, a letter stays in its column.
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"{marks}>{}</text>",
        y + HEIGHT - 5.0,
        letters(shown),
        // Blanks in a row would become one.
        escaped(&shown.replace(' ', "\u{a0}"))
    );
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use vt100::Parser;

    use super::*;

    #[test]
    fn letters_stay_in_their_columns_with_their_colors() {
        let [rows, columns] = [2, 10].map(|size| NonZero::new(size).unwrap());
        let mut terminal = Parser::new(rows, columns, 0);
        terminal.process(b"a<b \x1b[1;32m+1\x1b[0m\r\n\x1b[7m x \x1b[0m");
        let svg = screen(terminal.screen(), "a command", "abc");
        assert!(
            svg.contains("textLength=\"25.2\" lengthAdjust=\"spacingAndGlyphs\">a&lt;b</text>"),
            "{svg}"
        );
        assert!(
            svg.contains("x=\"49.6\"")
                && svg.contains("fill=\"#57ab5a\" font-weight=\"bold\">+1</text>"),
            "{svg}"
        );
        assert!(
            svg.contains("fill=\"#d6dde6\"/>") && svg.contains("fill=\"#14181d\">x</text>"),
            "{svg}"
        );
        assert!(svg.contains("<title>a command</title>") && svg.contains("SHA-256 abc"));
    }

    #[test]
    fn colors_of_the_cube_are_those_of_xterm() {
        assert_eq!(color(Color::Idx(16)).unwrap(), "#000000");
        assert_eq!(color(Color::Idx(208)).unwrap(), "#ff8700");
        assert_eq!(color(Color::Idx(255)).unwrap(), "#eeeeee");
        assert_eq!(color(Color::Default), None);
    }
}
