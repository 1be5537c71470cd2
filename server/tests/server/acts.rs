//! Ways to earn, claims and the profile, as plain forms send them.

use http::StatusCode;
use regulars::{
    act::{Act, ActRule, HowOften},
    condition::When,
    passing::PassingTerms,
    programme::{Programme, template},
    views::Role,
};
use regulars_app::error::AppError;
use serde_json::Value;

use super::support::{Browser, House};

fn rules() -> Programme {
    let act = |key: &str, act, points| ActRule {
        key: key.to_owned(),
        name: format!("The {key}"),
        act,
        points,
        how_often: HowOften::Once,
        needs_approval: act == Act::Review,
        when: When::default(),
    };
    Programme {
        acts: vec![
            act("review", Act::Review, 30),
            act("share", Act::Share, 2),
            act("profile", Act::Profile, 10),
        ],
        passing: Some(PassingTerms {
            at_least: 5,
            most_a_day: 50,
        }),
        ..template::simple("Regulars", "GBP".parse().unwrap())
    }
}

async fn send(browser: &Browser, rule: &str, proof: &str, key: &str) -> String {
    let fields = [
        ("shop", "north"),
        ("rule", rule),
        ("proof", proof),
        ("key", key),
    ];
    let reply = browser.submit("/north/earn", "member/claim", &fields).await;
    reply.location().to_owned()
}

#[tokio::test]
async fn a_claim_goes_from_the_member_to_the_manager_and_back() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.publish(&shop, &rules()).await;
    let mia = house.member(&shop, "mia@example.com").await;
    let manager = house.staff(&shop, Role::Manager).await;
    let page = mia.browser.open("/north/earn").await.body;
    for words in [
        "The review",
        "Show it to us",
        "I did it",
        "Tell us more about you",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(
        mia.browser
            .open("/north/card")
            .await
            .body
            .contains("/north/earn")
    );
    let form = mia.browser.open("/north/earn/review").await.body;
    assert!(form.contains("Where we can see it"));
    let proof = "https://example.com/<b>1";
    assert_eq!(
        send(&mia.browser, "review", proof, "k").await,
        "/north/earn?claimed=review"
    );
    // The same form once more is the same claim.
    assert_eq!(
        send(&mia.browser, "review", proof, "k").await,
        "/north/earn?claimed=review"
    );
    let waits = mia.browser.open("/north/earn?claimed=review").await.body;
    assert!(waits.contains("30 points come as soon as") && waits.contains("Sent today"));

    let page = manager.open("/admin/claims").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.body.contains("Mia Member") && page.body.contains("https://example.com/&lt;b&gt;1")
    );
    assert!(
        manager.open("/admin").await.body.contains("/admin/claims"),
        "worth doing today"
    );
    let claims: Value = manager.ask("admin/claims", &[]).await.json();
    assert_eq!(
        (&claims["all"], claims["rows"].as_array().unwrap().len()),
        (&1.into(), 1)
    );
    let id = claims["rows"][0]["id"].as_str().unwrap();
    let fields = [("claim", id), ("approve", "true"), ("key", "k")];
    let reply = manager
        .submit("/admin/claims", "admin/claims/judge", &fields)
        .await;
    assert_eq!(reply.location(), "/admin/claims?paid=30");
    let said = manager.open("/admin/claims?paid=30").await.body;
    assert!(said.contains("Paid, 30 points.") && said.contains("Nothing waits"));
    let twice = [("claim", id), ("approve", "false"), ("key", "k2")];
    let error = manager.call("admin/claims/judge", &twice).await.error();
    assert!(matches!(error, AppError::Rejected(_)), "{error:?}");
    let done = mia.browser.open("/north/earn").await.body;
    assert!(done.contains("Done today."));
    assert!(
        mia.browser
            .open("/north/history")
            .await
            .body
            .contains("The review")
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_claim_is_said_beside_its_field() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.publish(&shop, &rules()).await;
    let mia = house.member(&shop, "mia@example.com").await.browser;
    let fields = [
        ("shop", "north"),
        ("rule", "review"),
        ("proof", " "),
        ("key", "k"),
    ];
    let error = mia.call("member/claim", &fields).await.error();
    assert!(error.of_field("proof").is_some(), "{error:?}");
    let fields = [("shop", "north"), ("rule", "profile"), ("key", "k")];
    let error = mia.call("member/claim", &fields).await.error();
    assert!(
        matches!(error, AppError::Rejected(_)),
        "nobody claims it: {error:?}"
    );
    assert_eq!(
        mia.open("/north/earn/nothing").await.status,
        StatusCode::NOT_FOUND
    );
    let share = [("shop", "north"), ("rule", "share"), ("key", "many")];
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        last = mia.call("member/claim", &share).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "tries have a bound");
}

