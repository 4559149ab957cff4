//! The table as it is printed, and its totals as the guide must have them.

use super::Row;

/// Prints a line for each operation, and the totals.
pub(super) fn print(rows: &[Row]) {
    println!(
        "{:<12} {:<38} {:<12} {:>8} {:>5} {:>5} {:>8}",
        "vendor", "operation", "source", "statuses", "test", "wire", "sandbox"
    );
    for row in rows {
        let yes = |there: bool| if there { "yes" } else { "-" };
        println!(
            "{:<12} {:<38} {:<12} {:>8} {:>5} {:>5} {:>8}",
            row.vendor,
            row.operation,
            row.source,
            row.statuses,
            yes(row.entry),
            row.wire,
            yes(row.sandbox)
        );
    }
    let generated = rows.iter().filter(|row| row.generated).count();
    if generated > 0 {
        println!("{generated} operations of vendors that are generated as a whole; of the others:");
    }
    println!("{}", totals(rows).join("; "));
}

/// The totals that the guide does not have.
pub(super) fn missing(rows: &[Row], guide: &str) -> Vec<String> {
    let words: Vec<_> = guide.split_whitespace().collect();
    let text = words.join(" ");
    let mut totals = totals(rows);
    totals.retain(|total| !text.contains(total));
    totals
}

/// Of the vendors that the guide is about: those that are not generated as a whole.
fn totals(rows: &[Row]) -> Vec<String> {
    let rows: Vec<_> = rows.iter().filter(|row| !row.generated).collect();
    let count = |is: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let statuses: usize = rows.iter().map(|row| row.statuses).sum();
    vec![
        format!(
            "{} operations with {statuses} documented statuses",
            rows.len()
        ),
        format!(
            "{} of them are held against recorded requests",
            count(&|row| row.wire > 0)
        ),
        format!("the sandbox plays {}", count(&|row| row.sandbox)),
    ]
}
