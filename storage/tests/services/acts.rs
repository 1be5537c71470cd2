//! Points for something besides buying: claimed, judged, and seen by themselves.

use regulars::{
    act::{Act, ActRule, ClaimState, HowOften},
    birthday::Birthday,
    condition::When,
    ids::MemberId,
    plan::Receipt,
    programme::Programme,
    rejection::Rejection,
    views::{Role, Shop, Todo, WayState},
};
use regulars_storage::services::{
    AtWork, ServiceError, acts, audit, claims, me, members, overview, profile, programme, shop,
};

use crate::counter::{Counter, at_both_counters};

fn act(key: &str, act: Act, points: i64, how_often: HowOften) -> ActRule {
    ActRule {
        key: key.to_owned(),
        name: format!("The {key}"),
        act,
        points,
        how_often,
        needs_approval: act == Act::Review,
        when: When::default(),
    }
}

async fn publish(counter: &Counter) {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let rules = Programme {
        acts: vec![
            act("join", Act::Join, 5, HowOften::Once),
            act("birthday", Act::Birthday, 20, HowOften::Yearly),
            act("profile", Act::Profile, 10, HowOften::Once),
            act("review", Act::Review, 30, HowOften::Yearly),
            act("share", Act::Share, 2, HowOften::Daily),
        ],
        ..crate::counter::programme(shop.currency.code())
    };
    programme::save_draft(store, env, shop, &counter.owner, &rules)
        .await
        .unwrap();
    programme::publish(store, env, shop, &counter.owner)
        .await
        .unwrap();
}

/// The shop on the day that the clock shows.
async fn today(counter: &Counter) -> Shop {
    shop::by_slug(&counter.store, &counter.env, "corner")
        .await
        .unwrap()
}

async fn balance(counter: &Counter, member: MemberId) -> i64 {
    let detail = members::detail(&counter.store, &counter.shop, member).await;
    detail.unwrap().row.available
}

async fn claim(
    counter: &Counter,
    member: MemberId,
    rule: &str,
    proof: &str,
    key: &str,
) -> Result<Receipt, ServiceError> {
    let (store, env) = (&counter.store, &counter.env);
    let shop = today(counter).await;
    acts::claim(store, env, &shop, member, (rule, proof), key).await
}

async fn state(counter: &Counter, member: MemberId, rule: &str) -> Option<WayState> {
    let ways = acts::ways(&counter.store, &today(counter).await, member).await;
    let mut ways = ways.unwrap().ways.into_iter();
    ways.find(|way| way.rule.key == rule).map(|way| way.state)
}

async fn judge(counter: &Counter, approve: bool, key: &str) -> Result<Receipt, ServiceError> {
    let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
    let (rows, _) = claims::waiting(store, shop).await.unwrap();
    let by = &counter.owner;
    claims::judge(store, env, shop, by, (rows[0].id, approve), key).await
}

fn told(month: u8, day: u8, counter: &Counter) -> Option<Birthday> {
    Some(Birthday::new(month, day, None, counter.shop.today).unwrap())
}

