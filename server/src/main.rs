//! The program's entry: everything is in the library, so that tests can drive it.

use std::process::ExitCode;

fn main() -> ExitCode {
    regulars_server::cli::main()
}
