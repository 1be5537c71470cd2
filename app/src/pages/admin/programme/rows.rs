//! Rows of lists in the form: rules, bonuses, rewards, promotions. A row keeps its number when
//! others go, and knows where it stands in the document.

use std::marker::PhantomData;

use leptos::prelude::*;

use super::{
    editor::{Editor, Look, choice, input, tick},
    form::{ActForm, BonusForm, Form, PromotionForm, RewardForm, RuleForm},
    sections::stays_open,
};
use crate::components::{Icon, icon};

/// What stands in a list of the form.
pub trait Listed: Sized + Send + Sync + 'static {
    /// Where the list stands in the document.
    const LIST: &'static str;
    /// What the ids of its fields begin with.
    const ID: &'static str;
    /// The row's number.
    fn row(&self) -> u32;
    /// The list.
    fn all(form: &Form) -> &Vec<Self>;
    /// The list, to change it.
    fn all_mut(form: &mut Form) -> &mut Vec<Self>;
}

macro_rules! listed {
    ($($form:ty, $field:ident, $list:literal, $id:literal;)+) => {$(
        impl Listed for $form {
            const LIST: &'static str = $list;
            const ID: &'static str = $id;

            fn row(&self) -> u32 {
                self.row
            }

            fn all(form: &Form) -> &Vec<Self> {
                &form.$field
            }

            fn all_mut(form: &mut Form) -> &mut Vec<Self> {
                &mut form.$field
            }
        }
    )+};
}

listed! {
    RuleForm, rules, "earning", "rule";
    BonusForm, bonuses, "bonuses.list", "bonus";
    ActForm, acts, "acts", "act";
    RewardForm, rewards, "rewards", "reward";
    PromotionForm, promotions, "promotions", "promotion";
}

/// The numbers of all rows of a list.
pub fn rows<T: Listed>(editor: Editor) -> Memo<Vec<u32>> {
    Memo::new(move |_| {
        editor
            .form
            .with(|form| T::all(form).iter().map(T::row).collect())
    })
}

/// One row.
pub struct Row<T> {
    /// The editor.
    pub editor: Editor,
    /// The row's number.
    pub row: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Row<T> {}

impl<T: Listed> Row<T> {
    /// The row of a number.
    pub fn new(editor: Editor, row: u32) -> Self {
        Self {
            editor,
            row,
            of: PhantomData,
        }
    }

    /// The row in the form.
    pub fn find(self, form: &Form) -> Option<&T> {
        T::all(form).iter().find(|each| each.row() == self.row)
    }

    /// Where the row stands in the list.
    pub fn index(self) -> usize {
        let here = |each: &T| each.row() == self.row;
        self.editor
            .form
            .with(|form| T::all(form).iter().position(here))
            .unwrap_or(0)
    }

    /// The path of one of its fields.
    pub fn path(self, field: &str) -> String {
        format!("{}.{}.{field}", T::LIST, self.index())
    }

    /// The id of one of its fields.
    pub fn id(self, field: &str) -> String {
        format!("{}-{}-{}", T::ID, self.row, field.replace('.', "-"))
    }

    /// Something of the row, as long as it is there.
    pub fn with<V: Default>(self, get: impl Fn(&T) -> V) -> V {
        self.editor
            .form
            .with(|form| self.find(form).map(get))
            .unwrap_or_default()
    }

    /// Something of the row that moves with it.
    pub fn watch<V>(self, get: fn(&T) -> V) -> Memo<Option<V>>
    where
        V: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.editor.form.with(|form| self.find(form).map(get)))
    }

    /// Changes the row.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.editor.change(|form| self.change_in(form, change));
    }

    /// Changes the row in the form.
    pub fn change_in(self, form: &mut Form, change: impl FnOnce(&mut T)) {
        if let Some(found) = T::all_mut(form)
            .iter_mut()
            .find(|each| each.row() == self.row)
        {
            change(found);
        }
    }

    /// Takes the row out of its list.
    pub fn remove(self) {
        self.editor
            .change(|form| T::all_mut(form).retain(|each| each.row() != self.row));
    }

    /// Whether something in the row is wrong.
    pub fn is_faulty(self) -> bool {
        let path = self.path("");
        self.editor.reading.with(|reading| reading.is_faulty(&path))
    }

    /// The row as an item of its list: a line, and behind it the fields. One that was just added
    /// is open, as is one in which something is wrong.
    pub fn folded<V: IntoView + 'static>(
        self,
        line: fn(Self) -> String,
        is_new: fn(&T) -> bool,
        fields: fn(Self) -> V,
    ) -> AnyView {
        let new = untrack(move || self.with(is_new));
        let open = stays_open(new, move || self.is_faulty());
        view! {
            <li>
                <details class="rounded-box border border-base-300" open=open>
                    <summary class="flex min-h-14 cursor-pointer list-none items-center gap-3 px-4">
                        <span class="line-clamp-2 min-w-0 flex-1 font-medium break-words">{move || line(self)}</span>
                        <Icon glyph=icon::CHEVRON_DOWN/>
                    </summary>
                    {fields(self)}
                </details>
            </li>
        }
        .into_any()
    }

    /// A text field of the row.
    pub fn text(
        self,
        field: &'static str,
        look: Look,
        get: impl Fn(&T) -> String + Send + Sync + 'static,
        set: impl Fn(&mut T, String) + Send + Sync + 'static,
    ) -> AnyView {
        self.text_as(field, field, look, get, set)
    }

    /// A text field of the row, where several share one path in the document.
    pub fn text_as(
        self,
        path: &'static str,
        id: &'static str,
        look: Look,
        get: impl Fn(&T) -> String + Send + Sync + 'static,
        set: impl Fn(&mut T, String) + Send + Sync + 'static,
    ) -> AnyView {
        input(
            self.editor,
            self.id(id),
            look,
            move || self.path(path),
            move |form| self.find(form).map(&get).unwrap_or_default(),
            move |form, text| self.change_in(form, |row| set(row, text)),
        )
    }

    /// A tick box of the row.
    pub fn tick(
        self,
        label: &'static str,
        hint: &'static str,
        get: impl Fn(&T) -> bool + Send + Sync + 'static,
        set: impl Fn(&mut T, bool) + Send + Sync + 'static,
    ) -> AnyView {
        tick(
            self.editor,
            label,
            hint,
            move |form| self.find(form).is_some_and(&get),
            move |form, ticked| self.change_in(form, |row| set(row, ticked)),
        )
    }

    /// One of a few, in the row.
    pub fn choice<V: Copy + PartialEq + Send + Sync + 'static>(
        self,
        field: &'static str,
        label: &'static str,
        options: &'static [(V, &'static str)],
        get: impl Fn(&T) -> V + Send + Sync + 'static,
        set: impl Fn(&mut T, V) + Send + Sync + 'static,
    ) -> AnyView {
        let first = options[0].0;
        choice(
            self.editor,
            self.id(field),
            label,
            options,
            move |form| self.find(form).map_or(first, &get),
            move |form, chosen| self.change_in(form, |row| set(row, chosen)),
        )
    }
}
