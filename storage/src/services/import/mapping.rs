//! Which column means what: guessed from the headers, checked before a run.

use regulars::views::{ImportField, ImportMapping};
use sha2::{Digest, Sha256};

use crate::services::{FieldError, ServiceError};

/// Longest name of a source, in characters: it becomes part of every order's key.
const SOURCE_CHARS_MAX: usize = 40;

/// What shop systems call each column, best first. Compared without case, spaces and dashes.
const NAMES: [(ImportField, &[&str]); 10] = [
    (
        ImportField::Member,
        &[
            "member",
            "member_id",
            "member_no",
            "member_number",
            "customer_id",
            "customer",
            "customer_no",
            "customer_number",
            "client_id",
            "household_id",
            "user_id",
            "card_number",
            "loyalty_id",
        ],
    ),
    (
        ImportField::Order,
        &[
            "order",
            "order_id",
            "order_no",
            "order_number",
            "order_name",
            "basket_id",
            "receipt",
            "receipt_no",
            "receipt_number",
            "transaction_id",
            "invoice",
            "invoice_no",
            "invoice_number",
            "bill_no",
        ],
    ),
    (
        ImportField::OccurredAt,
        &[
            "occurred_at",
            "date",
            "datetime",
            "date_time",
            "timestamp",
            "transaction_timestamp",
            "order_date",
            "transaction_date",
            "invoice_date",
            "created_at",
            "purchase_date",
            "paid_at",
            "time",
        ],
    ),
    (
        ImportField::Total,
        &[
            "total",
            "amount",
            "sales_value",
            "line_total",
            "order_total",
            "dollar_value",
            "value",
            "price",
            "revenue",
            "sales",
            "gross",
            "net",
            "paid",
        ],
    ),
    (
        ImportField::Quantity,
        &[
            "quantity",
            "qty",
            "units",
            "number_of_items",
            "number_of_cds",
            "items",
            "count",
            "pieces",
        ],
    ),
    (
        ImportField::Sku,
        &[
            "sku",
            "product_id",
            "article",
            "article_no",
            "article_number",
            "item_id",
            "stock_code",
            "product_code",
            "ean",
            "barcode",
            "upc",
        ],
    ),
    (
        ImportField::Name,
        &[
            "name",
            "product",
            "product_name",
            "product_type",
            "item",
            "item_name",
            "description",
            "title",
        ],
    ),
    (
        ImportField::Category,
        &[
            "category",
            "product_category",
            "department",
            "group",
            "product_group",
        ],
    ),
    (
        ImportField::Mail,
        &["mail", "email", "e_mail", "customer_email", "email_address"],
    ),
    (
        ImportField::MemberName,
        &[
            "member_name",
            "customer_name",
            "full_name",
            "client_name",
            "first_name",
        ],
    ),
];

/// The three that no file can do without.
const NEEDED: [(ImportField, &str, &str); 3] = [
    (
        ImportField::Member,
        "member",
        "Say which column holds the member's number.",
    ),
    (
        ImportField::OccurredAt,
        "occurred_at",
        "Say which column holds the date.",
    ),
    (
        ImportField::Total,
        "total",
        "Say which column holds the amount.",
    ),
];

fn plain(header: &str) -> String {
    header.trim().to_lowercase().replace([' ', '-', '.'], "_")
}

/// What the headers suggest. A column is used once; what no header suggests is left out.
pub fn guess(headers: &[String]) -> ImportMapping {
    let plain_headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut columns: Vec<(ImportField, String)> = Vec::new();
    for (field, names) in NAMES {
        let column = names.iter().find_map(|name| {
            let place = plain_headers.iter().position(|header| header == name)?;
            let header = headers.get(place)?;
            (!columns.iter().any(|(_, used)| used == header)).then(|| header.clone())
        });
        columns.extend(column.map(|header| (field, header)));
    }
    let digest = fingerprint(headers);
    let source = digest[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    ImportMapping {
        columns,
        date_format: None,
        source: format!("csv-{source}"),
    }
}

/// What tells files of one shape from others: the hash of their headers in order.
pub fn fingerprint(headers: &[String]) -> [u8; 32] {
    Sha256::digest(headers.join("\u{1f}").as_bytes()).into()
}

/// The place of each mapped column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The member's number.
    pub member: usize,
    /// When it happened.
    pub occurred_at: usize,
    /// What the row came to.
    pub total: usize,
    /// The order's number.
    pub order: Option<usize>,
    /// Units.
    pub quantity: Option<usize>,
    /// Article number.
    pub sku: Option<usize>,
    /// What the receipt says.
    pub name: Option<usize>,
    /// Category.
    pub category: Option<usize>,
    /// The member's mail address.
    pub mail: Option<usize>,
    /// The member's name.
    pub member_name: Option<usize>,
}

