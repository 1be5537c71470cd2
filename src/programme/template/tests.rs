//! Every combination of answers makes a programme that may be published as it is.

use super::{Answers, Generosity, Gets, Sells, UsualMargin, amounts::Round, costs_at_most};
use crate::{money::Currency, programme::Programme};

const CURRENCIES: [&str; 8] = ["GBP", "EUR", "JPY", "KRW", "VND", "SEK", "KWD", "XPF"];

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

/// All combinations of three answers for one margin.
fn combinations(margin: u8) -> impl Iterator<Item = Answers> {
    let margin = UsualMargin::try_from(margin).unwrap();
    Sells::ALL.into_iter().flat_map(move |sells| {
        Generosity::ALL.into_iter().flat_map(move |generosity| {
            Gets::ALL.into_iter().map(move |gets| Answers {
                sells,
                margin,
                generosity,
                gets,
            })
        })
    })
}

#[test]
fn every_combination_can_be_published_and_is_warned_of_nothing() {
    let mut tried = 0;
    for code in CURRENCIES {
        for margin in UsualMargin::MIN..=UsualMargin::MAX {
            for answers in combinations(margin) {
                let programme = answers.programme("Corner regulars", currency(code));
                assert_eq!(programme.validate(), Ok(()), "{code} {answers:?}");
                assert_eq!(programme.warnings(), [], "{code} {answers:?}");
                let worst = programme.worst_case().unwrap();
                let floor = i64::from(margin / 2) * 100;
                assert!(worst.margin_hundredths >= floor, "{code} {answers:?}");
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 8 * 91 * 60);
}

#[test]
fn more_generous_never_costs_less() {
    for margin in UsualMargin::MIN..=UsualMargin::MAX {
        for sells in Sells::ALL {
            for gets in Gets::ALL {
                let cost = |generosity| {
                    let margin = UsualMargin::try_from(margin).unwrap();
                    let answers = Answers {
                        sells,
                        margin,
                        generosity,
                        gets,
                    };
                    costs_at_most(&answers.programme("Corner", currency("EUR"))).unwrap()
                };
                let costs = Generosity::ALL.map(cost);
                assert!(
                    costs.is_sorted() && costs[0] > 0,
                    "{sells:?} {gets:?} {margin}: {costs:?}"
                );
                assert!(
                    costs[2] <= i64::from(margin) * 50,
                    "{sells:?} {gets:?} {margin}"
                );
            }
        }
    }
}

fn told(answers: Answers, code: &str) -> Vec<String> {
    answers
        .programme("Corner", currency(code))
        .sentences(currency(code))
}

#[test]
fn a_cafe_has_a_coffee_card_and_points() {
    let told = told(Answers::of(Sells::Cafe), "GBP");
    assert_eq!(
        told,
        [
            "1 point for every £1 you spend.",
            "Points do not expire.",
            "Coffee card: with every 10th visit, one item is free, at most £5 off.",
        ]
    );
}

#[test]
fn every_fifth_lesson_is_free() {
    let answers = Answers::of(Sells::Lessons);
    assert_eq!(
        told(answers, "EUR"),
        ["Visit card: with every 5th visit, one item is free, at most €60 off."]
    );
    assert_eq!(
        costs_at_most(&answers.programme("Corner", currency("EUR"))),
        Some(2_000)
    );
}

#[test]
fn what_is_sent_may_come_back_before_points_can_be_spent() {
    let programme: Programme = Answers::of(Sells::Online).programme("Corner", currency("USD"));
    assert_eq!((programme.hold_days, programme.promotions.len()), (14, 1));
    assert_eq!(programme.referral.map(|offer| offer.hold_days), Some(28));
}

#[test]
fn a_shop_and_contracts_have_levels_and_thank_for_friends() {
    for sells in [Sells::Retail, Sells::Contract] {
        let programme = Answers::of(sells).programme("Corner", currency("GBP"));
        assert_eq!(programme.tiers.map(|scheme| scheme.levels.len()), Some(3));
        assert!(programme.referral.is_some());
    }
}

#[test]
fn amounts_are_round_where_a_coin_is_worth_little() {
    let yen = Answers::of(Sells::Cafe).programme("Corner", currency("JPY"));
    let names: Vec<&str> = yen
        .rewards
        .iter()
        .map(|reward| reward.name.as_str())
        .collect();
    assert_eq!(names, ["¥100 off", "¥500 off"]);
    assert_eq!(Round::of(currency("VND")).unit, 10_000);
    assert_eq!(Round::of(currency("XPF")).unit, 100);
    assert_eq!(Round::of(currency("KWD")).unit, 1_000);
}

#[test]
fn a_margin_is_read_as_it_is_written() {
    for text in ["65", " 65 % ", "65%"] {
        assert_eq!(text.parse(), UsualMargin::try_from(65), "{text}");
    }
    for text in ["", "4", "96", "-5", "6.5", "many", "300"] {
        assert!(text.parse::<UsualMargin>().is_err(), "{text}");
    }
}

#[test]
fn an_answer_travels_under_its_key() {
    fn text(answer: impl serde::Serialize) -> String {
        serde_json::to_string(&answer)
            .unwrap()
            .trim_matches('"')
            .to_owned()
    }
    assert!(Sells::ALL.into_iter().all(|it| text(it) == it.key()));
    assert!(Generosity::ALL.into_iter().all(|it| text(it) == it.key()));
    assert!(Gets::ALL.into_iter().all(|it| text(it) == it.key()));
}
