//! Numbers that look random and are the same for the same seed: SplitMix64, as published by
//! Steele, Lea and Flood (2014). A crate's generator may change with its version; a sample shop
//! should not.

/// The generator.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next 128 bits.
    pub fn wide(&mut self) -> u128 {
        u128::from(self.bits()) << 64 | u128::from(self.bits())
    }

    /// A number from 0 to `end`, which is left out. The bias of the remainder does not show.
    pub fn below(&mut self, end: u64) -> u64 {
        self.bits() % end.max(1)
    }

    /// True so many times in a thousand.
    pub fn happens(&mut self, per_mille: u64) -> bool {
        self.below(1_000) < per_mille
    }

    /// One of a list; `None` of an empty one.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(list.len() as u64)).unwrap_or(0);
        list.get(index)
    }

    /// One of a list by weight.
    pub fn weighted<'a, T>(&mut self, list: &'a [(u64, T)]) -> Option<&'a T> {
        let mut left = self.below(list.iter().map(|(weight, _)| weight).sum());
        list.iter()
            .find_map(|(weight, item)| match left.checked_sub(*weight) {
                Some(rest) => {
                    left = rest;
                    None
                }
                None => Some(item),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_come_out() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.bits(), 6_457_827_717_110_365_317);
        assert_eq!(random.bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::new(1);
        let list = [(1, 'a'), (0, 'b'), (3, 'c')];
        let drawn: Vec<char> = (0..400)
            .filter_map(|_| random.weighted(&list).copied())
            .collect();
        let count = |wanted| drawn.iter().filter(|letter| **letter == wanted).count();
        assert!(count('b') == 0 && (60..140).contains(&count('a')));
    }
}
