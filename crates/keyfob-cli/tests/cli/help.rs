//! Help, completions and manual pages.

use crate::desk::Desk;

pub const COMMANDS: [&str; 18] = [
    "login",
    "status",
    "logout",
    "call",
    "check",
    "orders",
    "positions",
    "quote",
    "place",
    "cancel",
    "watch",
    "ls",
    "up",
    "down",
    "sync",
    "sandbox",
    "completions",
    "man",
];

#[tokio::test]
async fn the_help_names_every_command_and_exit_code() {
    let desk = Desk::new().await;
    for help in ["--help", "-h"] {
        let text = desk.done(&[help]);
        for command in COMMANDS {
            assert!(
                text.contains(&format!("\n  {command} ")),
                "{command}: {text}"
            );
        }
        for code in ["  0  done", "  5  an order", "130  stopped by ctrl-c"] {
            assert!(text.contains(code), "{code}: {text}");
        }
    }
    for command in COMMANDS {
        let text = desk.done(&[command, "--help"]);
        assert!(text.contains("Usage: keyfob "), "{text}");
    }
    assert!(desk.done(&["--version"]).starts_with("keyfob 0."));
}

#[tokio::test]
async fn completions_are_written_for_each_shell() {
    let desk = Desk::new().await;
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let text = desk.done(&["completions", shell]);
        assert!(text.contains("positions"), "{shell}");
    }
}

/// The shell itself reads them.
#[cfg(unix)]
#[tokio::test]
async fn bash_takes_its_completions() {
    let desk = Desk::new().await;
    std::fs::write(
        desk.path("keyfob.bash"),
        desk.done(&["completions", "bash"]),
    )
    .unwrap();
    let script = "source ./keyfob.bash && COMP_WORDS=(keyfob logi) COMP_CWORD=1 && _keyfob keyfob logi keyfob && echo ${COMPREPLY[@]}";
    let mut bash = std::process::Command::new("bash");
    let output = bash
        .args(["-c", script])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "login",
        "{output:?}"
    );
}

#[tokio::test]
async fn there_is_a_manual_page_for_each_command() {
    let desk = Desk::new().await;
    let told = desk.json(&["man", "man1"]);
    assert_eq!(told["pages"].as_array().unwrap().len(), COMMANDS.len() + 1);
    for command in COMMANDS {
        let page = std::fs::read_to_string(desk.path(&format!("man1/keyfob-{command}.1")));
        let page = page.unwrap();
        let name = command.to_uppercase();
        assert!(page.contains(&format!(".TH KEYFOB-{name}")), "{page}");
        assert!(page.contains(&format!("keyfob\\-{command}")), "{page}");
    }
    let first = desk.done(&["man"]);
    assert!(
        first.contains(".TH KEYFOB") && first.contains("Exit codes"),
        "{first}"
    );
}
