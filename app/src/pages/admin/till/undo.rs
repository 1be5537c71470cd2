//! Taking the last sale back, after saying which one it is.

use leptos::prelude::*;
use regulars::programme::words::points;

use super::{
    Room,
    keys::{UNDO, close_undo},
    state::Sale,
};
use crate::{
    api::admin::till::{LastAtTill, UndoSale},
    components::{FormFault, Icon, SubmitButton, icon},
};

/// `Undo last sale`, with the sale named before anything happens.
#[component]
pub fn Undo(sale: Sale, last: LastAtTill, key: String, room: Room) -> impl IntoView {
    let undo = ServerAction::<UndoSale>::new();
    let LastAtTill { sale: last, when } = last;
    let total = sale.currency.format(last.total);
    let undone = format!("The sale of {total} to {} is undone.", last.member_name);
    Effect::new(move |_| {
        if matches!(undo.value().get(), Some(Ok(()))) {
            sale.sold.set(None);
            sale.undone.set(Some(undone.clone()));
            close_undo();
            room.refetch();
        }
    });
    view! {
        <details id=UNDO class="pt-3">
                <summary class="flex min-h-11 cursor-pointer list-none items-center justify-center gap-2 text-sm font-medium">
                    <Icon glyph=icon::UNDO_2/>
                    "Undo last sale"
                    <kbd class="kbd kbd-xs max-lg:hidden" aria-hidden="true">
                        "u"
                    </kbd>
                </summary>
                <div class="grid gap-3 rounded-box border border-base-300 p-4">
                    <p class="break-words">
                        {last.member_name} ", " <strong>{total}</strong> ", " {when} ". "
                        {points(last.points)} " will go back, and vouchers that it used can be used again."
                    </p>
                    <FormFault action=undo/>
                    <ActionForm action=undo>
                        <input type="hidden" name="order" value=last.order.to_string()/>
                        <input type="hidden" name="key" value=key/>
                        <SubmitButton action=undo class="btn btn-error w-full">
                            "Undo this sale"
                        </SubmitButton>
                    </ActionForm>
                </div>
        </details>
    }
}
