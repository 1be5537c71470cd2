//! What is bought: the lines, the field for the next one, and what the rules have to say.

use leptos::prelude::*;
use regulars::explain::Step;

use super::super::parts::{Fault, why};
use super::{
    carried::Carried,
    keys::{ITEM, ring_up},
    state::Sale,
};
use crate::{
    api::admin::till::basket::BasketLine,
    components::{Icon, icon, words::goes_without_saying},
};

/// The lines as a receipt shows them.
#[component]
pub fn Lines(sale: Sale) -> impl IntoView {
    let lines = move || {
        let lines = sale.lines.get();
        (!lines.is_empty()).then(|| {
            view! {
                <table class="w-full">
                    <caption class="sr-only">"What is bought"</caption>
                    <thead class="text-sm">
                        <tr class="border-b border-base-300">
                            <th scope="col" class="w-12 py-3 text-start font-semibold">
                                <span class="sr-only">"Units"</span>
                            </th>
                            <th scope="col" class="py-3 text-start font-semibold">
                                "Item"
                            </th>
                            <th scope="col" class="py-3 text-end font-semibold">
                                "Price"
                            </th>
                            <th scope="col" class="w-12">
                                <span class="sr-only">"Remove"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {lines.into_iter().enumerate().map(|(index, line)| row(sale, index, line)).collect_view()}
                    </tbody>
                </table>
            }
        })
    };
    // What is taken off comes from the server, so the table waits for it where there is no script.
    view! { <Transition fallback=|| ()>{lines}</Transition> }
}

fn row(sale: Sale, index: usize, line: BasketLine) -> impl IntoView {
    let money = move |amount| sale.currency.format(amount);
    let off = move || {
        let off = sale.off_line(index)?;
        Some(view! { <span class="block text-sm font-normal text-primary">{money(off)}</span> })
    };
    let each = (line.quantity > 1).then(|| format!("{} each", money(line.price)));
    let under = [line.category.clone(), line.sku.clone(), each]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <tr class="border-b border-base-300">
            <td class="px-3 py-3 text-muted">{line.quantity}</td>
            <td class="w-full max-w-0 py-3 pe-3">
                <span class="line-clamp-2 font-medium break-words">{line.label().to_owned()}</span>
                <span class="block truncate text-sm text-muted">{under}</span>
            </td>
            <td class="py-3 text-end font-semibold whitespace-nowrap">{money(line.total())} {off}</td>
            <td class="text-end">
                <a
                    class="btn btn-ghost btn-square text-muted"
                    href=move || sale.address_without(index)
                    aria-label=format!("Remove {}", line.label())
                    on:click=move |event| {
                        event.prevent_default();
                        sale.remove(index);
                    }
                >
                    <Icon glyph=icon::X/>
                </a>
            </td>
        </tr>
    }
}

/// The field for the next line. Enter adds it; Enter in the empty field rings up.
#[component]
pub fn AddLine(sale: Sale) -> impl IntoView {
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let empty = sale.typed.with_untracked(|typed| typed.trim().is_empty());
        if !(empty && ring_up(sale)) {
            sale.add_typed();
        }
    };
    view! {
        <form method="get" action="/admin/till" on:submit=on_submit class="grid gap-2">
            <Carried sale/>
            <label
                for=ITEM
                class="flex min-h-14 items-center gap-3 rounded-field border border-dashed border-base-content/30 ps-4 pe-1.5 focus-within:border-solid focus-within:border-primary focus-within:bg-base-100"
            >
                <span class="text-muted">
                    <Icon glyph=icon::PLUS/>
                </span>
                <span class="sr-only">"Amount or item"</span>
                <input
                    id=ITEM
                    name="item"
                    class="min-w-0 flex-1 bg-transparent py-3 outline-none placeholder:text-muted"
                    placeholder="An amount, an item, or 3 x an item: Flat white 3.20"
                    autocomplete="off"
                    maxlength="260"
                    enterkeyhint="enter"
                    aria-describedby="till-item-help"
                    aria-invalid=move || sale.fault.with(Option::is_some).then_some("true")
                    prop:value=sale.typed
                    value=sale.typed.get_untracked()
                    on:input=move |event| {
                        sale.typed.set(event_target_value(&event));
                        sale.fault.set(None);
                    }
                />
                <button class="btn btn-ghost" type="submit">
                    "Add"
                </button>
            </label>
            <div id="till-item-help" class="px-4 text-sm text-muted" aria-live="polite">
                {move || match sale.fault.get() {
                    Some(words) => view! { <Fault words/> }.into_any(),
                    None => {
                        view! {
                            <p class="max-lg:hidden">
                                <kbd class="kbd kbd-xs">"Enter"</kbd>
                                " adds it, and in the empty field rings up. "
                                <kbd class="kbd kbd-xs">"Esc"</kbd> " leaves the field."
                            </p>
                        }
                            .into_any()
                    }
                }}
            </div>
        </form>
    }
}

/// What was left out of the sale and why, and why it earns what it earns.
#[component]
pub fn Notes(sale: Sale) -> impl IntoView {
    let notes = move || {
        let preview = sale.preview.get()?.ok()??;
        let left_out: Vec<String> = preview
            .trace
            .steps
            .iter()
            .filter(|step| is_worth_telling(step))
            .map(|step| step.words(sale.currency, sale.today))
            .collect();
        let why = why(&preview.trace, sale.currency, sale.today)?;
        Some(view! {
            <div class="panel grid gap-1 py-3 max-lg:hidden lg:mt-auto" role="status">
                {left_out
                    .into_iter()
                    .map(|words| {
                        view! {
                            <p class="flex items-start gap-2">
                                <span class="mt-0.5 text-secondary">
                                    <Icon glyph=icon::INFO/>
                                </span>
                                {words}
                            </p>
                        }
                    })
                    .collect_view()}
                {why}
            </div>
        })
    };
    view! { <Transition fallback=|| ()>{notes}</Transition> }
}

/// Whether a cashier wants to know without asking.
fn is_worth_telling(step: &Step) -> bool {
    match step {
        Step::PromotionLeftOut { .. } => !goes_without_saying(step),
        Step::VoucherLeftOut { .. }
        | Step::PaidDebt { .. }
        | Step::CouponMade { .. }
        | Step::HandedOver { .. }
        | Step::CutToLimit { .. }
        | Step::CutToMargin { .. } => true,
        _ => false,
    }
}
