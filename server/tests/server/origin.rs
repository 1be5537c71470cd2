//! Forms of other sites, and what a browser is told about ours.

use http::{Method, StatusCode, header};
use regulars::views::Role;

use super::support::House;

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let owner = house.staff(&shop, Role::Owner).await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let mut request = owner
            .request(Method::POST, "/api/admin/sign-out")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request
            .headers_mut()
            .unwrap()
            .insert(name, value.parse().unwrap());
        let reply = owner.send(request.body("".into()).unwrap()).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(
        owner.ask("admin/session", &[]).await.status,
        StatusCode::OK,
        "still signed in"
    );
    let request = owner
        .request(Method::POST, "/api/admin/sign-out")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(
        owner.send(request.body("".into()).unwrap()).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn pages_bring_their_policy() {
    let house = House::open().await;
    house.shop("north").await;
    let reply = house.browser().open("/north").await;
    let policy = reply.header("content-security-policy");
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert!(
        reply.body.contains(&format!("nonce=\"{nonce}\"")),
        "scripts carry the policy's nonce"
    );
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "'wasm-unsafe-eval'",
    ] {
        assert!(policy.contains(part), "{part} is missing in {policy}");
    }
    assert!(!policy.contains("script-src 'self' 'unsafe-inline'"));
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(!reply.header("x-request-id").is_empty());
    let again = house.browser().open("/north").await;
    assert_ne!(
        again.header("content-security-policy"),
        policy,
        "a nonce is used once"
    );
}
