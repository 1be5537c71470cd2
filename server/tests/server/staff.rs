//! Staff sign in by password, and join by invitation.

use http::StatusCode;
use regulars::views::Role;
use regulars_app::error::AppError;

use super::support::{Browser, House};

const MAIL: &str = "sam@north.example";
const PASSWORD: &str = "a long enough password";

async fn sign_in(browser: &Browser, mail: &str, password: &str) -> Result<(), AppError> {
    let reply = browser
        .call("admin/sign-in", &[("mail", mail), ("password", password)])
        .await;
    if reply.status == StatusCode::OK {
        Ok(())
    } else {
        Err(reply.error())
    }
}

#[tokio::test]
async fn the_right_password_opens_the_desk() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.hire(&shop, Role::Cashier, MAIL).await;
    let browser = house.browser();
    sign_in(&browser, "SAM@north.example", PASSWORD)
        .await
        .unwrap();
    let desk: serde_json::Value = browser.ask("admin/session", &[]).await.json();
    assert_eq!(desk["staff"]["role"], "cashier");
    assert_eq!(desk["shop"]["slug"], "north");
}

#[tokio::test]
async fn a_plain_form_leads_to_the_page_that_was_asked_for() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.hire(&shop, Role::Owner, MAIL).await;
    let browser = house.browser();
    let fields = [
        ("mail", MAIL),
        ("password", PASSWORD),
        ("next", "/admin/orders"),
    ];
    let reply = browser
        .submit("/admin/sign-in", "admin/sign-in", &fields)
        .await;
    assert_eq!(reply.location(), "/admin/orders");
    let fields = [
        ("mail", MAIL),
        ("password", PASSWORD),
        ("next", "https://evil.example"),
    ];
    let reply = browser
        .submit("/admin/sign-in", "admin/sign-in", &fields)
        .await;
    assert!(
        reply.location().starts_with("/admin"),
        "{}",
        reply.location()
    );
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_the_same() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.hire(&shop, Role::Owner, MAIL).await;
    let browser = house.browser();
    let wrong = sign_in(&browser, MAIL, "not the password")
        .await
        .unwrap_err();
    let unknown = sign_in(&browser, "who@north.example", PASSWORD)
        .await
        .unwrap_err();
    assert!(wrong.of_field("password").is_some());
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn ten_wrong_passwords_lock_the_address_for_a_while() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    house.hire(&shop, Role::Owner, MAIL).await;
    let browser = house.browser();
    for _ in 0..10 {
        assert!(
            sign_in(&browser, MAIL, "wrong wrong wrong")
                .await
                .unwrap_err()
                .of_field("password")
                .is_some()
        );
    }
    let locked = sign_in(&browser, MAIL, PASSWORD).await.unwrap_err();
    assert!(matches!(locked, AppError::TooMany { .. }), "{locked:?}");
    house.env.pass(900);
    sign_in(&browser, MAIL, PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_invitation_is_accepted_once() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    let fields = [("mail", MAIL), ("name", "Sam"), ("role", "manager")];
    assert_eq!(
        owner.call("admin/staff/invite", &fields).await.status,
        StatusCode::OK
    );
    let text = house.mails(&shop, MAIL).await.remove(0);
    let link = text
        .split_whitespace()
        .find(|word| word.starts_with("http://"))
        .unwrap();
    assert!(link.contains("/admin/invitation/"), "{link}");
    let token = link.rsplit('/').next().unwrap();
    let browser = house.browser();
    let seen: serde_json::Value = browser
        .ask("admin/invitation", &[("token", token)])
        .await
        .json();
    assert_eq!(seen["mail"], MAIL);
    let accept = |password: &'static str| [("token", token), ("password", password)];
    let short = browser
        .call("admin/accept-invitation", &accept("short"))
        .await
        .error();
    assert!(short.of_field("password").is_some());
    let accepted = browser
        .call("admin/accept-invitation", &accept(PASSWORD))
        .await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.body);
    assert_eq!(
        browser
            .ask("admin/session", &[])
            .await
            .json::<serde_json::Value>()["staff"]["role"],
        "manager"
    );
    let again = house
        .browser()
        .call("admin/accept-invitation", &accept(PASSWORD))
        .await;
    assert_eq!(again.error(), AppError::NotFound);
    sign_in(&house.browser(), MAIL, PASSWORD).await.unwrap();
    // Whoever works here already is not invited again.
    assert!(
        owner
            .call("admin/staff/invite", &fields)
            .await
            .error()
            .of_field("mail")
            .is_some()
    );
}

#[tokio::test]
async fn an_old_invitation_is_refused() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    owner
        .call(
            "admin/staff/invite",
            &[("mail", MAIL), ("name", "Sam"), ("role", "cashier")],
        )
        .await;
    let text = house.mails(&shop, MAIL).await.remove(0);
    let link = text
        .split_whitespace()
        .find(|word| word.starts_with("http://"))
        .unwrap();
    let token = link.rsplit('/').next().unwrap();
    house.env.pass(7 * 86_400 + 1);
    assert_eq!(
        house
            .browser()
            .ask("admin/invitation", &[("token", token)])
            .await
            .error(),
        AppError::NotFound
    );
}

#[tokio::test]
async fn losing_access_ends_sessions_at_once_and_the_last_owner_stays() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    let cashier = house.staff(&shop, Role::Cashier).await;
    let id = |mail: &str| {
        let mail = mail.to_owned();
        let owner = owner.twin();
        async move {
            let rows: Vec<serde_json::Value> = owner.ask("admin/staff", &[]).await.json();
            rows.iter().find(|row| row["mail"] == mail).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        }
    };
    let cashier_id = id("cashier@north.example").await;
    assert_eq!(
        cashier.ask("admin/session", &[]).await.status,
        StatusCode::OK
    );
    let fields = [("staff", cashier_id.as_str()), ("allowed", "false")];
    assert_eq!(
        owner.call("admin/staff/access", &fields).await.status,
        StatusCode::OK
    );
    assert_eq!(
        cashier.ask("admin/session", &[]).await.error(),
        AppError::NotSignedIn
    );
    let owner_id = id("owner@north.example").await;
    let fields = [("staff", owner_id.as_str()), ("allowed", "false")];
    let kept = owner.call("admin/staff/access", &fields).await;
    assert_eq!(
        kept.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        kept.body
    );
    assert_eq!(owner.ask("admin/session", &[]).await.status, StatusCode::OK);
}
