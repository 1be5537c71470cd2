//! The sample shop's days, one after the other: what everybody does is handed to the ledger at
//! the time it happens, as many at once as do not get into each other's way.

mod act;
mod plan;

use std::collections::{HashMap, HashSet, VecDeque};

use futures::future::join_all;
use regulars::{
    command::{Actor, Command},
    ids::{LocationId, MemberId, OrderId, StaffId},
    plan::Receipt,
    programme::Programme,
    reward::VoucherCode,
    time::{Day, Micros, Now},
    views::Shop,
};
use uuid::Uuid;

use super::{
    cast::{self, Act},
    clock::SampleClock,
    crowd::{self, Neighbour},
    random::Random,
};
use crate::{
    Store, fetch_all,
    services::{ServiceError, ask::Ask, import::dates::day_start, jobs},
    statements,
};

statements! {
    BALANCES = "SELECT member_id, available FROM accounts WHERE merchant_id = $1";
}

/// The most that falls due on one day.
const DUE_MAX: i64 = 10_000;

/// Somebody, as the diary knows them.
#[derive(Debug, Default)]
struct Person {
    name: String,
    mail: String,
    own_code: String,
    member: Option<MemberId>,
    available: i64,
    /// Vouchers at hand, with the reward's key.
    wallet: Vec<(VoucherCode, String)>,
    last_order: Option<OrderId>,
}

/// What somebody is going to do on a day.
#[derive(Debug, Clone)]
struct Entry {
    minute: i64,
    who: usize,
    what: What,
}

/// What there is to do.
#[derive(Debug, Clone)]
enum What {
    /// Somebody of the cast does what is written.
    Deed(Act),
    /// Somebody of the crowd joins.
    Join { friend_of: Option<usize> },
    /// Somebody invites another one, by place among the people.
    Invite { whom: usize },
    /// Confirms the mail address.
    Confirm,
    /// Comes in and buys what they fancy.
    Visit,
    /// Takes one of the rewards that the points pay for.
    TakeSomething,
    /// Brings something back.
    BringBack,
}

/// The diary.
#[derive(Debug)]
pub struct Diary<'a> {
    store: &'a Store,
    clock: &'a SampleClock,
    shop: &'a Shop,
    staff: &'a [StaffId],
    till: Option<LocationId>,
    /// Nothing happens after it.
    until: Micros,
    people: Vec<Person>,
    random: Random,
    /// Commands so far: the next one's key.
    written: u64,
}

