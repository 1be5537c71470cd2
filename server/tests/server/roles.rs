//! Who may call which server function. Every one is a public address, so every one is listed
//! here; one that is not listed fails the test.

mod functions;

use std::collections::BTreeSet;

use http::{Method, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use regulars::views::Role;

use self::functions::{FUNCTIONS, Fields, Least, json_body};
use super::support::{Browser, House, Reply};
use Least::{Anybody, Member, Staff};
use Role::{Cashier, Manager, Owner};

async fn call(browser: &Browser, function: &str, fields: Fields) -> Reply {
    let path = format!("/api/{function}");
    let (_, method) = server_fn_paths().find(|(known, _)| *known == path).unwrap();
    match json_body(function) {
        Some(body) => browser.call_json(function, &body).await,
        None if method == Method::GET => browser.ask(function, fields).await,
        None => browser.call(function, fields).await,
    }
}

#[tokio::test]
async fn every_server_function_is_listed() {
    let _house = House::open().await;
    let there: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let listed: BTreeSet<String> = FUNCTIONS
        .iter()
        .map(|(path, ..)| format!("/api/{path}"))
        .collect();
    assert!(there.len() > 40, "the functions are registered: {there:?}");
    let unlisted: Vec<_> = there.difference(&listed).collect();
    assert!(
        unlisted.is_empty(),
        "not listed with who may call them: {unlisted:?}"
    );
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "listed and not there any more: {gone:?}");
}

#[tokio::test]
async fn every_server_function_asks_who_it_is() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    let other = house.shop("south").await;
    let nobody = house.browser();
    let member = house.member(&shop, "mia@example.com").await.browser;
    let stranger = house.member(&other, "mia@example.com").await.browser;
    let mut staff = Vec::new();
    for role in [Cashier, Manager, Owner] {
        staff.push((role, house.staff(&shop, role).await));
    }
    for (function, least, fields) in FUNCTIONS.iter().copied() {
        let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
        let fine = |reply: &Reply, who: &str| {
            let status = reply.status;
            assert!(
                !refused.contains(&status),
                "{function} refused {who}: {}",
                reply.body
            );
            assert!(
                !status.is_server_error(),
                "{function} failed for {who}: {}",
                reply.body
            );
            assert_ne!(
                status,
                StatusCode::BAD_REQUEST,
                "{function} did not understand {who}: {}",
                reply.body
            );
        };
        let status = async |browser: &Browser| call(browser, function, fields).await.status;
        match least {
            Anybody => fine(&call(&nobody, function, fields).await, "nobody"),
            Member => {
                assert_eq!(
                    status(&nobody).await,
                    StatusCode::UNAUTHORIZED,
                    "{function}, nobody"
                );
                assert_eq!(
                    status(&stranger).await,
                    StatusCode::UNAUTHORIZED,
                    "{function}, stranger"
                );
                assert_eq!(
                    status(&staff[2].1).await,
                    StatusCode::UNAUTHORIZED,
                    "{function}, owner"
                );
                fine(&call(&member, function, fields).await, "the member");
            }
            Staff(least) => {
                assert_eq!(
                    status(&nobody).await,
                    StatusCode::UNAUTHORIZED,
                    "{function}, nobody"
                );
                assert_eq!(
                    status(&member).await,
                    StatusCode::UNAUTHORIZED,
                    "{function}, member"
                );
                for (role, browser) in &staff {
                    if *role < least {
                        assert_eq!(
                            status(browser).await,
                            StatusCode::FORBIDDEN,
                            "{function}, {role:?}"
                        );
                    } else {
                        fine(&call(browser, function, fields).await, &format!("{role:?}"));
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_file_is_taken_from_managers_only() {
    let house = House::open().await;
    let shop = house.shop("north").await;
    for (browser, allowed) in [
        (house.browser(), false),
        (house.staff(&shop, Cashier).await, false),
        (house.staff(&shop, Manager).await, true),
    ] {
        let body = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\
                    id,date,total\r\n1,2026-01-01,5\r\n\r\n--b--\r\n";
        let request = browser
            .request(Method::POST, "/api/admin/import/upload")
            .header("content-type", "multipart/form-data; boundary=b")
            .body(body.into())
            .unwrap();
        let reply = browser.send(request).await;
        let stored =
            std::fs::read_dir(&house.context.site.upload_folder).map_or(0, Iterator::count);
        assert_eq!(stored > 0, allowed, "{} {}", reply.status, reply.body);
    }
}
