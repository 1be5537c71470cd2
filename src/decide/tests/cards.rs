//! Gift cards and store credit: sold, used, given back.

use super::{
    money_moves::CARD_TERMS,
    rules::{programme, reward, sale},
    shop::Shop,
};
use crate::{
    command::{Command, GiveCredit, LoadCard, SellCard, VoidCard},
    ids::{MemberId, OrderId, PurseId},
    money::Minor,
    order::Order,
    plan::{Receipt, RungUp},
    programme::{EarningKind, PayWithPoints},
    purse::{PayWith, Purse},
    rejection::Rejection,
    reward::{RewardKind, VoucherCode},
};

/// A shop with a member, and a gift card of 20.00 that nobody owns.
fn with_card() -> (Shop, MemberId, VoucherCode) {
    let mut shop = Shop::new(programme());
    let member = shop.join();
    let code = sell(&mut shop, 2_000).unwrap();
    (shop, member, code)
}

fn sell(shop: &mut Shop, amount: i64) -> Result<VoucherCode, Rejection> {
    let id = shop.id();
    let code = VoucherCode::from_random(id.as_u128());
    let sell = SellCard {
        purse: PurseId(id),
        code: code.clone(),
        owner: None,
        amount: Minor(amount),
        terms: CARD_TERMS,
        delivery: None,
    };
    shop.ask(Command::SellCard(sell)).map(|_| code)
}

fn pay_with(
    shop: &mut Shop,
    member: MemberId,
    order: Order,
    pay_with: PayWith,
) -> Result<RungUp, Rejection> {
    let mut command = shop.ring_up_command(member, order);
    command.pay_with = pay_with;
    match shop.ask(Command::RingUp(command))? {
        Receipt::RungUp(receipt) => Ok(receipt),
        other => panic!("{other:?}"),
    }
}

fn cards(codes: &[&VoucherCode]) -> PayWith {
    PayWith {
        cards: codes.iter().map(|code| (*code).clone()).collect(),
        credit: false,
    }
}

const CREDIT: PayWith = PayWith {
    cards: Vec::new(),
    credit: true,
};

fn card<'a>(shop: &'a Shop, code: &VoucherCode) -> &'a Purse {
    shop.world.gift_card(code).unwrap()
}

fn credit(shop: &Shop, member: MemberId) -> i64 {
    let purse = shop.world.purses.get(&PurseId::credit_of(member));
    purse.map_or(0, |purse| purse.balance.0)
}

fn give(shop: &mut Shop, member: MemberId, amount: i64) -> Result<Receipt, Rejection> {
    shop.ask(Command::GiveCredit(GiveCredit {
        member,
        amount: Minor(amount),
        reason: "cold soup".to_owned(),
        limit: Minor(5_000),
    }))
}

fn refund_to_credit(shop: &mut Shop, order: OrderId, amount: Option<i64>) {
    let mut command = shop.refund_command(order, amount, false);
    command.to_credit = true;
    shop.ask(Command::Refund(command)).unwrap();
}

#[test]
fn a_card_pays_what_is_on_it_last_of_all_and_that_part_earns_nothing() {
    let (mut shop, member, code) = with_card();
    let voucher = shop.voucher(member, "five-off");
    let mut order = sale(3_000);
    order.vouchers = vec![voucher];
    let receipt = pay_with(&mut shop, member, order, cards(&[&code])).unwrap();
    assert_eq!(
        receipt.total,
        Minor(2_500),
        "what a card pays is paid all the same"
    );
    assert_eq!(receipt.paid_with_cards(), Minor(2_000));
    assert_eq!(receipt.left_to_pay(), Minor(500));
    assert_eq!(receipt.cards[0].left, Minor::ZERO);
    assert_eq!(receipt.points, 5, "one for each of the 5.00 paid otherwise");
}

