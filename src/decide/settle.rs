//! What falls due by itself: holds that end, lots that expire.

use super::draft::Draft;
use crate::{
    command::Settle,
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

pub(super) fn decide(world: &World, settle: &Settle, now: Now) -> Result<Plan, Rejection> {
    let mut draft = Draft::new(world, now);
    let (posted, expired) = draft.settle(settle.member)?;
    Ok(draft.finish(Receipt::Settled { posted, expired }))
}

#[cfg(test)]
mod tests {
    use crate::{
        decide::tests::{rules::programme, shop::Shop},
        ledger::LotState,
        programme::Expiry,
    };

    #[test]
    fn a_hold_ends_on_its_day_and_once() {
        let mut rules = programme();
        rules.hold_days = 14;
        let mut shop = Shop::new(rules);
        let member = shop.join();
        shop.ring_up(member, 10_000);
        assert_eq!(shop.points(member), (0, 100));
        shop.on("2026-03-14");
        assert_eq!(shop.settle(member), (0, 0));
        shop.on("2026-03-15");
        assert_eq!(shop.settle(member), (100, 0));
        assert_eq!(shop.points(member), (100, 0));
        assert_eq!(shop.settle(member), (0, 0));
        assert!(shop.plans.last().unwrap().heads.is_empty());
    }

    #[test]
    fn a_lot_is_good_on_its_last_day_and_expires_once() {
        let mut rules = programme();
        rules.expiry = Expiry::Months { months: 1 };
        let mut shop = Shop::new(rules);
        let member = shop.join();
        shop.ring_up(member, 10_000);
        shop.on("2026-04-01");
        assert_eq!(shop.settle(member), (0, 0));
        shop.on("2026-04-02");
        assert_eq!(shop.settle(member), (0, 100));
        assert_eq!(shop.settle(member), (0, 0));
        assert_eq!(shop.lots(member)[0].state, LotState::Expired);
        assert_eq!(shop.points(member), (0, 0));
    }

    #[test]
    fn what_was_held_and_has_expired_meanwhile_does_both() {
        let mut rules = programme();
        rules.hold_days = 14;
        rules.expiry = Expiry::Days { days: 30 };
        let mut shop = Shop::new(rules);
        let member = shop.join();
        shop.ring_up(member, 10_000);
        shop.on("2026-08-01");
        assert_eq!(shop.settle(member), (100, 100));
        assert_eq!(shop.points(member), (0, 0));
    }
}
