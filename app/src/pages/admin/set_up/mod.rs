//! Set-up: four questions, what customers get and what it costs, and one button.

mod answers;
mod next_steps;
mod outcome;

use leptos::{either::Either, prelude::*};
use regulars::{
    programme::template::{Generosity, Gets, Sells},
    views::SetUpPage,
};

use super::frame::{Place, Sheet, framed};
use crate::{
    api::admin::set_up::{SetUp, Then, load_set_up},
    components::{FormFault, Loaded, PageTitle, fault_of},
};
use answers::{Form, Margin, Question};
use next_steps::NextSteps;
use outcome::Outcome;

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| load_set_up());
    let set_up = ServerAction::<SetUp>::new();
    Effect::new(move |_| {
        if matches!(set_up.value().get(), Some(Ok(Then::Publish))) {
            found.refetch();
        }
    });
    framed(Place::Programme, move |desk| {
        let role = desk.staff.role;
        view! {
            <PageTitle text="Set up"/>
            <Loaded
                from=found
                show=move |page: SetUpPage| match page.in_force.clone() {
                    Some(in_force) => Either::Left(view! { <NextSteps shop=page.shop role in_force/> }),
                    None => Either::Right(view! { <Questions page set_up/> }),
                }
            />
        }
    })
}

#[component]
fn Questions(page: SetUpPage, set_up: ServerAction<SetUp>) -> impl IntoView {
    let form = Form::from_address();
    let under =
        "Four answers make a programme that suits your shop. All of it can be changed later.";
    let sells = Sells::ALL.map(|it| (it.key(), it.words()));
    let gets = Gets::ALL.map(|it| (it.key(), it.words()));
    let generosity = Generosity::ALL.map(|it| (it.key(), it.words()));
    let (name, currency) = (page.name.clone(), page.shop.currency);
    let cost = move |key: &'static str| form.cost(key, &name, currency);
    view! {
        <Sheet title="Set up your programme" under>
            <ActionForm action=set_up>
                <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
                    <div class="grid gap-4">
                        <FormFault action=set_up/>
                        <Question
                            name="sells"
                            title="What do you sell?"
                            options=sells.into()
                            chosen=Signal::derive(move || form.sells.get().key())
                            choose=Callback::new(move |key| form.choose_sells(key))
                        />
                        <Margin form fault=fault_of(set_up, "margin")/>
                        <Question
                            name="gets"
                            title="What do customers get?"
                            options=gets.into()
                            chosen=Signal::derive(move || form.gets.get().key())
                            choose=Callback::new(move |key| form.choose_gets(key))
                        />
                        <Question
                            name="generosity"
                            title="How generous are you?"
                            options=generosity.into()
                            chosen=Signal::derive(move || form.generosity.get().key())
                            choose=Callback::new(move |key| form.choose_generosity(key))
                            under=Callback::new(cost)
                        />
                    </div>
                    <Outcome form page set_up/>
                </div>
            </ActionForm>
        </Sheet>
    }
}
