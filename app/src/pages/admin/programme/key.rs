//! Keys of rules, tiers and rewards, which survive renaming.

/// A key made from a name, that no other has: `flat-white`, `flat-white-2`.
pub fn new_key<'a>(name: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let mut base = String::new();
    for letter in name.to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            base.push(letter);
        } else if !base.is_empty() && !base.ends_with('-') {
            base.push('-');
        }
    }
    base.truncate(34);
    let base = match base.trim_end_matches('-') {
        "" => "new",
        base => base,
    };
    let taken: Vec<&str> = taken.collect();
    let free = |key: &String| !taken.contains(&key.as_str());
    let numbered = (2..10_000).map(|number| format!("{base}-{number}"));
    std::iter::once(base.to_owned())
        .chain(numbered)
        .find(free)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_from_names() {
        assert_eq!(new_key("Flat white", [].into_iter()), "flat-white");
        assert_eq!(
            new_key("Flat white", ["flat-white"].into_iter()),
            "flat-white-2"
        );
        assert_eq!(new_key("\u{5496}\u{5561}", [].into_iter()), "new");
    }
}
