//! The programme as it stands in the editor's fields: text, some of it half typed.

use regulars::{
    money::Currency,
    programme::{Base, EarningKind, EarningRule, Expiry, Programme, ReferralOffer, RefundPolicy},
    reward::{Reward, RewardKind},
    tier::{Level, Window},
};

/// Every field of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub name: String,
    pub rules: Vec<RuleForm>,
    pub carry_fractions: bool,
    pub hold_days: String,
    pub expiry: ExpiryForm,
    pub expiry_number: String,
    pub refund_policy: RefundPolicy,
    pub has_tiers: bool,
    pub window: WindowForm,
    pub window_days: String,
    pub levels: Vec<LevelForm>,
    pub rewards: Vec<RewardForm>,
    pub has_referral: bool,
    pub referral: ReferralForm,
    /// The number of the next row that is added; rows keep theirs when others go.
    pub next_row: u32,
}

/// When points expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpiryForm {
    Never,
    Days,
    Months,
}

/// In which time spend counts for tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowForm {
    CalendarYear,
    Rolling,
    Lifetime,
}

/// What a reward gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewardSort {
    AmountOff,
    PercentOff,
    FreeItem,
}

/// One earning rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub points: String,
    pub per: String,
    pub minimum: String,
    pub base: Base,
}

/// One tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub from: String,
    pub multiplier: String,
}

/// One reward: the fields of all three kinds, so that trying another kind loses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardForm {
    pub row: u32,
    pub key: String,
    pub name: String,
    pub points: String,
    pub sort: RewardSort,
    pub amount: String,
    pub percent: String,
    pub at_most: String,
    pub worth: String,
    pub skus: String,
    pub valid_days: String,
    pub icon: String,
}

/// What a friend's first order brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralForm {
    pub advocate_points: String,
    pub friend_points: String,
    pub minimum_order: String,
    pub hold_days: String,
}

impl Form {
    /// The fields of a document.
    pub fn of(programme: &Programme, currency: Currency) -> Self {
        let (expiry, expiry_number) = match programme.expiry {
            Expiry::Never => (ExpiryForm::Never, "12".to_owned()),
            Expiry::Days { days } => (ExpiryForm::Days, days.to_string()),
            Expiry::Months { months } => (ExpiryForm::Months, months.to_string()),
        };
        let (window, window_days) = match programme.tiers.as_ref().map(|scheme| scheme.window) {
            None | Some(Window::CalendarYear) => (WindowForm::CalendarYear, "365".to_owned()),
            Some(Window::Rolling { days }) => (WindowForm::Rolling, days.to_string()),
            Some(Window::Lifetime) => (WindowForm::Lifetime, "365".to_owned()),
        };
        let mut rows = 0..;
        let mut row = || rows.next().unwrap_or(u32::MAX);
        let levels = programme
            .tiers
            .as_ref()
            .map(|scheme| scheme.levels.as_slice())
            .unwrap_or_default();
        Self {
            name: programme.name.clone(),
            rules: programme
                .earning
                .iter()
                .map(|rule| RuleForm::of(rule, currency, row()))
                .collect(),
            carry_fractions: programme.carry_fractions,
            hold_days: programme.hold_days.to_string(),
            expiry,
            expiry_number,
            refund_policy: programme.refund_policy,
            has_tiers: programme.tiers.is_some(),
            window,
            window_days,
            levels: levels
                .iter()
                .map(|level| LevelForm::of(level, currency, row()))
                .collect(),
            rewards: programme
                .rewards
                .iter()
                .map(|reward| RewardForm::of(reward, currency, row()))
                .collect(),
            has_referral: programme.referral.is_some(),
            referral: ReferralForm::of(programme.referral.as_ref(), programme.hold_days, currency),
            next_row: row(),
        }
    }

    /// A number for a row that is added.
    pub fn new_row(&mut self) -> u32 {
        self.next_row += 1;
        self.next_row
    }
}

impl RuleForm {
    fn of(rule: &EarningRule, currency: Currency, row: u32) -> Self {
        let EarningKind::Spend { points, per, base } = &rule.kind;
        Self {
            row,
            key: rule.key.clone(),
            name: rule.name.clone(),
            points: points.to_string(),
            per: plain(currency, *per),
            minimum: plain(currency, rule.minimum),
            base: *base,
        }
    }
}

impl LevelForm {
    fn of(level: &Level, currency: Currency, row: u32) -> Self {
        Self {
            row,
            key: level.key.clone(),
            name: level.name.clone(),
            from: plain(currency, level.from),
            multiplier: level.multiplier.to_string(),
        }
    }
}

impl RewardForm {
    fn of(reward: &Reward, currency: Currency, row: u32) -> Self {
        let mut form = Self {
            key: reward.key.clone(),
            name: reward.name.clone(),
            points: reward.points.to_string(),
            valid_days: reward.valid_days.to_string(),
            icon: reward.icon.clone(),
            ..Self::blank(row)
        };
        match &reward.kind {
            RewardKind::AmountOff { amount } => form.amount = plain(currency, *amount),
            RewardKind::PercentOff { percent, at_most } => {
                form.sort = RewardSort::PercentOff;
                form.percent = percent.to_string();
                form.at_most = at_most.map(|cap| plain(currency, cap)).unwrap_or_default();
            }
            RewardKind::FreeItem { skus, worth } => {
                form.sort = RewardSort::FreeItem;
                form.worth = plain(currency, *worth);
                form.skus = skus.join(", ");
            }
        }
        form
    }

    /// A reward to fill in.
    pub fn blank(row: u32) -> Self {
        Self {
            row,
            key: String::new(),
            name: String::new(),
            points: "100".to_owned(),
            sort: RewardSort::AmountOff,
            amount: String::new(),
            percent: "10".to_owned(),
            at_most: String::new(),
            worth: String::new(),
            skus: String::new(),
            valid_days: "90".to_owned(),
            icon: "gift".to_owned(),
        }
    }
}

impl ReferralForm {
    fn of(offer: Option<&ReferralOffer>, hold_days: u16, currency: Currency) -> Self {
        match offer {
            Some(offer) => Self {
                advocate_points: offer.advocate_points.to_string(),
                friend_points: offer.friend_points.to_string(),
                minimum_order: plain(currency, offer.minimum_order),
                hold_days: offer.hold_days.to_string(),
            },
            None => Self {
                advocate_points: "100".to_owned(),
                friend_points: "50".to_owned(),
                minimum_order: "0".to_owned(),
                hold_days: (hold_days + 14).min(365).to_string(),
            },
        }
    }
}

/// `12.50`, and `12` without odd minor units.
fn plain(currency: Currency, amount: regulars::money::Minor) -> String {
    let text = currency.format_plain(amount);
    match text.split_once('.') {
        Some((whole, odd)) if odd.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
    }
}
