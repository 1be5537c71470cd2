//! What applies to a basket, decided together.

mod cases;
mod counter;
mod earning;
mod guard;
mod laws;
mod offers;
