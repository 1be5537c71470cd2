//! What can be wrong with rewards and the referral offer.

use super::{DAYS_MAX, Faults, HOLD_DAYS_MAX, LIST_MAX, POINTS_MAX};
use crate::{
    money::Minor,
    order::Order,
    programme::{Programme, ReferralOffer},
    reward::{Reward, RewardKind},
};

impl Faults {
    pub(super) fn rewards(&mut self, programme: &Programme) {
        let rewards: &[Reward] = &programme.rewards;
        self.keys("rewards", rewards.iter().map(|reward| reward.key.as_str()));
        for (index, reward) in rewards.iter().enumerate() {
            let at = |field: &str| format!("rewards.{index}.{field}");
            self.name(&at("name"), &reward.name);
            self.check(
                (1..=POINTS_MAX).contains(&reward.points),
                at("points"),
                "a reward costs at least 1 point and at most 1,000,000,000",
            );
            self.check(
                (1..=DAYS_MAX).contains(&reward.valid_days),
                at("valid_days"),
                "a voucher is good for 1 day at least and 10 years at most",
            );
            self.check(
                reward.icon.len() <= 40,
                at("icon"),
                "the name of an icon has at most 40 letters",
            );
            self.limits(&reward.limits, &at("limits"));
            self.when(&reward.when, programme, &at("when"));
            self.reward_kind(&reward.kind, at);
        }
    }

    pub(super) fn reward_kind(&mut self, kind: &RewardKind, at: impl Fn(&str) -> String) {
        let positive = |amount: &Minor| (1..=Minor::MAX.0).contains(&amount.0);
        match kind {
            RewardKind::AmountOff { amount } => self.check(
                positive(amount),
                at("amount"),
                "the amount off must be more than zero",
            ),
            RewardKind::PercentOff { percent, at_most } => {
                self.check(
                    (1..=100).contains(percent),
                    at("percent"),
                    "a percentage is between 1 and 100",
                );
                self.check(
                    at_most.as_ref().is_none_or(positive),
                    at("at_most"),
                    "the most it takes off must be more than zero",
                );
            }
            RewardKind::GiftCard { amount } | RewardKind::Donation { amount } => self.check(
                positive(amount),
                at("amount"),
                "the amount must be more than zero",
            ),
            RewardKind::EventTicket { worth } | RewardKind::ExclusiveItem { worth } => {
                self.check(positive(worth), at("worth"), "say what it is worth")
            }
            RewardKind::FreeItem { skus, worth } | RewardKind::FreeService { skus, worth, .. } => {
                let well_formed =
                    |sku: &String| (1..=Order::TEXT_MAX).contains(&sku.trim().chars().count());
                self.check(
                    skus.len() <= LIST_MAX && skus.iter().all(well_formed),
                    at("skus"),
                    "list at most 100 article numbers, each of 1 to 200 characters",
                );
                self.check(
                    positive(worth),
                    at("worth"),
                    "say what the item usually sells for",
                );
            }
        }
    }

    pub(super) fn referral(&mut self, offer: &ReferralOffer, return_window: u16) {
        for (field, points) in [
            ("referral.advocate_points", offer.advocate_points),
            ("referral.friend_points", offer.friend_points),
        ] {
            self.check(
                (0..=POINTS_MAX).contains(&points),
                field,
                "give no points or up to 1,000,000,000",
            );
        }
        self.check(
            offer.advocate_points != 0 || offer.friend_points != 0,
            "referral.advocate_points",
            "a referral gives points to at least one side",
        );
        self.check(
            (0..=Minor::MAX.0).contains(&offer.minimum_order.0),
            "referral.minimum_order",
            "the minimum cannot be negative or above the limit",
        );
        self.check(
            offer.hold_days <= HOLD_DAYS_MAX,
            "referral.hold_days",
            "a hold lasts 365 days at most",
        );
        self.check(
            offer.hold_days > return_window || (offer.hold_days == 0 && return_window == 0),
            "referral.hold_days",
            "pay referrals after the return window, or a refunded order has been paid for",
        );
    }
}
