//! Links of Markdown pages.

use std::collections::BTreeSet;

/// The links of a page that lead to a file which is not among these. Links to the web, to places of the same page and to items of Rust lead to none.
pub fn leading_out(page: &str, text: &str, files: &BTreeSet<String>) -> Vec<String> {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let links = targets(text).into_iter();
    let out = links.filter(|link| !is_elsewhere(link));
    out.filter(|link| {
        let file = link.split(['#', '?']).next().unwrap_or_default();
        !resolved(folder, file).is_some_and(|file| is_there(&file, files))
    })
    .map(str::to_owned)
    .collect()
}

/// What links lead to: `[words](target)`, `[word]: target`, `src="target"` and `href="target"`. Code is none.
fn targets(text: &str) -> Vec<&str> {
    let mut targets = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        if is_code {
            continue;
        }
        for (begin, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            let behind = line.split(begin).skip(1);
            targets.extend(behind.filter_map(|rest| Some(rest.split_once(end)?.0)));
        }
        if let Some((_, target)) = line
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "))
        {
            targets.push(target);
        }
    }
    // A title may stand behind the target.
    let plain = targets.iter().filter_map(|it| it.split_whitespace().next());
    plain.collect()
}

/// Whether it leads to the web, to a place of the same page, or to an item of Rust.
fn is_elsewhere(link: &str) -> bool {
    let is_word = |part: &str| {
        let is_of_it = |letter: char| letter.is_ascii_alphanumeric() || "_`!()@".contains(letter);
        part.chars().all(is_of_it)
    };
    let is_item = link.split("::").all(is_word);
    link.contains("://") || link.starts_with('#') || link.starts_with("mailto:") || is_item
}

/// The path from the package's folder; none if it leads out of it.
fn resolved(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    // `/` is the root of a site.
    if link.starts_with('/') {
        return None;
    }
    for part in folder.split('/').chain(link.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether it is a file, or a folder of one.
fn is_there(path: &str, files: &BTreeSet<String>) -> bool {
    let folder = format!("{path}/");
    files.contains(path) || files.iter().any(|file| file.starts_with(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(page: &str, text: &str) -> Vec<String> {
        let files = [
            "README.md",
            "seed.toml",
            "src/lib.rs",
            "src/deep/notes.md",
            "LICENSE",
        ];
        leading_out(page, text, &files.map(str::to_owned).into())
    }

    #[test]
    fn links_to_files_of_the_package_the_web_and_items_stay() {
        for link in [
            "[a](seed.toml)",
            "[a](./src/lib.rs#L1)",
            "[a](src)",
            "[a](https://docs.invalid/../x)",
            "[a](#below)",
            "[a](crate::Error::new)",
            "[a](Settings)",
            "[`Settings`]",
            "[a]: seed.toml",
        ] {
            assert_eq!(out("README.md", link), [""; 0], "{link}");
        }
        assert!(out("README.md", "```sh\n[a](../../x)\n```\n").is_empty());
        assert!(out("src/deep/notes.md", "[a](../lib.rs) [b](../../seed.toml)").is_empty());
    }

    #[test]
    fn links_that_lead_out_or_nowhere_are_told() {
        for (text, link) in [
            ("see [a](../../.ci/run)", "../../.ci/run"),
            ("[a](seed.toml) and [b](gone.toml \"a title\")", "gone.toml"),
            ("[a](/etc/passwd)", "/etc/passwd"),
            // As if the package were all that there is.
            ("[a](/seed.toml)", "/seed.toml"),
            ("[a](../seed.toml)", "../seed.toml"),
            ("[a]: ../other/README.md", "../other/README.md"),
            ("<img src=\"docs/tour.png\">", "docs/tour.png"),
            ("[a](src/lib.rs/../../../x)", "src/lib.rs/../../../x"),
            ("[a](./sr)", "./sr"),
        ] {
            assert_eq!(out("README.md", text), [link], "{text}");
        }
    }
}
