//! A member: balance, way to the next tier, history with reasons, orders, vouchers, friends.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use regulars::{
    ids::MemberId,
    money::format_count,
    referral::Stage,
    views::{Friend, MemberDetail, OrderRow, Role, Shop},
};

use super::{
    super::{
        frame::{Place, Sheet, framed},
        orders::list::order,
        parts::{Movements, Query, pager},
    },
    adjust::Adjust,
    credit::Money,
    passes::Passes,
    vouchers::{StampCards, Vouchers},
};
use crate::{
    api::admin::members::{MemberPage, load_member},
    components::{Icon, Loaded, StepsBar, icon, words},
    context::StaffViewer,
    error::AppError,
};

/// Orders that are shown at once.
const LATEST: usize = 8;

/// The page.
pub fn page() -> AnyView {
    let (params, query) = (use_params_map(), use_query_map());
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<MemberId>().ok())
    });
    let after = Memo::new(move |_| query.read().get("after").unwrap_or_default());
    let found = Resource::new(
        move || (id.get(), after.get()),
        |(id, after)| async move { load_member(id.ok_or(AppError::NotFound)?, after).await },
    );
    framed(Place::Members, move |desk| {
        view! {
            <Loaded
                from=found
                show=move |page| {
                    view! {
                        <Member
                            page
                            shop=desk.shop.clone()
                            staff=desk.staff.clone()
                            first_page=after.get_untracked().is_empty()
                            changed=Callback::new(move |()| found.refetch())
                        />
                    }
                }
            />
        }
    })
}

#[component]
fn Member(
    page: MemberPage,
    shop: Shop,
    staff: StaffViewer,
    first_page: bool,
    changed: Callback<()>,
) -> impl IntoView {
    let MemberPage { member, key } = page;
    let (row, key_of_undo) = (member.row.clone(), key.clone());
    let may_undo = staff.role >= Role::Manager;
    let under = [
        row.mail.clone(),
        row.reference
            .clone()
            .map(|number| format!("number {number}")),
    ]
    .into_iter()
    .flatten()
    .chain([format!("joined {}", words::day(row.joined_on, shop.today))])
    .collect::<Vec<_>>()
    .join(", ");
    let here = format!("/admin/members/{}", row.id);
    let first = (!first_page).then(|| here.clone());
    let next = member
        .history
        .next
        .clone()
        .map(|after| Query::new(&here).with("after", &after).done());
    let empty = member.history.rows.is_empty();
    let till = Query::new("/admin/till")
        .with("member", &row.id.to_string())
        .done();
    let beside = view! {
        <a class="btn btn-primary" href=till>
            <Icon glyph=icon::SCAN_LINE/>
            "Ring up"
        </a>
    }
    .into_any();
    view! {
        <Sheet title=row.name.clone() under beside>
            <Balance member=member.clone() shop=shop.clone()/>
            <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                <section class="panel" aria-labelledby="history">
                    <h2 class="heading" id="history">
                        "Points"
                    </h2>
                    {empty.then(|| view! { <p class="py-4 text-muted">"No points have moved yet. They come with the first order."</p> })}
                    <Movements rows=member.history.rows currency=shop.currency today=shop.today/>
                    {pager(first, next)}
                </section>
                <div class="grid gap-4">
                    <Adjust member=row.id role=staff.role key=key.clone() changed/>
                    <Money member=row.id money=member.money role=staff.role key shop=shop.clone() changed/>
                    <Passes
                        member=row.id
                        passes=member.passed_on
                        key=key_of_undo
                        today=shop.today
                        may_undo
                        changed
                    />
                    <StampCards cards=member.stamp_cards/>
                    <Vouchers vouchers=member.vouchers shop=shop.clone()/>
                    <Friends friends=member.friends shop=shop.clone() code=member.own_code/>
                </div>
            </div>
            <Orders orders=member.orders shop/>
        </Sheet>
    }
}

