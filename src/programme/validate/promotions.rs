//! What can be wrong with promotions.

use std::collections::HashSet;

use super::{DAYS_MAX, Faults, NAME_MAX};
use crate::{
    money::Minor,
    programme::Programme,
    promotion::{Promotion, PromotionKind, StampCard, StampGives, Trigger, public_code},
    reward::VoucherCode,
};

impl Faults {
    pub(super) fn promotions(&mut self, programme: &Programme) {
        let promotions = &programme.promotions;
        self.keys("promotions", promotions.iter().map(|it| it.key.as_str()));
        let mut codes = HashSet::new();
        for (index, promotion) in promotions.iter().enumerate() {
            self.promotion(promotion, programme, index);
            if let Trigger::Code { code } = &promotion.trigger {
                self.check(
                    codes.insert(public_code(code)),
                    format!("promotions.{index}.trigger.code"),
                    "another promotion has this code already",
                );
            }
        }
        let limit = programme.order_limit;
        self.check(
            limit
                .amount
                .is_none_or(|amount| (1..=Minor::MAX.0).contains(&amount.0)),
            "order_limit.amount",
            "the most that is taken off must be more than zero",
        );
        self.check(
            limit.percent.is_none_or(|share| (1..=100).contains(&share)),
            "order_limit.percent",
            "a percentage is between 1 and 100",
        );
    }

    fn promotion(&mut self, promotion: &Promotion, programme: &Programme, index: usize) {
        let at = |field: &str| format!("promotions.{index}.{field}");
        self.name(&at("name"), &promotion.name);
        if let Trigger::Code { code } = &promotion.trigger {
            let fine = |c: char| c.is_alphanumeric() || c == '-';
            let length = code.trim().chars().count();
            self.check(
                (3..=40).contains(&length) && code.trim().chars().all(fine),
                at("trigger.code"),
                "a code has 3 to 40 letters, digits and dashes",
            );
            self.check(
                code.parse::<VoucherCode>().is_err(),
                at("trigger.code"),
                "a code of 13 letters and digits is read as a voucher's; make it shorter or longer",
            );
        }
        self.when(&promotion.when, programme, &at("when"));
        self.which(&promotion.which, &at("which"));
        self.minimums(promotion.minimum, promotion.minimum_quantity, at);
        self.check(
            promotion
                .group
                .as_ref()
                .is_none_or(|group| (1..=NAME_MAX).contains(&group.trim().chars().count())),
            at("group"),
            "the name of a group has 1 to 80 characters",
        );
        self.check(
            promotion
                .at_most
                .is_none_or(|most| (1..=Minor::MAX.0).contains(&most.0)),
            at("at_most"),
            "the most it takes off must be more than zero",
        );
        self.limits(&promotion.limits, &at("limits"));
        self.promotion_kind(promotion, at);
    }

    fn promotion_kind(&mut self, promotion: &Promotion, at: impl Fn(&str) -> String) {
        let share = |percent: u8| (1..=100).contains(&percent);
        let wrong_share = "a percentage is between 1 and 100";
        match &promotion.kind {
            PromotionKind::PercentOff { percent } => {
                self.check(share(*percent), at("percent"), wrong_share);
            }
            PromotionKind::AmountOff { amount } => self.check(
                (1..=Minor::MAX.0).contains(&amount.0),
                at("amount"),
                "the amount off must be more than zero",
            ),
            PromotionKind::BuyGet {
                buy, get, percent, ..
            } => {
                self.check(share(*percent), at("percent"), wrong_share);
                self.check(
                    (1..=1_000).contains(buy),
                    at("buy"),
                    "at least 1 unit and at most 1,000 are paid in full",
                );
                self.check(
                    (1..=1_000).contains(get),
                    at("get"),
                    "at least 1 unit and at most 1,000 are cheaper",
                );
            }
            PromotionKind::Ladder { steps } => self.ladder(steps, at),
            PromotionKind::StampCard(card) => self.card(card, at),
            PromotionKind::NextOrder {
                gives, valid_days, ..
            } => {
                self.check(
                    (1..=DAYS_MAX).contains(valid_days),
                    at("valid_days"),
                    "a voucher is good for 1 day at least and 10 years at most",
                );
                self.reward_kind(gives, |field| at(&format!("gives.{field}")));
            }
        }
    }

    fn ladder(&mut self, steps: &[u8], at: impl Fn(&str) -> String) {
        self.check(
            (1..=100).contains(&steps.len()),
            at("steps"),
            "a ladder has 1 to 100 steps",
        );
        self.check(
            steps.iter().all(|percent| *percent <= 100),
            at("steps"),
            "a step takes off 100 per cent at most",
        );
        self.check(
            steps.is_sorted(),
            at("steps"),
            "the price rises again on this ladder; each step takes off as much as the one before, or more",
        );
        self.check(
            steps.iter().any(|percent| *percent > 0) || steps.is_empty(),
            at("steps"),
            "no step takes anything off: the ladder can never apply",
        );
    }

    fn card(&mut self, card: &StampCard, at: impl Fn(&str) -> String) {
        self.check(
            (1..=10).contains(&card.rewards.len()),
            at("rewards"),
            "a stamp card has 1 to 10 rewards",
        );
        let mut places = HashSet::new();
        for (index, reward) in card.rewards.iter().enumerate() {
            self.check(
                (2..=1_000).contains(&reward.at),
                at(&format!("rewards.{index}.at")),
                "a reward is at place 2 at the earliest and at place 1,000 at the latest",
            );
            match reward.gives {
                StampGives::Percent { percent } => self.check(
                    (1..=100).contains(&percent),
                    at(&format!("rewards.{index}.percent")),
                    "a percentage is between 1 and 100",
                ),
                StampGives::Amount { amount } => self.check(
                    (1..=Minor::MAX.0).contains(&amount.0),
                    at(&format!("rewards.{index}.amount")),
                    "what is taken off must be more than zero",
                ),
            }
            self.check(
                places.insert(reward.at),
                at(&format!("rewards.{index}.at")),
                "two rewards are at the same place of the card",
            );
        }
    }
}
