//! Claiming points for an act, and looking at a claim.

use super::{
    draft::{Cause, Draft, Grant},
    reason_of,
};
use crate::{
    act::{Claim, ClaimState},
    command::{ClaimAct, JudgeClaim},
    condition::Moment,
    ledger::{Account, TransferKind},
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

/// Each act once in its period; a claim that waits counts, one that was refused does not.
pub(super) fn claim(world: &World, claim: &ClaimAct, now: Now) -> Result<Plan, Rejection> {
    let published = world.for_member(claim.member);
    let published = published.ok_or(Rejection::NoProgramme)?;
    let programme = &published.programme;
    let rules = programme.acts.iter();
    let rule = rules.into_iter().find(|rule| rule.key == claim.rule);
    let rule = rule.ok_or(Rejection::UnknownAct)?;
    let mut draft = Draft::new(world, now);
    let member = draft.member(claim.member)?;
    let scheme = programme.tiers.as_ref();
    let tier = scheme.and_then(|scheme| member.standing(scheme, now.today));
    let moment = Moment {
        tier: tier.as_ref().map(|progress| progress.key.as_str()),
        ..Moment::on(now.today)
    };
    rule.when
        .check(&moment)
        .map_err(|because| Rejection::ActNotNow { because })?;
    let last = member.activity.acts.get(&rule.key);
    if last.is_some_and(|last| rule.how_often.same_period(*last, now.today)) {
        return Err(Rejection::ActClaimed);
    }
    let proof = claim.proof.as_deref().and_then(reason_of);
    if rule.needs_approval && proof.is_none() {
        return Err(Rejection::ProofMissing);
    }
    let mut claimed = Claim {
        id: claim.id,
        member: claim.member,
        rule: rule.key.clone(),
        points: rule.points,
        on: now.today,
        proof,
        state: ClaimState::Waiting,
    };
    if !rule.needs_approval {
        pay(&mut draft, &mut claimed)?;
    }
    Ok(answer(draft, claimed))
}

/// Pays a claim that waits, or refuses it. Each is judged once.
pub(super) fn judge(world: &World, judge: &JudgeClaim, now: Now) -> Result<Plan, Rejection> {
    let claim = world
        .claims
        .get(&judge.claim)
        .filter(|claim| claim.state == ClaimState::Waiting)
        .ok_or(Rejection::ClaimNotWaiting)?;
    let mut draft = Draft::new(world, now);
    let mut claim = claim.clone();
    if judge.approve {
        pay(&mut draft, &mut claim)?;
    } else {
        claim.state = ClaimState::Refused;
    }
    Ok(answer(draft, claim))
}

fn pay(draft: &mut Draft<'_>, claim: &mut Claim) -> Result<(), Rejection> {
    let published = draft.world.for_member(claim.member);
    let programme = published.map(|it| &it.programme);
    let mut rules = programme.into_iter().flat_map(|it| &it.acts);
    let rule = rules.find(|rule| rule.key == claim.rule);
    let cause = Cause {
        reason: Some(rule.map_or(&claim.rule, |rule| &rule.name).clone()),
        ..Cause::new(TransferKind::Act, draft.now.at)
    };
    let expiry = programme.map(|it| it.expiry);
    let grant = Grant {
        points: claim.points,
        from: Account::Issued,
        available_on: None,
        expires_on: expiry.and_then(|expiry| expiry.last_day(draft.now.today)),
    };
    draft.grant(claim.member, &cause, grant)?;
    claim.state = ClaimState::Paid;
    Ok(())
}

fn answer(mut draft: Draft<'_>, claim: Claim) -> Plan {
    let receipt = Receipt::Claimed {
        claim: claim.id,
        state: claim.state,
        points: if claim.state == ClaimState::Paid {
            claim.points
        } else {
            0
        },
    };
    draft.plan.claim = Some(claim);
    draft.finish(receipt)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        act::{Act, ActRule, HowOften},
        command::Command,
        condition::When,
        decide::tests::{rules::programme, shop::Shop},
        ids::{ClaimId, MemberId},
    };

    fn shop(how_often: HowOften, needs_approval: bool) -> (Shop, MemberId) {
        let mut rules = programme();
        rules.acts = vec![ActRule {
            key: "review".to_owned(),
            name: "Write a review".to_owned(),
            act: Act::Review,
            points: 30,
            how_often,
            needs_approval,
            when: When::default(),
        }];
        let mut shop = Shop::new(rules);
        let member = shop.join();
        (shop, member)
    }

    fn claim(shop: &mut Shop, member: MemberId, proof: &str) -> Result<ClaimId, Rejection> {
        let id = ClaimId(shop.id());
        shop.ask(Command::ClaimAct(ClaimAct {
            id,
            member,
            rule: "review".to_owned(),
            proof: Some(proof.to_owned()),
        }))
        .map(|_| id)
    }

    fn look(shop: &mut Shop, claim: ClaimId, approve: bool) -> Result<Receipt, Rejection> {
        shop.ask(Command::JudgeClaim(JudgeClaim { claim, approve }))
    }

    #[test]
    fn an_act_brings_points_once_in_its_period() {
        for (how_often, next) in [
            (HowOften::Daily, "2026-03-02"),
            (HowOften::Monthly, "2026-04-01"),
            (HowOften::Yearly, "2027-01-01"),
        ] {
            let (mut shop, member) = shop(how_often, false);
            claim(&mut shop, member, "").unwrap();
            let again = claim(&mut shop, member, "");
            assert_eq!(again, Err(Rejection::ActClaimed));
            shop.on(next);
            claim(&mut shop, member, "").unwrap();
            assert_eq!(shop.points(member), (60, 0));
        }
        let (mut shop, member) = shop(HowOften::Once, false);
        claim(&mut shop, member, "").unwrap();
        shop.on("2040-01-01");
        assert_eq!(claim(&mut shop, member, ""), Err(Rejection::ActClaimed));
    }

    #[test]
    fn a_claim_with_proof_waits_and_is_judged_once() {
        let (mut shop, member) = shop(HowOften::Once, true);
        assert_eq!(claim(&mut shop, member, " "), Err(Rejection::ProofMissing));
        let first = claim(&mut shop, member, "https://example.com/1").unwrap();
        assert_eq!(shop.points(member), (0, 0));
        let twice = claim(&mut shop, member, "https://example.com/2");
        assert_eq!(twice, Err(Rejection::ActClaimed));
        look(&mut shop, first, false).unwrap();
        let second = claim(&mut shop, member, "https://example.com/2").unwrap();
        look(&mut shop, second, true).unwrap();
        assert_eq!(shop.points(member), (30, 0));
        for done in [first, second] {
            assert_eq!(look(&mut shop, done, true), Err(Rejection::ClaimNotWaiting));
        }
    }
}
