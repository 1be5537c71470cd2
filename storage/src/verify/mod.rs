//! Recomputes every balance, lot and total from the entries, and names the first row of each
//! check that disagrees.
//!
//! Each check is one statement that the database streams through; none of them trusts a cache.
//! All see the same moment, while the store stays in use.

mod checks;
mod money;
mod offers;

use std::fmt;

use uuid::Uuid;

use crate::{db::Pools, error::StoreError, fetch_optional};

use checks::CHECKS;
use money::MONEY_CHECKS;
use offers::OFFER_CHECKS;

/// Every check.
pub(crate) fn checks() -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().chain(OFFER_CHECKS).chain(MONEY_CHECKS)
}

/// A check: what must hold, and the statement that finds a row for which it does not.
///
/// The statement answers merchant, id, place (a sequence number, lot, day or line), what the rows
/// below add up to, and what stands there.
#[derive(Debug)]
pub(crate) struct Check {
    /// The ledger law it belongs to.
    pub law: u8,
    /// What must hold.
    pub claim: &'static str,
    /// The statement.
    pub sql: &'static str,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Every check, in order.
    pub findings: Vec<Finding>,
}

/// One check's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The ledger law it belongs to, 1 to 13.
    pub law: u8,
    /// What must hold.
    pub claim: &'static str,
    /// The first row for which it does not.
    pub disagreement: Option<Disagreement>,
}

/// A row that does not agree with the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Whose.
    pub merchant: i64,
    /// The member, order, refund, voucher or referral.
    pub id: Option<Uuid>,
    /// The sequence number, lot, day or line, where the row has one.
    pub place: Option<i64>,
    /// What the rows below add up to.
    pub expected: i64,
    /// What stands there.
    pub found: i64,
}

impl Report {
    /// Whether everything agrees.
    pub fn is_sound(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.disagreement.is_none())
    }
}

impl fmt::Display for Report {
    /// A line a check.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            match &finding.disagreement {
                None => writeln!(f, "ok      {}", finding.claim)?,
                Some(row) => writeln!(f, "WRONG   {} (law {}): {row}", finding.claim, finding.law)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "merchant {}", self.merchant)?;
        if let Some(id) = self.id {
            write!(f, ", {id}")?;
        }
        if let Some(place) = self.place {
            write!(f, ", {place}")?;
        }
        write!(f, ": {} expected, {} found", self.expected, self.found)
    }
}

type Row = (i64, Option<Uuid>, Option<i64>, i64, i64);

/// Runs every check on one moment of the database.
pub(crate) async fn verify(pools: &Pools) -> Result<Report, StoreError> {
    let mut tx = pools.snapshot().await?;
    let mut findings = Vec::with_capacity(checks().count());
    for check in checks() {
        let row = fetch_optional!(tx, Row, check.sql)?;
        let disagreement = row.map(|(merchant, id, place, expected, found)| Disagreement {
            merchant,
            id,
            place,
            expected,
            found,
        });
        findings.push(Finding {
            law: check.law,
            claim: check.claim,
            disagreement,
        });
    }
    tx.rollback().await?;
    Ok(Report { findings })
}
