//! Whether members pass points on to one another.

use leptos::prelude::*;

use super::{
    editor::{Editor, input, number, tick},
    form::{Form, PassingForm},
    sections::Folded,
    so_far,
};

/// The terms.
#[component]
pub fn Passing(editor: Editor) -> impl IntoView {
    let on = Memo::new(move |_| editor.form.with(|form| form.passing.on));
    let text = move |name: &'static str, look, of: fn(&mut PassingForm) -> &mut String| {
        input(
            editor,
            format!("passing-{name}"),
            look,
            move || format!("passing.{name}"),
            move |form: &Form| of(&mut form.passing.clone()).clone(),
            move |form, text| *of(&mut form.passing) = text,
        )
    };
    view! {
        <Folded editor at="passing" so_far=so_far::passing id="passing" title="Passing points on" under="Members give points to one another. The points keep their last day.">
            {tick(editor, "Members may pass points on", "", |form| form.passing.on, |form, on| form.passing.on = on)}
            <Show when=move || on.get()>
                <div class="grid items-start gap-4 sm:grid-cols-2">
                    {text("at_least", number("The fewest at once", ""), |terms| &mut terms.at_least)}
                    {text("most_a_day", number("The most in a day", "For each member"), |terms| &mut terms.most_a_day)}
                </div>
            </Show>
        </Folded>
    }
}
