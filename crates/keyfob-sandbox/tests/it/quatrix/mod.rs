//! Quatrix, a file for each subject.

mod automation;
mod diff;
mod downloads;
mod files;
mod inbox;
mod key_requests;
mod login;
mod mfa;
mod moves;
mod people;
mod pgp_keys;
mod previews;
mod project_rights;
mod projects;
mod reset;
mod returns;
mod second_factor;
mod shares;
mod site;
mod ssh_keys;
mod tracked_shares;
mod tracking;
mod upload_limits;
mod uploads;
mod user;
mod widgets;
