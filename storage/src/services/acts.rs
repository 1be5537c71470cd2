//! Points for something besides buying: the ways there are, a member's claim, and what is seen
//! without one.

use futures::{StreamExt as _, stream};
use regulars::{
    act::{Act, ActRule, ClaimState, HowOften},
    birthday::Birthday,
    command::{Actor, ClaimAct, Command},
    condition::Moment,
    ids::{ClaimId, MemberId},
    plan::Receipt,
    programme::Programme,
    rejection::Rejection,
    time::Day,
    views::{Shop, Way, WayState, Ways},
};
use uuid::Uuid;

use super::{
    ServiceError,
    ask::{Ask, unexpected},
    programme, standing,
};
use crate::{Corrupt, Store, db::Reader, env::Environment, fetch_all, statements};

statements! {
    CLAIMS = "SELECT rule, claimed_on, state FROM claims
        WHERE merchant_id = $1 AND member_id = $2 ORDER BY created_at, id";
    BIRTHDAYS = "SELECT p.member_id FROM member_profiles p
        JOIN members m ON m.merchant_id = p.merchant_id AND m.id = p.member_id
        WHERE p.merchant_id = $1 AND p.birth_month = $2 AND p.birth_day = $3
        AND m.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM claims c
            WHERE c.merchant_id = p.merchant_id AND c.member_id = p.member_id
            AND c.rule = $4 AND c.state <> 3 AND c.claimed_on >= $5)
        ORDER BY p.member_id";
}

/// Commands handed over at a time.
const AT_ONCE: usize = 64;

/// A claim as it was made: the act's rule, the day, where it is.
pub(super) struct Made {
    rule: String,
    on: Day,
    state: ClaimState,
}

/// All claims of a member, oldest first.
pub(super) async fn made(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<Vec<Made>, ServiceError> {
    let rows = fetch_all!(db, (String, i32, i16), CLAIMS, shop.id.0, member.0)?;
    let read = rows.into_iter().map(|(rule, on, state)| {
        let corrupt = || Corrupt {
            table: "claims",
            what: format!("state {state}"),
        };
        Ok(Made {
            rule,
            on: Day(on),
            state: ClaimState::from_code(state).ok_or_else(corrupt)?,
        })
    });
    Ok(read.collect::<Result<_, Corrupt>>()?)
}

/// The ways to earn points besides buying, and where the member is with each. Joining is shown
/// only to those whom it brought points: others joined already.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn ways(store: &Store, shop: &Shop, member: MemberId) -> Result<Ways, ServiceError> {
    let mut db = store.read().await?;
    let standing = standing::load(store, &mut db, shop, member).await?;
    let made = made(&mut db, shop, member).await?;
    let tier = standing.tier.as_ref().map(|tier| tier.key.as_str());
    let moment = Moment {
        tier,
        ..Moment::on(shop.today)
    };
    let rules = standing.programme.iter().flat_map(|it| &it.programme.acts);
    let ways = rules.map(|rule| Way {
        state: state_of(rule, &made, &moment, shop.today),
        rule: rule.clone(),
    });
    let ways = ways.filter(|way| way.rule.act != Act::Join || way.state != WayState::Seen);
    Ok(Ways {
        shop: shop.clone(),
        ways: ways.collect(),
    })
}

fn state_of(rule: &ActRule, made: &[Made], moment: &Moment<'_>, today: Day) -> WayState {
    let mut claims = made.iter().rev().filter(|claim| claim.rule == rule.key);
    let last = claims.next();
    let refused = last.is_some_and(|claim| claim.state == ClaimState::Refused);
    let counts = last
        .into_iter()
        .chain(claims)
        .find(|claim| claim.state != ClaimState::Refused)
        .filter(|claim| rule.how_often.same_period(claim.on, today));
    match counts {
        Some(claim) if claim.state == ClaimState::Waiting => WayState::Waiting { since: claim.on },
        Some(claim) => WayState::Done {
            on: claim.on,
            again_on: rule.how_often.again_on(claim.on),
        },
        None => match rule.when.check(moment) {
            Err(because) => WayState::NotNow {
                because: because.words().to_owned(),
            },
            Ok(()) if rule.act.is_seen() => WayState::Seen,
            Ok(()) => WayState::Open { refused },
        },
    }
}

