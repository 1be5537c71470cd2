//! The four questions: what you sell, your usual margin, how generous, what customers get.

use serde::{Deserialize, Serialize};

/// The answers to the four questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// What the shop sells.
    pub sells: Sells,
    /// What is left of a price, in whole per cent.
    pub margin: UsualMargin,
    /// How much of it customers get.
    pub generosity: Generosity,
    /// What they get.
    pub gets: Gets,
}

/// What a shop sells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sells {
    /// Drinks and food, in small orders, often.
    #[default]
    Cafe,
    /// Lessons, or what a salon does: a visit at a time.
    Lessons,
    /// Goods over a counter.
    Retail,
    /// Goods that are sent and may come back.
    Online,
    /// Services for which there is a contract or an invoice.
    Contract,
}

/// How much customers get.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Generosity {
    /// A small thank-you.
    Small,
    /// What most shops give.
    #[default]
    Medium,
    /// What people tell others about.
    Large,
}

/// What customers get.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gets {
    /// Points for what they spend.
    Points,
    /// Every so many visits or orders one free or cheaper, and no points.
    Stamps,
    /// Points and a stamp card.
    #[default]
    Both,
    /// Points, and more of them for friends that they bring.
    Friends,
}

/// What is usually left of a price, in whole per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct UsualMargin(u8);

/// A margin of which nothing sensible can be given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write the margin in whole per cent, from 5 to 95.")]
pub struct NoUsualMargin;

impl UsualMargin {
    /// The least, in per cent.
    pub const MIN: u8 = 5;
    /// The most, in per cent.
    pub const MAX: u8 = 95;

    /// In whole per cent.
    pub fn percent(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for UsualMargin {
    type Error = NoUsualMargin;
    fn try_from(percent: u8) -> Result<Self, Self::Error> {
        match percent {
            Self::MIN..=Self::MAX => Ok(Self(percent)),
            _ => Err(NoUsualMargin),
        }
    }
}

impl From<UsualMargin> for u8 {
    fn from(margin: UsualMargin) -> Self {
        margin.0
    }
}

impl std::str::FromStr for UsualMargin {
    type Err = NoUsualMargin;
    /// Takes a sign of per cent and blanks around the number.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.trim().trim_end_matches('%').trim_end();
        number.parse::<u8>().map_err(|_| NoUsualMargin)?.try_into()
    }
}

impl Answers {
    /// The answers to begin with for a trade.
    pub fn of(sells: Sells) -> Self {
        Self {
            sells,
            margin: sells.usual_margin(),
            generosity: Generosity::default(),
            gets: sells.usually_gets(),
        }
    }
}

impl Sells {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Cafe,
        Self::Lessons,
        Self::Retail,
        Self::Online,
        Self::Contract,
    ];

    /// The word for it in forms and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cafe => "cafe",
            Self::Lessons => "lessons",
            Self::Retail => "retail",
            Self::Online => "online",
            Self::Contract => "contract",
        }
    }

    /// What the merchant reads.
    pub fn words(self) -> &'static str {
        match self {
            Self::Cafe => "Coffee, food, drinks",
            Self::Lessons => "Lessons, or a salon",
            Self::Retail => "Goods in a shop",
            Self::Online => "Goods by post",
            Self::Contract => "Services by contract",
        }
    }

    /// What is left of a price in most shops of the trade.
    pub fn usual_margin(self) -> UsualMargin {
        UsualMargin(match self {
            Self::Cafe => 65,
            Self::Lessons => 70,
            Self::Retail | Self::Online => 40,
            Self::Contract => 50,
        })
    }

    /// What customers of the trade know.
    pub fn usually_gets(self) -> Gets {
        match self {
            Self::Cafe => Gets::Both,
            Self::Lessons => Gets::Stamps,
            Self::Retail | Self::Online | Self::Contract => Gets::Friends,
        }
    }
}

impl Generosity {
    /// From little to much.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// The word for it in forms and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// What the merchant reads.
    pub fn words(self) -> &'static str {
        match self {
            Self::Small => "A small thank-you",
            Self::Medium => "What most shops give",
            Self::Large => "More than others give",
        }
    }

    /// The one of three that goes with it, from little to much.
    pub(super) fn pick<T: Copy>(self, of: [T; 3]) -> T {
        let [small, medium, large] = of;
        match self {
            Self::Small => small,
            Self::Medium => medium,
            Self::Large => large,
        }
    }
}

impl Gets {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Points, Self::Stamps, Self::Both, Self::Friends];

    /// The word for it in forms and addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Stamps => "stamps",
            Self::Both => "both",
            Self::Friends => "friends",
        }
    }

    /// What the merchant reads.
    pub fn words(self) -> &'static str {
        match self {
            Self::Points => "Points",
            Self::Stamps => "A stamp card",
            Self::Both => "Points and a stamp card",
            Self::Friends => "Points, and thanks for bringing friends",
        }
    }

    /// Whether there are points.
    pub fn has_points(self) -> bool {
        self != Self::Stamps
    }

    /// Whether there is a stamp card.
    pub fn has_stamps(self) -> bool {
        matches!(self, Self::Stamps | Self::Both)
    }
}
