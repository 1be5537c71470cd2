//! What is to pay, and ringing it up.

use leptos::prelude::*;
use regulars::{
    explain::Step,
    money::{Currency, Minor},
    plan::RungUp,
    programme::words::points,
    purse::name_of,
};

use super::{keys::FORM, state::Sale};
use crate::{
    api::admin::till,
    components::{Icon, Notice, Tone, icon},
    error::AppError,
};

/// Without scripts nothing is worked out while one types.
const WORK_OUT: &str = r#"<button class="btn btn-quiet w-full" formmethod="get" formaction="/admin/till">Work it out again</button>"#;

/// What is to pay and the button, in sight however long the rest is.
pub const BAR: &str = "sticky mt-auto grid gap-3 bg-base-100 lg:bottom-0 lg:py-3 max-lg:bottom-16 max-lg:-mx-4 max-lg:border-t max-lg:border-base-300 max-lg:p-4";

/// The form: what can be used, the sum, the button.
#[component]
pub fn Pay(
    sale: Sale,
    ring_up: ServerAction<till::RingUp>,
    /// What can be used.
    children: Children,
) -> impl IntoView {
    let busy = ring_up.pending();
    // A second press while the first is on its way: the key would catch it, this spares the trip.
    // A listener that captures stays on the form when the form is drawn anew; that of a view that
    // is gone finds nothing to read.
    let once = move |event: leptos::ev::SubmitEvent| {
        if busy.try_get_untracked() == Some(true) || !untrack(move || sale.is_ready()) {
            event.prevent_default();
        }
    };
    view! {
        <ActionForm action=ring_up attr:id=FORM attr:class="flex flex-1 flex-col gap-6" on:submit:capture=once>
            <input type="hidden" name="member" value=move || sale.member.get().map(|id| id.to_string())/>
            <input type="hidden" name="basket" value=move || sale.basket()/>
            <input type="hidden" name="key" value=move || sale.key.get()/>
            {children()}
            <div class=BAR>
                <Refusal sale ring_up/>
                <Sum sale/>
                <button
                    type="submit"
                    class="btn btn-primary btn-lg w-full text-lg"
                    aria-busy=move || busy.get().then_some("true")
                    disabled=move || !sale.is_ready()
                >
                    {move || busy.get().then(|| view! { <Icon glyph=icon::LOADER_CIRCLE/> })}
                    "Ring up"
                    <kbd class="kbd kbd-sm text-base-content max-lg:hidden" aria-hidden="true">
                        "Enter"
                    </kbd>
                </button>
                // As text: where scripts run, a browser reads no elements in here, and hydration
                // would look for them.
                <noscript inner_html=WORK_OUT></noscript>
            </div>
        </ActionForm>
    }
}

/// Why it was not rung up, or would not be.
#[component]
fn Refusal(sale: Sale, ring_up: ServerAction<till::RingUp>) -> impl IntoView {
    let refused = move || match ring_up.value().get() {
        Some(Err(error)) => Some(error),
        _ => sale.preview.get().and_then(Result::err),
    };
    let words = move || {
        refused().map(|error| {
            let again = (error == AppError::Conflict).then(|| {
                view! {
                    " "
                    <a class="text-link" href="/admin/till" rel="external">
                        "Start a new sale"
                    </a>
                }
            });
            view! { <Notice tone=Tone::Bad>{error.message()} {again}</Notice> }
        })
    };
    view! { <Transition fallback=|| ()>{words}</Transition> }
}

/// Basket, what is taken off, to pay.
#[component]
fn Sum(sale: Sale) -> impl IntoView {
    let money = move |amount: Minor| sale.currency.format(amount);
    let preview = move || sale.preview.get().and_then(Result::ok).flatten();
    let total = move || {
        let subtotal = sale.subtotal();
        match preview() {
            // While the answer to the last change is on its way, the sum at least is right.
            Some(preview) if preview.subtotal == subtotal => preview.left_to_pay(),
            _ => subtotal,
        }
    };
    view! {
        <Transition fallback=|| ()>
            <dl class="grid gap-1.5 text-sm">
                <div class="flex justify-between gap-4">
                    <dt class="text-muted">"Basket"</dt>
                    <dd>{move || money(sale.subtotal())}</dd>
                </div>
                {move || preview().map(|preview| taken_off(preview, sale.currency))}
                <div class="flex items-baseline justify-between gap-4">
                    <dt class="text-base font-semibold">"To pay"</dt>
                    <dd class="figure min-w-0 truncate text-4xl" aria-live="polite">
                        {move || money(total())}
                    </dd>
                </div>
            </dl>
        </Transition>
    }
}

fn taken_off(preview: RungUp, currency: Currency) -> impl IntoView {
    let taken = preview
        .trace
        .steps
        .into_iter()
        .filter_map(move |step| match step {
            Step::VoucherUsed { name, discount } | Step::PromotionUsed { name, discount, .. }
                if discount.0 > 0 =>
            {
                Some((name, currency.format(Minor(-discount.0))))
            }
            Step::PaidWithPoints {
                points: number,
                amount,
            } => Some((points(number), currency.format(Minor(-amount.0)))),
            Step::PaidWithCard {
                ending,
                amount,
                left,
            } => {
                let name = name_of(ending.as_deref());
                let words = format!("{name}, {} left on it", currency.format(left));
                Some((words, currency.format(Minor(-amount.0))))
            }
            _ => None,
        });
    taken
        .map(|(name, amount)| {
            view! {
                <div class="flex justify-between gap-4">
                    <dt class="min-w-0 truncate text-muted">{name}</dt>
                    <dd class="text-primary">{amount}</dd>
                </div>
            }
        })
        .collect_view()
}
