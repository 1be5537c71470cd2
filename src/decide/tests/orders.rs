//! Orders rung up: holds, tiers, dates, vouchers.

use super::{
    rules::{day, line, programme, reward, sale, tiers},
    shop::Shop,
};
use crate::{
    command::Command,
    explain::{LeftOut, Step},
    ids::MemberId,
    ledger::LotState,
    money::Minor,
    order::{Order, OrderLine},
    plan::Event,
    programme::{Expiry, Programme},
    rejection::Rejection,
    reward::RewardKind,
    tier::Window,
};

fn basket(lines: Vec<OrderLine>) -> Order {
    Order { lines, ..sale(0) }
}

#[test]
fn points_wait_out_the_hold_and_say_until_when() {
    let mut shop = Shop::new(Programme {
        hold_days: 14,
        expiry: Expiry::Months { months: 12 },
        ..programme()
    });
    let member = shop.join();
    let receipt = shop.ring_up(member, 10_000);
    let until = day("2026-03-15");
    assert_eq!((receipt.available, receipt.pending), (0, 100));
    assert_eq!(receipt.available_on, Some(until));
    let last_steps = [
        Step::Waits { until },
        Step::Expires {
            on: day("2027-03-01"),
        },
    ];
    assert_eq!(receipt.trace.steps[1..], last_steps);
    assert_eq!(shop.lots(member)[0].state, LotState::Pending);
}

#[test]
fn an_order_from_before_the_hold_does_not_wait() {
    let mut shop = Shop::new(Programme {
        hold_days: 14,
        ..programme()
    });
    let member = shop.join();
    for (on, points) in [("2026-02-15", (100, 0)), ("2026-02-16", (100, 100))] {
        let mut command = shop.ring_up_command(member, sale(10_000));
        command.occurred_on = day(on);
        shop.ask(Command::RingUp(command)).unwrap();
        assert_eq!(shop.points(member), points, "{on}");
    }
}

#[test]
fn an_order_earns_at_the_tier_before_it() {
    let mut shop = Shop::new(Programme {
        tiers: Some(tiers(Window::CalendarYear)),
        ..programme()
    });
    let member = shop.join();
    let below = shop.ring_up(member, 23_999);
    assert_eq!((below.points, below.new_tier), (239, None));
    let reaching = shop.ring_up(member, 1_001);
    assert_eq!(
        (reaching.points, reaching.new_tier.as_deref()),
        (10, Some("silver"))
    );
    let events = &shop.plans.last().unwrap().events;
    assert!(
        events
            .iter()
            .any(|it| matches!(it, Event::TierChanged { tier, .. } if tier == "silver"))
    );
    let after = shop.ring_up(member, 1_000);
    assert_eq!((after.points, after.new_tier), (15, None));
    assert_eq!(
        shop.world.members[&member].head.tier.as_deref(),
        Some("silver")
    );
}

#[test]
fn dates_too_far_in_the_past_or_in_the_future_are_refused() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    for (on, fine) in [
        ("1899-12-31", false),
        ("1900-01-01", true),
        ("2026-03-02", true),
        ("2026-03-03", false),
    ] {
        let mut command = shop.ring_up_command(member, sale(100));
        command.occurred_on = day(on);
        let answer = shop.ask(Command::RingUp(command));
        assert_eq!(answer.is_ok(), fine, "{on}");
        assert!(fine || answer == Err(Rejection::BadDate));
    }
}

#[test]
fn nobody_can_ring_up_for_a_stranger_or_without_rules() {
    let mut shop = Shop::new(programme());
    let stranger = MemberId(shop.id());
    let refused = Err(Rejection::UnknownMember);
    assert_eq!(shop.try_ring_up(stranger, sale(100)), refused);
    let member = shop.join();
    shop.world.programme = None;
    let refused = Err(Rejection::NoProgramme);
    assert_eq!(shop.try_ring_up(member, sale(100)), refused);
    let wrong = shop.try_ring_up(member, sale(0));
    assert!(matches!(wrong, Err(Rejection::BadOrder { .. })));
}

