//! The ledger laws, on random commands under random rules.

use std::{cell::RefCell, collections::BTreeMap};

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::{
    books::Books,
    moves::{Known, Move, moves},
    purses::Purses,
    random_rules::programmes,
    rules::{line, programme, sale, spend_rule},
    shop::Shop,
};
use crate::{
    command::Command,
    decide::decide,
    explain::Step,
    order::Order,
    plan::RungUp,
    programme::{EarningRule, Programme},
};

/// Plays the moves and checks every law after each. Answers which commands were judged, and
/// whether they were accepted.
fn play(programme: &Programme, moves: &[Move]) -> Result<Vec<(&'static str, bool)>, TestCaseError> {
    let mut shop = Shop::new(programme.clone());
    let (mut known, mut books) = (Known::default(), Books::default());
    let mut purses = Purses::default();
    let mut answers = Vec::new();
    for a_move in moves {
        let Some(command) = known.command(&mut shop, a_move) else {
            continue;
        };
        let before = shop.world.clone();
        let decision = decide(&shop.world, &command, shop.now);
        prop_assert_eq!(&shop.world, &before, "a decision changes nothing");
        let preview = decide(&before, &command, shop.now);
        prop_assert_eq!(&preview, &decision, "a preview is the real thing");
        answers.push((name(&command), decision.is_ok()));
        if let Ok(plan) = decision {
            shop.world.apply(&plan);
            Books::allow(&before, &plan, &shop.world, shop.now)?;
            books.enter(&plan);
            books.agree_with(&shop.world, programme.refund_policy)?;
            purses.enter(&plan);
            purses.agree_with(&shop.world)?;
            shop.plans.push(plan);
            known.note(&shop);
        }
    }
    Ok(answers)
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::Join(_) => "join",
        Command::RingUp(_) => "ring up",
        Command::Refund(_) => "refund",
        Command::Adjust(_) => "adjust",
        Command::Redeem(_) => "redeem",
        Command::ReturnVoucher(_) => "return",
        Command::Settle(_) => "settle",
        Command::Invite(_) => "invite",
        Command::Qualify(_) => "qualify",
        Command::PayReferral(_) => "pay",
        Command::ClaimAct(_) => "claim",
        Command::JudgeClaim(_) => "judge",
        Command::SellCard(_) => "sell card",
        Command::LoadCard(_) => "load card",
        Command::VoidCard(_) => "void card",
        Command::GiveCredit(_) => "give credit",
        Command::Reserve(_) => "reserve",
        Command::Release(_) => "release",
        Command::PassOn(_) => "pass on",
        Command::UndoPass(_) => "undo a pass",
    }
}

#[test]
fn the_ledger_laws_hold_and_every_command_was_tried() {
    let counts = RefCell::new(BTreeMap::new());
    let config = Config {
        cases: 200,
        ..Config::default()
    };
    let played = TestRunner::new(config).run(&(programmes(), moves()), |(programme, moves)| {
        for answer in play(&programme, &moves)? {
            *counts.borrow_mut().entry(answer).or_insert(0) += 1;
        }
        Ok(())
    });
    if let Err(broken) = played {
        panic!("{broken}");
    }
    // A run that never got anywhere proves nothing.
    let counts = counts.into_inner();
    let seen = |name, accepted| counts.get(&(name, accepted)).copied().unwrap_or(0);
    for name in [
        "join",
        "ring up",
        "refund",
        "adjust",
        "redeem",
        "return",
        "settle",
        "invite",
        "qualify",
        "pay",
        "pass on",
        "sell card",
        "load card",
        "void card",
        "give credit",
    ] {
        assert!(
            seen(name, true) > 50,
            "{name} was hardly accepted: {counts:?}"
        );
    }
    for name in [
        "join",
        "ring up",
        "refund",
        "adjust",
        "redeem",
        "return",
        "invite",
        "pay",
        "pass on",
        "undo a pass",
        "load card",
        "void card",
        "give credit",
    ] {
        assert!(
            seen(name, false) > 0,
            "{name} was never refused: {counts:?}"
        );
    }
}

/// Rings up one order under some rules, for a member with four vouchers.
fn rung_up(earning: Vec<EarningRule>, order: &Order, handed_over: &[usize]) -> RungUp {
    let mut shop = Shop::new(Programme {
        earning,
        ..programme()
    });
    let member = shop.join();
    let codes =
        ["coffee", "five-off", "coffee", "tenth-off"].map(|kind| shop.voucher(member, kind));
    let mut order = order.clone();
    order.vouchers = handed_over
        .iter()
        .map(|index| codes[*index].clone())
        .collect();
    shop.try_ring_up(member, order).unwrap()
}

/// The steps as a set: their order follows the document.
fn sorted(steps: &[Step]) -> Vec<String> {
    let mut words: Vec<String> = steps.iter().map(|step| format!("{step:?}")).collect();
    words.sort();
    words
}

fn rules_and_lines() -> impl Strategy<Value = (Vec<EarningRule>, Order, Vec<usize>)> {
    let rules = prop::collection::vec((1..1_000_000_000_i64, 1..1_000_000_000_i64), 1..6);
    let prices = prop::collection::vec((1..5_i64, 1..1_000_i64), 0..6);
    (rules, prices).prop_map(|(rules, prices)| {
        let rule = |(index, (points, per))| spend_rule(&format!("rule-{index}"), points, per);
        let rules = rules.into_iter().enumerate().map(rule).collect();
        let mut order = sale(5_000);
        let coffees = [line("flat-white", 2, 701), line("espresso", 2, 700)];
        order.lines.extend(coffees);
        let more = prices
            .into_iter()
            .map(|(quantity, total)| line("espresso", quantity, quantity * total));
        order.lines.extend(more);
        (rules, order, vec![0, 1, 2, 3])
    })
}

fn shuffled() -> impl Strategy<Value = [(Vec<EarningRule>, Order, Vec<usize>); 2]> {
    rules_and_lines().prop_flat_map(|(rules, order, vouchers)| {
        let first = (rules.clone(), order.clone(), vouchers.clone());
        let lines = Just(order.lines.clone()).prop_shuffle();
        let others = (
            Just(rules).prop_shuffle(),
            lines,
            Just(vouchers).prop_shuffle(),
        );
        others.prop_map(move |(rules, lines, vouchers)| {
            let order = Order {
                lines,
                ..order.clone()
            };
            [first.clone(), (rules, order, vouchers)]
        })
    })
}

proptest! {
    #[test]
    fn the_order_of_rules_lines_and_vouchers_changes_nothing(both in shuffled()) {
        let [one, other] = both.map(|(rules, order, vouchers)| rung_up(rules, &order, &vouchers));
        prop_assert_eq!(sorted(&one.trace.steps), sorted(&other.trace.steps));
        prop_assert_eq!(
            (one.points, one.total, one.redeemed, one.available),
            (other.points, other.total, other.redeemed, other.available)
        );
    }
}
