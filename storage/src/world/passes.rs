//! The steps that load what members passed on to one another.

use regulars::{
    ids::{MemberId, PassId},
    passing::Pass,
    time::Day,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    loader::Loader,
    lookups::{PASSED_ON, PASSES},
};
use crate::error::StoreError;

#[derive(Debug, FromRow)]
struct PassRow {
    id: Uuid,
    from_member: Uuid,
    to_member: Uuid,
    points: i64,
    from_seq: i64,
    first_lot: i64,
    last_lot: i64,
    passed_on: i32,
    undone: Option<i64>,
}

impl Loader<'_> {
    /// Points that are to come back, and both of their members. What may have changed when these
    /// are locked is read again.
    pub async fn passes(&mut self) -> Result<(), StoreError> {
        let passes = self.named.passes.clone();
        let rows: Vec<PassRow> = self.fetch(&PASSES, &passes).await?;
        for row in rows {
            self.named.members.extend([row.from_member, row.to_member]);
            self.named.takers.insert(row.to_member);
            let pass = Pass {
                id: PassId(row.id),
                from: MemberId(row.from_member),
                to: MemberId(row.to_member),
                points: row.points,
                from_seq: row.from_seq,
                first_lot: row.first_lot,
                last_lot: row.last_lot,
                on: Day(row.passed_on),
                undone: row.undone,
            };
            self.world.passes.insert(pass.id, pass);
        }
        Ok(())
    }

    /// What members passed on today, after the lock.
    pub async fn passed_on(&mut self, today: Day) -> Result<(), StoreError> {
        // An undo that another server finished meanwhile is seen here.
        self.passes().await?;
        let givers: Vec<Uuid> = self.named.givers.iter().copied().collect();
        let singles = [self.merchant, i64::from(today.0)];
        let sums: Vec<(Uuid, i64)> = self
            .texts
            .fetch(&mut self.db, &PASSED_ON, &singles, &givers)
            .await?;
        for (member, points) in sums {
            if let Some(member) = self.world.members.get_mut(&MemberId(member)) {
                member.activity.passed_on.insert(today, points);
            }
        }
        Ok(())
    }
}
