//! Amounts shared out over lines exactly: nothing is lost and nothing is made.

/// Shares `amount` out in proportion to `weights`, by largest remainder; of equal remainders the
/// earlier place gets the unit. The parts sum to `amount`, and none is above its weight unless
/// `amount` is above the sum of the weights; then only that sum is shared out.
pub(crate) fn share_out(amount: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let amount = i128::from(amount).min(sum);
    if amount <= 0 {
        return vec![0; weights.len()];
    }
    if amount == sum {
        return weights.to_vec();
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut rests = Vec::with_capacity(weights.len());
    let mut missing = amount;
    for (place, weight) in weights.iter().enumerate() {
        let exact = amount * i128::from(*weight);
        missing -= exact / sum;
        parts.push(i64::try_from(exact / sum).unwrap_or(i64::MAX));
        rests.push((std::cmp::Reverse(exact % sum), place));
    }
    // Fewer units are missing than there are places with a remainder.
    let missing = usize::try_from(missing).unwrap_or(0);
    if missing > 0 {
        rests.sort_unstable();
        for (_, place) in rests.into_iter().take(missing) {
            parts[place] += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::share_out;

    #[test]
    fn the_largest_remainders_get_the_odd_units() {
        assert_eq!(share_out(100, &[1, 1, 1]), [1, 1, 1]);
        assert_eq!(share_out(10, &[33, 33, 34]), [3, 3, 4]);
        assert_eq!(share_out(1, &[50, 50]), [1, 0]);
        assert_eq!(share_out(-5, &[50, 50]), [0, 0]);
        assert_eq!(share_out(5, &[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_stay_within_their_weights(
            weights in prop::collection::vec(0..1_000_000_000_000_i64, 0..20),
            percent in 0..120_i64,
        ) {
            let sum: i64 = weights.iter().sum();
            let amount = sum / 100 * percent;
            let parts = share_out(amount, &weights);
            prop_assert_eq!(parts.iter().sum::<i64>(), amount.min(sum));
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
            }
        }
    }
}