/// Points, tier, spend, friends in four figures.
#[component]
fn Balance(member: MemberDetail, shop: Shop) -> impl IntoView {
    let money = |amount| shop.currency.format_short(amount);
    let row = member.row;
    let waiting = if row.pending > 0 {
        format!("{} waiting", format_count(row.pending))
    } else {
        "none waiting".to_owned()
    };
    let (tier, way) = match member.tier {
        None => ("None".to_owned(), "this programme has no tiers".to_owned()),
        Some(progress) => {
            let way = progress.next.map_or_else(
                || "the highest".to_owned(),
                |next| {
                    let by = next
                        .by
                        .map(|day| format!(" by {}", day.words(shop.today)))
                        .unwrap_or_default();
                    let missing = progress.basis.words(next.missing, shop.currency);
                    format!("{missing} more to {}{by}", next.name)
                },
            );
            (progress.name, way)
        }
    };
    let orders = match row.orders {
        1 => "in 1 order".to_owned(),
        many => format!("in {} orders", format_count(many)),
    };
    let referred = member.referred_by.map(|(id, name)| {
        view! {
            <p class="col-span-full text-sm">
                "Came through "
                <a class="text-link" href=format!("/admin/members/{id}")>
                    {name}
                </a>
            </p>
        }
    });
    let figures = [
        ("Points", format_count(row.available), waiting),
        ("Tier", tier, way),
        ("Spent", money(row.lifetime_spend), orders),
        (
            "Last order",
            row.last_order_on.map_or_else(
                || "None".to_owned(),
                |day| words::capital(words::day(day, shop.today)),
            ),
            String::new(),
        ),
    ];
    view! {
        <dl class="grid grid-cols-2 gap-3 lg:grid-cols-4 lg:gap-4">
            {figures
                .into_iter()
                .map(|(label, figure, under)| {
                    view! {
                        <div class="panel min-w-0">
                            <dt class="text-sm text-muted">{label}</dt>
                            <dd class="figure mt-2 truncate pb-1 text-2xl lg:text-3xl">{figure}</dd>
                            <dd class="text-sm text-muted">{under}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
        {referred}
    }
}

#[component]
fn Friends(friends: Vec<Friend>, shop: Shop, code: String) -> impl IntoView {
    let line = move |friend: Friend| {
        let stage = stage_words(friend.stage);
        let when = words::on_day(friend.moved_on, shop.today);
        let reason = friend.reason.map(|reason| format!(": {reason}"));
        view! {
            <li class="grid gap-2 py-3">
                <p class="flex justify-between gap-4">
                    <span class="min-w-0 truncate font-medium">{friend.name}</span>
                    <span class="shrink-0 text-muted">{words::points(friend.points)}</span>
                </p>
                <StepsBar done=friend.stage.steps_done() label=stage/>
                <p class="text-sm text-muted">{stage} " " {when} {reason}</p>
            </li>
        }
    };
    let empty = friends.is_empty();
    view! {
        <section class="panel" aria-labelledby="friends">
            <div class="flex flex-wrap items-baseline justify-between gap-2">
                <h2 class="heading" id="friends">
                    "Friends"
                </h2>
                <p class="text-sm text-muted">"Code " {code}</p>
            </div>
            {empty.then(|| view! { <p class="pt-2 text-muted">"Nobody brought along yet."</p> })}
            <ul class="divide-y divide-base-300">{friends.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Invite => "Invited",
        Stage::Lead => "Joined",
        Stage::Qualified => "Confirmed the mail address",
        Stage::Closed => "First order",
        Stage::Held => "First order, waiting out the return window, since",
        Stage::Rewarded => "Paid",
        Stage::Rejected => "Refused",
        Stage::Reversed => "Taken back",
    }
}

#[component]
fn Orders(orders: Vec<OrderRow>, shop: Shop) -> impl IntoView {
    let empty = orders.is_empty();
    let mut rows = orders.into_iter();
    let latest: Vec<OrderRow> = rows.by_ref().take(LATEST).collect();
    let older: Vec<OrderRow> = rows.collect();
    let more = older.len();
    view! {
        <section class="panel p-0" aria-labelledby="orders">
            <h2 class="heading px-5 pt-5 pb-2" id="orders">
                "Orders"
            </h2>
            {empty.then(|| view! { <p class="px-5 pb-5 text-muted">"No order yet."</p> })}
            <ul class="divide-y divide-base-300">
                {latest.into_iter().map(|row| order(row, &shop, false)).collect_view()}
            </ul>
            {(more > 0)
                .then(|| {
                    view! {
                        <details class="border-t border-base-300">
                            <summary class="flex min-h-12 cursor-pointer items-center px-5 text-sm">
                                <span class="text-link">{format!("Show {more} older ones")}</span>
                            </summary>
                            <ul class="divide-y divide-base-300">
                                {older.into_iter().map(|row| order(row, &shop, false)).collect_view()}
                            </ul>
                        </details>
                    }
                })}
        </section>
    }
}
