//! What holds for every history: the ledger says the same, nothing changes against itself, and the
//! order of members does not matter.

use proptest::prelude::*;

use super::{Options, PastOrder, coffees, day, past, replay, sale, spending};
use crate::{
    decide::tests::{
        rules::{programme, promotions, tiers},
        shop::Shop,
    },
    ids::MemberId,
    ledger::TransferKind,
    money::Minor,
    order::Order,
    programme::{EarningKind, Expiry, Programme},
    reward::VoucherCode,
    tier::Window,
};

/// Days after the one before, the member, and how much of what.
type Visit = (i32, usize, bool, i64);

fn visits() -> impl Strategy<Value = Vec<Visit>> {
    let visit = (0..20_i32, 0..4_usize, any::<bool>(), 1..60_i64);
    prop::collection::vec(visit, 1..40)
}

fn order(coffee: bool, size: i64) -> Order {
    if coffee {
        coffees(1 + size % 7)
    } else {
        sale(size * 111)
    }
}

fn programmes() -> impl Strategy<Value = Programme> {
    let expiry = prop_oneof![Just(Expiry::Never), Just(Expiry::Days { days: 30 })];
    let window = prop_oneof![Just(Window::Lifetime), Just(Window::Rolling { days: 40 })];
    (
        expiry,
        window,
        0..15_u16,
        any::<bool>(),
        any::<bool>(),
        1..200_i64,
    )
        .prop_map(
            |(expiry, window, hold_days, carry_fractions, with_promotions, per)| {
                let mut rules = Programme {
                    expiry,
                    hold_days,
                    carry_fractions,
                    tiers: Some(tiers(window)),
                    referral: None,
                    ..programme()
                };
                if with_promotions {
                    rules.promotions = promotions();
                }
                if let EarningKind::Spend { per: every, .. } = &mut rules.earning[0].kind {
                    *every = Minor(per);
                }
                rules
            },
        )
}

/// The visits in a shop with a ledger, and as histories of its members. Of the vouchers that orders
/// made, the first to run out is handed over with each next one.
fn played(rules: &Programme, visits: &[Visit]) -> (Shop, Vec<(MemberId, Vec<PastOrder>)>) {
    let mut shop = Shop::new(rules.clone());
    let members: Vec<MemberId> = (0..4).map(|_| shop.join()).collect();
    let mut histories: Vec<(MemberId, Vec<PastOrder>)> =
        members.iter().map(|member| (*member, Vec::new())).collect();
    let mut codes: Vec<Vec<VoucherCode>> = vec![Vec::new(); members.len()];
    for (wait, who, coffee, size) in visits {
        shop.wait(*wait);
        let today = shop.now.today;
        let mut bought = order(*coffee, *size);
        let good = |code: &VoucherCode| shop.world.vouchers[code].expires_on >= today;
        bought.vouchers = codes[*who]
            .iter()
            .find(|code| good(code))
            .cloned()
            .into_iter()
            .collect();
        let rung_up = shop.try_ring_up(members[*who], bought.clone()).unwrap();
        codes[*who].retain(|code| shop.world.vouchers[code].used_by.is_none());
        codes[*who].extend(rung_up.coupons);
        let history = &mut histories[*who].1;
        let mut told = past(rung_up.order.0.as_u128(), today, bought);
        told.order.vouchers.clear();
        history.push(told);
    }
    histories.retain(|(_, history)| !history.is_empty());
    (shop, histories)
}

proptest! {
    #[test]
    fn the_replay_of_what_was_in_force_says_what_the_ledger_says(
        rules in programmes(),
        visits in visits(),
    ) {
        let (mut shop, histories) = played(&rules, &visits);
        let until = shop.now.today;
        for (member, _) in &histories {
            shop.settle(*member);
        }
        let options = Options { from: None, until, spent_percent: 0 };
        let seen = replay(None, &rules, options, &histories).draft;
        let moved = |kind: TransferKind| -> i64 {
            let transfers = shop.plans.iter().flat_map(|plan| &plan.transfers);
            transfers.filter(|it| it.kind == kind).map(|it| it.points).sum()
        };
        prop_assert_eq!(seen.figures.issued, moved(TransferKind::Earn));
        prop_assert_eq!(seen.figures.expired, moved(TransferKind::Expire));
        let orders = shop.plans.iter().filter_map(|plan| plan.order.as_ref());
        let off: i64 = orders.clone().map(|it| it.promoted.0 + it.redeemed.0).sum();
        let paid: i64 = orders.map(|it| it.total.0).sum();
        prop_assert_eq!(seen.figures.money.discounts, Minor(off));
        prop_assert_eq!(seen.figures.money.sales, Minor(paid));
        let held: i64 = histories
            .iter()
            .map(|(member, _)| shop.points(*member))
            .map(|(available, pending)| available + pending)
            .sum();
        prop_assert_eq!(seen.outstanding, held);
        let silver = histories.iter().filter(|(member, _)| {
            let scheme = rules.tiers.as_ref().unwrap();
            let standing = shop.world.members[member].standing(scheme, until);
            standing.is_some_and(|tier| tier.key == "silver")
        });
        prop_assert_eq!(seen.tiers[1].1, silver.count() as i64);
    }

    #[test]
    fn a_programme_against_itself_changes_nothing(rules in programmes(), visits in visits()) {
        let (_, histories) = played(&rules, &visits);
        let seen = replay(Some(&rules), &rules, spending(70), &histories);
        prop_assert_eq!(&seen.today, &seen.draft);
        prop_assert_eq!((seen.winners.members, seen.losers.members), (0, 0));
        prop_assert_eq!(seen.more(), Minor::ZERO);
        prop_assert!(seen.months.iter().all(|month| month.today == month.draft));
    }

    #[test]
    fn members_may_come_in_any_order(
        rules in programmes(),
        draft in programmes(),
        visits in visits(),
        turn in 0..4_usize,
    ) {
        let (_, mut histories) = played(&rules, &visits);
        let one = replay(Some(&rules), &draft, spending(70), &histories);
        let turns = turn % histories.len();
        histories.rotate_left(turns);
        let other = replay(Some(&rules), &draft, spending(70), &histories);
        histories.reverse();
        let third = replay(Some(&rules), &draft, spending(70), &histories);
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(&one, &third);
    }
}

#[test]
fn nothing_fed_is_nothing() {
    let seen = replay(None, &programme(), spending(70), &[]);
    assert_eq!((seen.orders, seen.members, seen.months.len()), (0, 0, 0));
    assert_eq!(
        (seen.margin(&seen.draft), seen.more_of_sales()),
        (None, None)
    );
    assert_eq!(seen.until, day(super::UNTIL));
}