#[tokio::test]
async fn telling_everything_once_brings_points_and_errors_stand_beside_their_field() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.publish(&shop, &rules()).await;
    let mia = house.member(&shop, "mia@example.com").await.browser;
    assert!(mia.open("/north/me").await.body.contains("for 10 points"));
    let told = |day: &'static str, phone: &'static str| {
        [
            ("shop", "north"),
            ("birth_day", day),
            ("birth_month", "2"),
            ("birth_year", ""),
            ("phone", phone),
        ]
    };
    for (day, phone, field) in [("30", "", "birthday"), ("29", "ring me", "phone")] {
        let error = mia.call("member/profile", &told(day, phone)).await.error();
        assert!(error.of_field(field).is_some(), "{error:?}");
    }
    let all = told("29", "020 7946 0123");
    let reply = mia.submit("/north/me", "member/profile", &all).await;
    assert_eq!(reply.location(), "/north/me?told=10");
    let page = mia.open("/north/me?told=10").await.body;
    assert!(page.contains("10 points are on your card") && page.contains("020 7946 0123"));
    let error = mia.call("member/profile", &told("28", "")).await.error();
    assert!(
        error.of_field("birthday").is_some(),
        "once a year: {error:?}"
    );
}

#[tokio::test]
async fn points_are_passed_on_and_brought_back() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.publish(&shop, &rules()).await;
    let mia = house.member(&shop, "mia@example.com").await;
    let ben = house.member(&shop, "ben@example.com").await;
    house.ring_up(&shop, mia.member, 10_000, "k").await;
    assert!(
        mia.browser
            .open("/north/me")
            .await
            .body
            .contains("/north/pass-on")
    );
    let page = mia.browser.open("/north/pass-on").await.body;
    assert!(page.contains("You have 100 points.") && page.contains("5 or more, up to 50 today."));
    let fields = |whom, points| {
        [
            ("shop", "north"),
            ("whom", whom),
            ("points", points),
            ("key", "k"),
        ]
    };
    for (whom, points, field) in [
        ("nobody@example.com", "10", "whom"),
        ("mia@example.com", "10", "whom"),
        ("ben@example.com", "many", "points"),
        ("ben@example.com", "4", "points"),
        ("ben@example.com", "51", "points"),
    ] {
        let error = mia
            .browser
            .call("member/pass-on", &fields(whom, points))
            .await
            .error();
        assert!(
            error.of_field(field).is_some(),
            "{whom}, {points}: {error:?}"
        );
    }
    let gift = fields("ben@example.com", "30");
    for _ in 0..2 {
        let reply = mia
            .browser
            .submit("/north/pass-on", "member/pass-on", &gift)
            .await;
        assert_eq!(reply.location(), "/north/pass-on?passed=30");
    }
    assert!(
        ben.browser
            .open("/north/card")
            .await
            .body
            .contains("30 points")
    );
    let manager = house.staff(&shop, Role::Manager).await;
    let path = format!("/admin/members/{}", mia.member);
    assert!(
        manager
            .open(&path)
            .await
            .body
            .contains("Passed on to others")
    );
    let id = mia.member.to_string();
    let found: Value = manager
        .ask("admin/member", &[("id", &id), ("after", "")])
        .await
        .json();
    let pass = found["member"]["passed_on"][0]["id"].as_str().unwrap();
    let undo = [("pass", pass), ("member", id.as_str()), ("key", "k")];
    let reply = manager.submit(&path, "admin/passes/undo", &undo).await;
    assert_eq!(reply.location(), path);
    assert!(
        manager
            .open(&path)
            .await
            .body
            .contains("undone: 30 points came back")
    );
    assert!(
        mia.browser
            .open("/north/card")
            .await
            .body
            .contains("100 points")
    );
}
