use std::env;
use std::process::{Command, Output};

use super::{Need, shared, skip, take};

/// Set in a process that the test starts.
const CHILD: &str = "SKIP_IN_A_CHILD";

/// The test runs itself again in child processes, whose harness captures the output of passing tests.
#[test]
fn a_skip_is_printed_and_counted_or_is_a_failure() {
    match env::var(CHILD).as_deref() {
        Ok("shared") => assert_eq!(shared("no/such/file").unwrap(), None),
        Ok(_) => skip(Need::Tool, "no compass").unwrap(),
        Err(_) => {
            judge("shared", "REQUIRE_SHARED", "../shared/no/such/file is missing");
            judge("tool", "REQUIRE_TOOLS", "no compass");
        }
    }
}

fn judge(need: &str, variable: &str, reason: &str) {
    for value in ["", "0"] {
        let child = child(need, variable, value);
        assert!(child.status.success(), "{child:?}");
        let printed = String::from_utf8(child.stderr).unwrap();
        let said: Vec<&str> = printed
            .lines()
            .filter_map(|line| line.strip_prefix("SKIPPED: "))
            .collect();
        assert_eq!(said.len(), 1, "{printed}");
        assert!(said.iter().all(|line| line.ends_with(reason)), "{printed}");
        assert_eq!(take(std::process::id()).unwrap(), said);
    }
    let child = child(need, variable, "1");
    let printed = String::from_utf8(child.stdout).unwrap();
    assert!(!child.status.success(), "{printed}");
    let failure = format!("{reason}, and {variable} is set");
    assert!(printed.contains(&failure), "{printed}");
    assert!(take(std::process::id()).unwrap().is_empty());
}

fn child(need: &str, variable: &str, value: &str) -> Output {
    Command::new(env::current_exe().unwrap())
        .arg("a_skip_is_printed_and_counted_or_is_a_failure")
        .env(CHILD, need)
        .env(variable, value)
        .output()
        .unwrap()
}
