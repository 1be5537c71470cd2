//! The steps that load a world.

use std::collections::HashSet;

use regulars::{
    ids::{MemberId, OrderId, ReferralId},
    mail_address::MailAddress,
    money::Minor,
    referral::Referral,
    reward::{Voucher, VoucherCode},
    state::{MemberHead, MemberState, OrderState, World},
    tier::Spend,
    time::{Day, Now},
};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use super::{
    lookups::{
        CODES, DAYS, HEADS, INVITATIONS, LOTS, MAILS, ORDER_LOTS, ORDER_SIDES, ORDER_VOUCHERS,
        ORDERS, REFERRAL_SIDES, REFERRALS, VOUCHER_LOTS, VOUCHER_USES, VOUCHERS,
    },
    named::Named,
};
use crate::{
    db::Engine,
    error::{Corrupt, StoreError},
    many::{Key, Lookup, Texts},
    rows::{HeadRow, LotRow, OrderStateRow, ReferralRow, VoucherRow},
};

#[derive(Debug, FromRow)]
struct DayRow {
    member_id: Uuid,
    day: i32,
    spend: i64,
}

#[derive(Debug)]
pub(super) struct Loader<'a> {
    pub db: Engine<'a>,
    pub texts: &'a mut Texts,
    pub merchant: i64,
    pub named: Named,
    pub world: World,
}

