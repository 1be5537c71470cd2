//! The friends whom a member brought.

use regulars::{
    command::{Actor, Command, Invite},
    ids::{MemberId, ReferralId},
    mail_address::MailAddress,
    money::Minor,
    plan::Receipt,
    programme::ReferralOffer,
    referral::Stage,
    time::{Day, Micros},
    views::{Friend, Refer, Shop},
};
use uuid::Uuid;

use super::{ServiceError, ask::Ask, decode, programme};
use crate::{
    Store, StoreError,
    db::Reader,
    env::{Environment, local_time},
    fetch_all, fetch_one, fetch_optional, statements,
};

statements! {
    FRIENDS = "SELECT r.id, r.stage, r.invited_mail, f.name, f.mail, r.order_id, r.order_total,
            r.due_on, r.advocate_points, r.reason, r.moved_at
        FROM referrals r
        LEFT JOIN members f ON f.merchant_id = r.merchant_id AND f.id = r.friend_id
        WHERE r.merchant_id = $1 AND r.advocate_id = $2
        ORDER BY r.created_at DESC, r.id DESC LIMIT $3";
    POINTS = "SELECT CAST(COALESCE(SUM(advocate_points), 0) AS BIGINT) FROM referrals
        WHERE merchant_id = $1 AND advocate_id = $2 AND stage = 6";
    OWN_CODE = "SELECT own_code FROM members
        WHERE merchant_id = $1 AND id = $2 AND deleted_at IS NULL";
}

/// Friends on the page of referrals.
const FRIENDS_MAX: i64 = 200;

#[derive(Debug, sqlx::FromRow)]
struct FriendRow {
    id: Uuid,
    stage: i16,
    invited_mail: Option<String>,
    name: Option<String>,
    mail: Option<String>,
    order_id: Option<Uuid>,
    order_total: i64,
    due_on: Option<i32>,
    advocate_points: i64,
    reason: Option<String>,
    moved_at: i64,
}

impl FriendRow {
    fn view(self, shop: &Shop, offer: Option<&ReferralOffer>) -> Result<Friend, StoreError> {
        let stage = decode::stage(self.stage)?;
        let joined = self
            .name
            .filter(|name| !name.is_empty())
            .map(|name| decode::given_name(&name));
        let mail = self.mail.or(self.invited_mail);
        let name = joined
            .or_else(|| mail.map(|mail| decode::shortened_mail(&mail)))
            .unwrap_or_else(|| "A friend".to_owned());
        let points = match stage {
            Stage::Invite | Stage::Lead | Stage::Qualified => {
                offer.map_or(0, |offer| offer.advocate_points)
            }
            Stage::Closed | Stage::Held | Stage::Rewarded => self.advocate_points,
            Stage::Rejected | Stage::Reversed => 0,
        };
        let waits = matches!(stage, Stage::Closed | Stage::Held);
        Ok(Friend {
            id: ReferralId(self.id),
            name,
            stage,
            points,
            due_on: self.due_on.map(Day).filter(|_| waits),
            order_total: self.order_id.map(|_| Minor(self.order_total)),
            moved_on: local_time(&shop.time_zone, Micros(self.moved_at)).day,
            reason: self.reason,
        })
    }
}

/// The page of a member's referrals.
///
/// # Errors
/// [`ServiceError::NotFound`].
pub async fn load(store: &Store, shop: &Shop, member: MemberId) -> Result<Refer, ServiceError> {
    let mut db = store.read().await?;
    let programme = programme::in_force(store, &mut db, shop.id).await?;
    let offer = programme
        .as_ref()
        .and_then(|it| it.programme.referral.clone());
    let (code,) = fetch_optional!(db, (String,), OWN_CODE, shop.id.0, member.0)?
        .ok_or(ServiceError::NotFound)?;
    let friends = friends_of(&mut db, shop, member, offer.as_ref(), FRIENDS_MAX).await?;
    let points = points_of(&mut db, shop, member).await?;
    Ok(Refer {
        shop: shop.clone(),
        code,
        offer,
        friends,
        points,
    })
}

/// Invites a friend by mail ([`Receipt::Invited`]). The same address again is the same referral.
///
/// # Errors
/// [`ServiceError::Rejected`] for the own address and for somebody who has a card.
pub async fn invite(
    store: &Store,
    env: &dyn Environment,
    shop: &Shop,
    member: MemberId,
    mail: MailAddress,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let ask = Ask::new(env, shop, Actor::Member(member), "invite", key);
    let content = (member, mail.clone());
    let referral = ReferralId(env.new_id());
    let command = Command::Invite(Invite {
        referral,
        advocate: member,
        mail,
    });
    Ok(ask.submit(store, &content, command).await?.receipt)
}

/// A member's friends, newest first.
pub(super) async fn friends_of(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
    offer: Option<&ReferralOffer>,
    limit: i64,
) -> Result<Vec<Friend>, ServiceError> {
    let rows = fetch_all!(db, FriendRow, FRIENDS, shop.id.0, member.0, limit)?;
    Ok(rows
        .into_iter()
        .map(|row| row.view(shop, offer))
        .collect::<Result<_, _>>()?)
}

/// Points that a member's friends brought so far.
pub(super) async fn points_of(
    db: &mut Reader,
    shop: &Shop,
    member: MemberId,
) -> Result<i64, ServiceError> {
    Ok(fetch_one!(db, (i64,), POINTS, shop.id.0, member.0)?.0)
}
