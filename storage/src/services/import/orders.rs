//! One order of a file on its way into the ledger, its member created where needed.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use regulars::{
    command::{Actor, Command, Join, RingUp},
    ids::{MemberId, OrderId, ReferralId},
    money::Minor,
    order::{Order, OrderSource},
    plan::Receipt,
    purse::PayWith,
    rejection::Rejection,
    reward::VoucherCode,
    time::Now,
    views::Shop,
};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::groups::{Group, bounded};
use crate::{
    Answer, Store, StoreError,
    env::Environment,
    fetch_optional,
    services::{
        ServiceError,
        ask::{Ask, now, unexpected},
        join::referral_code,
    },
    statements,
};

statements! {
    BY_REFERENCE = "SELECT id FROM members WHERE merchant_id = $1 AND reference = $2";
    BY_MAIL = "SELECT id FROM members WHERE merchant_id = $1 AND mail = $2";
}

/// Members whose row is remembered; then all are forgotten and looked up again.
const MEMBERS_KNOWN_MAX: usize = 100_000;
/// Members looked up at a time.
const LOOKUPS_AT_ONCE: usize = 4;
/// How often a command is tried when the ledger is busy or a code is taken.
const TRIES_MAX: u32 = 50;
/// How long the ledger is left alone when it is busy.
const BUSY_PAUSE: Duration = Duration::from_millis(20);

/// Where orders go.
#[derive(Debug)]
pub struct Desk<'a> {
    pub store: &'a Store,
    pub env: &'a dyn Environment,
    pub shop: &'a Shop,
    /// What tells this source from others.
    pub source: &'a str,
    /// When the orders are recorded.
    now: Now,
    /// Members by number.
    known: Mutex<HashMap<String, MemberId>>,
    /// Members are looked up a few at a time: pages need connections too.
    lookups: Semaphore,
}

/// What became of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// Whether it was in the books already.
    pub repeated: bool,
    /// Whether its member was created with it.
    pub new_member: bool,
    /// Points it earned.
    pub points: i64,
}

/// Why an order was refused, or why the whole import has to stop.
#[derive(Debug)]
pub enum NotEntered {
    /// For the list of bad rows.
    Refused(String),
    /// The database failed.
    Failed(ServiceError),
}

impl<'a> Desk<'a> {
    /// For orders of one source, recorded now.
    pub fn open(
        store: &'a Store,
        env: &'a dyn Environment,
        shop: &'a Shop,
        source: &'a str,
    ) -> Self {
        let (known, lookups) = (Mutex::default(), Semaphore::new(LOOKUPS_AT_ONCE));
        Self {
            store,
            env,
            shop,
            source,
            now: now(env, shop),
            known,
            lookups,
        }
    }

    /// Enters an order.
    pub async fn enter(&self, group: Group) -> Result<Entered, NotEntered> {
        let (member, new_member) = self.member(&group).await?;
        let key = format!("{}:{}", self.source, group.key);
        let ask = self.ask("import", &key);
        let order = Order {
            source: OrderSource::Import,
            lines: group.lines,
            discount: Minor::ZERO,
            tax: Minor::ZERO,
            shipping: Minor::ZERO,
            gift_card: Minor::ZERO,
            vouchers: Vec::new(),
            codes: Vec::new(),
            reference: group.reference,
        };
        let content = (&group.member, group.moment.at, order.clone());
        let command = Command::RingUp(RingUp {
            id: OrderId(self.env.new_id()),
            member,
            order,
            occurred_at: group.moment.at,
            occurred_on: group.moment.day,
            // Files tell no hour that could be relied on, and nobody is there to take a voucher.
            hour: None,
            location: None,
            spare: Vec::new(),
            pay_points: 0,
            pay_with: PayWith::default(),
            reservation: None,
        });
        let answer = self
            .submit(ask, &content, || command.clone())
            .await
            .map_err(|error| match error {
                ServiceError::KeyReused => NotEntered::Refused(
                    "an order with this number was imported before with other content".to_owned(),
                ),
                other => other.into(),
            })?;
        match answer.receipt {
            Receipt::RungUp(rung_up) => Ok(Entered {
                repeated: answer.replayed,
                new_member,
                points: rung_up.points,
            }),
            other => Err(NotEntered::Failed(unexpected(&other))),
        }
    }

