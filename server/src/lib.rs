//! The program that a merchant deploys: settings, command line, HTTP, mail and jobs.

// Types of the app's views nest deeply.
#![recursion_limit = "256"]

pub mod cli;
pub mod clock;
pub mod config;
pub mod failure;
pub mod http;
pub mod jobs;
pub mod logging;
pub mod mail;
pub mod serve;

mod commands;
