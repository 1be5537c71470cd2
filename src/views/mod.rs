//! What screens are told.
