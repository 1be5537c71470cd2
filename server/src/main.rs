//! The program's entry: everything is in the library, so that tests can drive it.

use std::process::ExitCode;

// A page is thousands of small pieces. The system's allocator took a third of the time of a card.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    regulars_server::cli::main()
}
