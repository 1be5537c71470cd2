//! Orders under way: one for each member at a time, so that each member's come in the order of
//! the file, and many members at once, so that each commit of the ledger takes many.

use std::collections::{BTreeMap, HashMap, VecDeque};

use futures::{FutureExt as _, future::BoxFuture, stream::FuturesUnordered};

use super::{
    groups::Group,
    ledger::{Done, Ledger},
    orders::{Desk, Entered, NotEntered},
    reader::Unit,
    records::BadRow,
};
use crate::services::ServiceError;

/// Orders handed to the ledger at a time: as many as one of its commits takes.
const AT_ONCE: usize = 1_024;

/// Units under way.
pub struct UnderWay<'a> {
    /// One order for each member whose turn it is.
    pub entering: FuturesUnordered<BoxFuture<'a, Finished>>,
    /// Later orders of members who have one under way, or who wait for a place.
    queues: HashMap<String, VecDeque<(u64, Group)>>,
    /// Members who wait for a place.
    ready: VecDeque<String>,
    /// The rest of each unit whose order is not done.
    rests: HashMap<u64, Done>,
    /// Units that are done, until all before them are.
    finished: BTreeMap<u64, Done>,
    next_number: u64,
    next_counted: u64,
}

/// An order that is done with, successfully or not.
pub struct Finished {
    number: u64,
    member: String,
    line: i64,
    shown: String,
    outcome: Result<Entered, NotEntered>,
}

impl<'a> UnderWay<'a> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            entering: FuturesUnordered::new(),
            queues: HashMap::new(),
            ready: VecDeque::new(),
            rests: HashMap::new(),
            finished: BTreeMap::new(),
            next_number: 0,
            next_counted: 0,
        }
    }

    /// Units that are not counted yet.
    pub fn waiting(&self) -> usize {
        self.rests.len() + self.finished.len()
    }

    /// Takes a unit in.
    pub fn take(&mut self, unit: Unit) {
        let number = self.next_number;
        self.next_number += 1;
        let done = Done {
            entered: None,
            bad: unit.bad,
            last_line: unit.last_line,
            offset: unit.offset,
        };
        let Some(group) = unit.group else {
            self.finished.insert(number, done);
            return;
        };
        self.rests.insert(number, done);
        match self.queues.get_mut(&group.member) {
            Some(queue) => queue.push_back((number, group)),
            None => {
                self.ready.push_back(group.member.clone());
                self.queues
                    .insert(group.member.clone(), VecDeque::from([(number, group)]));
            }
        }
    }

    /// Hands orders to the ledger as long as there are places.
    pub fn fill(&mut self, desk: &'a Desk<'a>) {
        while self.entering.len() < AT_ONCE
            && let Some(member) = self.ready.pop_front()
        {
            let Some((number, group)) = self.queues.get_mut(&member).and_then(VecDeque::pop_front)
            else {
                continue;
            };
            let (line, shown) = (group.line, group.shown.clone());
            let entering = async move {
                let outcome = desk.enter(group).await;
                Finished {
                    number,
                    member,
                    line,
                    shown,
                    outcome,
                }
            };
            self.entering.push(entering.boxed());
        }
    }

    /// Notes an order that is done with; its member's next one may go.
    pub fn finish(&mut self, finished: Finished) -> Result<(), ServiceError> {
        let Finished {
            number,
            member,
            line,
            shown,
            outcome,
        } = finished;
        if self.queues.get(&member).is_some_and(VecDeque::is_empty) {
            self.queues.remove(&member);
        } else {
            self.ready.push_back(member);
        }
        let Some(mut done) = self.rests.remove(&number) else {
            return Ok(());
        };
        match outcome {
            Ok(entered) => done.entered = Some(entered),
            Err(NotEntered::Refused(reason)) => done.bad.push(BadRow {
                line,
                reason,
                shown,
            }),
            Err(NotEntered::Failed(error)) => return Err(error),
        }
        self.finished.insert(number, done);
        Ok(())
    }

    /// Counts what is done, up to the first unit that is not.
    pub async fn count(
        &mut self,
        desk: &Desk<'_>,
        ledger: &mut Ledger<'_>,
    ) -> Result<(), ServiceError> {
        while let Some(done) = self.finished.remove(&self.next_counted) {
            self.next_counted += 1;
            ledger.count(desk, done).await?;
        }
        Ok(())
    }
}
