//! Random moves: what the ledger laws are tried on.

use proptest::prelude::*;

use super::{
    money_moves::{MoneyMove, money_moves},
    rules::basket,
    shop::Shop,
};
use crate::{
    command::{Adjust, Command, PassOn, PayReferral, Qualify, ReturnVoucher, Settle, UndoPass},
    ids::{MemberId, OrderId, PassId, ReferralId},
    purse::PayWith,
    reward::VoucherCode,
};

/// One move. The numbers pick among what there is, modulo how much there is.
#[derive(Debug, Clone)]
pub(super) enum Move {
    Wait {
        days: i32,
    },
    Join {
        mail: Option<u8>,
        by: Option<usize>,
    },
    Invite {
        member: usize,
        mail: u8,
    },
    Qualify {
        member: usize,
    },
    RingUp {
        member: usize,
        coffees: i64,
        total: i64,
        vouchers: Vec<usize>,
        pay: i64,
        cards: Vec<usize>,
        credit: bool,
    },
    Refund {
        order: usize,
        percent: Option<i64>,
        undo: bool,
        to_credit: bool,
    },
    Money(MoneyMove),
    Adjust {
        member: usize,
        points: i64,
    },
    Redeem {
        member: usize,
        reward: usize,
    },
    GiveBack {
        voucher: usize,
        by_owner: bool,
    },
    Settle {
        member: usize,
    },
    Pay {
        referral: usize,
    },
    PassOn {
        from: usize,
        to: usize,
        points: i64,
    },
    UndoPass {
        pass: usize,
    },
}

/// A member and two friends, so that there is something to move.
fn opening() -> Vec<Move> {
    [None, Some(0), Some(0)]
        .map(|by| Move::Join { mail: None, by })
        .to_vec()
}

pub(super) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let number = 0..1_000_usize;
    let total = prop_oneof![Just(0), 1..3_000_i64, 3_000..40_000_i64];
    let percent = prop_oneof![Just(None), (1..=100_i64).prop_map(Some), Just(Some(150))];
    let vouchers = prop::collection::vec(number.clone(), 0..3);
    let cards = prop::collection::vec(number.clone(), 0..3);
    let a_move = prop_oneof![
        4 => prop_oneof![1..10_i32, 10..40_i32].prop_map(|days| Move::Wait { days }),
        1 => (prop::option::of(0..6_u8), prop::option::of(number.clone()))
            .prop_map(|(mail, by)| Move::Join { mail, by }),
        1 => (number.clone(), 0..6_u8).prop_map(|(member, mail)| Move::Invite { member, mail }),
        1 => number.clone().prop_map(|member| Move::Qualify { member }),
        8 => (
            (number.clone(), 0..3_i64, total, vouchers),
            prop_oneof![3 => Just(0), 1 => 1..150_i64],
            cards,
            any::<bool>(),
        )
            .prop_map(|((member, coffees, total, vouchers), pay, cards, credit)| {
                Move::RingUp { member, coffees, total, vouchers, pay, cards, credit }
            }),
        4 => (number.clone(), percent, any::<bool>(), prop::bool::weighted(0.3)).prop_map(
            |(order, percent, undo, to_credit)| Move::Refund { order, percent, undo, to_credit }
        ),
        8 => money_moves().prop_map(Move::Money),
        2 => (number.clone(), -150..300_i64).prop_map(|(member, points)| Move::Adjust { member, points }),
        4 => (number.clone(), 0..5_usize).prop_map(|(member, reward)| Move::Redeem { member, reward }),
        2 => (number.clone(), prop::bool::weighted(0.9))
            .prop_map(|(voucher, by_owner)| Move::GiveBack { voucher, by_owner }),
        2 => number.clone().prop_map(|member| Move::Settle { member }),
        3 => number.clone().prop_map(|referral| Move::Pay { referral }),
        2 => (number.clone(), number.clone(), 1..120_i64)
            .prop_map(|(from, to, points)| Move::PassOn { from, to, points }),
        1 => number.prop_map(|pass| Move::UndoPass { pass }),
    ];
    prop::collection::vec(a_move, 30..150).prop_map(|moves| {
        let mut all = opening();
        all.extend(moves);
        all
    })
}

/// What has come to be in a shop so far, in the order in which it came.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub members: Vec<MemberId>,
    pub orders: Vec<OrderId>,
    pub vouchers: Vec<VoucherCode>,
    pub cards: Vec<VoucherCode>,
    pub referrals: Vec<ReferralId>,
    pub passes: Vec<PassId>,
}

pub(super) fn pick<T: Clone>(from: &[T], number: usize) -> Option<T> {
    (!from.is_empty()).then(|| from[number % from.len()].clone())
}

