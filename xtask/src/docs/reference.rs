//! The reference page of a vendor: the viewer, and the vendor's document.

use std::fs;
use std::io;
use std::path::Path;

use keyfob_codegen::Project;

use super::document;
use super::links::way;
use super::page::{self, Menu};
use super::viewer::FOLDER;

/// Writes it.
///
/// # Errors
/// The spec has errors, or a file cannot be written.
pub fn write(project: &Project, vendor: &str, out: &Path, menu: &Menu) -> io::Result<()> {
    let spec = project.load(vendor).map_err(io::Error::other)?;
    let shown = document::shown(&spec);
    let place = page::reference_page(vendor);
    let to = out.join(&place);
    let folder = to.parent().unwrap_or(out);
    fs::create_dir_all(folder)?;
    // A script, since a page that is opened as a file may fetch nothing.
    let script = format!(
        "const keyfobVendor = {:?};\nconst keyfobDocument = {shown};\n",
        vendor
    );
    fs::write(folder.join("document.js"), script)?;
    let title = shown
        .pointer("/info/title")
        .and_then(|title| title.as_str());
    let html = page::whole(menu, &place, title.unwrap_or(vendor), &head(&place), BODY);
    fs::write(to, html)
}

fn head(place: &Path) -> String {
    let viewer = |file: &str| way(place, &Path::new(FOLDER).join(file));
    format!(
        "<link rel=\"stylesheet\" href=\"{}\">\n<link rel=\"stylesheet\" href=\"{}\">\n\
        <script src=\"{}\" defer></script>\n<script src=\"document.js\" defer></script>\n\
        <script src=\"{}\" defer></script>\n<script src=\"{}\" defer></script>\n",
        viewer("swagger-ui.css"),
        viewer("viewer.css"),
        viewer("swagger-ui-bundle.js"),
        way(place, Path::new("served-by.js")),
        viewer("start.js"),
    )
}

const BODY: &str = "<p id=\"where\"></p>\n<div id=\"reference\"></div>\n";
