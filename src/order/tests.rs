//! What is wrong with an order on its own.

use super::*;

fn order(source: OrderSource, total: i64) -> Order {
    Order::of_amount(source, Minor(total))
}

fn with(change: impl FnOnce(&mut Order)) -> Order {
    let mut order = order(OrderSource::Till, 10_000);
    change(&mut order);
    order
}

fn fault(order: &Order) -> String {
    match order.validate() {
        Err(Rejection::BadOrder { reason }) => reason,
        other => format!("{other:?}"),
    }
}

#[test]
fn each_wrong_order_has_its_own_reason() {
    let long = "x".repeat(Order::TEXT_MAX + 1);
    for (order, reason) in [
        (order(OrderSource::Till, 0), "more than zero"),
        (order(OrderSource::Till, -1), "cannot be negative"),
        (order(OrderSource::Till, Minor::MAX.0 + 1), "too large"),
        (with(|order| order.lines.clear()), "at least one line"),
        (
            with(|order| order.lines = vec![order.lines[0].clone(); 1_001]),
            "1,000 lines",
        ),
        (
            with(|order| order.vouchers = vec![VoucherCode::from_random(1); 11]),
            "10 vouchers",
        ),
        (
            with(|order| order.lines[0].total = Minor(i64::MAX)),
            "too large",
        ),
        (with(|order| order.lines[0].quantity = 0), "at least one"),
        (with(|order| order.lines[0].quantity = -1), "out of range"),
        (
            with(|order| order.lines[0].unit_cost = Some(Minor(-1))),
            "cost",
        ),
        (
            with(|order| order.lines[0].name = long.clone()),
            "200 characters",
        ),
        (
            with(|order| order.reference = Some(long.clone())),
            "200 characters",
        ),
        (
            with(|order| order.discount = Minor(10_001)),
            "discount is larger",
        ),
        (with(|order| order.tax = Minor(10_001)), "tax is larger"),
        (
            with(|order| order.shipping = Minor(-1)),
            "cannot be negative",
        ),
        (with(|order| order.shipping = Minor::MAX), "too large"),
        (
            with(|order| order.gift_card = Minor(10_001)),
            "gift card paid more",
        ),
    ] {
        assert!(
            fault(&order).contains(reason),
            "{reason}: {}",
            fault(&order)
        );
    }
}

#[test]
fn a_file_may_hold_what_a_till_may_not() {
    let mut order = order(OrderSource::Import, 0);
    order.lines[0].quantity = 0;
    assert_eq!(order.validate(), Ok(()));
    assert_eq!(
        with(|order| order.lines[0].total = Minor::MAX).validate(),
        Ok(())
    );
}
