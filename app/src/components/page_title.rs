//! The title of the browser's tab.

use leptos::prelude::*;
use leptos_meta::Title;

/// Sets the title. Leptos writes it into the page as it is, so what could begin a tag or an
/// entity is replaced by a look-alike: a shop's name is typed by a person.
#[component]
pub fn PageTitle(#[prop(into)] text: String) -> impl IntoView {
    view! { <Title text=title_text(&text)/> }
}

fn title_text(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '<' => '\u{2039}',
            '>' => '\u{203a}',
            '&' => '+',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::title_text;

    #[test]
    fn a_name_cannot_close_the_title() {
        let title = title_text("</title><script>a && b</script>");
        assert!(!title.contains(['<', '>', '&']), "{title}");
    }
}
