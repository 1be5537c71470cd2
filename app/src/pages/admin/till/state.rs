//! The sale on the screen. Begun from the address, so that it also works without JavaScript,
//! where each step is a page of its own; from then on it lives in signals.

use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use regulars::{
    ids::MemberId,
    money::{Currency, Minor},
    plan::RungUp,
    time::Day,
    views::Shop,
};

use super::{
    super::parts::Query,
    offline::Offline,
    settled::settled,
    typed::{Begun, Item, order_code, read_item},
};
use crate::{
    api::admin::till::{
        Sold,
        basket::{BasketLine, write_basket},
        preview_sale,
    },
    error::AppError,
};

/// The sale on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Sale {
    /// The shop's.
    pub currency: Currency,
    /// The shop's day.
    pub today: Day,
    /// Whose sale.
    pub member: Memo<Option<MemberId>>,
    /// What is bought.
    pub lines: RwSignal<Vec<BasketLine>>,
    /// What of the member's it uses, as [`Use`] writes it.
    pub used: RwSignal<Vec<String>>,
    /// What stands in the field for the next line.
    pub typed: RwSignal<String>,
    /// What is wrong with it.
    pub fault: RwSignal<Option<String>>,
    /// The idempotency key: one a basket, kept when ringing up is tried again.
    pub key: RwSignal<Option<String>>,
    /// The sale that was just rung up, until the next begins.
    pub sold: RwSignal<Option<Sold>>,
    /// The sale that was just taken back, in words.
    pub undone: RwSignal<Option<String>>,
    /// Somebody to find, by an order code that was typed before anybody was found.
    pub wanted: RwSignal<Option<String>>,
    /// What there is of it while there is no connection.
    pub offline: Offline,
    /// What it comes to, by the server's rules; nothing without member or lines.
    pub preview: Resource<Result<Option<RungUp>, AppError>>,
}

/// What the server is asked to work out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question {
    member: Option<MemberId>,
    basket: String,
    used: Vec<String>,
}

impl Sale {
    /// The sale that the address names.
    pub fn begin(shop: &Shop, member: Memo<Option<MemberId>>) -> Self {
        let query = use_query_map().get_untracked();
        let currency = shop.currency;
        // A plain form adds its item here, before anything is asked of the server: effects do not
        // run there.
        let mut begun = Begun::of(&query, currency, untrack(move || member.get()));
        if let Some(item) = query.get("item").filter(|item| !item.trim().is_empty()) {
            begun.add(item, currency);
        }
        let lines = RwSignal::new(begun.lines);
        let used = RwSignal::new(begun.used);
        let question = move || Question {
            member: member.get(),
            basket: lines.with(|lines| write_basket(lines, currency)),
            used: used.get(),
        };
        let asked = settled(question);
        let preview = Resource::new(
            move || asked.get(),
            |Question {
                 member,
                 basket,
                 used,
             }| async move {
                match member {
                    Some(member) if !basket.is_empty() => {
                        preview_sale(member, basket, used).await.map(Some)
                    }
                    _ => Ok(None),
                }
            },
        );
        Self {
            currency,
            today: shop.today,
            member,
            lines,
            used,
            typed: RwSignal::new(begun.typed),
            fault: RwSignal::new(begun.fault),
            key: RwSignal::new(None),
            sold: RwSignal::new(None),
            undone: RwSignal::new(undone_of(&query)),
            wanted: RwSignal::new(begun.wanted),
            offline: Offline::default(),
            preview,
        }
    }

    /// Adds what was typed, or says what is wrong with it. A code is used at once; an order code
    /// also finds whose it is.
    pub fn add_typed(self) {
        match read_item(&self.typed.get_untracked(), self.currency) {
            Ok(Item::Used(used)) => {
                if !self.is_used(&used) {
                    self.toggle(&used);
                }
                if self.member.get_untracked().is_none() {
                    self.wanted.set(order_code(&used));
                }
                self.fault.set(None);
                self.typed.set(String::new());
            }
            Ok(Item::Line(line)) => {
                self.sold.set(None);
                self.undone.set(None);
                self.fault.set(None);
                self.lines.update(|lines| lines.push(line));
                self.typed.set(String::new());
            }
            Err(fault) => self.fault.set(Some(fault)),
        }
    }

