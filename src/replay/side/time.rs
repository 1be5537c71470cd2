//! What passes with time: the month in which uses are counted, notices, holds, expiry.

use super::Side;
use crate::{
    command::{Command, Settle},
    ledger::LotState,
    time::{Day, Now},
};

impl Side {
    /// Uses are limited by month, too.
    pub(super) fn turn_month(&mut self, day: Day) {
        let month = day.month_start();
        if month == self.member.month {
            return;
        }
        self.member.month = month;
        if let Some(state) = self.world.members.get_mut(&self.member.id) {
            let activity = &mut state.activity;
            let uses = activity.promotions.values_mut();
            for used in uses.chain(activity.rewards.values_mut()) {
                used.this_month = 0;
            }
        }
    }

    /// What falls due by the day: notices, holds that end, points that expire.
    pub(super) fn settle(&mut self, now: Now) {
        let Some(state) = self.world.members.get_mut(&self.member.id) else {
            return;
        };
        let expiry = self.programme.expiry;
        let activity = &mut state.activity;
        if let Some(last) = activity.last
            && let Some(on) = expiry.notice_on(last).filter(|on| *on <= now.today)
            && activity.noticed.is_none_or(|noticed| noticed <= last)
        {
            activity.noticed = Some(on.max(last.plus_days(1)));
        }
        let inactive = activity
            .last
            .and_then(|last| expiry.last_day_of_inactivity(last, activity.noticed));
        let due = state.lots.iter().any(|lot| match lot.state {
            LotState::Pending => lot.available_on.is_some_and(|on| on <= now.today),
            LotState::Open => lot.expires_on.or(inactive).is_some_and(|on| on < now.today),
            LotState::Voided | LotState::Expired => false,
        });
        if due {
            let member = self.member.id;
            self.ask(&Command::Settle(Settle { member }), now);
        }
        if let Some(state) = self.world.members.get_mut(&self.member.id) {
            state.lots.retain(|lot| lot.remaining > 0);
        }
    }
}