    /// The order's member, and whether it was created just now.
    async fn member(&self, group: &Group) -> Result<(MemberId, bool), NotEntered> {
        if let Some(member) = self.known().get(&group.member) {
            return Ok((*member, false));
        }
        let found = self.find(group).await.map_err(NotEntered::Failed)?;
        let (member, created) = match found {
            Some(member) => (member, false),
            None => self.create(group).await?,
        };
        let mut known = self.known();
        if known.len() >= MEMBERS_KNOWN_MAX {
            known.clear();
        }
        known.insert(group.member.clone(), member);
        Ok((member, created))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, MemberId>> {
        self.known
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// By number, else by mail address: a member who joined on a phone has no number yet.
    async fn find(&self, group: &Group) -> Result<Option<MemberId>, ServiceError> {
        let merchant = self.shop.id.0;
        // The semaphore is never closed; without a permit the pool itself makes this wait.
        let _permit = self.lookups.acquire().await.ok();
        let mut db = self.store.read().await?;
        let number = group.member.as_str();
        let mut found = fetch_optional!(db, (Uuid,), BY_REFERENCE, merchant, number)?;
        if let (None, Some(mail)) = (found, &group.mail) {
            found = fetch_optional!(db, (Uuid,), BY_MAIL, merchant, mail.as_str())?;
        }
        Ok(found.map(|(id,)| MemberId(id)))
    }

    async fn create(&self, group: &Group) -> Result<(MemberId, bool), NotEntered> {
        let key = bounded(&group.member);
        let ask = self.ask("import-member", &key);
        let name = group.member_name.clone().unwrap_or_default();
        let join = || {
            Command::Join(Join {
                member: MemberId(self.env.new_id()),
                mail: group.mail.clone(),
                name: name.clone(),
                reference: Some(group.member.clone()),
                own_code: referral_code(&name, self.env.random()),
                card_code: VoucherCode::from_random(self.env.random())
                    .as_str()
                    .to_owned(),
                referred_by: None,
                referral: ReferralId(self.env.new_id()),
                occurred_at: group.moment.at,
                occurred_on: group.moment.day,
            })
        };
        let answer = self.submit(ask, &group.member, join).await?;
        match answer.receipt {
            Receipt::Joined { member, .. } => Ok((member, !answer.replayed)),
            other => Err(NotEntered::Failed(unexpected(&other))),
        }
    }

    fn ask<'b>(&'b self, what: &'static str, key: &'b str) -> Ask<'b> {
        Ask {
            shop: self.shop,
            actor: Actor::System,
            location: None,
            what,
            key,
            now: self.now,
        }
    }

    /// Submits what `command` makes, again while the ledger is busy or a code it drew is taken.
    async fn submit(
        &self,
        ask: Ask<'_>,
        content: &impl serde::Serialize,
        command: impl Fn() -> Command,
    ) -> Result<Answer, ServiceError> {
        let mut tries = 1;
        loop {
            match ask.submit(self.store, content, command()).await {
                Err(ServiceError::Busy) if tries < TRIES_MAX => {
                    tokio::time::sleep(BUSY_PAUSE).await;
                }
                Err(ServiceError::Storage(error)) if tries < TRIES_MAX && taken(&error) => {}
                outcome => return outcome,
            }
            tries += 1;
        }
    }
}

fn taken(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint { unique: true, .. })
}

impl From<ServiceError> for NotEntered {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Rejected(Rejection::BadOrder { reason }) => Self::Refused(reason),
            ServiceError::Rejected(rejection) => Self::Refused(rejection.to_string()),
            other => Self::Failed(other),
        }
    }
}
