//! Passing points on to another member, and undoing it.

use super::draft::Draft;
use crate::{
    command::{PassOn, UndoPass},
    passing::Pass,
    plan::{Plan, Receipt},
    rejection::Rejection,
    state::World,
    time::Now,
};

/// What a member reads in the history when staff undid it.
const UNDONE: &str = "Undone by the shop";

/// Points that wait cannot be passed on, nor can more than the terms allow on one day.
pub(super) fn pass_on(world: &World, pass: &PassOn, now: Now) -> Result<Plan, Rejection> {
    let published = world.programme.as_ref().ok_or(Rejection::NoProgramme)?;
    let terms = published.programme.passing;
    let terms = terms.ok_or(Rejection::NoPassingOn)?;
    if pass.from == pass.to {
        return Err(Rejection::PassToOneself);
    }
    let mut draft = Draft::new(world, now);
    draft.member(pass.to)?;
    let activity = &draft.member(pass.from)?.activity;
    let passed = activity.passed_on.get(&now.today).copied().unwrap_or(0);
    if pass.points < terms.at_least {
        let minimum = terms.at_least;
        return Err(Rejection::PassTooFew { minimum });
    }
    let left = (terms.most_a_day - passed).max(0);
    if pass.points > left {
        return Err(Rejection::PassTooMany { left });
    }
    draft.settle(pass.from)?;
    let free = draft.free_points(pass.from)?;
    if pass.points > free {
        let missing = pass.points - free;
        return Err(Rejection::NotEnoughPoints { missing });
    }
    let sides = (pass.from, pass.to);
    let passed = draft
        .pass(sides, pass.points, None, None)?
        .ok_or(Rejection::NotEnoughPoints {
            missing: pass.points,
        })?;
    draft.plan.pass = Some(Pass {
        id: pass.id,
        from: pass.from,
        to: pass.to,
        points: passed.points,
        from_seq: passed.from_seq,
        first_lot: passed.lots.0,
        last_lot: passed.lots.1,
        on: now.today,
        undone: None,
    });
    let available = draft.head(pass.from)?.balances.available;
    Ok(draft.finish(Receipt::PassedOn {
        pass: pass.id,
        points: passed.points,
        available,
    }))
}

/// Brings back what the other one has not spent, once.
pub(super) fn undo(world: &World, undo: &UndoPass, now: Now) -> Result<Plan, Rejection> {
    let pass = world.passes.get(&undo.pass);
    let pass = pass.filter(|pass| pass.undone.is_none());
    let pass = pass.ok_or(Rejection::NothingToUndo)?;
    let mut draft = Draft::new(world, now);
    draft.settle(pass.to)?;
    let sides = (pass.to, pass.from);
    let back = draft
        .pass(sides, pass.points, Some(pass.lots()), Some(UNDONE))?
        .ok_or(Rejection::NothingToUndo)?;
    draft.plan.pass = Some(Pass {
        undone: Some(back.points),
        ..pass.clone()
    });
    let available = draft.head(pass.from)?.balances.available;
    Ok(draft.finish(Receipt::PassedOn {
        pass: pass.id,
        points: back.points,
        available,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        command::Command,
        decide::tests::{rules::programme, shop::Shop},
        ids::{MemberId, PassId},
        passing::PassingTerms,
        programme::{Expiry, Programme},
    };

    fn rules() -> Programme {
        Programme {
            passing: Some(PassingTerms {
                at_least: 10,
                most_a_day: 100,
            }),
            expiry: Expiry::Days { days: 60 },
            ..programme()
        }
    }

    fn pass(
        shop: &mut Shop,
        from: MemberId,
        to: MemberId,
        points: i64,
    ) -> Result<PassId, Rejection> {
        let id = PassId(shop.id());
        let command = PassOn {
            id,
            from,
            to,
            points,
        };
        shop.ask(Command::PassOn(command)).map(|_| id)
    }

    fn undo(shop: &mut Shop, pass: PassId) -> Result<Receipt, Rejection> {
        shop.ask(Command::UndoPass(UndoPass { pass }))
    }

    #[test]
    fn points_keep_their_last_day() {
        let mut shop = Shop::new(rules());
        let (ada, ben) = (shop.join(), shop.join());
        shop.adjust(ada, 30).unwrap();
        shop.on("2026-03-11");
        shop.adjust(ada, 40).unwrap();
        pass(&mut shop, ada, ben, 50).unwrap();
        assert_eq!((shop.points(ada), shop.points(ben)), ((20, 0), (50, 0)));
        let lots: Vec<_> = shop
            .lots(ben)
            .iter()
            .map(|lot| (lot.remaining, lot.expires_on.unwrap().to_string()))
            .collect();
        assert_eq!(
            lots,
            [(30, "2026-04-30".to_owned()), (20, "2026-05-10".to_owned())]
        );
        shop.on("2026-05-01");
        assert_eq!(shop.settle(ben), (0, 30));
    }

    #[test]
    fn the_terms_hold() {
        let mut shop = Shop::new(rules());
        let (ada, ben) = (shop.join(), shop.join());
        shop.adjust(ada, 150).unwrap();
        let refused = |why| Err(why);
        assert_eq!(
            pass(&mut shop, ada, ada, 20),
            refused(Rejection::PassToOneself)
        );
        assert_eq!(
            pass(&mut shop, ada, ben, 9),
            refused(Rejection::PassTooFew { minimum: 10 })
        );
        pass(&mut shop, ada, ben, 60).unwrap();
        assert_eq!(
            pass(&mut shop, ada, ben, 41),
            refused(Rejection::PassTooMany { left: 40 })
        );
        pass(&mut shop, ada, ben, 40).unwrap();
        shop.on("2026-03-02");
        assert_eq!(
            pass(&mut shop, ada, ben, 51),
            refused(Rejection::NotEnoughPoints { missing: 1 })
        );
        shop.publish(programme());
        assert_eq!(
            pass(&mut shop, ada, ben, 10),
            refused(Rejection::NoPassingOn)
        );
    }

    #[test]
    fn undoing_brings_back_what_was_not_spent_once() {
        let mut shop = Shop::new(rules());
        let (ada, ben) = (shop.join(), shop.join());
        shop.adjust(ada, 100).unwrap();
        shop.adjust(ben, 5).unwrap();
        let id = pass(&mut shop, ada, ben, 80).unwrap();
        shop.adjust(ben, -25).unwrap();
        undo(&mut shop, id).unwrap();
        let all = shop.points(ada).0 + shop.points(ben).0;
        assert_eq!(all, 80, "nothing is made or lost");
        assert!(shop.points(ada).0 >= 80, "{:?}", shop.points(ada));
        assert_eq!(undo(&mut shop, id), Err(Rejection::NothingToUndo));
        // What was undone does not count against the day.
        pass(&mut shop, ada, ben, 80).unwrap();
    }
}
