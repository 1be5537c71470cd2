//! Keyset paging: where the next page begins, as text for an address.

use regulars::views::Page;
use uuid::Uuid;

/// Rows on a page.
pub const PAGE_ROWS: usize = 25;
/// Rows asked for, one more than are shown: whether there is a next page.
pub const PAGE_FETCH: i64 = 26;

/// A place in a list sorted by a number, then by id, both falling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What the list is sorted by.
    pub by: i64,
    /// Tells rows with the same number apart.
    pub id: Uuid,
}

impl Place {
    /// Before the first row.
    const START: Self = Self {
        by: i64::MAX,
        id: Uuid::max(),
    };

    /// Reads a cursor; one that makes no sense starts from the first page.
    pub fn read(cursor: Option<&str>) -> Self {
        let read = |text: &str| {
            let (by, id) = text.split_once('.')?;
            Some(Self {
                by: by.parse().ok()?,
                id: Uuid::parse_str(id).ok()?,
            })
        };
        cursor.and_then(read).unwrap_or(Self::START)
    }

    fn cursor(self) -> String {
        format!("{}.{}", self.by, self.id.simple())
    }
}

/// Cuts the extra row off; `place` says where a row stands.
pub fn cut<R, T>(
    mut rows: Vec<R>,
    place: impl Fn(&R) -> Place,
    view: impl Fn(R) -> Result<T, crate::StoreError>,
) -> Result<Page<T>, crate::StoreError> {
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let next = rows.last().filter(|_| more).map(|row| place(row).cursor());
    let rows = rows.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(Page { rows, next })
}

/// A text as a pattern of LIKE that matches it anywhere, with `\` as the escape; everything for
/// an empty text. Folded as `lower()` folds on both engines: ASCII only.
pub fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.trim().to_ascii_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    if pattern.len() > 1 {
        pattern.push('%');
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nonsense_starts_over() {
        let place = Place {
            by: -7,
            id: Uuid::from_u128(5),
        };
        assert_eq!(Place::read(Some(&place.cursor())), place);
        assert_eq!(Place::read(Some("x")), Place::START);
        assert_eq!(Place::read(None), Place::START);
    }

    #[test]
    fn patterns_mean_their_text() {
        assert_eq!(contains(" 10%_A "), "%10\\%\\_a%");
        assert_eq!(contains(""), "%");
    }
}
