//! What every field of the editor shares: the form, what is wrong with it, and the inputs.

use leptos::prelude::*;
use regulars::money::Currency;

use super::{super::parts::Labelled, form::Form, read::Reading};
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
}

/// A name or a list.
pub fn words(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        keyboard: "text",
    }
}

/// A whole number.
pub fn number(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        keyboard: "numeric",
    }
}

/// An amount of money.
pub fn amount(label: &'static str, hint: &'static str) -> Look {
    Look {
        label,
        hint,
        keyboard: "decimal",
    }
}

/// A text input bound to a field of the form. `path` is its path in the document.
pub fn input(
    editor: Editor,
    id: String,
    look: Look,
    path: impl Fn() -> String + Send + Sync + 'static,
    get: impl Fn(&Form) -> String + Send + Sync + 'static,
    set: impl Fn(&mut Form, String) + Send + 'static,
) -> impl IntoView {
    let fault = editor.fault(path);
    let value = Memo::new(move |_| editor.form.with(&get));
    let help = format!("{id}-help");
    view! {
        <Labelled id=id.clone() label=look.label hint=look.hint fault>
            <input
                id=id
                class="input"
                autocomplete="off"
                maxlength="200"
                inputmode=look.keyboard
                aria-describedby=help
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                value=value.get_untracked()
                prop:value=value
                on:input=move |event| {
                    let text = event_target_value(&event);
                    editor.change(|form| set(form, text));
                }
            />
        </Labelled>
    }
}

/// A tick box bound to a field of the form.
pub fn tick(
    editor: Editor,
    label: &'static str,
    hint: &'static str,
    get: impl Fn(&Form) -> bool + Send + Sync + 'static,
    set: impl Fn(&mut Form, bool) + Send + 'static,
) -> impl IntoView {
    let value = Memo::new(move |_| editor.form.with(&get));
    view! {
        <label class="flex min-h-11 cursor-pointer items-start gap-3 py-2">
            <input
                type="checkbox"
                class="checkbox checkbox-primary checkbox-sm mt-0.5"
                checked=value.get_untracked()
                prop:checked=value
                on:change=move |event| {
                    let ticked = event_target_checked(&event);
                    editor.change(|form| set(form, ticked));
                }
            />
            <span>
                <span class="block font-medium">{label}</span>
                <span class="block text-sm text-muted">{hint}</span>
            </span>
        </label>
    }
}

/// One of a few, bound to a field of the form.
pub fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    editor: Editor,
    name: String,
    label: &'static str,
    options: &'static [(T, &'static str)],
    get: impl Fn(&Form) -> T + Send + Sync + 'static,
    set: impl Fn(&mut Form, T) + Clone + Send + 'static,
) -> impl IntoView {
    let value = Memo::new(move |_| editor.form.with(&get));
    let option = move |(option, words): &'static (T, &'static str)| {
        let set = set.clone();
        view! {
            <label class="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-field border border-base-300 px-3.5 has-checked:border-primary has-checked:bg-primary/10 has-focus-visible:outline-2 has-focus-visible:outline-primary">
                <input
                    type="radio"
                    class="radio radio-primary radio-xs"
                    name=name.clone()
                    checked=value.get_untracked() == *option
                    prop:checked=move || value.get() == *option
                    on:change=move |_| editor.change(|form| set(form, *option))
                />
                {*words}
            </label>
        }
    };
    view! {
        <fieldset class="grid gap-1.5">
            <legend class="pb-1.5 font-semibold">{label}</legend>
            <div class="flex flex-wrap gap-2">{options.iter().map(option).collect_view()}</div>
        </fieldset>
    }
}

/// One decision: its heading, a sentence, its fields.
#[component]
pub fn Decision(
    /// The anchor.
    id: &'static str,
    /// What is decided.
    title: &'static str,
    /// What it means.
    under: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel grid gap-4" id=id aria-labelledby=format!("{id}-title")>
            <div>
                <h2 class="heading" id=format!("{id}-title")>
                    {title}
                </h2>
                <p class="text-sm text-muted">{under}</p>
            </div>
            {children()}
        </section>
    }
}

/// Fields that few need.
#[component]
pub fn More(
    /// What is behind it.
    label: &'static str,
    /// The fields.
    children: Children,
) -> impl IntoView {
    view! {
        <details>
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">{label}</summary>
            <div class="grid gap-4 pt-2">{children()}</div>
        </details>
    }
}
