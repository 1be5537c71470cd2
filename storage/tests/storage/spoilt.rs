//! Ways to spoil the books, each of which `verify` must find.

/// A way to spoil the books, how to mend them, and a claim that must fail in between.
pub const SPOILT: &[(&str, &str, &str)] = &[
    (
        "UPDATE accounts SET available = available + 1",
        "UPDATE accounts SET available = available - 1",
        "a balance is the sum of its entries",
    ),
    (
        "UPDATE accounts SET available = available + 1",
        "UPDATE accounts SET available = available - 1",
        "a balance is the sum of its open lots",
    ),
    (
        "UPDATE accounts SET pending = pending + 1",
        "UPDATE accounts SET pending = pending - 1",
        "pending points are the sum of their entries",
    ),
    (
        "UPDATE accounts SET pending = pending + 1",
        "UPDATE accounts SET pending = pending - 1",
        "pending points are the sum of the pending lots",
    ),
    (
        "UPDATE accounts SET last_seq = last_seq + 1",
        "UPDATE accounts SET last_seq = last_seq - 1",
        "transfers are numbered without a gap",
    ),
    (
        "UPDATE accounts SET last_lot = last_lot + 1",
        "UPDATE accounts SET last_lot = last_lot - 1",
        "lots are numbered without a gap",
    ),
    (
        "UPDATE lots SET original = original + 1",
        "UPDATE lots SET original = original - 1",
        "lots hold what opened them",
    ),
    (
        "UPDATE lots SET original = original + 1",
        "UPDATE lots SET original = original - 1",
        "what is left of a lot is what was not used",
    ),
    (
        "UPDATE lots SET original = original + 1",
        "UPDATE lots SET original = original - 1",
        "an order earned what its lot holds",
    ),
    (
        "UPDATE accounts SET lifetime_spend = lifetime_spend + 1",
        "UPDATE accounts SET lifetime_spend = lifetime_spend - 1",
        "a lifetime's spend is the sum of its days",
    ),
    (
        "UPDATE accounts SET orders = orders + 1",
        "UPDATE accounts SET orders = orders - 1",
        "a lifetime's orders are the sum of its days",
    ),
    (
        "UPDATE transfers SET balance_after = balance_after + 1 WHERE kind = 4",
        "UPDATE transfers SET balance_after = balance_after - 1 WHERE kind = 4",
        "every transfer's balance follows from the one before",
    ),
    (
        "UPDATE transfers SET pending_after = pending_after + 1 WHERE kind = 4",
        "UPDATE transfers SET pending_after = pending_after - 1 WHERE kind = 4",
        "every transfer's pending points follow from the one before",
    ),
    (
        "UPDATE transfers SET lot = lot + 100 WHERE kind = 2",
        "UPDATE transfers SET lot = lot - 100 WHERE kind = 2",
        "a lot that waited is posted once, or voided",
    ),
    (
        "UPDATE transfers SET lot = lot + 100 WHERE kind = 6",
        "UPDATE transfers SET lot = lot - 100 WHERE kind = 6",
        "an expired lot expired once",
    ),
    (
        "UPDATE refunds SET points_due = points_due + 1000",
        "UPDATE refunds SET points_due = points_due - 1000",
        "refunds call for no more than an order earned",
    ),
    (
        "UPDATE refunds SET amount = amount + 100000",
        "UPDATE refunds SET amount = amount - 100000",
        "refunds give back no more than was paid",
    ),
    (
        "UPDATE refunds SET points_taken = points_taken - 1",
        "UPDATE refunds SET points_taken = points_taken + 1",
        "a refund took what its transfers moved",
    ),
    (
        "UPDATE order_lines SET total = total + 1",
        "UPDATE order_lines SET total = total - 1",
        "an order's lines add up",
    ),
    (
        "UPDATE vouchers SET points = points + 1",
        "UPDATE vouchers SET points = points - 1",
        "a voucher cost what its transfer took",
    ),
    (
        "UPDATE order_vouchers SET code = code || '-'",
        "UPDATE order_vouchers SET code = substr(code, 1, 13)",
        "a used voucher is on the order that used it",
    ),
    (
        "UPDATE referrals SET advocate_points = advocate_points + 1",
        "UPDATE referrals SET advocate_points = advocate_points - 1",
        "a referral pays each side once, and only when rewarded",
    ),
    (
        "UPDATE orders SET command_key = command_key || '-'",
        "UPDATE orders SET command_key = substr(command_key, 1, length(command_key) - 1)",
        "an order's command is kept with its answer",
    ),
    (
        "UPDATE member_days SET spend = spend + 1",
        "UPDATE member_days SET spend = spend - 1",
        "a member's day is its orders less their refunds",
    ),
    (
        "UPDATE member_days SET orders = orders + 1",
        "UPDATE member_days SET orders = orders - 1",
        "a member's day counts its orders that were not undone",
    ),
    (
        "UPDATE merchant_days SET sales = sales + 1",
        "UPDATE merchant_days SET sales = sales - 1",
        "a merchant's day counts its sales, refunds and new members",
    ),
    (
        "UPDATE merchant_days SET points_issued = points_issued + 1",
        "UPDATE merchant_days SET points_issued = points_issued - 1",
        "a merchant's day counts its points",
    ),
    (
        "UPDATE member_stamps SET stamps = stamps + 1",
        "UPDATE member_stamps SET stamps = stamps - 1",
        "a card's stamps are those of its orders less their refunds",
    ),
    (
        "UPDATE order_stamps SET stamps = stamps + 1 WHERE stamps > 0",
        "UPDATE order_stamps SET stamps = stamps - 1 WHERE stamps > 0",
        "refunds take back no more stamps than an order gave, and in the end all",
    ),
    (
        "UPDATE offer_uses SET times = times + 1",
        "UPDATE offer_uses SET times = times - 1",
        "an offer's uses are those of orders and vouchers",
    ),
    (
        "UPDATE offer_uses SET amount = amount + 1",
        "UPDATE offer_uses SET amount = amount - 1",
        "a promotion cost what it took off orders",
    ),
    (
        "UPDATE member_uses SET times = times + 1",
        "UPDATE member_uses SET times = times - 1",
        "a member's uses are those of the member's orders and vouchers",
    ),
    (
        "UPDATE orders SET promoted = promoted + 1",
        "UPDATE orders SET promoted = promoted - 1",
        "what promotions took off an order is the sum of what each did",
    ),
    (
        "UPDATE orders SET promoted = promoted + 1",
        "UPDATE orders SET promoted = promoted - 1",
        "an order's discounts are those of its lines",
    ),
    (
        "UPDATE vouchers SET state = 4 WHERE state = 1 AND made_by IS NOT NULL",
        "UPDATE vouchers SET state = 1 WHERE state = 4",
        "a voucher is taken back only with the order that made it",
    ),
    (
        "UPDATE order_codes SET last_number = last_number + 1",
        "UPDATE order_codes SET last_number = last_number - 1",
        "order codes are numbered without a gap",
    ),
    (
        "UPDATE order_payments SET points = points + 1",
        "UPDATE order_payments SET points = points - 1",
        "points that paid a part of an order are those that left",
    ),
    (
        "UPDATE claims SET points = points + 1",
        "UPDATE claims SET points = points - 1",
        "claims were paid what they are for",
    ),
    (
        "UPDATE member_days SET points = points + 1",
        "UPDATE member_days SET points = points - 1",
        "a member's day counts the points of its orders less those called back",
    ),
    (
        "UPDATE member_days SET referrals = referrals + 1",
        "UPDATE member_days SET referrals = referrals - 1",
        "a member's day counts the referrals that were paid",
    ),
    (
        "UPDATE purses SET balance = balance + 1",
        "UPDATE purses SET balance = balance - 1",
        "a gift card and store credit hold what went in less what went out",
    ),
    (
        "UPDATE purse_movements SET balance_after = balance_after + 1 WHERE kind = 4",
        "UPDATE purse_movements SET balance_after = balance_after - 1 WHERE kind = 4",
        "each movement of money says what was there after it",
    ),
    (
        "UPDATE purses SET last_seq = last_seq + 1",
        "UPDATE purses SET last_seq = last_seq - 1",
        "movements of money are numbered without a gap",
    ),
    (
        "UPDATE purse_movements SET amount = amount + 100000 WHERE kind = 4",
        "UPDATE purse_movements SET amount = amount - 100000 WHERE kind = 4",
        "refunds put back no more than gift cards and store credit paid, and in the end all",
    ),
    (
        "UPDATE purse_movements SET amount = amount + 100000 WHERE kind = 4",
        "UPDATE purse_movements SET amount = amount - 100000 WHERE kind = 4",
        "a refund puts no more into purses than it gives back",
    ),
    (
        "UPDATE purse_movements SET amount = amount + 1 WHERE kind = 3",
        "UPDATE purse_movements SET amount = amount - 1 WHERE kind = 3",
        "gift cards and store credit paid no more of an order than it says",
    ),
    (
        "UPDATE code_batches SET promotion = 'other'",
        "UPDATE code_batches SET promotion = 'five'",
        "a one-time code that was used is on an order that had its promotion",
    ),
    (
        "UPDATE transfers SET points = points + 1 WHERE kind = 14",
        "UPDATE transfers SET points = points - 1 WHERE kind = 14",
        "what was passed on arrived",
    ),
    (
        "UPDATE passes SET points = points + 1",
        "UPDATE passes SET points = points - 1",
        "what was passed on left its giver",
    ),
];
