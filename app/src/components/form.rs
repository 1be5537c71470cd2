//! Forms: a field with its hint and its error, the button that sends, what is wrong as a whole.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{Icon, Notice, Tone, icon};
use crate::error::AppError;

/// What is wrong with `field`, as `action` answered.
pub fn fault_of<S>(action: ServerAction<S>, field: &'static str) -> Signal<Option<String>>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    Signal::derive(move || {
        value.with(|answer| match answer {
            Some(Err(error)) => error.of_field(field).map(str::to_owned),
            _ => None,
        })
    })
}

/// What is wrong, unless it is about single fields: those say it themselves.
#[component]
pub fn FormFault<S>(action: ServerAction<S>) -> impl IntoView
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let value = action.value();
    let message = move || {
        value.with(|answer| match answer {
            Some(Err(error)) if !matches!(error, AppError::Fields(_)) => Some(error.message()),
            _ => None,
        })
    };
    move || message().map(|text| view! { <Notice tone=Tone::Bad>{text}</Notice> })
}

/// A text field with its label, its hint and its error.
#[component]
pub fn Field(
    /// What to type.
    label: &'static str,
    /// The name under which it is sent.
    name: &'static str,
    /// The element's id, where its name is not the only one of the page.
    #[prop(optional)]
    id: Option<&'static str>,
    /// `text`, `email`, `tel` and the like.
    #[prop(default = "text")]
    kind: &'static str,
    /// One more sentence under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    fault: Signal<Option<String>>,
    /// What is in it at first.
    #[prop(optional, into)]
    value: Option<String>,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Most characters.
    #[prop(default = 254)]
    maxlength: u16,
    /// Whether it must be filled in.
    #[prop(default = true)]
    required: bool,
    /// More classes of the input.
    #[prop(default = "input")]
    class: &'static str,
) -> impl IntoView {
    let own_id = id.unwrap_or(name);
    let hint_id = format!("{own_id}-hint");
    let fault_id = format!("{own_id}-fault");
    let described = {
        let hint_id = hint.is_some().then(|| hint_id.clone());
        let fault_id = fault_id.clone();
        move || match (hint_id.clone(), fault.with(Option::is_some)) {
            (hint, true) => Some(format!("{fault_id} {}", hint.unwrap_or_default())),
            (hint, false) => hint,
        }
    };
    view! {
        <div class="field">
            <label for=own_id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <input
                class=class
                id=own_id
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                maxlength=maxlength
                required=required
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=described
            />
            <div role="alert">
                {move || {
                    let id = fault_id.clone();
                    fault
                        .get()
                        .map(|message| {
                            view! {
                                <p class="fault" id=id>
                                    <Icon glyph=icon::CIRCLE_ALERT/>
                                    <span>{message}</span>
                                </p>
                            }
                        })
                }}
            </div>
        </div>
    }
}

/// The button that sends the form of `action`; busy while it travels.
#[component]
pub fn SubmitButton<S>(
    action: ServerAction<S>,
    /// Its classes.
    #[prop(default = "btn btn-primary btn-lg w-full")]
    class: &'static str,
    /// What it does, in words.
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let pending = action.pending();
    view! {
        <button
            class=class
            type="submit"
            aria-busy=move || pending.get().then_some("true")
            disabled=move || pending.get()
        >
            {move || pending.get().then(|| view! { <Icon glyph=icon::LOADER_CIRCLE/> })}
            {children()}
        </button>
    }
}