#[test]
fn a_card_may_pay_all_and_keeps_the_rest() {
    let (mut shop, member, code) = with_card();
    let receipt = pay_with(&mut shop, member, sale(750), cards(&[&code])).unwrap();
    assert_eq!((receipt.left_to_pay(), receipt.points), (Minor::ZERO, 0));
    assert_eq!(card(&shop, &code).balance, Minor(1_250));
    let mut rules = programme();
    if let EarningKind::Spend { base, .. } = &mut rules.earning[0].kind {
        base.gift_cards = true;
    }
    shop.publish(rules);
    let receipt = pay_with(&mut shop, member, sale(750), cards(&[&code])).unwrap();
    assert_eq!(receipt.points, 7, "unless the rule says that it counts");
}

#[test]
fn points_pay_first_then_the_fuller_card_last_then_store_credit() {
    let (mut shop, member, full) = with_card();
    let mut rules = programme();
    rules.pay_with_points = Some(PayWithPoints {
        points: 100,
        amount: Minor(500),
        minimum_points: 0,
        at_most_percent: None,
    });
    shop.publish(rules);
    shop.adjust(member, 100).unwrap();
    let small = sell(&mut shop, 500).unwrap();
    give(&mut shop, member, 5_000).unwrap();
    let mut command = shop.ring_up_command(member, sale(3_700));
    command.pay_points = 100;
    command.pay_with = PayWith {
        credit: true,
        ..cards(&[&full, &small])
    };
    let Receipt::RungUp(receipt) = shop.ask(Command::RingUp(command)).unwrap() else {
        panic!("not rung up");
    };
    let paid: Vec<i64> = receipt.cards.iter().map(|it| it.amount.0).collect();
    assert_eq!((receipt.total, paid), (Minor(3_200), vec![500, 2_000, 700]));
    assert_eq!(credit(&shop, member), 4_300);
}

#[test]
fn an_unknown_code_and_one_named_twice_get_the_same_answer() {
    let (mut shop, member, code) = with_card();
    let unknown = VoucherCode::from_random(99);
    for codes in [cards(&[&unknown]), cards(&[&code, &code])] {
        let refused = pay_with(&mut shop, member, sale(100), codes);
        assert_eq!(refused, Err(Rejection::VoucherNotValid));
    }
    let load = LoadCard {
        code: unknown.clone(),
        amount: Minor(500),
        terms: CARD_TERMS,
    };
    let refused = shop.ask(Command::LoadCard(load));
    assert_eq!(refused, Err(Rejection::VoucherNotValid));
    let refused = shop.ask(Command::VoidCard(VoidCard { code: unknown }));
    assert_eq!(refused, Err(Rejection::VoucherNotValid));
}

#[test]
fn a_sale_or_load_is_taken_back_while_nothing_of_it_was_used() {
    let (mut shop, member, code) = with_card();
    let void = |code: &VoucherCode| Command::VoidCard(VoidCard { code: code.clone() });
    let load = LoadCard {
        code: code.clone(),
        amount: Minor(500),
        terms: CARD_TERMS,
    };
    shop.ask(Command::LoadCard(load)).unwrap();
    shop.ask(void(&code)).unwrap();
    assert_eq!(
        card(&shop, &code).balance,
        Minor(2_000),
        "the load, not the sale"
    );
    assert_eq!(shop.ask(void(&code)), Err(Rejection::CardUsed));
    let other = sell(&mut shop, 500).unwrap();
    pay_with(&mut shop, member, sale(1), cards(&[&other])).unwrap();
    assert_eq!(shop.ask(void(&other)), Err(Rejection::CardUsed));
    for amount in [0, -1, 499, 50_001, i64::MAX] {
        let refused = Err(Rejection::BadCardAmount {
            least_minor: 500,
            most_minor: 50_000,
        });
        assert_eq!(sell(&mut shop, amount), refused, "{amount}");
    }
}

