//! Secrets that people and browsers carry. Only their hashes are stored.

use sha2::{Digest, Sha256};

use crate::env::Environment;

/// A new secret of 256 bits, as 64 hexadecimal digits.
pub fn token(env: &dyn Environment) -> String {
    format!("{:032x}{:032x}", env.random(), env.random())
}

/// Six digits to be typed, each code equally likely but for one part in 10^32.
pub fn six_digits(env: &dyn Environment) -> String {
    format!("{:06}", env.random() % 1_000_000)
}

/// SHA-256 over all parts; each is followed by a byte that none contains, so that parts cannot
/// be shifted into one another. Fast is right here: every secret but the six digits has 256
/// bits, and those live ten minutes and five tries.
pub fn hash(parts: &[&str]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().to_vec()
}
