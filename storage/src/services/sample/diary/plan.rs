//! What is going to happen on a day.

use std::collections::VecDeque;

use regulars::time::Day;

use super::{Diary, Entry, Neighbour, What, cast, crowd};

impl Diary<'_> {
    /// What is going to happen on a day, in the order of time.
    pub(super) fn entries(
        &mut self,
        crowd: &[Neighbour],
        day: Day,
        days_ago: i32,
    ) -> VecDeque<Entry> {
        let deeds = cast::deeds()
            .into_iter()
            .filter(|deed| deed.days_ago == days_ago);
        let mut entries: Vec<Entry> = deeds
            .map(|deed| Entry {
                minute: deed.minute,
                who: deed.who,
                what: What::Deed(deed.act),
            })
            .collect();
        let first = cast::PEOPLE.len();
        let weekend = matches!((day.0 + 3).rem_euclid(7), 5 | 6);
        for (place, neighbour) in crowd.iter().enumerate() {
            let who = first + place;
            let mut add = |minute, who, what| entries.push(Entry { minute, who, what });
            let by = neighbour.friend_of.map(|by| first + by);
            let joined = neighbour.joined_days_ago;
            match by {
                Some(by) if neighbour.invited && days_ago == joined + 4 => {
                    add(650, by, What::Invite { whom: who });
                }
                _ => {}
            }
            if days_ago == joined {
                let minute = crowd::minute(&mut self.random);
                add(
                    minute,
                    who,
                    What::Join {
                        friend_of: by.filter(|_| !neighbour.invited),
                    },
                );
                if neighbour.confirms {
                    add(minute + 2, who, What::Confirm);
                }
                add(minute + 5, who, What::Visit);
            } else if days_ago < joined {
                let chance = if weekend {
                    neighbour.visits * 3 / 4
                } else {
                    neighbour.visits
                };
                if self.random.happens(chance) {
                    add(crowd::minute(&mut self.random), who, What::Visit);
                }
            }
        }
        entries.sort_by_key(|entry| (entry.minute, entry.who));
        entries.into()
    }
}
