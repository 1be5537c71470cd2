//! Where members stand, by day and window.

use super::*;

fn scheme(window: Window) -> TierScheme {
    let level = |key: &str, from| Level {
        key: key.to_owned(),
        name: key.to_owned(),
        from: Minor(from),
        multiplier: Rate::ONE,
        welcome: None,
    };
    TierScheme {
        basis: Basis::Spend,
        grace_days: 0,
        downgrade: Downgrade::default(),
        window,
        levels: vec![
            level("member", 0),
            level("silver", 25_000),
            level("gold", 50_000),
        ],
    }
}

fn spent(days: &[(&str, i64)]) -> Spend {
    let mut spend = Spend::default();
    for (day, amount) in days {
        spend.add(day.parse().unwrap(), Minor(*amount));
    }
    spend
}

fn stands(window: Window, days: &[(&str, i64)], on: &str) -> Progress {
    scheme(window)
        .progress(&spent(days), on.parse().unwrap())
        .unwrap()
}

#[test]
fn the_boundary_is_exact() {
    assert_eq!(
        stands(Window::Lifetime, &[("2026-01-01", 24_999)], "2026-06-01").key,
        "member"
    );
    assert_eq!(
        stands(Window::Lifetime, &[("2026-01-01", 25_000)], "2026-06-01").key,
        "silver"
    );
}

#[test]
fn a_calendar_tier_is_kept_to_the_end_of_the_next_year() {
    let year = Window::CalendarYear;
    let days = [("2025-12-31", 50_000)];
    assert_eq!(stands(year, &days, "2025-12-31").key, "gold");
    assert_eq!(stands(year, &days, "2026-12-31").key, "gold");
    assert_eq!(stands(year, &days, "2027-01-01").key, "member");
}

#[test]
fn a_rolling_window_includes_its_first_day_and_no_more() {
    let window = Window::Rolling { days: 30 };
    let days = [("2026-03-01", 25_000)];
    assert_eq!(stands(window, &days, "2026-03-30").key, "silver");
    assert_eq!(stands(window, &days, "2026-03-31").key, "member");
}

#[test]
fn the_way_to_the_next_says_how_much_and_by_when() {
    let progress = stands(
        Window::CalendarYear,
        &[("2026-02-01", 34_000)],
        "2026-11-21",
    );
    let next = progress.next.unwrap();
    assert_eq!((next.missing, next.percent), (Minor(16_000), 68));
    assert_eq!(next.by.unwrap().to_string(), "2026-12-31");
}

#[test]
fn the_highest_level_has_no_next_and_a_kept_one_still_has() {
    let all = stands(Window::Lifetime, &[("2020-01-01", 90_000)], "2026-06-01");
    assert_eq!((all.key.as_str(), all.next), ("gold", None));
    let kept = stands(
        Window::CalendarYear,
        &[("2025-06-01", 30_000)],
        "2026-06-01",
    );
    let next = kept.next.unwrap();
    assert_eq!((kept.key.as_str(), kept.spend), ("silver", Minor::ZERO));
    assert_eq!((next.missing, next.percent), (Minor(50_000), 0));
}

#[test]
fn what_came_later_does_not_count_for_an_earlier_day() {
    let days = [("2026-03-01", 10_000), ("2026-10-01", 40_000)];
    assert_eq!(
        stands(Window::CalendarYear, &days, "2026-09-30").key,
        "member"
    );
    assert_eq!(
        stands(Window::CalendarYear, &days, "2026-10-01").key,
        "gold"
    );
}

#[test]
fn a_rolling_way_ends_when_its_oldest_spend_leaves_the_window() {
    let scheme = scheme(Window::Rolling { days: 30 });
    let by = |spend: &Spend, change: (&str, i64), on: &str| {
        let change = (change.0.parse().unwrap(), Minor(change.1));
        let progress = scheme.progress_with(spend, change, on.parse().unwrap());
        progress
            .unwrap()
            .next
            .unwrap()
            .by
            .map(|day| day.to_string())
    };
    let some = spent(&[("2026-03-01", 100), ("2026-03-10", 100)]);
    let ends = |day: &str| Some(day.to_owned());
    assert_eq!(
        by(&some, ("2026-03-20", 0), "2026-03-20"),
        ends("2026-03-30")
    );
    // The refund of the oldest order moves the end; an order into nothing begins one.
    assert_eq!(
        by(&some, ("2026-03-01", -100), "2026-03-20"),
        ends("2026-04-08")
    );
    let none = Spend::default();
    assert_eq!(by(&none, ("2026-03-20", 0), "2026-03-20"), None);
    assert_eq!(
        by(&none, ("2026-03-20", 100), "2026-03-20"),
        ends("2026-04-18")
    );
}

#[test]
fn a_refund_can_take_a_level_away() {
    let scheme = scheme(Window::Lifetime);
    let spend = spent(&[("2026-03-01", 25_000)]);
    let change = ("2026-03-01".parse().unwrap(), Minor(-1));
    let after = scheme.progress_with(&spend, change, "2026-03-02".parse().unwrap());
    assert_eq!(after.unwrap().key, "member");
}

#[test]
fn a_window_without_days_is_judged_like_one_of_a_day() {
    let days = [("2026-03-01", 25_000)];
    assert_eq!(
        stands(Window::Rolling { days: 0 }, &days, "2026-03-01").key,
        "silver"
    );
}
