//! Loads what a batch of commands of one merchant may look at, with a few set-based queries.
//!
//! | step | reads | when |
//! | --- | --- | --- |
//! | 1 merchant | `merchants`, `programmes` | always |
//! | 2 who | `orders`, `referrals` | refunds and payments name rows, not members |
//! | 3 lock | `accounts` | Postgres |
//! | 4 heads | `accounts`, `referrals` | a member is named |
//! | 5 days | `member_days` | the tiers have a window |
//! | 6 lots | `lots` | a command takes points |
//! | 7 rows | `orders`, `vouchers`, `referrals` by id, code or friend | named |
//! | 8 names | `members`, `referrals` by mail and code | joins and invitations |
//!
//! What decides is read after the lock, so that it cannot change until the commit.

mod lookups;
mod named;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use regulars::{
    command::Command,
    ids::{MemberId, MerchantId, OrderId, ReferralId},
    mail_address::MailAddress,
    money::Minor,
    programme::Published,
    referral::Referral,
    reward::{Voucher, VoucherCode},
    state::{MemberHead, MemberState, OrderState, World},
    tier::Spend,
    time::{Day, Now},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    db::{Engine, Tx},
    error::{Corrupt, StoreError},
    fetch_optional, hooks,
    many::{Key, Lookup, Texts},
    rows::{HeadRow, LotRow, OrderStateRow, ReferralRow, VoucherRow},
    statements,
};
use lookups::{
    CODES, DAYS, HEADS, INVITATIONS, LOTS, MAILS, ORDER_LOTS, ORDER_SIDES, ORDER_VOUCHERS, ORDERS,
    REFERRAL_SIDES, REFERRALS, VOUCHER_LOTS, VOUCHER_USES, VOUCHERS,
};
use named::Named;

pub(crate) use lookups::LOOKUPS;

statements! {
    MERCHANT = "SELECT p.version FROM merchants m \
        LEFT JOIN programmes p ON p.merchant_id = m.id AND p.status = 2 WHERE m.id = $1";
    DOCUMENT = "SELECT document FROM programmes WHERE merchant_id = $1 AND version = $2";
}

/// Published programmes read before, by merchant.
pub(crate) type Programmes = HashMap<MerchantId, Arc<Published>>;

#[derive(Debug, FromRow)]
struct DayRow {
    member_id: Uuid,
    day: i32,
    spend: i64,
}

#[derive(Debug)]
struct Loader<'a> {
    db: Engine<'a>,
    texts: &'a mut Texts,
    merchant: i64,
    named: Named,
    world: World,
}

/// Loads the world that `commands` of `merchant` may look at; `None`: no such merchant.
/// With `lock`, the accounts it names stay locked until the end of the transaction.
pub(crate) async fn load(
    tx: &mut Tx,
    texts: &mut Texts,
    programmes: &mut Programmes,
    merchant: MerchantId,
    (commands, now): (&[&Command], Now),
    lock: bool,
) -> Result<Option<World>, StoreError> {
    let Some((version,)) = fetch_optional!(tx, (Option<i64>,), MERCHANT, merchant.0)? else {
        return Ok(None);
    };
    let mut world = World::default();
    if let Some(version) = version {
        world.programme = Some(published(tx, programmes, merchant, version).await?);
    }
    let named = Named::of(commands.iter().copied());
    let mut loader = Loader {
        db: tx.on(),
        texts,
        merchant: merchant.0,
        named,
        world,
    };
    loader.name_sides().await?;
    let Loader { named, world, .. } = loader;
    if lock {
        let members: Vec<Uuid> = named.members.iter().copied().collect();
        hooks::lock_members(tx, merchant.0, &members).await?;
    }
    let mut loader = Loader {
        db: tx.on(),
        texts,
        merchant: merchant.0,
        named,
        world,
    };
    let referred = loader.members(now).await?;
    loader.lots().await?;
    loader.orders().await?;
    loader.vouchers().await?;
    loader.names(referred).await?;
    Ok(Some(loader.world))
}

async fn published(
    tx: &mut Tx,
    programmes: &mut Programmes,
    merchant: MerchantId,
    version: i64,
) -> Result<Arc<Published>, StoreError> {
    if let Some(known) = programmes.get(&merchant)
        && known.version == version
    {
        return Ok(known.clone());
    }
    let (document,) = crate::fetch_one!(tx, (String,), DOCUMENT, merchant.0, version)?;
    let programme = serde_json::from_str(&document).map_err(|cause| Corrupt {
        table: "programmes",
        what: cause.to_string(),
    })?;
    let read = Arc::new(Published { version, programme });
    programmes.insert(merchant, read.clone());
    Ok(read)
}

impl Loader<'_> {
    async fn fetch<R, K>(
        &mut self,
        lookup: &'static Lookup,
        keys: &[K],
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, sqlx::sqlite::SqliteRow>
            + for<'r> FromRow<'r, sqlx::postgres::PgRow>
            + Send
            + Unpin,
        K: Key,
    {
        self.texts
            .fetch(&mut self.db, lookup, &[self.merchant], keys)
            .await
    }

    /// The members behind the orders to be refunded and the referrals to be paid.
    async fn name_sides(&mut self) -> Result<(), StoreError> {
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
    async fn members(&mut self, now: Now) -> Result<Vec<Uuid>, StoreError> {
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

    async fn lots(&mut self) -> Result<(), StoreError> {
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

    async fn orders(&mut self) -> Result<(), StoreError> {
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

    async fn vouchers(&mut self) -> Result<(), StoreError> {
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
    async fn names(&mut self, mut referrals: Vec<Uuid>) -> Result<(), StoreError> {
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
                self.world.invitations.entry(mail).or_insert(referral.id);
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
