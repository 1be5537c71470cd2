//! What a number of units at each price is worth to a promotion that counts units.
//!
//! Units are given as runs: so many at one price. A line of a million litres is one run, so the
//! work is by line and not by unit.

use super::percent_of;

/// Units of one line at one price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// The line's place in the basket.
    pub line: usize,
    /// Price of one unit, in minor units, rounded down.
    pub price: i64,
    /// How many.
    pub units: i64,
}

/// What is taken off a line, and how many of its units are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Off {
    /// The line's place in the basket.
    pub line: usize,
    /// In minor units.
    pub amount: i64,
    /// Units that cost nothing.
    pub free: i64,
}

/// Takes `percent` off so many of the cheapest units, for each pair of `shares`: the first pair
/// has the very cheapest. `runs` go from the dearest to the cheapest.
pub(crate) fn off_cheapest(runs: &[Run], shares: &[(i64, u8)]) -> Vec<Off> {
    let mut offs = Vec::new();
    let mut cheapest = runs.iter().rev().copied();
    let mut run = cheapest.next();
    for &(count, percent) in shares {
        let mut wanted = count;
        while let Some(mut now) = run.filter(|_| wanted > 0) {
            let units = wanted.min(now.units);
            push(&mut offs, now, units, percent);
            wanted -= units;
            now.units -= units;
            run = if now.units > 0 {
                Some(now)
            } else {
                cheapest.next()
            };
        }
    }
    offs
}

/// Takes off each unit what the ladder says: the dearest unit is on the first step, and the last
/// step holds for all that follow. `runs` go from the dearest to the cheapest.
pub(crate) fn off_ladder(runs: &[Run], steps: &[u8]) -> Vec<Off> {
    let Some((last, first)) = steps.split_last() else {
        return Vec::new();
    };
    let mut offs = Vec::new();
    let mut climbed = 0;
    for run in runs {
        let mut units = run.units;
        while units > 0 {
            let (percent, here) = match first.get(climbed) {
                Some(percent) => (*percent, 1),
                None => (*last, units),
            };
            push(&mut offs, *run, here, percent);
            climbed += 1;
            units -= here;
        }
    }
    offs
}

/// How many units of `total` are cheaper when `buy` are paid before `get` that are.
pub(crate) fn got(total: i64, buy: i64, get: i64, repeats: bool) -> i64 {
    let (buy, get, total) = (buy.max(1), get.max(0), total.max(0));
    let in_one = |units: i64| (units - buy).clamp(0, get);
    if repeats {
        let group = buy + get;
        total / group * get + in_one(total % group)
    } else {
        in_one(total)
    }
}

/// Rounded down by run and share, so that a unit never costs less than the share says.
fn push(offs: &mut Vec<Off>, run: Run, units: i64, percent: u8) {
    let amount = percent_of(percent, run.price.saturating_mul(units));
    if amount > 0 {
        offs.push(Off {
            line: run.line,
            amount,
            free: if percent >= 100 { units } else { 0 },
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(prices: &[(i64, i64)]) -> Vec<Run> {
        let run = |(line, &(price, units))| Run { line, price, units };
        prices.iter().enumerate().map(run).collect()
    }

    fn amounts(offs: &[Off]) -> Vec<(usize, i64, i64)> {
        offs.iter()
            .map(|off| (off.line, off.amount, off.free))
            .collect()
    }

    #[test]
    fn two_bought_the_third_of_equal_or_lesser_value() {
        assert_eq!(got(2, 2, 1, true), 0);
        assert_eq!(got(3, 2, 1, true), 1);
        assert_eq!(got(8, 2, 1, true), 2);
        assert_eq!(got(9, 2, 1, true), 3);
        assert_eq!(got(9, 2, 1, false), 1);
        assert_eq!(
            got(7, 2, 2, true),
            3,
            "the third of a second round is got too"
        );
        assert_eq!(got(0, 2, 1, true), 0);
    }

    #[test]
    fn the_cheapest_units_are_taken_across_lines() {
        let basket = runs(&[(1_000, 1), (500, 2), (200, 1)]);
        let free = off_cheapest(&basket, &[(2, 100)]);
        assert_eq!(amounts(&free), [(2, 200, 1), (1, 500, 1)]);
        let third = off_cheapest(&basket, &[(1, 33)]);
        assert_eq!(amounts(&third), [(2, 66, 0)]);
        let two_kinds = off_cheapest(&basket, &[(1, 100), (2, 30)]);
        assert_eq!(amounts(&two_kinds), [(2, 200, 1), (1, 300, 0)]);
        let more_than_there_is = off_cheapest(&basket, &[(9, 100)]);
        assert_eq!(amounts(&more_than_there_is).len(), 3);
    }

    #[test]
    fn a_ladder_is_climbed_unit_by_unit_and_ends_on_its_last_step() {
        let lessons = runs(&[(3_000, 5)]);
        let off: i64 = off_ladder(&lessons, &[0, 2, 5])
            .iter()
            .map(|off| off.amount)
            .sum();
        assert_eq!(off, 60 + 3 * 150);
        let two = runs(&[(1_000, 1), (400, 1_000_000_000)]);
        let offs = off_ladder(&two, &[0, 2, 5]);
        assert_eq!(amounts(&offs), [(1, 8, 0), (1, 19_999_999_980, 0)]);
        assert!(off_ladder(&two, &[]).is_empty());
    }
}