    /// Takes a line away.
    pub fn remove(self, index: usize) {
        self.lines.update(|lines| {
            if index < lines.len() {
                lines.remove(index);
            }
        });
    }

    /// Whether something is used.
    pub fn is_used(self, what: &str) -> bool {
        self.used
            .with_untracked(|used| used.iter().any(|each| each == what))
    }

    /// Uses something, or leaves it after all.
    pub fn toggle(self, what: &str) {
        self.used
            .update(|used| match used.iter().position(|each| each == what) {
                Some(index) => {
                    used.remove(index);
                }
                None => used.push(what.to_owned()),
            });
    }

    /// Leaves all of `others` but `what`, if that is used.
    pub fn leave_others(self, what: &str, others: &[String]) {
        self.used.update(|used| {
            if used.iter().any(|each| each == what) {
                used.retain(|each| each == what || !others.contains(each));
            }
        });
    }

    /// Sum of the lines.
    pub fn subtotal(self) -> Minor {
        self.lines
            .with(|lines| lines.iter().map(BasketLine::total).sum())
    }

    /// What the rules say of the sale as it stands; nothing while the answer is on its way.
    pub fn judged(self) -> Option<RungUp> {
        let subtotal = self.subtotal();
        let answer = self.preview.get().and_then(Result::ok).flatten();
        answer.filter(|judged| judged.subtotal == subtotal)
    }

    /// What is taken off one of the lines, below zero; nothing where it is nothing.
    pub fn off_line(self, index: usize) -> Option<Minor> {
        let judged = self.judged()?;
        let lines = self.lines.with(Vec::len);
        let off = judged.line_discounts.get(index)?;
        (judged.line_discounts.len() == lines && off.0 > 0).then_some(Minor(-off.0))
    }

    /// The lines as they are sent.
    pub fn basket(self) -> String {
        self.lines.with(|lines| write_basket(lines, self.currency))
    }

    /// Whether there is something to ring up for somebody.
    pub fn is_ready(self) -> bool {
        let somebody = self.member.get().is_some() || self.offline.has_somebody();
        somebody && self.lines.with(|lines| !lines.is_empty())
    }

    /// Shows the receipt.
    pub fn finish(self, sold: Sold) {
        self.clear();
        self.sold.set(Some(sold));
    }

    /// The next sale begins empty and with another key.
    pub fn clear(self) {
        self.lines.set(Vec::new());
        self.used.set(Vec::new());
        self.typed.set(String::new());
        self.fault.set(None);
        self.key.set(None);
        self.undone.set(None);
        self.offline.clear();
    }

    /// The address of this sale for another member; what was chosen of the one before is left,
    /// and what was quoted before anybody was found is kept.
    pub fn address_for(self, member: MemberId) -> String {
        let address = Query::new("/admin/till")
            .with("member", &member.to_string())
            .with("basket", &self.basket());
        let kept = match self.member.get() {
            None => self.used.get(),
            Some(_) => Vec::new(),
        };
        kept.iter()
            .fold(address, |address, used| address.with("used[]", used))
            .done()
    }

    /// The address of this sale without one of its lines.
    pub fn address_without(self, index: usize) -> String {
        let mut lines = self.lines.get();
        if index < lines.len() {
            lines.remove(index);
        }
        self.address_of(&lines, &self.used.get())
    }

    /// The address of this sale without something that it uses.
    pub fn address_leaving(self, what: &str) -> String {
        let mut used = self.used.get();
        used.retain(|each| each != what);
        self.address_of(&self.lines.get(), &used)
    }

    fn address_of(self, lines: &[BasketLine], used: &[String]) -> String {
        let member = self
            .member
            .get()
            .map(|id| id.to_string())
            .unwrap_or_default();
        let address = Query::new("/admin/till")
            .with("member", &member)
            .with("basket", &write_basket(lines, self.currency));
        used.iter()
            .fold(address, |address, used| address.with("used[]", used))
            .done()
    }
}

/// What a form without JavaScript says that it took back.
fn undone_of(query: &ParamsMap) -> Option<String> {
    query
        .get("undone")
        .map(|_| "The sale is undone.".to_owned())
}
