//! A house with shops and people in it.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::Router;
use regulars::{
    ids::{MemberId, StaffId},
    money::Minor,
    order::{Order, OrderSource},
    programme::{Programme, template},
    views::{Role, Shop},
};
use regulars_app::context::{ServerContext, Site};
use regulars_server::http::{AppState, build_router};
use regulars_storage::{
    Store, StoreConfig,
    services::{
        AtWork,
        join::{self, JoinRequest},
        mails, programme,
        sessions::{self, SessionKind},
        shop::{self, NewShop},
        staff, till,
    },
};
use tempfile::TempDir;

use super::{Browser, TestEnv, needed};

/// The password of everybody who works here.
pub const PASSWORD: &str = "a long enough password";

#[derive(Debug)]
pub struct House {
    pub env: Arc<TestEnv>,
    pub context: ServerContext,
    pub state: AppState,
    router: Router,
    _folder: TempDir,
}

/// A member and the browser that holds the card.
#[derive(Debug)]
pub struct Card {
    pub member: MemberId,
    pub browser: Browser,
}

impl House {
    /// On SQLite.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.sqlite3").display());
        Self::open_at(url, folder).await
    }

    /// One on each engine.
    pub async fn open_on_both() -> [Self; 2] {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let server = needed("REGULARS_TEST_POSTGRES");
        let name = format!(
            "http_{}_{}",
            std::process::id(),
            MADE.fetch_add(1, Ordering::SeqCst)
        );
        let mut connection = <sqlx::PgConnection as sqlx::Connection>::connect(&server)
            .await
            .unwrap();
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut connection)
            .await
            .unwrap();
        let base = server.rsplit_once('/').unwrap().0;
        let postgres = Self::open_at(format!("{base}/{name}"), tempfile::tempdir().unwrap()).await;
        [Self::open().await, postgres]
    }

    async fn open_at(url: String, folder: TempDir) -> Self {
        let env = Arc::new(TestEnv::new());
        let store = Store::open(StoreConfig::new(url)).await.unwrap();
        let site = Site {
            public_url: "http://127.0.0.1:3000".to_owned(),
            sample: false,
            member_session_days: 180,
            staff_session_hours: 12,
            upload_folder: folder.path().join("uploads"),
        };
        let context = ServerContext {
            store,
            env: env.clone(),
            site: Arc::new(site),
        };
        let state = AppState::new(context.clone(), &[], 10_000_000);
        Self {
            env,
            context,
            router: build_router(state.clone()),
            state,
            _folder: folder,
        }
    }

    pub fn store(&self) -> &Store {
        &self.context.store
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A shop with the template's programme: a point a pound, five pounds off for a hundred.
    pub async fn shop(&self, slug: &str) -> Shop {
        let currency = "GBP".parse().unwrap();
        let new = NewShop {
            slug: slug.to_owned(),
            name: format!("The {slug} shop"),
            currency,
            time_zone: "Europe/London".to_owned(),
            colour: None,
            sample: false,
            programme: Some(template::simple("Regulars", currency)),
        };
        shop::create(self.store(), &*self.env, new).await.unwrap()
    }

    /// Somebody who works for the shop, not signed in.
    pub async fn hire(&self, shop: &Shop, role: Role, mail: &str) -> StaffId {
        let mail = mail.parse().unwrap();
        staff::add_with_password(
            self.store(),
            &*self.env,
            shop.id,
            &mail,
            "Sam",
            role,
            PASSWORD,
        )
        .await
        .unwrap()
    }

    /// Somebody who works for the shop, signed in.
    pub async fn staff(&self, shop: &Shop, role: Role) -> Browser {
        let id = self
            .hire(shop, role, &format!("{role:?}@{}.example", shop.slug))
            .await;
        self.signed_in(SessionKind::Staff, shop, id.0).await
    }

    /// Somebody hired anew after a session ended by itself.
    pub async fn staff_again(&self, shop: &Shop, role: Role) -> Browser {
        let id = self
            .hire(shop, role, &format!("{role:?}-again@{}.example", shop.slug))
            .await;
        self.signed_in(SessionKind::Staff, shop, id.0).await
    }

    /// A new member, signed in.
    pub async fn member(&self, shop: &Shop, mail: &str) -> Card {
        let request = JoinRequest {
            mail: mail.parse().unwrap(),
            name: Some("Mia Member".to_owned()),
            referred_by: None,
        };
        let member = join::join(self.store(), &*self.env, shop, &request, mail)
            .await
            .unwrap();
        Card {
            member,
            browser: self.signed_in(SessionKind::Member, shop, member.0).await,
        }
    }

    async fn signed_in(&self, kind: SessionKind, shop: &Shop, subject: uuid::Uuid) -> Browser {
        let idle = self.context.site.idle_seconds(kind);
        let token = sessions::begin(self.store(), &*self.env, kind, shop.id, subject, idle)
            .await
            .unwrap();
        let browser = self.browser();
        browser.set_cookie(self.context.site.cookie_name(kind), &token);
        browser
    }

    /// Puts other rules in force, by a manager who is hired for it.
    pub async fn publish(&self, shop: &Shop, rules: &Programme) {
        let by = AtWork {
            staff: self.hire(shop, Role::Manager, "rules@example.com").await,
            role: Role::Manager,
            location: None,
        };
        let (store, env) = (self.store(), &*self.env);
        programme::save_draft(store, env, shop, &by, rules)
            .await
            .unwrap();
        programme::publish(store, env, shop, &by).await.unwrap();
    }

    /// Rings up an amount for a member, by a manager who is hired for it.
    pub async fn ring_up(&self, shop: &Shop, member: MemberId, pence: i64, key: &str) {
        let by = AtWork {
            staff: StaffId(member.0),
            role: Role::Manager,
            location: None,
        };
        let order = Order::of_amount(OrderSource::Till, Minor(pence));
        till::ring_up(self.store(), &*self.env, shop, &by, member, order, key)
            .await
            .unwrap();
    }

    /// The texts of all mails to an address, newest first.
    pub async fn mails(&self, shop: &Shop, to: &str) -> Vec<String> {
        let all = mails::inbox(self.store(), shop.id, 100).await.unwrap();
        all.into_iter()
            .filter(|mail| mail.recipient == to)
            .map(|mail| mail.text_body)
            .collect()
    }

    /// The six digits of the newest mail to an address.
    pub async fn code(&self, shop: &Shop, to: &str) -> String {
        let mails = self.mails(shop, to).await;
        let text = mails.first().expect("no mail came");
        let is_code =
            |line: &&str| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit());
        text.lines()
            .find(is_code)
            .expect("the mail has no code")
            .to_owned()
    }
}
