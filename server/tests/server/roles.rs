//! Who may call which server function. Every one is a public address, so every one is listed
//! here; one that is not listed fails the test.

use std::collections::BTreeSet;

use http::{Method, StatusCode};
use leptos::server_fn::axum::server_fn_paths;
use regulars::{programme::template, views::Role};
use serde_json::json;

use super::support::{Browser, House, Reply};

/// Who may call a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Least {
    Anybody,
    Member,
    Staff(Role),
}

use Least::{Anybody, Member, Staff};
use Role::{Cashier, Manager, Owner};

/// A row that is nobody's, as whatever id is asked for.
const NIL: &str = "00000000-0000-0000-0000-000000000001";

type Fields = &'static [(&'static str, &'static str)];

const FUNCTIONS: &[(&str, Least, Fields)] = &[
    ("inbox", Anybody, &[]),
    ("member/home", Anybody, &[]),
    ("member/programme", Anybody, &[("shop", "north")]),
    ("member/shop", Anybody, &[("shop", "north")]),
    ("member/join", Anybody, &[("shop", "north"), ("mail", "not an address")]),
    ("member/send-code", Anybody, &[("shop", "north"), ("mail", "not an address")]),
    ("member/sign-in-code", Anybody, &[("shop", "north"), ("mail", "x"), ("code", "1")]),
    ("member/sign-in-link", Anybody, &[("shop", "north"), ("link", "x")]),
    ("member/sign-out", Anybody, &[("shop", "nowhere")]),
    ("member/card", Member, &[("shop", "north")]),
    ("member/history", Member, &[("shop", "north")]),
    ("member/me", Member, &[("shop", "north")]),
    ("member/refer", Member, &[("shop", "north")]),
    ("member/rewards", Member, &[("shop", "north")]),
    ("member/offer", Member, &[("shop", "north"), ("reward", "five-off")]),
    ("member/voucher", Member, &[("shop", "north"), ("code", "7Q4K9XWM2HTBV")]),
    ("member/rename", Member, &[("shop", "north"), ("name", "Mia")]),
    ("member/invite", Member, &[("shop", "north"), ("mail", "x")]),
    ("member/take-reward", Member, &[("shop", "north"), ("reward", "none"), ("key", "k")]),
    ("member/give-back", Member, &[("shop", "north"), ("code", "7Q4K9XWM2HTBV")]),
    ("till/find", Staff(Cashier), &[("text", "mia")]),
    ("till/page", Staff(Cashier), &[]),
    ("till/preview", Staff(Cashier), &[("member", NIL), ("basket", "1")]),
    ("till/ring-up", Staff(Cashier), &[("member", NIL), ("basket", "1"), ("key", "k")]),
    ("till/undo", Staff(Cashier), &[("order", NIL), ("key", "k")]),
    ("admin/session", Staff(Cashier), &[]),
    ("admin/sign-in", Anybody, &[("mail", "x"), ("password", "y")]),
    ("admin/sign-out", Anybody, &[]),
    ("admin/invitation", Anybody, &[("token", "x")]),
    ("admin/accept-invitation", Anybody, &[("token", "x"), ("password", "y")]),
    ("admin/members", Staff(Cashier), &[("text", ""), ("sort", "joined"), ("after", "")]),
    ("admin/member", Staff(Cashier), &[("id", NIL), ("after", "")]),
    ("admin/member/adjust", Staff(Cashier), &[("member", NIL), ("points", "1"), ("reason", "r"), ("key", "k")]),
    ("admin/overview", Staff(Manager), &[("period", "week")]),
    ("admin/orders", Staff(Manager), &[("text", ""), ("after", "")]),
    ("admin/order", Staff(Manager), &[("id", NIL)]),
    ("admin/order/refund", Staff(Manager), &[("order", NIL), ("reason", "r"), ("key", "k")]),
    ("admin/programme", Staff(Manager), &[]),
    ("admin/programme/save", Staff(Manager), &[]),
    ("admin/programme/publish", Staff(Manager), &[]),
    ("admin/programme/discard", Staff(Manager), &[]),
    ("admin/import/list", Staff(Manager), &[]),
    ("admin/import/progress", Staff(Manager), &[("id", NIL)]),
    ("admin/import/resume", Staff(Manager), &[("id", NIL)]),
    ("admin/import/preview", Staff(Manager), &[]),
    ("admin/import/start", Staff(Manager), &[]),
    ("admin/staff", Staff(Owner), &[]),
    ("admin/staff/invite", Staff(Owner), &[("mail", "x"), ("name", "y"), ("role", "cashier")]),
    ("admin/staff/role", Staff(Owner), &[("staff", NIL), ("role", "cashier")]),
    ("admin/staff/access", Staff(Owner), &[("staff", NIL), ("allowed", "true")]),
];

/// What the functions that take JSON are sent.
fn json_body(function: &str) -> Option<serde_json::Value> {
    let mapping = json!({ "columns": [], "date_format": null, "source": "test" });
    match function {
        "admin/programme/save" | "admin/programme/publish" => {
            let mut programme = template::simple("x", "GBP".parse().unwrap());
            // Valid for the parser and refused by the rules, so that the test changes nothing.
            programme.name = String::new();
            Some(json!({ "document": programme }))
        }
        "admin/import/preview" => Some(json!({ "file": NIL, "mapping": null })),
        "admin/import/start" => Some(json!({ "file": NIL, "name": "x.csv", "mapping": mapping })),
        _ => None,
    }
}

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
    let listed: BTreeSet<String> = FUNCTIONS.iter().map(|(path, ..)| format!("/api/{path}")).collect();
    assert!(there.len() > 40, "the functions are registered: {there:?}");
    assert_eq!(there, listed, "each server function is listed with who may call it");
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
            assert!(!refused.contains(&status), "{function} refused {who}: {}", reply.body);
            assert!(!status.is_server_error(), "{function} failed for {who}: {}", reply.body);
            assert_ne!(status, StatusCode::BAD_REQUEST, "{function} did not understand {who}: {}", reply.body);
        };
        let status = async |browser: &Browser| call(browser, function, fields).await.status;
        match least {
            Anybody => fine(&call(&nobody, function, fields).await, "nobody"),
            Member => {
                assert_eq!(status(&nobody).await, StatusCode::UNAUTHORIZED, "{function}, nobody");
                assert_eq!(status(&stranger).await, StatusCode::UNAUTHORIZED, "{function}, stranger");
                assert_eq!(status(&staff[2].1).await, StatusCode::UNAUTHORIZED, "{function}, owner");
                fine(&call(&member, function, fields).await, "the member");
            }
            Staff(least) => {
                assert_eq!(status(&nobody).await, StatusCode::UNAUTHORIZED, "{function}, nobody");
                assert_eq!(status(&member).await, StatusCode::UNAUTHORIZED, "{function}, member");
                for (role, browser) in &staff {
                    if *role < least {
                        assert_eq!(status(browser).await, StatusCode::FORBIDDEN, "{function}, {role:?}");
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
        let stored = std::fs::read_dir(&house.context.site.upload_folder).map_or(0, Iterator::count);
        assert_eq!(stored > 0, allowed, "{} {}", reply.status, reply.body);
    }
}
