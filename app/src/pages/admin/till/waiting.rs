//! Sales that wait to be sent, and the page that stands in for the till without a connection.
//! The server draws the frame, scripts fill it (public/till/).

use leptos::prelude::*;
use leptos_meta::Link;

use crate::{
    api::admin::session::AtDesk,
    components::{Icon, PageTitle, icon},
};

/// The scripts of the page, named so that the service worker finds and keeps them with it.
const SCRIPTS: [&str; 7] = [
    "basket",
    "connection",
    "element",
    "keep",
    "mend",
    "queue",
    "waiting",
];

/// Sales that wait; nothing while there are none and there is a connection. Its parts lie in the
/// column around it: what there is to say comes first, the sales at its end.
#[component]
pub fn Waiting(
    /// Who is at work, where that is known.
    #[prop(optional)]
    desk: Option<AtDesk>,
) -> impl IntoView {
    let desk = desk.as_ref();
    let shop = desk.map(|desk| desk.shop.id.to_string());
    let staff = desk.map(|desk| desk.staff.staff.to_string());
    let staff_name = desk.map(|desk| desk.staff.name.clone());
    let currency = desk.map(|desk| desk.shop.currency.code().to_owned());
    let decimals = desk.map(|desk| desk.shop.currency.decimals().to_string());
    view! {
        <till-waiting
            class="contents"
            hidden="hidden"
            data-shop=shop
            data-staff=staff
            data-staff-name=staff_name
            data-currency=currency
            data-decimals=decimals
        >
            <div class="notice order-first [--tone:var(--color-secondary)]">
                <Icon glyph=icon::HOURGLASS/>
                <p class="min-w-0 flex-1 break-words" role="status" data-words=""></p>
                <button type="button" class="btn btn-ghost btn-sm" data-see="" hidden="hidden">
                    "See them"
                </button>
            </div>
            <div class="grid grid-cols-1 gap-1 empty:hidden" data-sent="" role="status"></div>
            <ul class="grid grid-cols-1 gap-3" data-list="" aria-label="Sales that wait"></ul>
            <button type="button" class="btn btn-quiet w-full" data-send="" hidden="hidden">
                "Send now"
            </button>
            <a
                class="btn btn-primary w-full"
                href="/admin/sign-in?next=/admin/till"
                rel="external"
                data-sign-in=""
                hidden="hidden"
            >
                "Sign in"
            </a>
        </till-waiting>
    }
}

/// Stands in for the till when it is opened without a connection. It holds nobody's data, so that
/// it can be kept on the device, and needs no WASM.
#[component]
pub fn OfflineTillPage() -> impl IntoView {
    let scripts = SCRIPTS.map(|name| {
        view! { <Link rel="modulepreload" href=format!("/till/{name}.js")/> }
    });
    view! {
        <PageTitle text="Till"/>
        {scripts.into_iter().collect_view()}
        <main id="main" tabindex="-1" class="mx-auto grid max-w-xl grid-cols-1 gap-5 p-4 outline-none sm:p-6">
            <h1 class="title order-first">"Till"</h1>
            <a class="btn btn-primary order-first" href="/admin/till" data-when-back="" hidden="hidden">
                "The connection is back: open the till"
            </a>
            <KeepForm/>
            <Waiting/>
        </main>
        <script type="module" src="/till/till.js"></script>
    }
}

/// A sale as text, to be kept.
#[component]
fn KeepForm() -> impl IntoView {
    view! {
        <form class="panel grid grid-cols-1 gap-4" data-keep="" data-reset="">
            <h2 class="heading">"A sale to keep"</h2>
            <div class="field">
                <label for="who">"Member"</label>
                <p class="hint" id="who-hint">
                    "Scan the card, or type a mail address, a code or the whole name."
                </p>
                <input
                    id="who"
                    name="who"
                    class="input h-12"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="200"
                    aria-describedby="who-hint who-fault"
                />
                <p class="fault empty:hidden" id="who-fault" data-fault="who" role="alert"></p>
            </div>
            <div class="field">
                <label for="basket">"What is bought"</label>
                <p class="hint" id="basket-hint">
                    "A line each: 12.50, Flat white 3.20, or 3 x Flat white 3.20"
                </p>
                <textarea
                    id="basket"
                    name="basket"
                    class="textarea"
                    rows="3"
                    maxlength="4000"
                    aria-describedby="basket-hint basket-fault"
                ></textarea>
                <p class="fault empty:hidden" id="basket-fault" data-fault="basket" role="alert"></p>
            </div>
            <div class="field">
                <label for="codes">"Codes, if there are any"</label>
                <input id="codes" name="codes" class="input h-12" autocomplete="off" maxlength="200"/>
            </div>
            <p class="fault font-medium text-error empty:hidden" data-fault="" role="alert"></p>
            <div class="flex items-baseline justify-between gap-4">
                <span class="font-semibold">"Basket"</span>
                <output class="figure min-w-0 truncate text-3xl" data-sum="" for="basket"></output>
            </div>
            <button type="submit" class="btn btn-primary btn-lg w-full">
                "Keep this sale"
            </button>
        </form>
    }
}
