//! Where an address leads nowhere.

use leptos::prelude::*;

use crate::{
    components::{PageTitle, Problem},
    error::AppError,
};

/// Says so, with status 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageTitle text="Nothing here"/>
        <div class="shell-plain">
            <main id="main" tabindex="-1">
                <h1 class="sr-only">"Nothing here"</h1>
                <Problem error=AppError::NotFound/>
            </main>
        </div>
    }
}
