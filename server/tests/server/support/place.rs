//! A folder with a database in it, and what a program said about it.

use std::{path::PathBuf, process::Output};

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use super::Program;

#[derive(Debug)]
pub struct Place {
    pub folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn file(&self) -> PathBuf {
        self.folder.path().join("shop.sqlite3")
    }

    pub fn database(&self) -> String {
        format!("sqlite:{}", self.file().display())
    }

    pub async fn connect(&self) -> SqliteConnection {
        SqliteConnection::connect(&self.database()).await.unwrap()
    }

    /// Opens a shop with an owner.
    pub fn open_shop(&self) {
        let output = Program::run_with_input(
            &[
                "create-owner",
                "--database",
                &self.database(),
                "--merchant",
                "north",
                "--shop-name",
                "North",
                "--currency",
                "GBP",
                "--mail",
                "olivia@north.example",
                "--name",
                "Olivia",
                "--sells",
                "cafe",
                "--password-stdin",
            ],
            "a long enough password\n",
        );
        assert!(output.status.success(), "{}", errors(&output));
    }
}

pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}
