//! Builds the program again when the site it carries has changed.

fn main() {
    // Also when the folder appears only later: cargo then sees that the path is new.
    println!("cargo::rerun-if-changed=../target/site");
    println!("cargo::rerun-if-changed=build.rs");
}
