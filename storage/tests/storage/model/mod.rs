//! The model test: random commands against a naive oracle that predicts every answer, the same
//! commands on both engines, and the same rows in both at the end.

mod dump;
mod oracle;
mod random;

use std::collections::BTreeMap;

use futures::future::join_all;
use regulars::{
    command::Command,
    limit::Limits,
    programme::{Expiry, Programme, RefundPolicy, template},
    promotion::{Promotion, PromotionKind},
};
use regulars_storage::{SubmitError, db::EngineKind};

use crate::{
    offers::stamp_card,
    shop::{SHOP, Shop, TODAY, submission},
};
use oracle::{CARD_EVERY, Oracle, Rules, TENTH_PER_MEMBER, TENTH_TOTAL};
use random::Random;

/// Commands of one sequence; there are two, each run on both engines.
const COMMANDS: usize = 5_500;

/// How often each outcome came about: the command, and `accepted` or the refusal's name.
type Outcomes = BTreeMap<(String, String), usize>;

fn programme(rules: Rules) -> Programme {
    Programme {
        tiers: None,
        hold_days: rules.hold_days,
        expiry: Expiry::Days {
            days: rules.expiry_days,
        },
        promotions: promotions(),
        refund_policy: if rules.owe {
            RefundPolicy::Owe
        } else {
            RefundPolicy::Clamp
        },
        ..template::simple("Model club", "GBP".parse().unwrap())
    }
}

/// A tenth off one unit, three times a member and so often in all; every fourth order 30 % off.
fn promotions() -> Vec<Promotion> {
    let limits = Limits {
        total: Some(TENTH_TOTAL),
        per_member: Some(TENTH_PER_MEMBER),
        ..Limits::default()
    };
    let tenth = PromotionKind::Ladder { steps: vec![10] };
    let tenth = Promotion {
        limits,
        ..Promotion::new("tenth", "A tenth off", tenth)
    };
    vec![tenth, stamp_card("card", CARD_EVERY, 30)]
}

/// The first word of a value's JSON tag, such as `ring_up` or `unknown_member`.
fn tag(value: &impl serde::Serialize, key: &str) -> String {
    serde_json::to_value(value).unwrap()[key]
        .as_str()
        .unwrap_or("?")
        .to_owned()
}

/// Runs a sequence against the oracle; answers what came about and the rows at the end.
async fn run(kind: EngineKind, rules: Rules, seed: u64) -> (Outcomes, Vec<String>) {
    let shop = Shop::open(kind).await;
    shop.publish(SHOP, 2, &programme(rules)).await;
    let mut oracle = Oracle::new(rules);
    let mut random = Random::new(seed);
    let mut outcomes = Outcomes::new();
    let (mut today, mut done) = (TODAY, 0);
    while done < COMMANDS {
        // Several at once, so that they share a batch; polled in order, so that they queue in it.
        let size = 1 + random.below(40);
        let mut asked: Vec<Command> = Vec::new();
        let mut predicted = Vec::new();
        for _ in 0..size {
            let command = random.command(&oracle, today);
            predicted.push(oracle.predict(&command, today));
            asked.push(command);
        }
        let answers = join_all(asked.iter().enumerate().map(|(number, command)| {
            let key = format!("{}", done + number);
            shop.store
                .submit(submission(SHOP, &key, today, command.clone()))
        }))
        .await;
        for ((command, expected), answer) in asked.iter().zip(predicted).zip(answers) {
            let outcome = match answer {
                Ok(_) => Ok(()),
                Err(SubmitError::Rejected(why)) => Err(why),
                Err(other) => panic!("seed {seed}: {command:?}: {other}"),
            };
            assert_eq!(
                outcome, expected,
                "seed {seed} on {kind:?}, day {today}: {command:#?}"
            );
            let name =
                outcome.map_or_else(|why| tag(&why, "rejection"), |()| "accepted".to_owned());
            *outcomes.entry((tag(command, "command"), name)).or_default() += 1;
        }
        done += size;
        today = today.plus_days(random.days());
        if random.below(10) == 0 || done >= COMMANDS {
            compare_balances(&shop, &oracle, seed).await;
        }
    }
    oracle.count(&mut outcomes);
    let rows = dump::rows(&shop).await;
    shop.finish().await;
    (outcomes, rows)
}

