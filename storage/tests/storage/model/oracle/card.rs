//! A member's card: pots of points, and what is owed.

use regulars::{ids::ReferralId, rejection::Rejection, time::Day};

#[derive(Debug, Clone)]
pub struct Pot {
    pub left: i64,
    /// While it waits.
    pub opens: Option<Day>,
    pub ends: Day,
    pub expired: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Card {
    pub pots: Vec<Pot>,
    pub debt: i64,
    pub owed_once: bool,
    pub referral: Option<ReferralId>,
    pub mail: Option<String>,
    pub stamps: i64,
    pub tenths: i64,
}

impl Card {
    fn open(&self) -> i64 {
        self.pots
            .iter()
            .filter(|pot| pot.opens.is_none())
            .map(|pot| pot.left)
            .sum()
    }

    pub fn available(&self) -> i64 {
        self.open() - self.debt
    }

    pub fn pending(&self) -> i64 {
        self.pots
            .iter()
            .filter(|pot| pot.opens.is_some())
            .map(|pot| pot.left)
            .sum()
    }

    fn by_expiry(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.pots.len()).collect();
        order.sort_by_key(|place| (self.pots[*place].ends, *place));
        order
    }

    fn pay_debt_from(&mut self, place: usize) {
        let paid = self.debt.min(self.pots[place].left);
        self.debt -= paid;
        self.pots[place].left -= paid;
    }

    pub fn settle(&mut self, today: Day) {
        for place in self.by_expiry() {
            let pot = &mut self.pots[place];
            if pot.left > 0 && pot.opens.is_some_and(|day| day <= today) {
                pot.opens = None;
                self.pay_debt_from(place);
            }
        }
        for pot in &mut self.pots {
            if pot.opens.is_none() && pot.left > 0 && pot.ends < today {
                (pot.left, pot.expired) = (0, true);
            }
        }
    }

    pub fn give(&mut self, points: i64, opens: Option<Day>, ends: Day) -> usize {
        self.pots.push(Pot {
            left: points,
            opens,
            ends,
            expired: false,
        });
        let place = self.pots.len() - 1;
        if opens.is_none() {
            self.pay_debt_from(place);
        }
        place
    }

    /// Takes points, from `first` before all others; answers where from, and how many.
    pub fn take(
        &mut self,
        points: i64,
        first: Option<usize>,
        owe: bool,
    ) -> (Vec<(usize, i64)>, i64) {
        let wanted = if owe { points } else { points.min(self.open()) };
        let (mut left, mut parts) = (wanted, Vec::new());
        let order = first
            .into_iter()
            .chain(self.by_expiry().into_iter().filter(|p| Some(*p) != first));
        for place in order {
            let pot = &mut self.pots[place];
            if pot.opens.is_none() && pot.left > 0 && left > 0 {
                let part = left.min(pot.left);
                pot.left -= part;
                left -= part;
                parts.push((place, part));
            }
        }
        self.debt += left;
        self.owed_once |= self.debt > 0;
        (parts, wanted)
    }
}

/// Takes all of `points` or nothing; a refusal leaves the card as it was.
pub fn spend(card: &mut Card, points: i64, today: Day) -> Result<Vec<(usize, i64)>, Rejection> {
    let mut after = card.clone();
    after.settle(today);
    if after.available() < points {
        return Err(Rejection::NotEnoughPoints {
            missing: points - after.available(),
        });
    }
    let (paid, _) = after.take(points, None, false);
    *card = after;
    Ok(paid)
}
