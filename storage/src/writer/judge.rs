//! Judges the commands of a batch: each in the world as the one before leaves it.

use std::{collections::HashMap, sync::Arc};

use regulars::{
    command::Command,
    decide::decide,
    ids::{MemberId, MerchantId},
    programme::RefundPolicy,
    state::World,
};

use super::{Answer, Outcome, Pending, Scribe, Submission};
use crate::{
    db::Tx,
    error::{StoreError, SubmitError},
    many::Lookup,
    world,
    write_plan::{Decided, MayOwe},
};

/// Answers given before, by key.
pub(crate) static KNOWN: Lookup = Lookup {
    sql: "SELECT idem_key, fingerprint, answer FROM commands \
        WHERE merchant_id = $1 AND idem_key {keys}",
    singles: 1,
};

/// A batch in the making.
pub(super) struct Draft<'a> {
    pub outcomes: Vec<Option<Outcome>>,
    pub decided: Vec<Decided<'a>>,
    pub may_owe: MayOwe,
}

impl Scribe {
    /// Judges the commands of one merchant, each in the world as the one before leaves it.
    pub(super) async fn judge<'a>(
        &mut self,
        tx: &mut Tx,
        merchant: MerchantId,
        part: &'a [Pending],
        places: Vec<usize>,
        draft: &mut Draft<'a>,
    ) -> Result<(), StoreError> {
        let mut known = self.known(tx, merchant, part, &places).await?;
        let open: Vec<usize> = places
            .into_iter()
            .filter(|place| {
                let submission = &part[*place].submission;
                let answered = known
                    .get(&submission.key)
                    .map(|before| before.repeat(submission));
                draft.outcomes[*place] = answered;
                draft.outcomes[*place].is_none()
            })
            .collect();
        let Some(&first) = open.first() else {
            return Ok(());
        };
        let commands: Vec<&Command> = open
            .iter()
            .map(|place| &part[*place].submission.command)
            .collect();
        let asked = (commands.as_slice(), part[first].submission.now);
        let (texts, programmes) = (&mut self.texts, &mut self.programmes);
        let world = world::load(tx, texts, programmes, merchant, asked, true).await?;
        let Some(mut world) = world else {
            for place in open {
                draft.outcomes[place] = Some(Err(SubmitError::UnknownMerchant));
            }
            return Ok(());
        };
        draft.may_owe.extend(may_owe(merchant, &world));
        for place in open {
            let submission = &part[place].submission;
            let outcome = match known.get(&submission.key) {
                Some(before) => before.repeat(submission),
                None => judge_one(&mut world, submission, draft, &mut known)?,
            };
            draft.outcomes[place] = Some(outcome);
        }
        Ok(())
    }

    /// The answers given before under the keys of `places`.
    async fn known(
        &mut self,
        tx: &mut Tx,
        merchant: MerchantId,
        part: &[Pending],
        places: &[usize],
    ) -> Result<HashMap<String, Known>, StoreError> {
        let mut keys: Vec<String> = places
            .iter()
            .map(|place| part[*place].submission.key.clone())
            .collect();
        keys.sort_unstable();
        let rows: Vec<(String, Vec<u8>, String)> = self
            .texts
            .fetch(&mut tx.on(), &KNOWN, &[merchant.0], &keys)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(key, fingerprint, answer)| {
                (
                    key,
                    Known {
                        fingerprint,
                        answer: answer.into(),
                    },
                )
            })
            .collect())
    }
}

/// An answer given before.
struct Known {
    fingerprint: Vec<u8>,
    answer: Arc<str>,
}

impl Known {
    /// The answer to a submission under the same key.
    fn repeat(&self, submission: &Submission) -> Outcome {
        if self.fingerprint != submission.fingerprint {
            return Err(SubmitError::KeyReused);
        }
        let receipt = serde_json::from_str(&self.answer).map_err(StoreError::from)?;
        Ok(Answer {
            receipt,
            json: self.answer.clone(),
            replayed: true,
        })
    }
}

fn judge_one<'a>(
    world: &mut World,
    submission: &'a Submission,
    draft: &mut Draft<'a>,
    known: &mut HashMap<String, Known>,
) -> Result<Outcome, StoreError> {
    let plan = match decide(world, &submission.command, submission.now) {
        Ok(plan) => plan,
        Err(rejection) => return Ok(Err(rejection.into())),
    };
    world.apply(&plan);
    let answer: Arc<str> = serde_json::to_string(&plan.receipt)?.into();
    let fingerprint = submission.fingerprint.to_vec();
    known.insert(
        submission.key.clone(),
        Known {
            fingerprint,
            answer: answer.clone(),
        },
    );
    let receipt = plan.receipt.clone();
    draft.decided.push(Decided {
        submission,
        plan,
        answer: answer.clone(),
    });
    Ok(Ok(Answer {
        receipt,
        json: answer,
        replayed: false,
    }))
}

/// Members whose balance may be below zero after the batch: all under the policy 'owe', and those
/// who owe already, from a time when that was the policy.
fn may_owe(merchant: MerchantId, world: &World) -> impl Iterator<Item = (MerchantId, MemberId)> {
    let owe = world
        .versions()
        .any(|published| published.programme.refund_policy == RefundPolicy::Owe);
    world
        .members
        .values()
        .filter(move |member| owe || member.head.balances.available < 0)
        .map(move |member| (merchant, member.head.id))
}
