//! A member signs in with a mailed code or link.

use http::StatusCode;
use regulars_app::error::AppError;

use super::support::{Browser, House};

const MAIL: &str = "mia@example.com";
const CARD: &str = "regulars-card";

async fn ask_for_code(browser: &Browser, mail: &str) {
    let reply = browser
        .call("member/send-code", &[("shop", "north"), ("mail", mail)])
        .await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
}

async fn try_code(browser: &Browser, mail: &str, code: &str) -> Result<(), AppError> {
    let fields = [("shop", "north"), ("mail", mail), ("code", code)];
    let reply = browser.call("member/sign-in-code", &fields).await;
    if reply.status == StatusCode::OK {
        Ok(())
    } else {
        Err(reply.error())
    }
}

fn is_wrong(result: &Result<(), AppError>) -> bool {
    matches!(result, Err(error) if error.of_field("code").is_some())
}

fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn a_code_opens_the_card_once() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    assert_eq!(
        browser
            .ask("member/card", &[("shop", "north")])
            .await
            .error(),
        AppError::NotSignedIn
    );
    ask_for_code(&browser, "MIA@Example.com ").await;
    let code = house.code(&shop, MAIL).await;
    try_code(&browser, MAIL, &code).await.unwrap();
    assert!(browser.cookie(CARD).is_some());
    assert_eq!(
        browser
            .ask("member/card", &[("shop", "north")])
            .await
            .status,
        StatusCode::OK
    );
    // The same code again, elsewhere.
    assert!(is_wrong(&try_code(&house.browser(), MAIL, &code).await));
}

#[tokio::test]
async fn a_plain_form_signs_in_too() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    let fields = [("shop", "north"), ("mail", MAIL)];
    let reply = browser
        .submit("/north/sign-in", "member/send-code", &fields)
        .await;
    assert!(
        reply.location().starts_with("/north/sign-in?mail="),
        "{}",
        reply.location()
    );
    let code = house.code(&shop, MAIL).await;
    let bad = [("shop", "north"), ("mail", MAIL), ("code", &wrong(&code))];
    let reply = browser
        .submit("/north/sign-in", "member/sign-in-code", &bad)
        .await;
    assert!(
        reply.location().contains("/north/sign-in?__path="),
        "{}",
        reply.location()
    );
    let good = [("shop", "north"), ("mail", MAIL), ("code", code.as_str())];
    let reply = browser
        .submit("/north/sign-in", "member/sign-in-code", &good)
        .await;
    assert_eq!(reply.location(), "/north/card");
    let cookie = reply.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert_eq!(browser.open("/north/card").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_old_code_opens_nothing() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    ask_for_code(&browser, MAIL).await;
    let first = house.code(&shop, MAIL).await;
    house.env.pass(60);
    ask_for_code(&browser, MAIL).await;
    let second = house.code(&shop, MAIL).await;
    assert!(
        is_wrong(&try_code(&browser, MAIL, &first).await),
        "a new code replaces the old one"
    );
    house.env.pass(601);
    assert!(
        is_wrong(&try_code(&browser, MAIL, &second).await),
        "ten minutes are over"
    );
}

#[tokio::test]
async fn five_wrong_tries_lock_a_code() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    ask_for_code(&browser, MAIL).await;
    let code = house.code(&shop, MAIL).await;
    for _ in 0..4 {
        assert!(is_wrong(&try_code(&browser, MAIL, &wrong(&code)).await));
    }
    for tried in [wrong(&code), code] {
        let refused = try_code(&browser, MAIL, &tried).await.unwrap_err();
        assert!(
            matches!(
                refused,
                AppError::TooMany {
                    retry_after_s: 1..=601
                }
            ),
            "{refused:?}"
        );
    }
    ask_for_code(&browser, MAIL).await;
    let fresh = house.code(&shop, MAIL).await;
    try_code(&browser, MAIL, &fresh).await.unwrap();
}

#[tokio::test]
async fn an_unknown_address_looks_like_a_known_one() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    let mut answers = Vec::new();
    for mail in [MAIL, "nobody@example.com"] {
        let mut seen = Vec::new();
        for _ in 0..6 {
            let fields = [("shop", "north"), ("mail", mail)];
            let reply = browser.call("member/send-code", &fields).await;
            seen.push((reply.status, reply.body.replace(mail, "")));
        }
        for _ in 0..6 {
            // Nobody's code is all nines here: the codes come from a known sequence.
            let refused = try_code(&browser, mail, "999999").await.unwrap_err();
            seen.push((StatusCode::OK, format!("{refused:?}")));
        }
        answers.push(seen);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(house.mails(&shop, "nobody@example.com").await.is_empty());
}

#[tokio::test]
async fn too_many_mails_are_refused() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    for _ in 0..5 {
        ask_for_code(&browser, MAIL).await;
    }
    let fields = [("shop", "north"), ("mail", MAIL)];
    let refused = browser.call("member/send-code", &fields).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(matches!(refused.error(), AppError::TooMany { .. }));
    house.env.pass(3_600);
    ask_for_code(&browser, MAIL).await;
}

#[tokio::test]
async fn a_link_opens_the_card_once() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.member(&shop, MAIL).await;
    let browser = house.browser();
    ask_for_code(&browser, MAIL).await;
    let text = house.mails(&shop, MAIL).await.remove(0);
    let link = text
        .split_whitespace()
        .find(|word| word.starts_with("http://"))
        .unwrap();
    let token = link.rsplit(['=', '/']).next().unwrap();
    let fields = [("shop", "north"), ("link", token)];
    assert_eq!(
        browser.call("member/sign-in-link", &fields).await.status,
        StatusCode::OK
    );
    assert!(browser.cookie(CARD).is_some());
    let again = house.browser().call("member/sign-in-link", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn confirming_the_address_ends_sessions_of_whoever_joined_with_it() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let squatter = house.browser();
    let fields = [("shop", "north"), ("mail", MAIL)];
    assert_eq!(
        squatter.call("member/join", &fields).await.status,
        StatusCode::OK
    );
    assert_eq!(
        squatter
            .ask("member/card", &[("shop", "north")])
            .await
            .status,
        StatusCode::OK
    );
    let owner = house.browser();
    let code = house.code(&shop, MAIL).await;
    try_code(&owner, MAIL, &code).await.unwrap();
    assert_eq!(
        owner.ask("member/card", &[("shop", "north")]).await.status,
        StatusCode::OK
    );
    assert_eq!(
        squatter
            .ask("member/card", &[("shop", "north")])
            .await
            .error(),
        AppError::NotSignedIn
    );
}

#[tokio::test]
async fn a_session_lasts_as_long_as_it_is_used() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let card = house.member(&shop, MAIL).await;
    let day = 86_400;
    for _ in 0..4 {
        house.env.pass(170 * day);
        let reply = card.browser.ask("member/card", &[("shop", "north")]).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(
            reply.header("set-cookie").contains("Max-Age=15552000"),
            "the cookie is renewed"
        );
    }
    house.env.pass(181 * day);
    let reply = card.browser.ask("member/card", &[("shop", "north")]).await;
    assert_eq!(reply.error(), AppError::NotSignedIn);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let card = house.member(&shop, MAIL).await;
    let stolen = card.browser.twin();
    let reply = card
        .browser
        .call("member/sign-out", &[("shop", "north")])
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(card.browser.cookie(CARD), None);
    assert_eq!(
        stolen
            .ask("member/card", &[("shop", "north")])
            .await
            .error(),
        AppError::NotSignedIn
    );
}
