//! Whether a record's quotation marks belong together. The parser itself takes any text; here a
//! mark that is missing or too many is found, before it takes the next rows along.

/// Whether the quotation marks of a text belong together.
#[derive(Debug, PartialEq, Eq)]
pub enum Quoting {
    /// All are closed.
    Whole,
    /// Ends inside a quoted field.
    Open,
    /// Something stands between a closing mark and the next delimiter.
    Broken,
}

/// Looks at one record.
pub fn quoting(text: &[u8], delimiter: u8) -> Quoting {
    let mut rest = text;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let mut after = quoted;
            loop {
                let Some(mark) = after.iter().position(|byte| *byte == b'"') else {
                    return Quoting::Open;
                };
                after = &after[mark + 1..];
                match after.strip_prefix(b"\"") {
                    Some(escaped) => after = escaped,
                    None => break,
                }
            }
            rest = after;
            if !rest.is_empty() && rest[0] != delimiter {
                return Quoting::Broken;
            }
        }
        match rest.iter().position(|byte| *byte == delimiter) {
            Some(place) => rest = &rest[place + 1..],
            None => return Quoting::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_whole_open_or_broken() {
        for (text, expected) in [
            ("a,b", Quoting::Whole),
            ("\"a,b\",\"\"", Quoting::Whole),
            ("\"a \"\"b\"\"\",c", Quoting::Whole),
            ("5\" pipe,b", Quoting::Whole),
            ("a,\"b", Quoting::Open),
            ("\"a\"b,c", Quoting::Broken),
        ] {
            assert_eq!(quoting(text.as_bytes(), b','), expected, "{text}");
        }
    }
}
