//! What each promotion would do to a basket, seen alone.

use super::{
    Case,
    basket::Basket,
    bounds::{below_minimum, collect},
    share::share_out,
};
use crate::{
    explain::PromotionOut,
    limit::LimitReached,
    money::Minor,
    promotion::{
        Off, OneTimeCode, Promotion, PromotionKind, StampCard, StampPer, Trigger, got,
        off_cheapest, off_ladder, percent_of, public_code,
    },
    rejection::Rejection,
};

/// What a promotion would do, seen alone.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Nothing, and why.
    Out(PromotionOut),
    /// A discount on some of the lines.
    Items(ItemOffer),
    /// A discount on the whole order, of which only the best applies.
    Whole,
    /// A stamp, and nothing cheaper yet.
    Stamp(i64),
    /// A voucher for a later order.
    Coupon,
}

/// A discount on some of the lines.
#[derive(Debug)]
pub(super) struct ItemOffer {
    /// The lines that count.
    pub lines: Vec<usize>,
    /// What it takes off each line of the basket.
    pub off: Vec<i64>,
    /// Units of each line that it makes free.
    pub free: Vec<i64>,
    /// All of `off`.
    pub amount: i64,
    /// Stamps that it gives, for a card.
    pub stamps: i64,
}

/// Judges every promotion alone, in the order of the document.
///
/// # Errors
/// [`Rejection::VoucherNotValid`] for a code that is nobody's, or whose promotion has not begun,
/// is over or used up: one answer for all.
pub(super) fn judge(case: &Case<'_>, basket: &Basket<'_>) -> Result<Vec<Verdict>, Rejection> {
    let promotions = &case.programme.promotions;
    let quoted: Vec<String> = case.order.codes.iter().map(|it| public_code(it)).collect();
    let verdicts: Vec<Verdict> = promotions
        .iter()
        .map(|promotion| match conditions(promotion, case, &quoted) {
            Err(why) => Verdict::Out(why),
            Ok(()) => offer(promotion, case, basket),
        })
        .collect();
    let good = |code: &String| {
        promotions
            .iter()
            .zip(&verdicts)
            .any(|(promotion, verdict)| {
                let public = code_of(promotion).is_some_and(|own| own == *code);
                let of_batch =
                    |one: &OneTimeCode| one.promotion == promotion.key && one.is_quoted(code);
                let same = public || case.one_time.iter().any(of_batch);
                same && !matches!(verdict, Verdict::Out(why) if why.hides_code())
            })
    };
    if quoted.iter().all(good) {
        Ok(verdicts)
    } else {
        Err(Rejection::VoucherNotValid)
    }
}

fn code_of(promotion: &Promotion) -> Option<String> {
    match &promotion.trigger {
        Trigger::Automatic | Trigger::OneTime => None,
        Trigger::Code { code } => Some(public_code(code)),
    }
}

/// What does not depend on the basket.
fn conditions(
    promotion: &Promotion,
    case: &Case<'_>,
    quoted: &[String],
) -> Result<(), PromotionOut> {
    let public = code_of(promotion).is_some_and(|code| quoted.contains(&code));
    let of_batch = |one: &OneTimeCode| one.promotion == promotion.key;
    let by_code = !promotion.trigger.is_automatic();
    if by_code && !public && !case.one_time.iter().any(of_batch) {
        return Err(PromotionOut::NoCode);
    }
    promotion
        .when
        .check(&case.moment)
        .map_err(|because| PromotionOut::NotNow { because })?;
    let all = case.used.get(&promotion.key).copied().unwrap_or_default();
    let own = case
        .activity
        .promotions
        .get(&promotion.key)
        .copied()
        .unwrap_or_default();
    promotion
        .limits
        .check(all, own, Minor::ZERO)
        .map_err(|limit| PromotionOut::Limit { limit })
}

