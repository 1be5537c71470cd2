//! The program that a merchant deploys.
