//! Every server function, with who may call it at least and what it can be called with.

use regulars::{programme::template, views::Role};
use serde_json::json;

/// Who may call a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Least {
    Anybody,
    Member,
    Staff(Role),
}

use Least::{Anybody, Member, Staff};
use Role::{Cashier, Manager, Owner};

/// A row that is nobody's, as whatever id is asked for.
const NIL: &str = "00000000-0000-0000-0000-000000000001";

pub type Fields = &'static [(&'static str, &'static str)];

pub const FUNCTIONS: &[(&str, Least, Fields)] = &[
    ("inbox", Anybody, &[]),
    ("member/home", Anybody, &[]),
    ("member/programme", Anybody, &[("shop", "north")]),
    ("member/doorstep", Anybody, &[("shop", "north")]),
    (
        "member/join",
        Anybody,
        &[("shop", "north"), ("mail", "not an address")],
    ),
    (
        "member/send-code",
        Anybody,
        &[("shop", "north"), ("mail", "not an address")],
    ),
    (
        "member/sign-in-code",
        Anybody,
        &[("shop", "north"), ("mail", "x"), ("code", "1")],
    ),
    (
        "member/sign-in-link",
        Anybody,
        &[("shop", "north"), ("link", "x")],
    ),
    ("member/sign-out", Anybody, &[("shop", "nowhere")]),
    ("member/card", Member, &[("shop", "north")]),
    ("member/history", Member, &[("shop", "north")]),
    ("member/me", Member, &[("shop", "north")]),
    ("member/refer", Member, &[("shop", "north")]),
    ("member/ways", Member, &[("shop", "north")]),
    (
        "member/way",
        Member,
        &[("shop", "north"), ("rule", "review")],
    ),
    (
        "member/claim",
        Member,
        &[("shop", "north"), ("rule", "none"), ("key", "k")],
    ),
    ("member/profile", Member, &[("shop", "north")]),
    ("member/passing", Member, &[("shop", "north")]),
    (
        "member/pass-on",
        Member,
        &[
            ("shop", "north"),
            ("whom", "x"),
            ("points", "5"),
            ("key", "k"),
        ],
    ),
    ("member/rewards", Member, &[("shop", "north")]),
    (
        "member/offer",
        Member,
        &[("shop", "north"), ("reward", "five-off")],
    ),
    (
        "member/voucher",
        Member,
        &[("shop", "north"), ("code", "7Q4K9XWM2HTBV")],
    ),
    (
        "member/rename",
        Member,
        &[("shop", "north"), ("name", "Mia")],
    ),
    ("member/invite", Member, &[("shop", "north"), ("mail", "x")]),
    (
        "member/take-reward",
        Member,
        &[("shop", "north"), ("reward", "none"), ("key", "k")],
    ),
    (
        "member/give-back",
        Member,
        &[("shop", "north"), ("code", "7Q4K9XWM2HTBV")],
    ),
    (
        "member/gift-card",
        Anybody,
        &[("shop", "north"), ("code", "")],
    ),
    ("cards/page", Staff(Cashier), &[("code", ""), ("after", "")]),
    (
        "cards/sell",
        Staff(Cashier),
        &[("amount", "x"), ("key", "k")],
    ),
    (
        "cards/load",
        Staff(Cashier),
        &[("code", "x"), ("amount", "5"), ("key", "k")],
    ),
    ("cards/void", Staff(Cashier), &[("code", "x"), ("key", "k")]),
    (
        "cards/terms",
        Staff(Manager),
        &[("least", "x"), ("most", "y")],
    ),
    (
        "admin/member/credit",
        Staff(Cashier),
        &[
            ("member", NIL),
            ("amount", "1"),
            ("reason", "r"),
            ("key", "k"),
        ],
    ),
    ("codes/page", Staff(Manager), &[]),
    (
        "codes/make",
        Staff(Manager),
        &[
            ("name", "x"),
            ("count", "x"),
            ("good_until", "x"),
            ("key", "k"),
        ],
    ),
    (
        "codes/enable",
        Staff(Manager),
        &[("batch", NIL), ("enabled", "true")],
    ),
    ("till/find", Staff(Cashier), &[("text", "mia")]),
    ("till/page", Staff(Cashier), &[]),
    (
        "till/preview",
        Staff(Cashier),
        &[("member", NIL), ("basket", "1")],
    ),
    (
        "till/ring-up",
        Staff(Cashier),
        &[("member", NIL), ("basket", "1"), ("key", "k")],
    ),
    (
        "till/kept",
        Staff(Cashier),
        &[
            ("shop", "1"),
            ("key", "k"),
            ("who", "nobody"),
            ("basket", "1"),
            ("at", "0"),
        ],
    ),
    ("till/undo", Staff(Cashier), &[("order", NIL), ("key", "k")]),
    ("admin/session", Staff(Cashier), &[]),
    (
        "admin/sign-in",
        Anybody,
        &[("mail", "x"), ("password", "y")],
    ),
    ("admin/sign-out", Anybody, &[]),
    ("admin/invitation", Anybody, &[("token", "x")]),
    (
        "admin/accept-invitation",
        Anybody,
        &[("token", "x"), ("password", "y")],
    ),
    (
        "admin/members",
        Staff(Cashier),
        &[("text", ""), ("sort", "joined"), ("after", "")],
    ),
    (
        "admin/member",
        Staff(Cashier),
        &[("id", NIL), ("after", "")],
    ),
    (
        "admin/member/adjust",
        Staff(Cashier),
        &[
            ("member", NIL),
            ("points", "1"),
            ("reason", "r"),
            ("key", "k"),
        ],
    ),
    ("admin/overview", Staff(Manager), &[("period", "week")]),
    (
        "admin/orders",
        Staff(Manager),
        &[("text", ""), ("after", "")],
    ),
    ("admin/order", Staff(Cashier), &[("id", NIL)]),
    (
        "admin/order/refund",
        Staff(Manager),
        &[("order", NIL), ("reason", "r"), ("key", "k")],
    ),
    ("admin/claims", Staff(Manager), &[]),
    (
        "admin/claims/judge",
        Staff(Manager),
        &[("claim", NIL), ("approve", "true"), ("key", "k")],
    ),
    (
        "admin/passes/undo",
        Staff(Manager),
        &[("pass", NIL), ("member", NIL), ("key", "k")],
    ),
    ("admin/programme", Staff(Manager), &[]),
    ("admin/programme/save", Staff(Manager), &[]),
    ("admin/programme/publish", Staff(Manager), &[]),
    ("admin/programme/discard", Staff(Manager), &[]),
    ("admin/replay", Staff(Manager), &[]),
    ("admin/replay/progress", Staff(Manager), &[("run", "none")]),
    (
        "admin/replay/start",
        Staff(Manager),
        &[("past", "all"), ("share", "60"), ("key", "k")],
    ),
    ("admin/replay/stop", Staff(Manager), &[("run", "none")]),
    ("admin/versions", Staff(Manager), &[]),
    ("admin/version", Staff(Manager), &[("version", "999")]),
    (
        "admin/version/go-back",
        Staff(Manager),
        &[("version", "999")],
    ),
    (
        "admin/version/release",
        Staff(Manager),
        &[("version", "999")],
    ),
    (
        "admin/version/take-back",
        Staff(Manager),
        &[("version", "999")],
    ),
    ("admin/set-up/page", Staff(Manager), &[]),
    (
        "admin/set-up",
        Staff(Manager),
        &[
            ("sells", "cafe"),
            ("margin", "65"),
            ("generosity", "medium"),
            ("gets", "both"),
        ],
    ),
    ("admin/import/list", Staff(Manager), &[]),
    ("admin/import/progress", Staff(Manager), &[("id", NIL)]),
    ("admin/import/resume", Staff(Manager), &[("id", NIL)]),
    ("admin/import/preview", Staff(Manager), &[]),
    ("admin/import/start", Staff(Manager), &[]),
    ("admin/staff", Staff(Owner), &[]),
    (
        "admin/staff/invite",
        Staff(Owner),
        &[("mail", "x"), ("name", "y"), ("role", "cashier")],
    ),
    (
        "admin/staff/role",
        Staff(Owner),
        &[("staff", NIL), ("role", "cashier")],
    ),
    (
        "admin/staff/access",
        Staff(Owner),
        &[("staff", NIL), ("allowed", "true")],
    ),
];

/// What the functions that take JSON are sent.
pub fn json_body(function: &str) -> Option<serde_json::Value> {
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
