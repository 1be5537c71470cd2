//! Who works here: the list, inviting by mail, changing what somebody may do, ending access.

use leptos::prelude::*;
use regulars::{
    ids::StaffId,
    views::{Role, StaffRow},
};

use super::{
    frame::{Place, Sheet, framed},
    parts::{initials, role_words},
};
use crate::{
    api::admin::staff::{ChangeRole, InviteStaff, SetAccess, list_staff},
    components::{Field, FormFault, Loaded, Notice, SubmitButton, Tone, fault_of},
};

/// Roles with what each may do.
const ROLES: [(Role, &str, &str); 3] = [
    (
        Role::Cashier,
        "cashier",
        "Rings up, redeems, undoes their own last sale",
    ),
    (
        Role::Manager,
        "manager",
        "And members, orders, imports and the programme",
    ),
    (Role::Owner, "owner", "And staff"),
];

/// The page.
pub fn page() -> AnyView {
    let found = Resource::new(|| (), |()| list_staff());
    let changed = Callback::new(move |()| found.refetch());
    framed(Place::Staff, move |desk| {
        let me = desk.staff.staff;
        view! {
            <Sheet title="Staff" under="Everybody signs in with their own mail address, so that every sale and every change has a name.">
                <div class="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
                    <section class="panel py-2" aria-label="People">
                        <Loaded from=found show=move |rows| view! { <People rows me changed/> }/>
                    </section>
                    <Invite changed/>
                </div>
            </Sheet>
        }
    })
}

#[component]
fn Invite(changed: Callback<()>) -> impl IntoView {
    let invite = ServerAction::<InviteStaff>::new();
    let answer = invite.value();
    Effect::new(move |_| {
        if matches!(answer.get(), Some(Ok(_))) {
            changed.run(());
        }
    });
    let done = move || match answer.get() {
        Some(Ok(mail)) => Some(view! {
            <Notice tone=Tone::Good>"An invitation is on its way to " {mail} ". It is good for a week."</Notice>
        }),
        _ => None,
    };
    view! {
        <section class="panel grid gap-4" aria-labelledby="invite">
            <h2 class="heading" id="invite">
                "Invite somebody"
            </h2>
            {done}
            <FormFault action=invite/>
            <ActionForm action=invite>
                <div class="grid gap-4">
                    <Field label="Name" name="name" maxlength=100 autocomplete="off" fault=fault_of(invite, "name")/>
                    <Field
                        label="Mail address"
                        name="mail"
                        kind="email"
                        inputmode="email"
                        autocomplete="off"
                        fault=fault_of(invite, "mail")
                    />
                    <fieldset class="grid gap-1">
                        <legend class="pb-1 font-semibold">"May"</legend>
                        {ROLES
                            .into_iter()
                            .map(|(role, key, may)| {
                                view! {
                                    <label class="flex min-h-12 cursor-pointer items-start gap-3 py-1.5">
                                        <input
                                            class="radio radio-primary radio-sm mt-0.5"
                                            type="radio"
                                            name="role"
                                            value=key
                                            checked=role == Role::Cashier
                                        />
                                        <span>
                                            <span class="block font-medium">{role_words(role)}</span>
                                            <span class="block text-sm text-muted">{may}</span>
                                        </span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </fieldset>
                    <SubmitButton action=invite class="btn btn-primary w-full">
                        "Send the invitation"
                    </SubmitButton>
                </div>
            </ActionForm>
        </section>
    }
}

#[component]
fn People(rows: Vec<StaffRow>, me: StaffId, changed: Callback<()>) -> impl IntoView {
    let role = ServerAction::<ChangeRole>::new();
    let access = ServerAction::<SetAccess>::new();
    Effect::new(move |_| {
        if matches!(role.value().get(), Some(Ok(())))
            || matches!(access.value().get(), Some(Ok(())))
        {
            changed.run(());
        }
    });
    let wrong = move || {
        let refused =
            |answer: Option<Result<(), crate::error::AppError>>| answer.and_then(Result::err);
        let error = refused(role.value().get()).or_else(|| refused(access.value().get()));
        error.map(|error| view! { <Notice tone=Tone::Bad>{error.message()}</Notice> })
    };
    view! {
        {wrong}
        <ul class="divide-y divide-base-300">
            {rows.into_iter().map(|row| view! { <Person row me role access/> }).collect_view()}
        </ul>
    }
}

#[component]
fn Person(
    row: StaffRow,
    me: StaffId,
    role: ServerAction<ChangeRole>,
    access: ServerAction<SetAccess>,
) -> impl IntoView {
    let state = match (row.disabled, row.invited) {
        (true, _) => Some("cannot sign in"),
        (false, true) => Some("invited, not yet accepted"),
        (false, false) => None,
    };
    let myself = row.id == me;
    let under = [Some(row.mail.clone()), state.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let changes = (!myself).then(|| {
        view! { <Changes row=row.clone() role access/> }
    });
    view! {
        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <span class="avatar-mark" aria-hidden="true">
                {initials(&row.name)}
            </span>
            <span class="min-w-0 flex-1 basis-48">
                <span class="block truncate font-medium">
                    {row.name.clone()} {myself.then_some(" (you)")}
                </span>
                <span class="block truncate text-sm text-muted">{under}</span>
            </span>
            <span class="text-muted">{role_words(row.role)}</span>
            {changes}
        </li>
    }
}

/// Behind `Change`, so that no single press ends somebody's access.
#[component]
fn Changes(
    row: StaffRow,
    role: ServerAction<ChangeRole>,
    access: ServerAction<SetAccess>,
) -> impl IntoView {
    let (id, same) = (row.id.to_string(), row.id.to_string());
    let label = format!("What {} may do", row.name);
    let (words, tone) = if row.disabled {
        ("Let them sign in again", "btn btn-sm btn-quiet")
    } else {
        ("End their access now", "btn btn-sm btn-error")
    };
    view! {
        <details class="basis-full ps-13">
            <summary class="inline-flex min-h-11 cursor-pointer items-center text-sm text-link">
                "Change"
            </summary>
            <div class="flex flex-wrap items-end justify-between gap-3 rounded-box bg-base-200 p-4">
                <ActionForm action=role attr:class="flex flex-wrap items-end gap-2">
                    <input type="hidden" name="staff" value=same/>
                    <select class="select bg-base-100" name="role" aria-label=label>
                        {ROLES
                            .into_iter()
                            .map(|(each, key, _)| {
                                view! {
                                    <option value=key selected=each == row.role>
                                        {role_words(each)}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                    <button class="btn btn-sm btn-quiet" type="submit">
                        "Save"
                    </button>
                </ActionForm>
                <ActionForm action=access>
                    <input type="hidden" name="staff" value=id/>
                    <input type="hidden" name="allowed" value=row.disabled.to_string()/>
                    <button class=tone type="submit">
                        {words}
                    </button>
                </ActionForm>
            </div>
        </details>
    }
}
