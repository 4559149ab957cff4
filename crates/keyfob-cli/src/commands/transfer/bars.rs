//! A bar for each file that moves, on a terminal.

use std::collections::HashMap;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use keyfob::quatrix::transfer::{Event, Progress};

use crate::output::one_line;

/// Shows what goes on until it is over.
pub async fn show(mut progress: Progress, is_live: bool) {
    let all = MultiProgress::new();
    let mut bars: HashMap<u64, ProgressBar> = HashMap::new();
    while let Some(event) = progress.next().await {
        if !is_live {
            continue;
        }
        match event {
            Event::Started {
                transfer,
                name,
                done,
                total,
                ..
            } => {
                let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
                let name = one_line(&name).into_owned();
                let bar = all.add(bar.with_message(name).with_style(style()));
                bar.set_position(done);
                bars.insert(transfer, bar);
            }
            Event::Moved { transfer, done, .. } => {
                if let Some(bar) = bars.get(&transfer) {
                    bar.set_position(done);
                }
            }
            Event::Finished { transfer, .. } => {
                if let Some(bar) = bars.remove(&transfer) {
                    bar.finish();
                }
            }
            Event::Failed { transfer, .. } => {
                if let Some(bar) = bars.remove(&transfer) {
                    bar.abandon();
                }
            }
            _ => {}
        }
    }
}

fn style() -> ProgressStyle {
    let template = "{msg:24} {bar:32} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
