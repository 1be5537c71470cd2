//! The crowd: everybody who is not in the cast, with habits instead of deeds.

use regulars::order::OrderLine;

use super::{
    cast,
    menu::{BEANS, DRINKS, FOOD, by_sku},
    names,
    random::Random,
};

/// People in the crowd.
const PEOPLE: usize = 141;
/// How many days before today the first ones joined.
pub const DAYS: i32 = 421;
/// How often somebody comes, in visits a thousand days, by how many such people there are.
const HABITS: [(u64, u64); 5] = [(8, 520), (22, 260), (35, 120), (45, 45), (31, 15)];
/// Quarters of an hour after midnight at which people come, by how many do.
const HOURS: [(u64, i64); 10] = [
    (14, 30),
    (18, 33),
    (12, 36),
    (8, 39),
    (8, 42),
    (10, 45),
    (12, 50),
    (7, 54),
    (6, 58),
    (5, 63),
];

/// Somebody of the crowd.
#[derive(Debug, Clone)]
pub struct Neighbour {
    /// The name.
    pub name: String,
    /// The mail address.
    pub mail: String,
    /// How many days before today they joined.
    pub joined_days_ago: i32,
    /// Visits a thousand days.
    pub visits: u64,
    /// Who brought them, by place in the crowd.
    pub friend_of: Option<usize>,
    /// Whether by an invitation by mail, and not by the code.
    pub invited: bool,
    /// Whether they confirm their mail address.
    pub confirms: bool,
}

/// Draws the crowd, those who joined first at the front.
pub fn draw(random: &mut Random) -> Vec<Neighbour> {
    let mut days: Vec<i32> = (0..PEOPLE).map(|_| joined_days_ago(random)).collect();
    days.sort_unstable_by_key(|days| -days);
    let mut crowd: Vec<Neighbour> = Vec::with_capacity(PEOPLE);
    for (index, joined_days_ago) in days.into_iter().enumerate() {
        let (name, mail) = names::draw(random, |mail| {
            cast::PEOPLE.iter().any(|(_, taken)| *taken == mail)
                || crowd.iter().any(|neighbour| neighbour.mail == mail)
        });
        let earlier = crowd
            .iter()
            .filter(|it| it.joined_days_ago > joined_days_ago + 10)
            .count();
        let brought = index > 20 && earlier > 0 && random.happens(220);
        let friend_of = brought.then(|| random.below(earlier as u64) as usize);
        crowd.push(Neighbour {
            name,
            mail,
            joined_days_ago,
            visits: random.weighted(&HABITS).copied().unwrap_or(50),
            friend_of,
            invited: friend_of.is_some() && random.happens(300),
            confirms: random.happens(850),
        });
    }
    crowd
}

/// Four in ten were there from the first months on; the rest came one by one.
fn joined_days_ago(random: &mut Random) -> i32 {
    let (from, days) = if random.happens(400) {
        (300, DAYS - 300)
    } else {
        (3, 297)
    };
    from + i32::try_from(random.below(days as u64)).unwrap_or(0)
}

/// When in the day somebody comes, in minutes after midnight.
pub fn minute(random: &mut Random) -> i64 {
    let quarter = random.weighted(&HOURS).copied().unwrap_or(40);
    quarter * 15 + i64::try_from(random.below(45)).unwrap_or(0)
}

/// A basket. With a voucher for an item, that item is in it.
pub fn basket(random: &mut Random, voucher_sku: Option<&str>) -> Vec<OrderLine> {
    let mut lines: Vec<OrderLine> = voucher_sku
        .and_then(by_sku)
        .map(|item| item.line(1))
        .into_iter()
        .collect();
    let quantity = if random.happens(160) { 2 } else { 1 };
    lines.extend(random.weighted(&DRINKS).map(|item| item.line(quantity)));
    if random.happens(430) {
        lines.extend(random.weighted(&FOOD).map(|item| item.line(quantity)));
    }
    if random.happens(35) {
        lines.push(BEANS.line(1));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crowd_is_the_same_for_the_same_seed_and_nobody_is_there_twice() {
        let (one, other) = (draw(&mut Random::new(7)), draw(&mut Random::new(7)));
        let mails =
            |crowd: &[Neighbour]| crowd.iter().map(|it| it.mail.clone()).collect::<Vec<_>>();
        assert_eq!(mails(&one), mails(&other));
        let mut unique = mails(&one);
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), PEOPLE);
        assert!(one.iter().filter(|it| it.friend_of.is_some()).count() > 10);
        assert!(one.iter().all(|it| {
            it.friend_of
                .is_none_or(|by| one[by].joined_days_ago > it.joined_days_ago)
        }));
    }
}
