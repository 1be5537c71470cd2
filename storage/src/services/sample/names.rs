//! Names for the crowd.

use super::random::Random;

const GIVEN: [&str; 64] = [
    "Aisha", "Alan", "Amelia", "Andre", "Anya", "Ben", "Bridget", "Callum", "Carmen", "Chloe",
    "Dafydd", "Daniel", "Deepa", "Eilidh", "Elena", "Emeka", "Erin", "Farah", "Finn", "Freya",
    "George", "Grace", "Hana", "Harvey", "Imogen", "Isaac", "Jasmine", "Jin", "Joanna", "Kasia",
    "Keiran", "Lara", "Lewis", "Lucia", "Magnus", "Maya", "Megan", "Milan", "Nadia", "Niamh",
    "Noah", "Olga", "Oscar", "Paul", "Petra", "Quentin", "Rachel", "Ravi", "Rosa", "Ruby", "Samir",
    "Sofia", "Stella", "Tariq", "Tess", "Thomas", "Uma", "Vera", "Victor", "Wendy", "Xavier",
    "Yara", "Yusuf", "Zoe",
];

const FAMILY: [&str; 64] = [
    "Abbott", "Adeyemi", "Ahmed", "Baker", "Banerjee", "Barnes", "Bianchi", "Brooks", "Campbell",
    "Chen", "Clarke", "Cohen", "Costa", "Davies", "Diaz", "Doyle", "Edwards", "Evans", "Fischer",
    "Fletcher", "Garcia", "Gill", "Graham", "Haddad", "Hughes", "Hunt", "Ibrahim", "Ivanova",
    "Jackson", "Jones", "Kapoor", "Kaur", "Kelly", "Kowalski", "Lambert", "Lee", "Lopez", "Marsh",
    "Mbeki", "Mitchell", "Murray", "Nakamura", "Nolan", "Novak", "Owen", "Palmer", "Parker",
    "Quinn", "Reid", "Rossi", "Russell", "Schmidt", "Shaw", "Silva", "Singh", "Stewart", "Tanaka",
    "Taylor", "Turner", "Walsh", "Weber", "Wilson", "Young", "Zhang",
];

/// A name and its mail address; `taken` tells which addresses are somebody's already.
pub fn draw(random: &mut Random, taken: impl Fn(&str) -> bool) -> (String, String) {
    loop {
        let given = random.one_of(&GIVEN).copied().unwrap_or_default();
        let family = random.one_of(&FAMILY).copied().unwrap_or_default();
        let mail = format!("{given}.{family}@example.com").to_lowercase();
        if !taken(&mail) {
            return (format!("{given} {family}"), mail);
        }
    }
}
