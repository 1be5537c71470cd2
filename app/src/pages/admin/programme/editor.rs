//! What every field of the editor shares: the form, what is wrong with it, and the inputs.

use leptos::prelude::*;
use regulars::money::Currency;

use super::{
    super::parts::{Fault, Labelled},
    form::Form,
    read::Reading,
};
use crate::error::FieldError;

/// The editor's state.
#[derive(Debug, Clone, Copy)]
pub struct Editor {
    /// The shop's.
    pub currency: Currency,
    /// Every field.
    pub form: RwSignal<Form>,
    /// The document in the fields, and what is wrong with it.
    pub reading: Memo<Reading>,
    /// What the server found wrong, until something is changed.
    pub refused: RwSignal<Vec<FieldError>>,
}

impl Editor {
    /// Begins with a document's fields.
    pub fn new(form: Form, currency: Currency) -> Self {
        let form = RwSignal::new(form);
        let reading = Memo::new(move |_| form.with(|form| form.read(currency)));
        Self {
            currency,
            form,
            reading,
            refused: RwSignal::new(Vec::new()),
        }
    }

    /// Changes fields.
    pub fn change(self, change: impl FnOnce(&mut Form)) {
        self.refused.set(Vec::new());
        self.form.update(change);
    }

    /// What is wrong with a part as a whole.
    pub fn fault_line(self, path: &'static str) -> impl IntoView {
        self.fault_line_at(move || path.to_owned())
    }

    /// The same for a part that may move.
    pub fn fault_line_at(self, path: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
        let fault = self.fault(path);
        move || fault.get().map(|words| view! { <Fault words/> })
    }

    /// What is wrong with the field at a path that may move.
    pub fn fault(
        self,
        path: impl Fn() -> String + Send + Sync + 'static,
    ) -> Signal<Option<String>> {
        Signal::derive(move || {
            let path = path();
            let found = self
                .reading
                .with(|reading| reading.fault(&path).map(str::to_owned));
            found.or_else(|| {
                self.refused.with(|refused| {
                    refused
                        .iter()
                        .find(|error| error.field == path)
                        .map(|error| error.message.clone())
                })
            })
        })
    }
}

/// How an input looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// What it is for.
    pub label: &'static str,
    /// What to know before typing.
    pub hint: &'static str,
    /// Which keyboard a phone shows.
    pub keyboard: &'static str,
    /// The input's type.
    pub kind: &'static str,
}

const TEXT: Look = Look {
    label: "",
    hint: "",
    keyboard: "text",
    kind: "text",
};

/// A name or a list.
pub fn words(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        ..TEXT
    }
}

/// A whole number.
pub fn number(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        keyboard: "numeric",
        ..TEXT
    }
}

/// An amount of money.
pub fn amount(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        keyboard: "decimal",
        ..TEXT
    }
}

/// A day of the calendar.
pub fn day(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        kind: "date",
        ..TEXT
    }
}

/// A text input bound to a field of the form. `path` is its path in the document.
pub fn input(
    editor: Editor,
    id: String,
    look: Look,
    path: impl Fn() -> String + Send + Sync + 'static,
    get: impl Fn(&Form) -> String + Send + Sync + 'static,
    set: impl Fn(&mut Form, String) + Send + Sync + 'static,
) -> AnyView {
    let value = Memo::new(move |_| editor.form.with(&get));
    let typed = Callback::new(move |text: String| editor.change(|form| set(form, text)));
    plain_input(id, look, editor.fault(path), value, typed)
}

/// One code for all inputs, whatever they are bound to.
fn plain_input(
    id: String,
    look: Look,
    fault: Signal<Option<String>>,
    value: Memo<String>,
    typed: Callback<String>,
) -> AnyView {
    let help = format!("{id}-help");
    view! {
        <Labelled id=id.clone() label=look.label hint=look.hint fault>
            <input
                id=id
                class="input"
                type=look.kind
                autocomplete="off"
                maxlength="500"
                inputmode=look.keyboard
                aria-describedby=help
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                value=value.get_untracked()
                prop:value=value
                on:input=move |event| typed.run(event_target_value(&event))
            />
        </Labelled>
    }
    .into_any()
}

/// A tick box bound to a field of the form.
pub fn tick(
    editor: Editor,
    label: &'static str,
    hint: &'static str,
    get: impl Fn(&Form) -> bool + Send + Sync + 'static,
    set: impl Fn(&mut Form, bool) + Send + Sync + 'static,
) -> AnyView {
    let value = Memo::new(move |_| editor.form.with(&get));
    let ticked = Callback::new(move |on: bool| editor.change(|form| set(form, on)));
    view! {
        <label class="flex min-h-11 cursor-pointer items-start gap-3 py-2">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm mt-0.5"
                checked=value.get_untracked()
                prop:checked=value
                on:change=move |event| ticked.run(event_target_checked(&event))
            />
            <span>
                <span class="block font-medium">{label}</span>
                <span class="block text-sm text-muted">{hint}</span>
            </span>
        </label>
    }
    .into_any()
}

/// One of a few, bound to a field of the form.
pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    editor: Editor,
    name: String,
    label: &'static str,
    options: &'static [(T, &'static str)],
    get: impl Fn(&Form) -> T + Send + Sync + 'static,
    set: impl Fn(&mut Form, T) + Send + Sync + 'static,
) -> AnyView {
    let value = Memo::new(move |_| editor.form.with(&get));
    let chosen = Callback::new(move |option: T| editor.change(|form| set(form, option)));
    let option = move |(option, words): &'static (T, &'static str)| {
        let ticked = Memo::new(move |_| value.get() == *option);
        radio(
            name.clone(),
            words,
            ticked,
            Callback::new(move |()| chosen.run(*option)),
        )
    };
    view! {
        <fieldset class="grid gap-1.5">
            <legend class="pb-1.5 font-semibold">{label}</legend>
            <div class="flex flex-wrap gap-2">{options.iter().map(option).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn radio(name: String, words: &'static str, ticked: Memo<bool>, chosen: Callback<()>) -> AnyView {
    view! {
        <label class="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-field border border-base-300 px-3.5 has-checked:border-primary has-checked:bg-primary/10 has-focus-visible:outline-2 has-focus-visible:outline-primary">
            <input
                type="radio"
                class="radio radio-primary radio-xs"
                name=name
                checked=ticked.get_untracked()
                prop:checked=ticked
                on:change=move |_| chosen.run(())
            />
            {words}
        </label>
    }
    .into_any()
}