#[test]
fn refunds_go_back_to_the_card_in_parts_that_sum_to_what_it_paid() {
    let (mut shop, member, code) = with_card();
    let small = sell(&mut shop, 500).unwrap();
    let order = pay_with(&mut shop, member, sale(7_500), cards(&[&code, &small])).unwrap();
    // A third of 25.00 is 8.33; two thirds are 16.66.
    shop.refund(order.order, Some(2_500)).unwrap();
    assert_eq!(card(&shop, &code).balance, Minor(833));
    shop.refund(order.order, Some(4_000)).unwrap();
    assert_eq!(card(&shop, &code).balance, Minor(2_000));
    assert_eq!(card(&shop, &small).balance, Minor(166));
    shop.refund(order.order, Some(1)).unwrap();
    shop.refund(order.order, None).unwrap();
    assert_eq!(card(&shop, &code).balance, Minor(2_000));
    assert_eq!(card(&shop, &small).balance, Minor(500));
    let order = pay_with(&mut shop, member, sale(900), cards(&[&code])).unwrap();
    shop.undo(order.order).unwrap();
    assert_eq!(card(&shop, &code).balance, Minor(2_000));
}

#[test]
fn a_refund_may_go_to_store_credit_whole() {
    let (mut shop, member, code) = with_card();
    let order = pay_with(&mut shop, member, sale(3_000), cards(&[&code])).unwrap();
    refund_to_credit(&mut shop, order.order, Some(1_500));
    assert_eq!(
        (credit(&shop, member), card(&shop, &code).balance.0),
        (1_500, 0)
    );
    shop.refund(order.order, None).unwrap();
    assert_eq!(
        (credit(&shop, member), card(&shop, &code).balance.0),
        (1_500, 1_000)
    );
    let paid = pay_with(&mut shop, member, sale(2_000), CREDIT).unwrap();
    assert_eq!(paid.left_to_pay(), Minor(500));
}

#[test]
fn staff_gives_credit_with_a_reason_within_the_bound_of_the_role() {
    let (mut shop, member, _) = with_card();
    for amount in [0, 5_001, -5_001, i64::MIN] {
        let refused = Err(Rejection::BadCredit { limit_minor: 5_000 });
        assert_eq!(give(&mut shop, member, amount), refused, "{amount}");
    }
    let refused = give(&mut shop, member, -1);
    assert_eq!(refused, Err(Rejection::NotEnoughCredit { left_minor: 0 }));
    give(&mut shop, member, 700).unwrap();
    give(&mut shop, member, -200).unwrap();
    assert_eq!(credit(&shop, member), 500);
    let silent = shop.ask(Command::GiveCredit(GiveCredit {
        member,
        amount: Minor(1),
        reason: " ".to_owned(),
        limit: Minor(5_000),
    }));
    assert_eq!(silent, Err(Rejection::ReasonMissing));
}

#[test]
fn a_reward_makes_a_card_that_can_be_given_back_while_it_is_whole() {
    let mut rules = programme();
    rules.rewards = vec![reward(
        "ten",
        100,
        RewardKind::GiftCard {
            amount: Minor(1_000),
        },
    )];
    let mut shop = Shop::new(rules);
    let member = shop.join();
    let code = shop.voucher(member, "ten");
    assert_eq!(card(&shop, &code).balance, Minor(1_000));
    assert_eq!(card(&shop, &code).owner, Some(member));
    let mut order = sale(500);
    order.vouchers = vec![code.clone()];
    let handed_over = shop.try_ring_up(member, order);
    assert_eq!(
        handed_over,
        Err(Rejection::VoucherNotValid),
        "it pays instead"
    );
    assert_eq!(shop.give_back(member, &code), Ok(100));
    assert_eq!(card(&shop, &code).balance, Minor::ZERO);
    let code = shop.voucher(member, "ten");
    pay_with(&mut shop, member, sale(1), cards(&[&code])).unwrap();
    let refused = shop.give_back(member, &code);
    assert_eq!(refused, Err(Rejection::VoucherNotOpen));
}