fn offer(promotion: &Promotion, case: &Case<'_>, basket: &Basket<'_>) -> Verdict {
    let lines = basket.matching(&promotion.which);
    let units = basket.units(&lines);
    if lines.is_empty() {
        return Verdict::Out(PromotionOut::NothingCounts);
    }
    if units < promotion.minimum_quantity {
        return Verdict::Out(PromotionOut::TooFew {
            units,
            needed: promotion.minimum_quantity,
        });
    }
    let off = match &promotion.kind {
        PromotionKind::NextOrder { .. } => return Verdict::Coupon,
        _ if promotion.is_whole_order() => return Verdict::Whole,
        PromotionKind::PercentOff { percent } => lines
            .iter()
            .map(|line| Off {
                line: *line,
                amount: percent_of(*percent, basket.net[*line]),
                free: 0,
            })
            .collect(),
        PromotionKind::AmountOff { amount } => spread(basket, &lines, amount.0, &[]),
        PromotionKind::BuyGet {
            buy,
            get,
            percent,
            repeats,
        } => {
            let runs = basket.runs(&lines);
            let priced = runs.iter().map(|run| run.units).sum();
            let count = got(priced, i64::from(*buy), i64::from(*get), *repeats);
            off_cheapest(&runs, &[(count, *percent)])
        }
        PromotionKind::Ladder { steps } => off_ladder(&basket.runs(&lines), steps),
        PromotionKind::StampCard(card) => return stamp(promotion, card, case, basket, lines),
    };
    let offer = collect(promotion, case, basket, lines, &off, 0);
    match below_minimum(promotion, basket, &offer.lines, &[]) {
        Some(why) => Verdict::Out(why),
        None if offer.amount == 0 => Verdict::Out(PromotionOut::TooFew {
            units,
            needed: units_needed(&promotion.kind),
        }),
        None => Verdict::Items(offer),
    }
}

/// Units from which a promotion takes anything off.
fn units_needed(kind: &PromotionKind) -> i64 {
    match kind {
        PromotionKind::BuyGet { buy, .. } => i64::from(*buy) + 1,
        PromotionKind::Ladder { steps } => {
            let first = steps.iter().position(|percent| *percent > 0);
            first.map_or(1, |index| i64::try_from(index + 1).unwrap_or(i64::MAX))
        }
        _ => 1,
    }
}

fn stamp(
    promotion: &Promotion,
    card: &StampCard,
    case: &Case<'_>,
    basket: &Basket<'_>,
    lines: Vec<usize>,
) -> Verdict {
    let runs = basket.runs(&lines);
    let stamps = match card.per {
        StampPer::Unit => runs.iter().map(|run| run.units).sum(),
        StampPer::Visit if case.activity.visited(case.moment.day) => {
            return Verdict::Out(PromotionOut::NotFirstToday);
        }
        StampPer::Visit | StampPer::Order => i64::from(!runs.is_empty()),
    };
    if stamps == 0 {
        return Verdict::Out(PromotionOut::NothingCounts);
    }
    if let Some(why) = below_minimum(promotion, basket, &lines, &[]) {
        return Verdict::Out(why);
    }
    let due = card.due(case.activity.stamps_on(&promotion.key), stamps);
    let mut off = off_cheapest(&runs, &due.units);
    off.extend(spread(basket, &lines, due.amount, &off));
    let offer = collect(promotion, case, basket, lines, &off, stamps);
    if offer.amount == 0 {
        Verdict::Stamp(stamps)
    } else {
        Verdict::Items(offer)
    }
}

/// An amount off some lines, in proportion to what is left of them after `taken`.
fn spread(basket: &Basket<'_>, lines: &[usize], amount: i64, taken: &[Off]) -> Vec<Off> {
    let off = |line: usize| {
        let of_line = taken.iter().filter(|off| off.line == line);
        of_line.map(|off| off.amount).sum::<i64>()
    };
    let weights: Vec<i64> = lines
        .iter()
        .map(|line| basket.net[*line] - off(*line))
        .collect();
    let parts = share_out(amount, &weights).into_iter();
    let offs = lines.iter().zip(parts).map(|(line, amount)| Off {
        line: *line,
        amount,
        free: 0,
    });
    offs.collect()
}

impl PromotionOut {
    /// Whether who quotes the code is told no more than that it is not valid.
    fn hides_code(&self) -> bool {
        use crate::condition::NotNow;
        matches!(
            self,
            Self::NoCode
                | Self::NotNow {
                    because: NotNow::TooEarly | NotNow::TooLate
                }
                | Self::Limit {
                    limit: LimitReached::Total | LimitReached::Budget
                }
        )
    }
}