at_both_counters! {
    async fn a_claim_waits_until_somebody_looked_at_it(counter) {
        publish(counter).await;
        let (store, shop) = (&counter.store, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        assert_eq!(balance(counter, ada).await, 5, "for joining");
        for rule in ["join", "birthday", "profile", "nothing"] {
            let refused = claim(counter, ada, rule, "mine", rule).await;
            assert!(matches!(refused, Err(ServiceError::Rejected(Rejection::UnknownAct))), "{refused:?}");
        }
        let refused = claim(counter, ada, "review", " ", "0").await;
        assert!(matches!(refused, Err(ServiceError::Rejected(Rejection::ProofMissing))));
        claim(counter, ada, "review", "https://example.com/1", "1").await.unwrap();
        claim(counter, ada, "review", "https://example.com/1", "1").await.unwrap();
        let (rows, all) = claims::waiting(store, shop).await.unwrap();
        assert_eq!((rows.len(), all), (1, 1));
        assert_eq!((rows[0].act.as_str(), rows[0].member_name.as_str()), ("The review", "ada"));
        assert_eq!(rows[0].proof.as_deref(), Some("https://example.com/1"));
        assert_eq!(state(counter, ada, "review").await, Some(WayState::Waiting { since: shop.today }));
        let seen = overview::load(store, shop, shop.today, shop.today).await.unwrap();
        assert!(seen.todo.contains(&Todo::ClaimsWait { claims: 1 }), "{:?}", seen.todo);

        judge(counter, false, "no").await.unwrap();
        assert_eq!(state(counter, ada, "review").await, Some(WayState::Open { refused: true }));
        claim(counter, ada, "review", "https://example.com/2", "2").await.unwrap();
        let paid = judge(counter, true, "yes").await.unwrap();
        assert!(matches!(paid, Receipt::Claimed { state: ClaimState::Paid, points: 30, .. }));
        assert_eq!(balance(counter, ada).await, 35);
        let again_on = Some(shop.today.year_end().plus_days(1));
        assert_eq!(state(counter, ada, "review").await, Some(WayState::Done { on: shop.today, again_on }));
        let log = audit::list(store, shop, None).await.unwrap().rows;
        let mut judged: Vec<&str> = log.iter().map(|row| row.action.as_str()).filter(|it| it.starts_with("claim")).collect();
        judged.sort_unstable();
        assert_eq!(judged, ["claim.pay", "claim.refuse"]);
    }

    async fn a_claim_is_judged_once_whoever_is_faster(counter) {
        publish(counter).await;
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        claim(counter, ada, "review", "https://example.com/1", "1").await.unwrap();
        let (rows, _) = claims::waiting(store, shop).await.unwrap();
        let id = rows[0].id;
        let other = AtWork { role: Role::Manager, ..counter.cashier };
        let (one, two) = tokio::join!(
            claims::judge(store, env, shop, &counter.owner, (id, true), "a"),
            claims::judge(store, env, shop, &other, (id, true), "a2"),
        );
        let done = [one, two].into_iter().filter(Result::is_ok).count();
        assert_eq!((done, balance(counter, ada).await), (1, 35));
    }

    async fn a_birthday_brings_points_on_its_day_once_a_year(counter) {
        publish(counter).await;
        let (store, env) = (&counter.store, &counter.env);
        let ada = counter.join("ada@example.com", None).await;
        let shop = today(counter).await;
        profile::keep(store, env, &shop, ada, (told(11, 22, counter), "")).await.unwrap();
        assert_eq!(acts::birthdays(store, env, &shop).await.unwrap(), 0);
        counter.env.wait_days(1);
        let shop = today(counter).await;
        assert_eq!(acts::birthdays(store, env, &shop).await.unwrap(), 1);
        assert_eq!(acts::birthdays(store, env, &shop).await.unwrap(), 0);
        assert_eq!(balance(counter, ada).await, 25);
        // Another one tomorrow: not within a year, also by taking it out first.
        let another = (told(11, 23, counter), "");
        let refused = profile::keep(store, env, &shop, ada, another).await;
        assert!(matches!(refused, Err(ServiceError::Fields(_))), "{refused:?}");
        profile::keep(store, env, &shop, ada, (None, "")).await.unwrap();
        let refused = profile::keep(store, env, &shop, ada, another).await;
        assert!(matches!(refused, Err(ServiceError::Fields(_))), "{refused:?}");
        counter.env.wait_days(365);
        let shop = today(counter).await;
        profile::keep(store, env, &shop, ada, (told(11, 22, counter), "")).await.unwrap();
        assert_eq!(acts::birthdays(store, env, &shop).await.unwrap(), 1);
        assert_eq!(balance(counter, ada).await, 45);
    }

    async fn telling_everything_brings_points_once(counter) {
        publish(counter).await;
        let (store, env, shop) = (&counter.store, &counter.env, &counter.shop);
        let ada = counter.join("ada@example.com", None).await;
        let shown = me::load(store, shop, ada).await.unwrap().profile;
        assert_eq!((shown.brings, shown.birthday_brings), (Some(10), Some(20)));
        let birthday = told(3, 14, counter);
        assert_eq!(profile::keep(store, env, shop, ada, (birthday, "")).await.unwrap(), 0);
        let wrong = profile::keep(store, env, shop, ada, (birthday, "ring me")).await;
        assert!(matches!(wrong, Err(ServiceError::Fields(_))), "{wrong:?}");
        let phone = "020 7946 0123";
        assert_eq!(profile::keep(store, env, shop, ada, (birthday, phone)).await.unwrap(), 10);
        counter.env.wait_days(1);
        let later = today(counter).await;
        assert_eq!(profile::keep(store, env, &later, ada, (birthday, phone)).await.unwrap(), 0);
        let shown = me::load(store, shop, ada).await.unwrap().profile;
        assert_eq!((shown.birthday, shown.phone.as_deref(), shown.brings), (birthday, Some(phone), None));
        let kept = me::export(store, shop, ada).await.unwrap();
        assert_eq!((&kept["telephone"], &kept["birthday"]["month"]), (&phone.into(), &3.into()));
        me::delete(store, env, shop, ada).await.unwrap();
        assert!(acts::ways(store, shop, ada).await.is_err());
    }

    async fn what_is_claimed_without_proof_brings_points_at_once(counter) {
        publish(counter).await;
        let ada = counter.join("ada@example.com", None).await;
        let paid = claim(counter, ada, "share", "", "1").await.unwrap();
        assert!(matches!(paid, Receipt::Claimed { state: ClaimState::Paid, points: 2, .. }));
        let again = claim(counter, ada, "share", "", "2").await;
        assert!(matches!(again, Err(ServiceError::Rejected(Rejection::ActClaimed))), "{again:?}");
        counter.env.wait_days(1);
        claim(counter, ada, "share", "", "3").await.unwrap();
        assert_eq!(balance(counter, ada).await, 9);
    }
}
