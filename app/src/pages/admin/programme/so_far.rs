//! What a decision comes to so far, in a line: it stands beside the heading while the decision is
//! closed.

use regulars::{
    money::Currency,
    programme::{Expiry, Programme, RefundPolicy, words},
};

/// `Bronze, Silver from £250, Gold from £500`.
pub fn tiers(programme: &Programme, currency: Currency) -> String {
    let Some(scheme) = &programme.tiers else {
        return "None".to_owned();
    };
    let level = |level: &regulars::tier::Level| match level.from.0 {
        0 => level.name.clone(),
        _ => format!(
            "{} from {}",
            level.name,
            scheme.basis.words(level.from, currency)
        ),
    };
    let levels: Vec<String> = scheme.levels.iter().map(level).collect();
    levels.join(", ")
}

/// `100 points for who brings, 50 points for the friend`.
pub fn friends(programme: &Programme, _: Currency) -> String {
    match &programme.referral {
        None => "Not rewarded".to_owned(),
        Some(offer) => format!(
            "{} for who brings, {} for the friend",
            words::points(offer.advocate_points),
            words::points(offer.friend_points)
        ),
    }
}

/// `Quiet afternoon, Double week`.
pub fn bonuses(programme: &Programme, _: Currency) -> String {
    let bonuses = programme.bonuses.list.iter();
    named(bonuses.map(|bonus| bonus.name.as_str()))
}

/// `Write a review, Your birthday`.
pub fn acts(programme: &Programme, _: Currency) -> String {
    named(programme.acts.iter().map(|act| act.name.as_str()))
}

fn named<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.is_empty() {
        true => "None".to_owned(),
        false => names.join(", "),
    }
}

/// `From 10 points, up to 500 points a day`.
pub fn passing(programme: &Programme, _: Currency) -> String {
    match programme.passing {
        None => "Points stay with who earned them".to_owned(),
        Some(terms) => format!(
            "From {}, up to {} a day",
            words::points(terms.at_least),
            words::points(terms.most_a_day)
        ),
    }
}

/// `100 points are £1, up to 50 % of the order`.
pub fn paying(programme: &Programme, currency: Currency) -> String {
    match programme.pay_with_points {
        None => "Points do not pay".to_owned(),
        Some(terms) => terms.words(currency),
    }
}

/// `3 days after the order`.
pub fn hold(programme: &Programme, _: Currency) -> String {
    match programme.hold_days {
        0 => "Points can be spent at once".to_owned(),
        number => format!("{} after the order", words::days(number)),
    }
}

/// `After 12 months`.
pub fn expiry(programme: &Programme, _: Currency) -> String {
    match programme.expiry {
        Expiry::Never => "Never".to_owned(),
        Expiry::Days { days } => format!("After {}", words::days(days)),
        Expiry::Months { months: 1 } => "After a month".to_owned(),
        Expiry::Months { months } => format!("After {months} months"),
        Expiry::EndOf { period, grace_days } => {
            format!(
                "{} after the end of {}",
                words::days(grace_days),
                period.words()
            )
        }
        Expiry::Inactivity { months, .. } => format!("After {months} months without a purchase"),
    }
}

/// What a refund takes back of points that were spent.
pub fn refunds(programme: &Programme, _: Currency) -> String {
    match programme.refund_policy {
        RefundPolicy::Clamp => "Spent points are forgotten".to_owned(),
        RefundPolicy::Owe => "Spent points are owed".to_owned(),
    }
}

/// `At least 20 % is kept`.
pub fn margin(programme: &Programme, _: Currency) -> String {
    match &programme.margin {
        None => "Not guarded".to_owned(),
        Some(guard) => {
            let kept = format!("At least {}\u{202f}% is kept", guard.floor_percent);
            match &guard.overridden {
                None => kept,
                Some(named) => format!("{kept}, but {} lets orders go below it", named.by),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regulars::{
        margin::MarginGuard,
        money::Minor,
        programme::{PayWithPoints, Period, template},
    };

    #[test]
    fn a_programme_of_a_new_shop_in_lines() {
        let pounds: Currency = "GBP".parse().unwrap();
        let mut shop = template::simple("Shop", pounds);
        let said: Vec<String> = [
            tiers, friends, bonuses, acts, paying, passing, hold, expiry, refunds, margin,
        ]
        .iter()
        .map(|line| line(&shop, pounds))
        .collect();
        assert_eq!(
            said,
            [
                "Member, Silver from £250, Gold from £500",
                "100 points for who brings, 50 points for the friend",
                "None",
                "None",
                "Points do not pay",
                "Points stay with who earned them",
                "Points can be spent at once",
                "Never",
                "Spent points are forgotten",
                "Not guarded",
            ]
        );
        shop.pay_with_points = Some(PayWithPoints {
            points: 100,
            amount: Minor(100),
            minimum_points: 0,
            at_most_percent: Some(50),
        });
        shop.expiry = Expiry::EndOf {
            period: Period::Year,
            grace_days: 90,
        };
        shop.hold_days = 14;
        shop.margin = Some(MarginGuard {
            floor_percent: 20,
            ..MarginGuard::default()
        });
        assert_eq!(
            paying(&shop, pounds),
            "100 points are £1, up to 50\u{202f}% of the order"
        );
        assert_eq!(expiry(&shop, pounds), "90 days after the end of the year");
        assert_eq!(hold(&shop, pounds), "14 days after the order");
        assert_eq!(margin(&shop, pounds), "At least 20\u{202f}% is kept");
    }
}
