//! The programme as it stands in the editor's fields: text, some of it half typed. Each part
//! reads itself; what of a part has no field is kept with it.

mod act;
mod condition;
mod earning;
mod gives;
mod margin;
mod passing;
mod promotion;
mod reward;

use regulars::{
    money::{Currency, Minor},
    programme::{Expiry, Overlap, Period, Programme, RefundPolicy},
    tier::{Basis, Downgrade, TierScheme, Window},
};

pub use act::ActForm;
pub use condition::{LimitsForm, WhenForm, WhichForm};
pub use earning::{BonusForm, EarningSort, RuleForm};
pub use gives::{GivesForm, RewardSort};
pub use margin::{CostForm, MarginForm, PayForm};
pub use passing::PassingForm;
pub use promotion::{PlaceForm, PromotionForm, PromotionSort};
pub use reward::{LevelForm, ReferralForm, RewardForm};

/// Every field of the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub name: String,
    pub rules: Vec<RuleForm>,
    pub carry_fractions: bool,
    pub caps: CapsForm,
    pub bonuses: Vec<BonusForm>,
    pub overlap: Overlap,
    pub acts: Vec<ActForm>,
    pub hold_days: String,
    pub expiry: ExpiryForm,
    pub expiry_number: String,
    pub expiry_period: Period,
    pub grace_days: String,
    pub notice_days: String,
    pub refund_policy: RefundPolicy,
    pub has_tiers: bool,
    pub basis: Basis,
    pub window: WindowForm,
    pub window_days: String,
    pub tier_grace_days: String,
    pub downgrade: Downgrade,
    pub levels: Vec<LevelForm>,
    pub rewards: Vec<RewardForm>,
    pub promotions: Vec<PromotionForm>,
    pub order_most: String,
    pub order_most_percent: String,
    pub pay: PayForm,
    pub passing: PassingForm,
    pub margin: MarginForm,
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
    EndOf,
    Inactivity,
}

/// In which time what counts for tiers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowForm {
    CalendarYear,
    Rolling,
    Lifetime,
}

/// The most points that a member earns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CapsForm {
    pub order: String,
    pub day: String,
    pub month: String,
}

impl Form {
    /// The fields of a document.
    pub fn of(programme: &Programme, currency: Currency) -> Self {
        let mut rows = 0..;
        let mut row = || rows.next().unwrap_or(u32::MAX);
        let rules = programme.earning.iter();
        let bonuses = programme.bonuses.list.iter();
        let acts = programme.acts.iter();
        let rewards = programme.rewards.iter();
        let promotions = programme.promotions.iter();
        let (expiry, expiry_number) = expiry(programme.expiry);
        let (expiry_period, grace_days) = match programme.expiry {
            Expiry::EndOf { period, grace_days } => (period, grace_days),
            _ => (Period::Year, 90),
        };
        let notice_days = match programme.expiry {
            Expiry::Inactivity { notice_days, .. } => notice_days,
            _ => 45,
        };
        let limit = programme.order_limit;
        let caps = programme.caps;
        let mut form = Self {
            name: programme.name.clone(),
            rules: rules
                .map(|rule| RuleForm::of(rule, currency, row()))
                .collect(),
            carry_fractions: programme.carry_fractions,
            caps: CapsForm {
                order: optional_text(caps.order),
                day: optional_text(caps.day),
                month: optional_text(caps.month),
            },
            bonuses: bonuses.map(|bonus| BonusForm::of(bonus, row())).collect(),
            overlap: programme.bonuses.overlap,
            acts: acts.map(|act| ActForm::of(act, row())).collect(),
            hold_days: programme.hold_days.to_string(),
            expiry,
            expiry_number,
            expiry_period,
            grace_days: grace_days.to_string(),
            notice_days: notice_days.to_string(),
            refund_policy: programme.refund_policy,
            has_tiers: programme.tiers.is_some(),
            basis: Basis::Spend,
            window: WindowForm::CalendarYear,
            window_days: "365".to_owned(),
            tier_grace_days: "0".to_owned(),
            downgrade: Downgrade::default(),
            levels: Vec::new(),
            rewards: rewards
                .map(|reward| RewardForm::of(reward, currency, row()))
                .collect(),
            promotions: promotions
                .map(|promotion| PromotionForm::of(promotion, currency, row()))
                .collect(),
            order_most: optional_plain(currency, limit.amount),
            order_most_percent: optional_text(limit.percent),
            pay: PayForm::of(programme.pay_with_points.as_ref(), currency),
            passing: PassingForm::of(programme.passing.as_ref()),
            margin: MarginForm::of(programme.margin.as_ref(), currency),
            has_referral: programme.referral.is_some(),
            referral: ReferralForm::of(programme.referral.as_ref(), programme.hold_days, currency),
            // Rows within a row have numbers of their own, all of them below this.
            next_row: row() + 1_000,
        };
        if let Some(scheme) = &programme.tiers {
            form.fill_tiers(scheme, currency);
        }
        form
    }

    fn fill_tiers(&mut self, scheme: &TierScheme, currency: Currency) {
        self.basis = scheme.basis;
        self.window = match scheme.window {
            Window::CalendarYear => WindowForm::CalendarYear,
            Window::Rolling { .. } => WindowForm::Rolling,
            Window::Lifetime => WindowForm::Lifetime,
        };
        if let Window::Rolling { days } = scheme.window {
            self.window_days = days.to_string();
        }
        self.tier_grace_days = scheme.grace_days.to_string();
        self.downgrade = scheme.downgrade;
        for level in &scheme.levels {
            let row = self.new_row();
            let level = LevelForm::of(level, scheme.basis, currency, row);
            self.levels.push(level);
        }
    }

    /// A number for a row that is added.
    pub fn new_row(&mut self) -> u32 {
        self.next_row += 1;
        self.next_row
    }
}

fn expiry(expiry: Expiry) -> (ExpiryForm, String) {
    match expiry {
        Expiry::Never => (ExpiryForm::Never, "12".to_owned()),
        Expiry::EndOf { .. } => (ExpiryForm::EndOf, "12".to_owned()),
        Expiry::Days { days } => (ExpiryForm::Days, days.to_string()),
        Expiry::Months { months } => (ExpiryForm::Months, months.to_string()),
        Expiry::Inactivity { months, .. } => (ExpiryForm::Inactivity, months.to_string()),
    }
}

/// `12.50`, and `12` without odd minor units.
fn plain(currency: Currency, amount: Minor) -> String {
    let text = currency.format_plain(amount);
    match text.split_once('.') {
        Some((whole, odd)) if odd.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => text,
    }
}

/// An amount as one types it; empty for none.
fn optional_plain(currency: Currency, amount: Option<Minor>) -> String {
    amount
        .map(|amount| plain(currency, amount))
        .unwrap_or_default()
}

/// A number or a day as one types it; empty for none.
fn optional_text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
