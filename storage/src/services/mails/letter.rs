//! What a mail says, as plain text and as HTML.

/// A mail: some paragraphs, perhaps a code to type, perhaps one thing to click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// The shop that writes.
    pub shop: String,
    /// The subject.
    pub subject: String,
    /// Plain sentences; anything a person typed is escaped.
    pub paragraphs: Vec<String>,
    /// Something to type in, shown large.
    pub code: Option<String>,
    /// What the button says, and where it leads.
    pub action: Option<(String, String)>,
    /// Said small at the end, such as why this was sent.
    pub footnote: String,
}

impl Letter {
    /// As plain text.
    pub fn text(&self) -> String {
        let mut parts = self.paragraphs.clone();
        parts.extend(self.code.clone());
        parts.extend(
            self.action
                .as_ref()
                .map(|(label, url)| format!("{label}: {url}")),
        );
        parts.push(format!("{}\n{}", self.footnote, self.shop));
        parts.join("\n\n") + "\n"
    }

    /// As HTML: one column, no pictures, styles in place, as mail programs want it.
    pub fn html(&self) -> String {
        let mut body: String = self.paragraphs.iter().map(|text| paragraph(text)).collect();
        if let Some(code) = &self.code {
            body += &format!(
                "<p style=\"font-size:32px;letter-spacing:6px;font-weight:700;margin:24px 0\">{}</p>",
                escape(code)
            );
        }
        if let Some((label, url)) = &self.action {
            body += &format!(
                "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"background:#1f2937;color:#ffffff;\
                 padding:14px 22px;border-radius:10px;text-decoration:none;font-weight:600\">{}</a></p>",
                escape(url),
                escape(label)
            );
        }
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{subject}</title></head>\
             <body style=\"margin:0;background:#f6f5f2\">\
             <div style=\"max-width:480px;margin:0 auto;padding:32px 24px;color:#1f2937;\
             font:16px/1.5 system-ui,sans-serif\">\
             <p style=\"font-weight:700;margin:0 0 24px\">{shop}</p>{body}\
             <p style=\"color:#6b7280;font-size:13px;margin-top:32px\">{footnote}</p>\
             </div></body></html>",
            subject = escape(&self.subject),
            shop = escape(&self.shop),
            footnote = escape(&self.footnote),
        )
    }
}

fn paragraph(text: &str) -> String {
    format!("<p style=\"margin:0 0 16px\">{}</p>", escape(text))
}

/// Text as it may stand between tags and in quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_stays_text() {
        let letter = Letter {
            to: "ada@example.com".to_owned(),
            shop: "<b>Shop</b>".to_owned(),
            subject: "A & B".to_owned(),
            paragraphs: vec!["<script>alert(1)</script>".to_owned()],
            code: Some("123456".to_owned()),
            action: Some(("Open".to_owned(), "https://x.example/?a=1&b=\"2".to_owned())),
            footnote: "Why.".to_owned(),
        };
        let html = letter.html();
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(html.contains("a=1&amp;b=&quot;2"), "{html}");
        assert!(letter.text().contains("123456") && letter.text().contains("Open: https://"));
    }
}
