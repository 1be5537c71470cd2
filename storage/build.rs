//! Compiles again when a migration is added: the macro that embeds them only sees known files.
#![allow(clippy::print_stdout)]

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