impl Known {
    /// The command of a move, unless it only lets time pass or there is nothing to move.
    pub fn command(&self, shop: &mut Shop, a_move: &Move) -> Option<Command> {
        Some(match a_move {
            Move::Wait { days } => {
                shop.wait(*days);
                return None;
            }
            Move::Join { mail, by } => {
                let mail = mail.map(|number| format!("friend{number}@example.com"));
                let advocate = by.and_then(|number| pick(&self.members, number));
                let code = advocate.map(|member| shop.code_of(member));
                Command::Join(shop.join_command(mail.as_deref(), code.as_deref()))
            }
            Move::Invite { member, mail } => {
                let advocate = pick(&self.members, *member)?;
                let mail = format!("friend{mail}@example.com");
                Command::Invite(shop.invite_command(advocate, &mail))
            }
            Move::Qualify { member } => Command::Qualify(Qualify {
                member: pick(&self.members, *member)?,
            }),
            Move::RingUp {
                member,
                coffees,
                total,
                vouchers,
                pay,
                cards,
                credit,
            } => {
                let member = pick(&self.members, *member)?;
                let vouchers = vouchers
                    .iter()
                    .filter_map(|number| pick(&self.vouchers, *number));
                let order = basket(*coffees, *total, vouchers.collect());
                let mut command = shop.ring_up_command(member, order);
                let rules = shop.world.programme.as_ref();
                if rules.is_some_and(|it| it.programme.pay_with_points.is_some()) {
                    command.pay_points = *pay;
                }
                let cards = cards.iter().filter_map(|number| pick(&self.cards, *number));
                command.pay_with = PayWith {
                    cards: cards.collect(),
                    credit: *credit,
                };
                Command::RingUp(command)
            }
            Move::Refund {
                order,
                percent,
                undo,
                to_credit,
            } => {
                let order = pick(&self.orders, *order)?;
                let paid = shop.world.orders[&order].total.0;
                let amount = percent.map(|percent| paid * percent / 100);
                let mut command = shop.refund_command(order, amount, *undo);
                command.to_credit = *to_credit;
                Command::Refund(command)
            }
            Move::Money(a_move) => return self.money_command(shop, a_move),
            Move::Adjust { member, points } => Command::Adjust(Adjust {
                member: pick(&self.members, *member)?,
                points: *points,
                reason: "goodwill".to_owned(),
                limit: 250,
            }),
            Move::Redeem { member, reward } => {
                let member = pick(&self.members, *member)?;
                let reward = ["five-off", "tenth-off", "coffee", "card", "yacht"][*reward];
                Command::Redeem(shop.redeem_command(member, reward))
            }
            Move::GiveBack { voucher, by_owner } => {
                let code = pick(&self.vouchers, *voucher)?;
                let owner = shop.world.vouchers[&code].member;
                let member = if *by_owner { owner } else { self.members[0] };
                Command::ReturnVoucher(ReturnVoucher { member, code })
            }
            Move::Settle { member } => Command::Settle(Settle {
                member: pick(&self.members, *member)?,
            }),
            Move::PassOn { from, to, points } => Command::PassOn(PassOn {
                id: PassId(shop.id()),
                from: pick(&self.members, *from)?,
                to: pick(&self.members, *to)?,
                points: *points,
            }),
            Move::UndoPass { pass } => Command::UndoPass(UndoPass {
                pass: pick(&self.passes, *pass)?,
            }),
            Move::Pay { referral } => Command::PayReferral(PayReferral {
                referral: self.one_to_pay(shop, *referral)?,
            }),
        })
    }

    /// One that is due, every other time and if there is one; else any.
    fn one_to_pay(&self, shop: &Shop, number: usize) -> Option<ReferralId> {
        let due = |id: &&ReferralId| {
            let due_on = shop.referral(**id).due_on;
            due_on.is_some_and(|day| day <= shop.now.today)
        };
        let all_due: Vec<ReferralId> = self.referrals.iter().filter(due).copied().collect();
        let chosen = pick(&all_due, number / 2).filter(|_| number.is_multiple_of(2));
        chosen.or_else(|| pick(&self.referrals, number))
    }

    /// Notes what the last plan of a shop brought into being.
    pub fn note(&mut self, shop: &Shop) {
        let Some(plan) = shop.plans.last() else {
            return;
        };
        self.members
            .extend(plan.joined.as_ref().map(|join| join.member));
        self.orders
            .extend(plan.order.as_ref().map(|order| order.ring_up.id));
        let cards = plan.money.purses.iter().filter(|purse| purse.last_seq == 1);
        self.cards
            .extend(cards.filter_map(|purse| purse.code.clone()));
        let made = plan.new_voucher.iter().chain(&plan.coupons);
        self.vouchers
            .extend(made.map(|voucher| voucher.code.clone()));
        self.passes.extend(plan.pass.as_ref().map(|pass| pass.id));
        self.referrals
            .extend(plan.new_referral.as_ref().map(|(referral, _)| referral.id));
    }
}