async fn compare_balances(shop: &Shop, oracle: &Oracle, seed: u64) {
    let mut db = shop.store.read().await.unwrap();
    let rows = regulars_storage::fetch_all!(
        db,
        (uuid::Uuid, i64, i64),
        "SELECT member_id, available, pending FROM accounts WHERE merchant_id = $1",
        SHOP.0
    );
    let found: BTreeMap<_, _> = rows
        .unwrap()
        .into_iter()
        .map(|(id, a, p)| (id, (a, p)))
        .collect();
    assert_eq!(found, oracle.balances(), "seed {seed}");
}

/// What must have come about for the run to mean something.
const NEEDED: &[(&str, &str, usize)] = &[
    ("join", "accepted", 20),
    ("join", "already_member", 5),
    ("join", "unknown_referral_code", 5),
    ("ring_up", "accepted", 500),
    ("ring_up", "bad_order", 20),
    ("ring_up", "bad_date", 5),
    ("ring_up", "unknown_member", 5),
    ("ring_up", "voucher_not_valid", 20),
    ("refund", "accepted", 100),
    ("refund", "already_refunded", 10),
    ("refund", "refund_too_large", 10),
    ("refund", "empty_refund", 5),
    ("refund", "unknown_order", 5),
    ("adjust", "accepted", 50),
    ("adjust", "bad_adjustment", 5),
    ("adjust", "reason_missing", 5),
    ("adjust", "not_enough_points", 5),
    ("redeem", "accepted", 100),
    ("redeem", "not_enough_points", 20),
    ("redeem", "unknown_reward", 5),
    ("return_voucher", "accepted", 20),
    ("return_voucher", "voucher_not_open", 5),
    ("return_voucher", "voucher_not_valid", 5),
    ("settle", "accepted", 100),
    ("invite", "accepted", 10),
    ("invite", "own_referral", 2),
    ("invite", "already_member", 5),
    ("qualify", "accepted", 10),
    ("pay_referral", "accepted", 5),
    ("pay_referral", "referral_not_due", 10),
    ("state", "lots expired", 20),
    ("state", "vouchers on orders", 30),
    ("state", "referrals reversed", 1),
    ("state", "orders a tenth cheaper", 50),
    ("state", "orders cheaper by a card", 20),
];

async fn both(rules: Rules, seed: u64, needed: &[(&str, &str, usize)]) {
    let (outcomes, ours) = run(EngineKind::Sqlite, rules, seed).await;
    for (command, outcome, least) in NEEDED.iter().chain(needed) {
        let times = outcomes
            .get(&((*command).to_owned(), (*outcome).to_owned()))
            .copied();
        let times = times.unwrap_or(0);
        assert!(
            times >= *least,
            "{command}: {outcome} came about {times} times\n{outcomes:#?}"
        );
    }
    let (same, theirs) = run(EngineKind::Postgres, rules, seed).await;
    assert_eq!(outcomes, same);
    assert!(ours.len() > COMMANDS, "{} rows", ours.len());
    if let Some((ours, theirs)) = ours
        .iter()
        .zip(&theirs)
        .find(|(ours, theirs)| ours != theirs)
    {
        panic!("the engines differ:\nSQLite   {ours}\nPostgres {theirs}");
    }
    assert_eq!(ours.len(), theirs.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_commands_under_a_policy_that_forgives() {
    let rules = Rules {
        hold_days: 0,
        expiry_days: 40,
        owe: false,
    };
    both(rules, 1, &[]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_commands_under_a_policy_that_lets_members_owe() {
    let rules = Rules {
        hold_days: 5,
        expiry_days: 25,
        owe: true,
    };
    both(
        rules,
        3,
        &[
            ("state", "members who owed", 5),
            ("state", "lots voided", 5),
        ],
    )
    .await;
}
