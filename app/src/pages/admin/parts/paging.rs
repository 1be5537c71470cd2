//! Lists keep their filter and page in the address.

use leptos::prelude::*;

use crate::components::{Icon, encode, icon};

/// Builds an address with a query; empty values are left out.
#[derive(Debug, Clone)]
pub struct Query {
    address: String,
    any: bool,
}

impl Query {
    /// Begins with a path.
    pub fn new(path: &str) -> Self {
        Self {
            address: path.to_owned(),
            any: false,
        }
    }

    /// Adds `name=value` unless `value` is empty.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.address.push(if self.any { '&' } else { '?' });
            self.any = true;
            self.address.push_str(name);
            self.address.push('=');
            self.address.push_str(&encode(value));
        }
        self
    }

    /// The address.
    pub fn done(self) -> String {
        self.address
    }
}

/// `Back to the start` and `Next page`, as far as there are any.
pub fn pager(first: Option<String>, next: Option<String>) -> Option<impl IntoView> {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="flex items-center justify-between gap-3 p-4" aria-label="Pages">
                {first
                    .map(|href| {
                        view! {
                            <a class="btn btn-ghost" href=href>
                                <Icon glyph=icon::ARROW_LEFT/>
                                "Back to the start"
                            </a>
                        }
                    })}
                {next
                    .map(|href| {
                        view! {
                            <a class="btn btn-quiet ms-auto" href=href>
                                "Next page"
                                <Icon glyph=icon::CHEVRON_RIGHT/>
                            </a>
                        }
                    })}
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_and_empty_ones_left_out() {
        let address = Query::new("/admin/members")
            .with("q", "Éva & co")
            .with("after", "")
            .with("sort", "points");
        assert_eq!(
            address.done(),
            "/admin/members?q=%C3%89va%20%26%20co&sort=points"
        );
    }
}