/// Points that the member can still have for an act, by the rules in force.
pub(super) fn still_brings(
    programme: &Programme,
    act: Act,
    made: &[Made],
    today: Day,
) -> Option<i64> {
    let rules = programme.acts.iter().filter(|rule| rule.act == act);
    let open = rules.filter(|rule| {
        let mut claims = made.iter().filter(|claim| claim.rule == rule.key);
        !claims.any(|claim| {
            claim.state != ClaimState::Refused && rule.how_often.same_period(claim.on, today)
        })
    });
    open.map(|rule| rule.points).reduce(i64::saturating_add)
}

/// A member claims the points of an act ([`Receipt::Claimed`]).
///
/// # Errors
/// [`ServiceError::Rejected`]: no such act or one that nobody claims, not now, claimed already, or
/// nothing to look at.
pub async fn claim(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    (rule, proof): (&str, &str),
    key: &str,
) -> Result<Receipt, ServiceError> {
    let published = programme::published(store, shop.id).await?;
    let rules = published.iter().flat_map(|it| &it.programme.acts);
    let mut claimable = rules.filter(|rule| !rule.act.is_seen());
    if !claimable.any(|known| known.key == rule) {
        return Err(Rejection::UnknownAct.into());
    }
    let ask = Ask::new(env, shop, Actor::Member(member), "claim", key);
    let command = Command::ClaimAct(ClaimAct {
        id: ClaimId(env.new_id()),
        member,
        rule: rule.to_owned(),
        proof: Some(proof.to_owned()),
    });
    Ok(ask
        .submit(store, &(member, rule, proof), command)
        .await?
        .receipt)
}

/// Gives the points of an act that was seen, once for `key`; answers how many. An act that brings
/// nothing now is no error.
///
/// # Errors
/// [`ServiceError::Storage`]; what was given before stays so.
pub async fn seen(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    act: Act,
    key: &str,
) -> Result<i64, ServiceError> {
    let published = programme::published(store, shop.id).await?;
    let rules = published.iter().flat_map(|it| &it.programme.acts);
    let mut points = 0;
    for rule in rules.filter(|rule| rule.act == act) {
        points += give(store, env, shop, member, rule, key).await?;
    }
    Ok(points)
}

async fn give(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    rule: &ActRule,
    key: &str,
) -> Result<i64, ServiceError> {
    let key = format!("{key}:{}", rule.key);
    let ask = Ask::new(env, shop, Actor::System, "act", &key);
    let command = Command::ClaimAct(ClaimAct {
        id: ClaimId(env.new_id()),
        member,
        rule: rule.key.clone(),
        proof: None,
    });
    match ask.submit(store, &(member, &rule.key), command).await {
        Ok(answer) => match answer.receipt {
            Receipt::Claimed { points, .. } => Ok(points),
            other => Err(unexpected(&other)),
        },
        Err(ServiceError::Rejected(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

/// Gives today's birthday children their points; answers how many got some.
///
/// # Errors
/// The first [`ServiceError`]; what was given before stays so.
pub async fn birthdays(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
) -> Result<u64, ServiceError> {
    let published = programme::published(store, shop.id).await?;
    let rules = published.iter().flat_map(|it| &it.programme.acts);
    let mut given = 0;
    for rule in rules.filter(|rule| rule.act == Act::Birthday) {
        let since = match rule.how_often {
            HowOften::Once => Day::MIN,
            HowOften::Yearly | HowOften::Monthly | HowOften::Daily => shop.today.year_start(),
        };
        for (month, day) in Birthday::celebrated_on(shop.today) {
            let (month, day) = (i16::from(month), i16::from(day));
            let mut db = store.read().await?;
            let rows = fetch_all!(
                db,
                (Uuid,),
                BIRTHDAYS,
                shop.id.0,
                month,
                day,
                rule.key.as_str(),
                since.0
            )?;
            drop(db);
            let mut gifts = stream::iter(rows)
                .map(|(member,)| async move {
                    let key = format!("{member}:{}", shop.today);
                    give(store, env, shop, MemberId(member), rule, &key).await
                })
                .buffer_unordered(AT_ONCE);
            while let Some(points) = gifts.next().await {
                given += u64::from(points? > 0);
            }
        }
    }
    Ok(given)
}
