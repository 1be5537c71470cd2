//! People with deeds of their own: what the sample shop is meant to show.
//!
//! Ada stands 68 per cent of the way from Silver to Gold, has 1,240 points to spend, of which some
//! run out within a month, an open voucher, and friends at several stages.

/// Somebody of the cast, by place in [`PEOPLE`].
pub type Who = usize;

/// The cast: name and mail address.
pub const PEOPLE: [(&str, &str); 9] = [
    ("Ada Lovelace", super::ADA),
    ("Priya Nair", "priya@example.com"),
    ("Mara Lind", "mara@example.com"),
    ("Jonas Keller", "jonas@example.com"),
    ("Ruth Okafor", "ruth@example.com"),
    ("Leo Martin", "leo@example.com"),
    ("Nina Petrova", "nina@example.com"),
    ("Owen Price", "owen@example.com"),
    ("Hugo Silva", "hugo@example.com"),
];
const ADA: Who = 0;
const PRIYA: Who = 1;
const MARA: Who = 2;
const JONAS: Who = 3;
const RUTH: Who = 4;
const LEO: Who = 5;
const NINA: Who = 6;
const OWEN: Who = 7;
const HUGO: Who = 8;

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Joins, referred by somebody or by nobody.
    Join(Option<Who>),
    /// Buys something for so many pence; and, with a voucher at hand, a free flat white.
    Buy(&'static str, i64),
    /// Takes a flat white for points.
    Take,
    /// Gets money back for the last order: so many pence, or all of it.
    Refund(Option<i64>),
    /// Confirms the mail address.
    Confirm,
    /// Invites somebody.
    Invite(&'static str),
    /// Is given points by the manager, up to this balance.
    ThankYou(i64),
    /// Claims the points of an act, with what shows it.
    Claim(&'static str, &'static str),
}

/// A deed and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// How many days before today.
    pub days_ago: i32,
    /// Minutes after midnight.
    pub minute: i64,
    /// Who.
    pub who: Who,
    /// What.
    pub act: Act,
}

const fn deed(days_ago: i32, minute: i64, who: Who, act: Act) -> Deed {
    Deed {
        days_ago,
        minute,
        who,
        act,
    }
}

/// What the cast does, in the order of time.
pub fn deeds() -> Vec<Deed> {
    let mut deeds: Vec<Deed> = ADAS.iter().chain(&FRIENDS).copied().collect();
    deeds.sort_by_key(|deed| (-deed.days_ago, deed.minute, deed.who));
    deeds
}

const ADAS: [Deed; 27] = [
    deed(421, 600, ADA, Act::Join(None)),
    deed(420, 610, ADA, Act::Buy("Cake for the office", 4_000)),
    deed(390, 545, ADA, Act::Buy("Brunch for two", 2_900)),
    deed(380, 500, ADA, Act::Take),
    deed(352, 580, ADA, Act::Buy("Birthday cake, 12 slices", 4_200)),
    deed(345, 620, ADA, Act::Buy("Brewer and beans", 3_800)),
    deed(341, 660, ADA, Act::Buy("Brunch for four", 5_100)),
    deed(305, 505, ADA, Act::Take),
    deed(300, 530, ADA, Act::Buy("House blend and a cake", 1_450)),
    deed(262, 515, ADA, Act::Buy("Soup and bread", 980)),
    deed(231, 640, ADA, Act::Buy("Lunch for two", 1_540)),
    deed(203, 560, ADA, Act::Buy("Brunch and beans", 2_210)),
    deed(176, 535, ADA, Act::Buy("Toastie and tea", 890)),
    deed(150, 600, ADA, Act::Buy("House blend", 1_320)),
    deed(122, 700, ADA, Act::Confirm),
    deed(121, 610, ADA, Act::Buy("House blend", 1_140)),
    deed(93, 590, ADA, Act::Buy("Brunch plate", 1_180)),
    deed(70, 555, ADA, Act::Buy("Brunch for two", 1_960)),
    deed(52, 610, ADA, Act::Buy("Brunch and a cake", 1_640)),
    deed(38, 575, ADA, Act::Buy("Beans and filters", 2_150)),
    deed(24, 605, ADA, Act::Buy("House blend and a cake", 1_390)),
    deed(13, 570, ADA, Act::Buy("Lunch for two", 1_730)),
    deed(5, 540, ADA, Act::Take),
    deed(2, 550, ADA, Act::Invite("sam.okafor@example.com")),
    deed(2, 565, ADA, Act::Buy("Toastie and cake", 860)),
    deed(1, 480, ADA, Act::ThankYou(1_240)),
    deed(1, 510, ADA, Act::Buy("Coffee and a bun", 460)),
];

const FRIENDS: [Deed; 26] = [
    // Paid to both sides.
    deed(120, 620, PRIYA, Act::Join(Some(ADA))),
    deed(120, 640, PRIYA, Act::Confirm),
    deed(119, 615, PRIYA, Act::Buy("Lunch for two", 1_680)),
    deed(64, 600, PRIYA, Act::Buy("Brunch plate", 1_150)),
    // The hold runs.
    deed(9, 700, MARA, Act::Join(Some(ADA))),
    deed(9, 705, MARA, Act::Confirm),
    deed(8, 610, MARA, Act::Buy("Beans and a bun", 1_420)),
    deed(3, 620, MARA, Act::Buy("Flat white", 340)),
    // Joined, no order yet.
    deed(3, 800, JONAS, Act::Join(Some(ADA))),
    // An advocate whose friends had less luck.
    deed(200, 600, RUTH, Act::Join(None)),
    deed(199, 600, RUTH, Act::Buy("Brunch for two", 2_300)),
    deed(100, 600, RUTH, Act::Buy("Pastry box for two", 1_240)),
    deed(6, 640, RUTH, Act::Buy("House blend", 1_150)),
    // What was left of the first order is below the minimum.
    deed(20, 650, LEO, Act::Join(Some(RUTH))),
    deed(18, 600, LEO, Act::Buy("House blend", 1_240)),
    deed(17, 620, LEO, Act::Refund(Some(600))),
    // Paid, and taken back with the order.
    deed(60, 630, NINA, Act::Join(Some(RUTH))),
    deed(58, 600, NINA, Act::Buy("Brunch plate and soup", 1_840)),
    deed(40, 640, NINA, Act::Refund(None)),
    // Confirmed, no order yet.
    deed(2, 700, OWEN, Act::Join(Some(RUTH))),
    deed(2, 706, OWEN, Act::Confirm),
    // What they did besides buying waits to be looked at.
    deed(
        1,
        1_120,
        PRIYA,
        Act::Claim("review", "https://reviews.example/northside/priya"),
    ),
    deed(
        1,
        1_180,
        RUTH,
        Act::Claim(
            "photo",
            "The yellow cup in the window seat, on my page since Saturday",
        ),
    ),
    // Undecided.
    deed(12, 600, RUTH, Act::Invite("kim.tan@example.com")),
    deed(4, 600, HUGO, Act::Join(None)),
    deed(4, 605, HUGO, Act::Buy("Cappuccino and a bun", 700)),
];