impl Columns {
    /// Finds the mapped columns among the headers.
    ///
    /// # Errors
    /// [`ServiceError::Fields`]: a needed column is not mapped, a mapped one is not in the file,
    /// or the source has no usable name.
    pub fn find(mapping: &ImportMapping, headers: &[String]) -> Result<Self, ServiceError> {
        let mut wrong: Vec<FieldError> = Vec::new();
        let mut complain = |field: &str, message: String| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        for (_, header) in &mapping.columns {
            if !headers.contains(header) {
                complain(
                    "columns",
                    format!("The file has no column \u{201c}{header}\u{201d}."),
                );
            }
        }
        let place = |wanted: ImportField| {
            let (_, header) = mapping.columns.iter().find(|(field, _)| *field == wanted)?;
            headers.iter().position(|other| other == header)
        };
        for (field, name, message) in NEEDED {
            if !mapping.columns.iter().any(|(mapped, _)| *mapped == field) {
                complain(name, message.to_owned());
            }
        }
        let length = mapping.source.chars().count();
        if length == 0 || length > SOURCE_CHARS_MAX || mapping.source.contains(':') {
            let message = "Name the source with 1 to 40 characters and no colon.";
            complain("source", message.to_owned());
        }
        let needed = (
            place(ImportField::Member),
            place(ImportField::OccurredAt),
            place(ImportField::Total),
        );
        let (true, (Some(member), Some(occurred_at), Some(total))) = (wrong.is_empty(), needed)
        else {
            return Err(ServiceError::Fields(wrong));
        };
        Ok(Self {
            member,
            occurred_at,
            total,
            order: place(ImportField::Order),
            quantity: place(ImportField::Quantity),
            sku: place(ImportField::Sku),
            name: place(ImportField::Name),
            category: place(ImportField::Category),
            mail: place(ImportField::Mail),
            member_name: place(ImportField::MemberName),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    fn guessed(line: &str) -> Vec<(ImportField, String)> {
        guess(&headers(line)).columns
    }

    #[test]
    fn common_headers_are_understood() {
        use ImportField::{Category, Member, Name, OccurredAt, Order, Quantity, Sku, Total};
        let cds = guessed("master_id,customer_id,date,number_of_cds,dollar_value");
        let expected = [
            (Member, "customer_id"),
            (OccurredAt, "date"),
            (Total, "dollar_value"),
            (Quantity, "number_of_cds"),
        ];
        assert_eq!(
            cds,
            expected.map(|(field, header)| (field, header.to_owned()))
        );
        let grocery = guessed(
            "household_id,store_id,basket_id,product_id,quantity,sales_value,transaction_timestamp,\
             department,product_category,product_type",
        );
        let expected = [
            (Member, "household_id"),
            (Order, "basket_id"),
            (OccurredAt, "transaction_timestamp"),
            (Total, "sales_value"),
            (Quantity, "quantity"),
            (Sku, "product_id"),
            (Name, "product_type"),
            (Category, "product_category"),
        ];
        assert_eq!(
            grocery,
            expected.map(|(field, header)| (field, header.to_owned()))
        );
    }

    #[test]
    fn a_missing_column_is_named() {
        let mapping = guess(&headers("customer_id,date,amount"));
        let error = Columns::find(&mapping, &headers("customer_id,date")).unwrap_err();
        let ServiceError::Fields(fields) = error else {
            panic!("fields")
        };
        assert_eq!(fields.len(), 1);
        assert!(fields[0].message.contains("amount"));
        let no_date = guess(&headers("customer_id,amount"));
        let error = Columns::find(&no_date, &headers("customer_id,amount")).unwrap_err();
        assert!(matches!(error, ServiceError::Fields(fields) if fields[0].field == "occurred_at"));
    }
}