impl<'a> Diary<'a> {
    /// An empty diary that ends at `until`.
    pub fn new(
        store: &'a Store,
        clock: &'a SampleClock,
        shop: &'a Shop,
        staff: &'a [StaffId],
        till: Option<LocationId>,
        until: Micros,
    ) -> Self {
        let (people, random) = (Vec::new(), Random::new(0));
        Self {
            store,
            clock,
            shop,
            staff,
            till,
            until,
            people,
            random,
            written: 0,
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// [`ServiceError::Storage`].
    pub async fn write(&mut self, rules: &Programme, seed: u64) -> Result<(), ServiceError> {
        self.random = Random::new(seed ^ 0x6e6f_7274_6873_6964);
        let crowd = crowd::draw(&mut self.random);
        let cast = cast::PEOPLE
            .iter()
            .map(|(name, mail)| ((*name).to_owned(), (*mail).to_owned()));
        let names = cast.chain(crowd.iter().map(|it| (it.name.clone(), it.mail.clone())));
        self.people = names
            .map(|(name, mail)| Person {
                name,
                mail,
                ..Person::default()
            })
            .collect();
        for days_ago in (0..=crowd::DAYS).rev() {
            let day = self.shop.today.plus_days(-days_ago);
            self.open(day).await?;
            let entries = self.entries(&crowd, day, days_ago);
            self.live(day, entries, rules).await?;
        }
        Ok(())
    }

    /// Before the shop opens: what fell due is settled.
    async fn open(&mut self, day: Day) -> Result<(), ServiceError> {
        self.clock.set(self.at(day, 180));
        jobs::settle_due(self.store, self.clock, self.shop, DUE_MAX).await?;
        jobs::pay_due_referrals(self.store, self.clock, self.shop, DUE_MAX).await?;
        let mut db = self.store.read().await?;
        let rows = fetch_all!(db, (Uuid, i64), BALANCES, self.shop.id.0)?;
        let balances: HashMap<Uuid, i64> = rows.into_iter().collect();
        for person in &mut self.people {
            let balance = person.member.and_then(|member| balances.get(&member.0));
            person.available = balance.copied().unwrap_or(0);
        }
        Ok(())
    }

    fn at(&self, day: Day, minute: i64) -> Micros {
        day_start(&self.shop.time_zone, day).plus_seconds(minute * 60)
    }

    /// Lets a day happen, in waves of people who do one thing each.
    async fn live(
        &mut self,
        day: Day,
        mut entries: VecDeque<Entry>,
        rules: &Programme,
    ) -> Result<(), ServiceError> {
        while !entries.is_empty() {
            let mut busy: HashSet<usize> = HashSet::new();
            let mut wave: Vec<(Entry, Now, Actor, Command)> = Vec::new();
            while let Some(entry) = entries.pop_front_if(|entry| busy.is_disjoint(&entry.people()))
            {
                busy.extend(entry.people());
                let now = Now {
                    at: self.at(day, entry.minute),
                    today: day,
                };
                if now.at > self.until {
                    continue;
                }
                self.clock.set(now.at);
                if let Some((actor, command)) = self.command(&entry, now, rules) {
                    wave.push((entry, now, actor, command));
                }
            }
            for (entry, receipt) in self.submit(wave).await? {
                entries.extend(self.note(&entry, receipt));
            }
        }
        Ok(())
    }

    /// Hands a wave over. Who is refused, for want of points or with a voucher that ran out,
    /// goes away without a voucher.
    async fn submit(
        &mut self,
        wave: Vec<(Entry, Now, Actor, Command)>,
    ) -> Result<Vec<(Entry, Receipt)>, ServiceError> {
        let (store, shop, till) = (self.store, self.shop, self.till);
        let first = self.written;
        self.written += wave.len() as u64;
        let asked = wave
            .into_iter()
            .enumerate()
            .map(|(place, (entry, now, actor, command))| {
                let key = (first + place as u64).to_string();
                async move {
                    let location = matches!(command, Command::RingUp(_))
                        .then_some(till)
                        .flatten();
                    let ask = Ask {
                        shop,
                        actor,
                        location,
                        what: "sample",
                        key: &key,
                        now,
                    };
                    let content = command.clone();
                    (entry, ask.submit(store, &content, command).await)
                }
            });
        let mut done = Vec::new();
        for (entry, outcome) in join_all(asked).await {
            match outcome {
                Ok(answer) => done.push((entry, answer.receipt)),
                Err(ServiceError::Rejected(_)) => {
                    if let Some(person) = self.people.get_mut(entry.who) {
                        person.wallet.clear();
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Keeps what came of it; what follows from it is still to happen on the same day.
    fn note(&mut self, entry: &Entry, receipt: Receipt) -> Option<Entry> {
        let crowd = entry.who >= cast::PEOPLE.len();
        let (minute, who) = (entry.minute + 4, entry.who);
        let person = self.people.get_mut(entry.who)?;
        match receipt {
            Receipt::Joined { member, .. } => person.member = Some(member),
            Receipt::RungUp(rung_up) => {
                person.available = rung_up.available;
                person.last_order = Some(rung_up.order);
                if rung_up.redeemed.0 > 0 {
                    person.wallet.clear();
                }
                if crowd && self.random.happens(12) {
                    return Some(Entry {
                        minute,
                        who,
                        what: What::BringBack,
                    });
                }
                if crowd && rung_up.available >= 200 && self.random.happens(400) {
                    return Some(Entry {
                        minute,
                        who,
                        what: What::TakeSomething,
                    });
                }
            }
            Receipt::Redeemed { available, .. }
            | Receipt::Refunded { available, .. }
            | Receipt::Adjusted { available } => person.available = available,
            _ => {}
        }
        None
    }
}

impl Entry {
    /// Who has to be free for it.
    fn people(&self) -> HashSet<usize> {
        let other = match &self.what {
            What::Deed(Act::Join(friend_of)) => *friend_of,
            What::Join { friend_of } => *friend_of,
            What::Invite { whom } => Some(*whom),
            _ => None,
        };
        other.into_iter().chain([self.who]).collect()
    }
}
