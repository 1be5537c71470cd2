//! The four questions and the answers as they are given.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use regulars::{
    money::Currency,
    programme::{
        Programme,
        template::{Answers, Generosity, Gets, Sells, UsualMargin, cost_words},
    },
};

use super::super::parts::Labelled;

/// The answers as they stand on the page.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// What the shop sells.
    pub sells: RwSignal<Sells>,
    /// The margin as it is typed.
    pub margin: RwSignal<String>,
    /// How generous it is.
    pub generosity: RwSignal<Generosity>,
    /// What customers get.
    pub gets: RwSignal<Gets>,
}

fn of_key<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, wanted: &str) -> Option<T> {
    all.iter().copied().find(|each| key(*each) == wanted)
}

impl Form {
    /// The answers in the address, where a page without JavaScript puts them; else the usual ones.
    pub fn from_address() -> Self {
        let query = use_query_map();
        let given = |name: &str| query.read_untracked().get(name).unwrap_or_default();
        let sells = of_key(&Sells::ALL, Sells::key, &given("sells")).unwrap_or_default();
        let usual = Answers::of(sells);
        let margin = match given("margin") {
            text if text.is_empty() => usual.margin.percent().to_string(),
            text => text,
        };
        let generosity = of_key(&Generosity::ALL, Generosity::key, &given("generosity"));
        let gets = of_key(&Gets::ALL, Gets::key, &given("gets"));
        Self {
            sells: RwSignal::new(sells),
            margin: RwSignal::new(margin),
            generosity: RwSignal::new(generosity.unwrap_or(usual.generosity)),
            gets: RwSignal::new(gets.unwrap_or(usual.gets)),
        }
    }

    /// What was not changed by hand follows the trade.
    pub fn choose_sells(self, key: &'static str) {
        let Some(sells) = of_key(&Sells::ALL, Sells::key, key) else {
            return;
        };
        let (old, new) = (Answers::of(self.sells.get_untracked()), Answers::of(sells));
        if self.typed_untracked() == Some(old.margin) {
            self.margin.set(new.margin.percent().to_string());
        }
        if self.gets.get_untracked() == old.gets {
            self.gets.set(new.gets);
        }
        self.sells.set(sells);
    }

    /// Another way of saying thanks.
    pub fn choose_gets(self, key: &'static str) {
        if let Some(gets) = of_key(&Gets::ALL, Gets::key, key) {
            self.gets.set(gets);
        }
    }

    /// More or less of it.
    pub fn choose_generosity(self, key: &'static str) {
        if let Some(generosity) = of_key(&Generosity::ALL, Generosity::key, key) {
            self.generosity.set(generosity);
        }
    }

    fn typed_untracked(self) -> Option<UsualMargin> {
        self.margin.with_untracked(|text| text.parse().ok())
    }

    /// The answers; while the margin cannot be read, with what is usual in the trade.
    pub fn answers(self) -> Answers {
        let sells = self.sells.get();
        let margin = self.margin.with(|text| text.parse().ok());
        Answers {
            sells,
            margin: margin.unwrap_or(sells.usual_margin()),
            generosity: self.generosity.get(),
            gets: self.gets.get(),
        }
    }

    /// What is wrong with the margin.
    fn margin_fault(self) -> Option<String> {
        let read = self.margin.with(|text| text.parse::<UsualMargin>());
        read.err().map(|error| error.to_string())
    }

    /// What being so generous costs with the other answers as they are.
    pub fn cost(self, generosity: &'static str, name: &str, currency: Currency) -> String {
        let mut answers = self.answers();
        if let Some(generosity) = of_key(&Generosity::ALL, Generosity::key, generosity) {
            answers.generosity = generosity;
        }
        let made: Programme = answers.programme(name, currency);
        cost_words(&made).unwrap_or_default()
    }
}

/// One question with a few answers.
#[component]
pub fn Question(
    /// Under which the answer is sent.
    name: &'static str,
    /// The question.
    title: &'static str,
    /// The answers: what is sent, and what one reads.
    options: Vec<(&'static str, &'static str)>,
    /// The answer given.
    chosen: Signal<&'static str>,
    /// Gives another.
    choose: Callback<&'static str>,
    /// One more line for each answer.
    #[prop(optional, into)]
    under: Option<Callback<&'static str, String>>,
) -> impl IntoView {
    let option = move |(key, words): (&'static str, &'static str)| {
        let ticked = Memo::new(move |_| chosen.get() == key);
        let more = under.map(|under| {
            view! { <span class="block text-sm text-muted">{move || under.run(key)}</span> }
        });
        view! {
            <label class="flex min-h-12 cursor-pointer items-center gap-3 rounded-field border border-base-300 px-3.5 py-2 has-checked:border-primary has-checked:bg-primary/10 has-focus-visible:outline-2 has-focus-visible:outline-primary">
                <input
                    type="radio"
                    class="radio radio-primary radio-xs"
                    name=name
                    value=key
                    checked=ticked.get_untracked()
                    prop:checked=ticked
                    on:change=move |_| choose.run(key)
                />
                <span>
                    <span class="block">{words}</span>
                    {more}
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="panel grid gap-3">
            <legend class="float-start heading">{title}</legend>
            <div class="clear-both grid gap-2 sm:grid-cols-2">{options.into_iter().map(option).collect_view()}</div>
        </fieldset>
    }
}

/// The usual margin.
#[component]
pub fn Margin(
    form: Form,
    /// What the server found wrong.
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let fault = Signal::derive(move || form.margin_fault().or_else(|| fault.get()));
    view! {
        <section class="panel grid gap-3" aria-labelledby="margin-title">
            <h2 class="heading" id="margin-title">
                "What is your usual margin?"
            </h2>
            <Labelled
                id="margin"
                label="Per cent of the price that is left"
                hint="A guess will do. No customer sees it; nothing is ever given away below half of it."
                fault
            >
                <input
                    id="margin"
                    class="input max-w-32"
                    name="margin"
                    type="number"
                    inputmode="numeric"
                    required
                    min=UsualMargin::MIN.to_string()
                    max=UsualMargin::MAX.to_string()
                    aria-describedby="margin-help"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    value=form.margin.get_untracked()
                    prop:value=form.margin
                    on:input=move |event| form.margin.set(event_target_value(&event))
                />
            </Labelled>
        </section>
    }
}
