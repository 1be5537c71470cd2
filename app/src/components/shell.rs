//! The frame of the member's pages: the shop's mark and greeting, the tabs, the main part.

use leptos::prelude::*;
use regulars::views::Shop;

use super::{
    Icon,
    icon::{self, Glyph},
    words::{given_name, greeting, initial},
};

/// The tabs, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Balance, rewards within reach, friends.
    Card,
    /// What points buy, and vouchers.
    Rewards,
    /// Bring friends.
    Refer,
    /// Every movement of points.
    Activity,
    /// Name, sign out.
    Me,
}

impl Tab {
    const ALL: [Self; 5] = [
        Self::Card,
        Self::Rewards,
        Self::Refer,
        Self::Activity,
        Self::Me,
    ];

    fn parts(self) -> (Glyph, &'static str, &'static str) {
        match self {
            Self::Card => (icon::CREDIT_CARD, "Card", "card"),
            Self::Rewards => (icon::GIFT, "Rewards", "rewards"),
            Self::Refer => (icon::USERS, "Refer", "refer"),
            Self::Activity => (icon::LIST, "Activity", "history"),
            Self::Me => (icon::USER, "Me", "me"),
        }
    }
}

/// Every page of a member who is signed in.
#[component]
pub fn MemberShell(
    /// Whose programme.
    shop: Shop,
    /// Which tab it belongs to.
    tab: Tab,
    /// Whom to greet, where the page knows.
    #[prop(optional_no_strip)]
    name: Option<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let (class, style) = brand(&shop);
    let slug = shop.slug.clone();
    let links = Tab::ALL
        .map(|each| {
            let (glyph, label, path) = each.parts();
            view! {
                <a
                    href=format!("/{slug}/{path}")
                    aria-current=(each == tab).then_some("page")
                >
                    <Icon glyph=glyph/>
                    {label}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class=class style=style>
            <div class="shell">
                <ShopHead shop=shop name=name/>
                <nav class="tabs-bar" aria-label="Your card">{links}</nav>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}

/// Pages for people who are not signed in.
#[component]
pub fn PlainShell(
    /// Whose programme.
    shop: Shop,
    /// The page.
    children: Children,
) -> impl IntoView {
    let (class, style) = brand(&shop);
    view! {
        <div class=class style=style>
            <div class="shell-plain">
                <ShopHead shop=shop name=None/>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}

#[component]
fn ShopHead(shop: Shop, name: Option<String>) -> impl IntoView {
    let under = match name {
        Some(name) => format!("{}, {}", greeting(shop.hour), given_name(&name)),
        None => greeting(shop.hour).to_owned(),
    };
    view! {
        <header class="shop-head">
            <span class="shop-mark" aria-hidden="true">{initial(&shop.name)}</span>
            <div class="min-w-0">
                <p class="truncate font-semibold leading-snug">{shop.name}</p>
                <p class="truncate text-sm text-muted">{under}</p>
            </div>
        </header>
    }
}

/// The shop's own colour, if it is one: `#rrggbb`.
fn brand(shop: &Shop) -> (Option<&'static str>, Option<String>) {
    let colour = shop.colour.as_deref().filter(|colour| {
        colour.len() == 7
            && colour.starts_with('#')
            && colour[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    match colour {
        Some(colour) => (Some("branded"), Some(format!("--shop:{colour}"))),
        None => (None, None),
    }
}
