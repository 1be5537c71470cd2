//! The steps that load a world.

use std::collections::{BTreeSet, HashMap, HashSet};

use regulars::{
    ids::{MemberId, OrderId, PurseId, ReferralId},
    mail_address::MailAddress,
    money::Minor,
    referral::Referral,
    release::Audience,
    reward::{Voucher, VoucherCode},
    state::{MemberHead, MemberState, OrderState, World},
    tier::Spend,
    time::Day,
};
use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use super::{
    lookups::{
        CODES, HEADS, INVITATIONS, LOTS, MAILS, ORDER_LOTS, ORDER_MADE, ORDER_PAID,
        ORDER_PROMOTIONS, ORDER_SIDES, ORDER_STAMPS, ORDER_VOUCHERS, ORDERS, PAID_LOTS,
        REFERRAL_SIDES, REFERRALS, STAFF, VOUCHER_LOTS, VOUCHER_USES, VOUCHERS,
    },
    named::Named,
    needs::Needs,
};
use crate::{
    db::{Engine, Tx},
    error::{Corrupt, StoreError},
    many::{Key, Lookup, Texts},
    rows::{HeadRow, LotRow, OrderStateRow, ReferralRow, VoucherRow},
};

#[derive(Debug)]
pub(super) struct Loader<'a> {
    pub db: Engine<'a>,
    pub texts: &'a mut Texts,
    pub merchant: i64,
    pub named: Named,
    pub needs: Needs,
    /// Of the members whose orders may make vouchers with an order code.
    pub initials: HashMap<MemberId, String>,
    /// Limited offers of which uses are kept for orders, by their stored names.
    pub kept: BTreeSet<String>,
    pub world: World,
}

impl<'a> Loader<'a> {
    pub fn new(
        tx: &'a mut Tx,
        texts: &'a mut Texts,
        merchant: i64,
        named: Named,
        world: World,
    ) -> Self {
        Self {
            db: tx.on(),
            texts,
            merchant,
            named,
            needs: Needs::default(),
            initials: HashMap::new(),
            kept: BTreeSet::new(),
            world,
        }
    }

    /// What the published rules look at, now that it is known whom the commands name.
    pub fn look_up_needs(&mut self, today: Day) {
        let (world, named) = (&self.world, &self.named);
        let needs = world
            .versions()
            .map(|it| Needs::of(&it.programme, named, today));
        self.needs = needs.reduce(Needs::and).unwrap_or_default();
    }

    pub(super) async fn fetch<R, K>(
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
        let sides: Vec<(Uuid, i32, Option<Uuid>)> = self.fetch(&ORDER_SIDES, &refunded).await?;
        for (member, day, advocate) in sides {
            self.named.happened(Day(day));
            self.named
                .purses
                .insert(PurseId::credit_of(MemberId(member)).0);
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

    /// Heads; returns the referrals that brought them.
    pub async fn members(&mut self) -> Result<Vec<Uuid>, StoreError> {
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
                spend,
                referred: referral,
                ..MemberState::new(head.id)
            };
            let state = MemberState { head, ..state };
            self.world.members.insert(state.head.id, state);
        }
        Ok(referred)
    }

    /// Which members work here, where a version is released to them.
    pub async fn staff(&mut self) -> Result<(), StoreError> {
        let release = self.world.release.as_ref();
        if release.is_none_or(|release| release.audience != Audience::Staff) {
            return Ok(());
        }
        let keys: Vec<Uuid> = self.named.members.iter().copied().collect();
        let found: Vec<(Uuid,)> = self.fetch(&STAFF, &keys).await?;
        self.world.staff = found.into_iter().map(|(id,)| MemberId(id)).collect();
        Ok(())
    }

    pub async fn lots(&mut self) -> Result<(), StoreError> {
        let takers: Vec<Uuid> = self.named.takers.iter().copied().collect();
        let mut rows: Vec<LotRow> = self.fetch(&LOTS, &takers).await?;
        let returned = self.named.returned.clone();
        rows.extend(self.fetch::<LotRow, _>(&VOUCHER_LOTS, &returned).await?);
        let refunded = self.named.refunded.clone();
        rows.extend(self.fetch::<LotRow, _>(&ORDER_LOTS, &refunded).await?);
        rows.extend(self.fetch::<LotRow, _>(&PAID_LOTS, &refunded).await?);
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
            let parsed = self.name_voucher(code)?;
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.vouchers.push(parsed);
            }
        }
        let made: Vec<(Uuid, String)> = self.fetch(&ORDER_MADE, &refunded).await?;
        for (order, code) in made {
            let parsed = self.name_voucher(code)?;
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.made.push(parsed);
            }
        }
        self.order_offers(&refunded).await
    }

    /// A voucher of an order that is refunded: its row is read as well.
    fn name_voucher(&mut self, code: String) -> Result<VoucherCode, Corrupt> {
        let parsed = code.parse().map_err(|_| Corrupt {
            table: "vouchers",
            what: format!("code {code}"),
        });
        self.named.codes.insert(code);
        parsed
    }

    /// What orders that are refunded used and gave besides points.
    async fn order_offers(&mut self, refunded: &[Uuid]) -> Result<(), StoreError> {
        let used: Vec<(Uuid, String, i64)> = self.fetch(&ORDER_PROMOTIONS, refunded).await?;
        for (order, promotion, discount) in used {
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.promotions.push((promotion, Minor(discount)));
            }
        }
        let given: Vec<(Uuid, String, i64)> = self.fetch(&ORDER_STAMPS, refunded).await?;
        for (order, card, stamps) in given {
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.stamps.push((card, stamps));
            }
        }
        let paid: Vec<(Uuid, i64, i64)> = self.fetch(&ORDER_PAID, refunded).await?;
        for (order, lot, points) in paid {
            if let Some(order) = self.world.orders.get_mut(&OrderId(order)) {
                order.paid_lots.push((lot, points));
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
