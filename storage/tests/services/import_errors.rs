//! Files with something wrong: each row says what, and none of the good ones is lost.

use regulars::views::ImportProgress;
use regulars_storage::{
    db::EngineKind,
    services::{ServiceError, import, orders, orders::OrderFilter, programme},
};

use crate::{
    counter::{Counter, at_both_counters},
    import::{csv, import_file, start},
};

fn message<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> String {
    match result {
        Err(ServiceError::Fields(fields)) => {
            format!("{}: {}", fields[0].field, fields[0].message)
        }
        other => panic!("no field error: {other:?}"),
    }
}

fn lines(done: &ImportProgress) -> Vec<(i64, &str)> {
    done.errors
        .iter()
        .map(|error| (error.line, error.reason.as_str()))
        .collect()
}

at_both_counters! {
    async fn every_bad_row_is_listed_and_every_good_one_is_in(counter) {
        let mut text = String::from("customer_id,order_id,date,amount\n");
        for row in [
            "1,a,2026-01-02,10.00",
            "1,b,2026-01-02,ten",
            "1,c,2026-13-02,10.00",
            ",d,2026-01-02,10.00",
            "1,,2026-01-02,10.00",
            "2,e,2026-01-03,6.789",
            "2,f,2026-01-03,-4.00",
            "2,g,2026-01-03,10000000000.01",
            "2,h,2026-01-03,\"5.00",
            "2,i,2026-01-03",
            "2,j,2030-01-03,5.00",
            "3,k,2026-01-04,6.7800",
            "3,k,2026-01-04,0.0",
            "4,k,2026-01-04,1.00",
            "4,l,2026-01-05,\"1,234.50\"",
            "1,a,2026-01-02,99.00",
        ] {
            text.push_str(row);
            text.push('\n');
        }
        let done = import_file(counter, csv(text.as_bytes()).path()).await;
        assert_eq!((done.orders, done.members, done.refused), (3, 3, 12), "{done:#?}");
        let expected = [
            (3, "amount"), (4, "date"), (5, "member"), (6, "number"), (7, "decimals"),
            (8, "negative"), (9, "too large"), (10, "quotation"), (11, "3 fields"), (12, "future"),
            (15, "member 4"), (17, "other content"),
        ];
        for (line, word) in expected {
            let found = lines(&done).into_iter().find(|(at, _)| *at == line);
            assert!(found.is_some_and(|(_, reason)| reason.contains(word)), "{line} {word}: {done:#?}");
        }
        let page = orders::page(&counter.store, &counter.shop, &OrderFilter::default(), None).await;
        let mut totals: Vec<i64> = page.unwrap().rows.iter().map(|row| row.total.0).collect();
        totals.sort_unstable();
        assert_eq!(totals, [678, 1_000, 123_450]);
        let again = import_file(counter, csv(text.as_bytes()).path()).await;
        assert_eq!((again.orders, again.repeated, again.refused), (0, 3, 12));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_endless_line_costs_itself_only() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let mut text = b"customer_id,date,amount\n1,2026-01-02,10.00\n1,2026-01-03,".to_vec();
    text.extend(std::iter::repeat_n(b'9', 20_000_000));
    text.extend_from_slice(b"\n2,2026-01-04,10.00\n");
    let done = import_file(&counter, csv(&text).path()).await;
    assert_eq!((done.orders, done.refused), (2, 1));
    assert_eq!(lines(&done)[0].0, 3);
    assert!(lines(&done)[0].1.contains("256 kB") && done.errors[0].row.len() < 600);
    counter.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_wrong_as_a_whole_says_what_to_do() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let latin = csv(b"customer_id,date,amount\n1,2026-01-02,10.00\nCaf\xe9,2026-01-02,10.00\n");
    let said = message(start(&counter, latin.path()).await);
    assert!(
        said.contains("Line 3") && said.contains("Windows-1252") && said.contains("CSV UTF-8"),
        "{said}"
    );
    let said = message(start(&counter, csv(b"customer_id,date\n1,2026-01-02\n").path()).await);
    assert!(said.starts_with("total: "), "{said}");
    let dates = csv(b"customer_id,date,amount\n1,last week,10.00\n");
    let said = message(start(&counter, dates.path()).await);
    assert!(said.starts_with("date_format: "), "{said}");
    let said = message(start(&counter, csv(b"").path()).await);
    assert!(said.contains("empty"), "{said}");
    counter.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_preview_says_what_rows_become_and_a_mapping_is_kept() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let (store, shop) = (&counter.store, &counter.shop);
    let file =
        csv("\u{feff}client;when;worth\n12;02/03/2026;\"3,50\"\n13;13/03/2026;x\n".as_bytes());
    let mut found = import::inspect(store, shop, file.path()).await.unwrap();
    assert_eq!(found.headers, ["client", "when", "worth"]);
    assert!(found.first.iter().all(Result::is_err), "{:?}", found.first);
    use regulars::views::ImportField::{Member, OccurredAt, Total};
    found.mapping.columns = [(Member, "client"), (OccurredAt, "when"), (Total, "worth")]
        .map(|(field, header)| (field, header.to_owned()))
        .into();
    found.mapping.source = "old till".to_owned();
    let new = import::NewImport {
        path: file.path().to_owned(),
        file_name: "old.csv".to_owned(),
        mapping: found.mapping,
        staff: Some(counter.owner.staff),
    };
    import::start(store, &counter.env, shop, &new)
        .await
        .unwrap();
    let kept = import::inspect(store, shop, file.path()).await.unwrap();
    assert_eq!(kept.mapping.source, "old till");
    assert_eq!(kept.mapping.date_format.as_deref(), Some("%d/%m/%Y"));
    let first = kept.first[0].as_ref().unwrap();
    assert!(
        first.contains("Member 12") && first.contains("2 March 2026") && first.contains("£3.50"),
        "{first}"
    );
    assert!(
        kept.first[1]
            .as_ref()
            .is_err_and(|bad| bad.starts_with("Line 3")),
        "{:?}",
        kept.first
    );
    counter.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_programme_there_is_nothing_to_judge_by() {
    let counter = Counter::open(EngineKind::Sqlite).await;
    let bare = regulars_storage::services::shop::NewShop {
        slug: "bare".to_owned(),
        name: "Bare".to_owned(),
        currency: "GBP".parse().unwrap(),
        time_zone: "UTC".to_owned(),
        colour: None,
        sample: false,
        programme: None,
    };
    let shop = regulars_storage::services::shop::create(&counter.store, &counter.env, bare);
    let shop = shop.await.unwrap();
    assert!(
        programme::published(&counter.store, shop.id)
            .await
            .unwrap()
            .is_none()
    );
    let file = csv(b"customer_id,date,amount\n1,2026-01-02,10.00\n");
    let mapping = import::inspect(&counter.store, &shop, file.path())
        .await
        .unwrap()
        .mapping;
    let (path, file_name) = (file.path().to_owned(), "x.csv".to_owned());
    let new = import::NewImport {
        path,
        file_name,
        mapping,
        staff: None,
    };
    let said = message(import::start(&counter.store, &counter.env, &shop, &new).await);
    assert!(said.contains("Publish the programme"), "{said}");
    counter.finish().await;
}
