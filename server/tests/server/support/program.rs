//! The real program, as a process of its own.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// How long it may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// The server, running.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
}

impl Program {
    /// Runs a command to its end.
    pub fn run(args: &[&str]) -> Output {
        command().args(args).output().unwrap()
    }

    /// Runs a command to its end, with a line on standard input.
    pub fn run_with_input(args: &[&str], line: &str) -> Output {
        let mut child = command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(line.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// Starts `regulars COMMAND` on a free port and waits until it says where it listens.
    pub fn start(name: &str, database: &Path) -> Self {
        let mut child = command()
            .args([name, "--listen", "127.0.0.1:0", "--log-level", "error"])
            .args(["--database", &format!("sqlite:{}", database.display())])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines
            .next()
            .expect("the server ended before it listened")
            .unwrap();
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http://"))
            .unwrap()
            .to_owned();
        // What else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }

    /// kill -9.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn send_signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([name, &id])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Waits for the program to end by itself.
    pub fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "the server did not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Also when a test failed half-way; a program that has ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program without settings of whoever runs the tests, in a folder without a settings file.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_regulars"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REGULARS_")) {
        command.env_remove(name);
    }
    command
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null());
    command
}
