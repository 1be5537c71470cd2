//! The sale inside forms that work without JavaScript.

use leptos::prelude::*;

use super::state::Sale;

/// The sale so far, for forms without JavaScript.
#[component]
pub fn Carried(sale: Sale) -> impl IntoView {
    let member = move || sale.member.get().map(|id| id.to_string());
    view! {
        {move || member().map(|id| view! { <input type="hidden" name="member" value=id/> })}
        <input type="hidden" name="basket" value=move || sale.basket()/>
        {move || {
            sale.used
                .get()
                .into_iter()
                .map(|used| view! { <input type="hidden" name="used[]" value=used/> })
                .collect_view()
        }}
    }
}