#[test]
fn every_free_item_voucher_takes_a_unit_of_its_own() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let mut order = basket(vec![line("flat-white", 2, 700), line("espresso", 1, 250)]);
    let codes: Vec<_> = (0..4).map(|_| shop.voucher(member, "coffee")).collect();
    order.vouchers = codes[..3].to_vec();
    let three = shop.try_ring_up(member, order.clone()).unwrap();
    assert_eq!((three.redeemed, three.total), (Minor(950), Minor::ZERO));
    shop.undo(three.order).unwrap();
    order.vouchers = codes;
    order.lines.push(line("cake", 1, 400));
    let name = "Reward coffee".to_owned();
    let refused = Err(Rejection::VoucherDoesNotApply { name });
    assert_eq!(shop.try_ring_up(member, order), refused);
}

#[test]
fn the_voucher_with_less_to_choose_from_chooses_first() {
    let mut rules = programme();
    rules.rewards.push(reward(
        "espresso-only",
        40,
        RewardKind::FreeItem {
            skus: vec!["espresso".to_owned()],
            worth: Minor(250),
        },
    ));
    // Codes come in the order of taking; both orders must do.
    for kinds in [["coffee", "espresso-only"], ["espresso-only", "coffee"]] {
        let mut shop = Shop::new(rules.clone());
        let member = shop.join();
        let mut order = basket(vec![line("flat-white", 1, 350), line("espresso", 1, 250)]);
        order.vouchers = kinds.map(|kind| shop.voucher(member, kind)).to_vec();
        let receipt = shop.try_ring_up(member, order).unwrap();
        assert_eq!(receipt.redeemed, Minor(600));
    }
}

#[test]
fn of_equal_discounts_the_cheaper_then_the_sooner_to_expire_is_used() {
    let mut rules = programme();
    let five = RewardKind::AmountOff { amount: Minor(500) };
    rules.rewards.push(reward("also-five-off", 80, five));
    let mut shop = Shop::new(rules);
    let member = shop.join();
    let early = shop.voucher(member, "also-five-off");
    let dear = shop.voucher(member, "five-off");
    shop.wait(1);
    let late = shop.voucher(member, "also-five-off");
    let mut order = sale(2_000);
    for (handed_over, used) in [
        ([&dear, &late, &early], &early),
        ([&late, &dear, &early], &early),
    ] {
        order.vouchers = handed_over.map(Clone::clone).to_vec();
        let receipt = shop.try_ring_up(member, order.clone()).unwrap();
        let plan = shop.plans.last().unwrap();
        assert_eq!(
            plan.order.as_ref().unwrap().vouchers,
            [(used.clone(), Minor(500))]
        );
        shop.undo(receipt.order).unwrap();
    }
    order.vouchers = vec![dear, late.clone()];
    shop.try_ring_up(member, order).unwrap();
    let plan = shop.plans.last().unwrap();
    assert_eq!(plan.order.as_ref().unwrap().vouchers, [(late, Minor(500))]);
}

#[test]
fn a_voucher_that_has_nothing_left_to_take_off_is_kept() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let mut order = basket(vec![line("flat-white", 2, 700)]);
    order.discount = Minor(350);
    let codes: Vec<_> = (0..2).map(|_| shop.voucher(member, "coffee")).collect();
    order.vouchers = codes.clone();
    order.vouchers.push(shop.voucher(member, "five-off"));
    let receipt = shop.try_ring_up(member, order).unwrap();
    assert_eq!(receipt.redeemed, Minor(350));
    let left_out = receipt.trace.steps.iter().filter(|step| {
        matches!(
            step,
            Step::VoucherLeftOut {
                because: LeftOut::NothingLeft,
                ..
            }
        )
    });
    assert_eq!(left_out.count(), 2);
    let kept = codes
        .iter()
        .filter(|code| shop.give_back(member, code).is_ok());
    assert_eq!(kept.count(), 1);
}

#[test]
fn a_voucher_handed_over_twice_counts_as_used() {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let code = shop.voucher(member, "five-off");
    let mut order = sale(2_000);
    order.vouchers = vec![code.clone(), code];
    let refused = Err(Rejection::VoucherNotValid);
    assert_eq!(shop.try_ring_up(member, order), refused);
}