impl Loader<'_> {
    async fn fetch<R, K>(
        &mut self,
        lookup: &'static Lookup,
        keys: &[K],
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
        K: Key,
    {
        self.texts
            .fetch(&mut self.db, lookup, &[self.merchant], keys)
            .await
    }

    /// The members behind the orders to be refunded and the referrals to be paid.
    pub async fn name_sides(&mut self) -> Result<(), StoreError> {
        let refunded = self.named.refunded.clone();
        let sides: Vec<(Uuid, Option<Uuid>)> = self.fetch(&ORDER_SIDES, &refunded).await?;
        for (member, advocate) in sides {
            self.named
                .members
                .extend([Some(member), advocate].into_iter().flatten());
            self.named
                .takers
                .extend([Some(member), advocate].into_iter().flatten());
        }
        let paid = self.named.paid.clone();
        let sides: Vec<(Uuid, Option<Uuid>)> = self.fetch(&REFERRAL_SIDES, &paid).await?;
        for (advocate, friend) in sides {
            self.named
                .members
                .extend([Some(advocate), friend].into_iter().flatten());
        }
        Ok(())
    }

    /// Heads and spend; returns the referrals that brought them.
    pub async fn members(&mut self, now: Now) -> Result<Vec<Uuid>, StoreError> {
        let keys: Vec<Uuid> = self.named.members.iter().copied().collect();
        let heads: Vec<HeadRow> = self.fetch(&HEADS, &keys).await?;
        let mut referred = Vec::new();
        for row in heads {
            referred.extend(row.referral_id);
            let referral = row.referral_id.map(ReferralId);
            let head = MemberHead::try_from(row)?;
            let spend = Spend {
                lifetime: head.lifetime_spend,
                ..Spend::default()
            };
            let state = MemberState {
                head,
                lots: Vec::new(),
                spend,
                referred: referral,
            };
            self.world.members.insert(state.head.id, state);
        }
        let first = self
            .named
            .first_day
            .map_or(now.today, |day| day.min(now.today));
        let scheme = self
            .world
            .programme
            .as_ref()
            .and_then(|p| p.programme.tiers.as_ref());
        if let Some(from) = scheme.and_then(|scheme| scheme.days_needed_from(first)) {
            let singles = [self.merchant, i64::from(from.0)];
            let days: Vec<DayRow> = self
                .texts
                .fetch(&mut self.db, &DAYS, &singles, &keys)
                .await?;
            for row in days {
                if let Some(member) = self.world.members.get_mut(&MemberId(row.member_id)) {
                    member.spend.by_day.insert(Day(row.day), Minor(row.spend));
                }
            }
        }
        Ok(referred)
    }

    pub async fn lots(&mut self) -> Result<(), StoreError> {
        let takers: Vec<Uuid> = self.named.takers.iter().copied().collect();
        let mut rows: Vec<LotRow> = self.fetch(&LOTS, &takers).await?;
        let returned = self.named.returned.clone();
        rows.extend(self.fetch::<LotRow, _>(&VOUCHER_LOTS, &returned).await?);
        let refunded = self.named.refunded.clone();
        rows.extend(self.fetch::<LotRow, _>(&ORDER_LOTS, &refunded).await?);
        let mut seen = HashSet::new();
        for row in rows {
            let (member, lot) = row.try_into()?;
            if seen.insert((member, lot.no))
                && let Some(member) = self.world.members.get_mut(&member)
            {
                member.lots.push(lot);
            }
        }
        Ok(())
    }

    pub async fn orders(&mut self) -> Result<(), StoreError> {
        let refunded = self.named.refunded.clone();
        let rows: Vec<OrderStateRow> = self.fetch(&ORDERS, &refunded).await?;
        for order in rows.into_iter().map(OrderState::from) {
            self.world.orders.insert(order.id, order);
        }
        let used: Vec<(Uuid, String)> = self.fetch(&ORDER_VOUCHERS, &refunded).await?;
        for (order, code) in used {
            let parsed: VoucherCode = code.parse().map_err(|_| Corrupt {
                table: "order_vouchers",
                what: format!("code of {order}"),
            })?;
            self.named.codes.insert(code);
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.vouchers.push(parsed);
            }
        }
        Ok(())
    }

    pub async fn vouchers(&mut self) -> Result<(), StoreError> {
        let codes: Vec<String> = self.named.codes.iter().cloned().collect();
        let rows: Vec<VoucherRow> = self.fetch(&VOUCHERS, &codes).await?;
        for row in rows {
            let voucher: Voucher = row.try_into()?;
            self.world.vouchers.insert(voucher.code.clone(), voucher);
        }
        let returned = self.named.returned.clone();
        let uses: Vec<(String, i64, i64)> = self.fetch(&VOUCHER_USES, &returned).await?;
        for (code, lot, points) in uses {
            let code: VoucherCode = code.parse().map_err(|_| Corrupt {
                table: "vouchers",
                what: format!("code {code}"),
            })?;
            self.world
                .voucher_lots
                .entry(code)
                .or_default()
                .push((lot, points));
        }
        Ok(())
    }

    /// Referrals, and what is known by mail address and referral code.
    pub async fn names(&mut self, mut referrals: Vec<Uuid>) -> Result<(), StoreError> {
        referrals.extend(&self.named.paid);
        let rows: Vec<ReferralRow> = self.fetch(&REFERRALS, &referrals).await?;
        for row in rows {
            let referral: Referral = row.try_into()?;
            self.world.referrals.insert(referral.id, referral);
        }
        let mails: Vec<String> = self.named.mails.iter().cloned().collect();
        let known: Vec<(String, Uuid)> = self.fetch(&MAILS, &mails).await?;
        for (mail, member) in known {
            self.world.mails.insert(mail_of(mail)?, MemberId(member));
        }
        let rows: Vec<ReferralRow> = self.fetch(&INVITATIONS, &mails).await?;
        for mut row in rows {
            let mail = row.invited_mail.take().map(mail_of).transpose()?;
            let referral: Referral = row.try_into()?;
            if let Some(mail) = mail {
                let invitations = self.world.invitations.entry(mail).or_default();
                invitations.push(referral.id);
            }
            self.world.referrals.entry(referral.id).or_insert(referral);
        }
        let codes: Vec<String> = self.named.referral_codes.iter().cloned().collect();
        let known: Vec<(String, Uuid)> = self.fetch(&CODES, &codes).await?;
        self.world.referral_codes.extend(
            known
                .into_iter()
                .map(|(code, member)| (code, MemberId(member))),
        );
        Ok(())
    }
}

fn mail_of(text: String) -> Result<MailAddress, Corrupt> {
    text.parse().map_err(|_| Corrupt {
        table: "members",
        what: format!("mail address {text:?}"),
    })
}
