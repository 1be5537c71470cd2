//! Shows what a resource brings: the data, a skeleton until then, or what is wrong.

use leptos::{either::Either, prelude::*};
use leptos_router::{components::Redirect, hooks::use_location};

use super::{BonePanel, Empty, icon};
use crate::error::AppError;

/// Shows `from` by `show`. While it is asked for again, the old view stays.
#[component]
pub fn Loaded<T, V>(
    /// Where the data comes from.
    from: Resource<Result<T, AppError>>,
    /// What to make of it.
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + Send + 'static,
{
    let skeleton = || {
        view! {
            <div class="grid gap-4">
                <BonePanel lines=4/>
                <BonePanel/>
            </div>
        }
    };
    view! {
        <Transition fallback=skeleton>
            // Read as it is and not by `Suspend`: that would drop what `show` made, its signals
            // included, when data is asked for again, and the old view would stand there without.
            {move || {
                from.get()
                    .map(|answer| match answer {
                        Ok(data) => Either::Left(show(data)),
                        Err(error) => Either::Right(view! { <Problem error=error/> }),
                    })
            }}
        </Transition>
    }
}

/// What is wrong and what to do next. Nobody signed in: the way to the sign-in page.
#[component]
pub fn Problem(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    set_status(error.status());
    match error {
        AppError::NotSignedIn => {
            let path = use_location().pathname.get_untracked();
            let shop = path.split('/').nth(1).unwrap_or_default().to_owned();
            Either::Left(view! { <Redirect path=format!("/{shop}/sign-in")/> })
        }
        error => {
            let (glyph, title) = match error {
                AppError::NotFound => (icon::SEARCH, "Nothing here"),
                AppError::Offline => (icon::WIFI_OFF, "No connection"),
                _ => (icon::TRIANGLE_ALERT, "That did not work"),
            };
            Either::Right(view! {
                <div class="panel">
                    <Empty glyph=glyph title=title>
                        <p role="alert">{error.message()}</p>
                    </Empty>
                </div>
            })
        }
    }
}

/// The page's own status, on the server. A redirect sets its own.
fn set_status(status: u16) {
    #[cfg(feature = "ssr")]
    if let (Some(response), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        http::StatusCode::from_u16(status),
    ) && status != http::StatusCode::UNAUTHORIZED
    {
        response.set_status(status);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = status;
}
