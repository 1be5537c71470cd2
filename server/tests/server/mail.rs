//! Mail leaves by real SMTP, once, and a refusal does not stop the others.

use std::time::Duration;

use regulars_server::{clock::System, config::Smtp, mail::Post};
use regulars_storage::{
    env::Environment,
    services::{announce, mails, refer},
};
use serde::Deserialize;

use super::support::{House, needed};

#[derive(Debug, Deserialize)]
struct Received {
    subject: String,
    text: String,
    html: String,
    raw: String,
}

async fn received(to: &str) -> Vec<Received> {
    let url = format!("{}/mails?to={to}", needed("REGULARS_TEST_SMTP_INBOX"));
    reqwest::get(url).await.unwrap().json().await.unwrap()
}

fn post(url: &str) -> Post {
    let from = "Northside Coffee <cards@north.example>".parse().unwrap();
    Post::new(&Smtp {
        url: url.to_owned(),
        from,
    })
    .unwrap()
}

/// Tests run side by side with one mail server: each writes to addresses of its own.
fn address(name: &str) -> String {
    format!("{name}-{}@members.example", System.new_id().simple())
}

#[tokio::test]
async fn a_sign_in_code_arrives() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let to = address("mia");
    house.member(&shop, &to).await;
    house
        .browser()
        .call("member/send-code", &[("shop", "north"), ("mail", &to)])
        .await;
    let code = house.code(&shop, &to).await;
    let post = post(&needed("REGULARS_TEST_SMTP"));
    assert_eq!(post.send_due(&house.context).await.unwrap(), 1);
    assert_eq!(
        post.send_due(&house.context).await.unwrap(),
        0,
        "nothing is sent twice"
    );
    let mails = received(&to).await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].subject.contains(&code)
            && mails[0].text.contains(&code)
            && mails[0].html.contains(&code)
    );
    assert!(mails[0].raw.contains("multipart/alternative"));
    assert!(
        mails[0]
            .raw
            .contains("From: \"Northside Coffee\" <cards@north.example>"),
        "{}",
        mails[0].raw
    );
}

#[tokio::test]
async fn a_friend_is_invited_once() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let mia = house.member(&shop, "mia@example.com").await;
    let to = address("friend");
    let invite = || {
        refer::invite(
            house.store(),
            &*house.env,
            &shop,
            mia.member,
            to.parse().unwrap(),
            "k",
        )
    };
    invite().await.unwrap();
    invite().await.unwrap();
    let url = |path: &str| format!("http://127.0.0.1:3000{path}");
    while announce::announce_next(house.store(), &*house.env, url)
        .await
        .unwrap()
        > 0
    {}
    post(&needed("REGULARS_TEST_SMTP"))
        .send_due(&house.context)
        .await
        .unwrap();
    let mails = received(&to).await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("http://127.0.0.1:3000/north/r/"),
        "{}",
        mails[0].text
    );
    assert!(mails[0].subject.starts_with("Mia thinks"));
}

#[tokio::test]
async fn one_refused_address_does_not_stop_the_others() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let (refused, fine) = (address("refused"), address("fine"));
    for to in [&refused, &fine] {
        house.member(&shop, to).await;
        house
            .browser()
            .call("member/send-code", &[("shop", "north"), ("mail", to)])
            .await;
    }
    let post = post(&needed("REGULARS_TEST_SMTP"));
    assert_eq!(post.send_due(&house.context).await.unwrap(), 2);
    assert_eq!(received(&fine).await.len(), 1);
    house.env.pass(86_400);
    assert_eq!(
        post.send_due(&house.context).await.unwrap(),
        0,
        "a refusal for good is not tried again"
    );
}

#[tokio::test]
async fn a_mail_server_that_is_away_gets_the_mail_later() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let to = address("later");
    house.member(&shop, &to).await;
    house
        .browser()
        .call("member/send-code", &[("shop", "north"), ("mail", &to)])
        .await;
    // A port that nobody listens on.
    let away = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(
        post(&format!("smtp://{away}"))
            .send_due(&house.context)
            .await
            .unwrap(),
        1
    );
    let there = post(&needed("REGULARS_TEST_SMTP"));
    assert_eq!(
        there.send_due(&house.context).await.unwrap(),
        0,
        "not at once"
    );
    house.env.pass(60);
    assert_eq!(there.send_due(&house.context).await.unwrap(), 1);
    assert_eq!(received(&to).await.len(), 1);
}

#[tokio::test]
async fn two_servers_do_not_take_the_same_mail() {
    for house in House::open_on_both().await {
        let shop = house.shop("north").await;
        for number in 0..20 {
            let to = format!("m{number}@example.com");
            house.member(&shop, &to).await;
            house
                .browser()
                .call("member/send-code", &[("shop", "north"), ("mail", &to)])
                .await;
        }
        let now = house.env.now();
        let take = || mails::take(house.store(), now, 20);
        let all = tokio::time::timeout(Duration::from_secs(10), async {
            tokio::join!(take(), take(), take(), take())
        });
        let (a, b, c, d) = all.await.unwrap();
        let mut ids: Vec<_> = [a, b, c, d]
            .into_iter()
            .flat_map(Result::unwrap)
            .map(|mail| mail.id)
            .collect();
        let taken = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((taken, ids.len()), (20, 20));
    }
}
