//! Dates as the vendor's client writes them, where its clock is in UTC.

/// `dd/mm/yyyy HH:MM:SS` of seconds since 1970.
pub(super) fn text(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (mut year, mut day) = (1970, days);
    while day < 0 {
        year -= 1;
        day += length(year);
    }
    while day >= length(year) {
        day -= length(year);
        year += 1;
    }
    let february = length(year) - 337;
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let (hour, minute) = (second / 3600, second / 60 % 60);
    let day = day + 1;
    format!(
        "{day:02}/{month:02}/{year} {hour:02}:{minute:02}:{:02}",
        second % 60
    )
}

fn length(year: i64) -> i64 {
    let leap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    if leap { 366 } else { 365 }
}
