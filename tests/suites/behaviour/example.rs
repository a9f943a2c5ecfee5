//! The binary of the example `device-action`: its requests, its output, its exit codes, and that it doesn't reveal its token.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use nix::pty::openpty;
use tests::command::Run;
use tests::server::{Reply, Response, Server};

use super::both::{LONG, QUEUED};

const TOKEN: &str = "c4n4ry-c4n4ry";
const ID: &str = "507f1f77bcf86cd799439088";
const DEVICE: [&str; 2] = ["acme-corp", "5CG1234XYZ"];

/// The binary. Cargo builds the examples of a package with its tests, but not for a single test. Then it is built here.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        let profile = test.ancestors().nth(2).unwrap();
        let binary = profile.join(format!("examples/device-action{}", std::env::consts::EXE_SUFFIX));
        let sources = [
            "../examples/device-action.rs",
            "../generated/src",
            "../generated/Cargo.toml",
        ];
        let changed = sources.map(|source| changed(&Path::new(env!("CARGO_MANIFEST_DIR")).join(source)));
        if fs::metadata(&binary)
            .is_ok_and(|built| changed.iter().all(|time| *time <= built.modified().unwrap()))
        {
            return binary;
        }
        let arguments = ["build", "--quiet", "-p", "tests", "--example", "device-action"];
        let built = Command::new(env!("CARGO")).args(arguments).status().unwrap();
        assert!(built.success(), "the example is built");
        binary
    })
}

/// The last modification of a file, or of any file in a folder.
fn changed(path: &Path) -> SystemTime {
    let own = fs::metadata(path).unwrap();
    if !own.is_dir() {
        return own.modified().unwrap();
    }
    let entries = fs::read_dir(path).unwrap();
    let times = entries.map(|entry| changed(&entry.unwrap().path()));
    times.max().unwrap()
}

fn command(url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command.args(arguments).args(["--base-url", url]);
    command.env("APPLIVERY_TOKEN", TOKEN).stdin(Stdio::null());
    command
}

/// Runs the binary to its end. Its output must not contain the token.
fn run(command: &mut Command) -> Run {
    let run = Run::from(command.output().unwrap());
    assert!(
        !run.stdout.contains(TOKEN) && !run.stderr.contains(TOKEN),
        "{run:?}"
    );
    run
}

fn server(reply: Reply) -> Server {
    Server::start([reply]).unwrap()
}

fn queued() -> Server {
    server(Response::json(200, QUEUED).whole())
}

/// Asserts that the run succeeds and sends exactly this body.
fn sends(arguments: &[&str], body: &str) {
    let server = queued();
    let run = run(&mut command(&server.url(), arguments));
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (Some(0), "queued\n", ""),
        "{arguments:?}"
    );
    let requests = server.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    let path = "/organizations/acme-corp/mdm/windows/enterprise/devices/5CG1234XYZ/action";
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", path));
    assert_eq!(request.header("Authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!(request.text(), body, "{arguments:?}");
}

/// Asserts that the run ends with this code and message, without a connection.
fn refuses(arguments: &[&str], code: i32, said: &str) {
    let server = queued();
    let run = run(&mut command(&server.url(), arguments));
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(code), ""),
        "{arguments:?} {run:?}"
    );
    assert!(run.stderr.contains(said), "{arguments:?} {run:?}");
    assert!(server.connections().is_empty(), "{arguments:?}");
}

#[test]
fn each_subcommand_sends_its_action() {
    let [organization, device] = DEVICE;
    sends(
        &["install", organization, device, ID],
        &format!(r#"{{"entity":"application","action":"install","id":"{ID}"}}"#),
    );
    sends(
        &["install", organization, device, ID, "--type", "protected"],
        &format!(r#"{{"entity":"application","action":"install","id":"{ID}","type":"protected"}}"#),
    );
    sends(
        &["uninstall", organization, device, ID],
        &format!(r#"{{"entity":"application","action":"uninstall","id":"{ID}"}}"#),
    );
    sends(
        &["wipe", organization, device, "--yes"],
        r#"{"entity":"command","action":"wipe"}"#,
    );
    sends(
        &["wipe", organization, device, "--type", "protected", "--yes"],
        r#"{"entity":"command","action":"wipe","type":"protected"}"#,
    );
    sends(
        &["reboot", organization, device],
        r#"{"entity":"command","action":"reboot"}"#,
    );
}

#[test]
fn wrong_arguments_are_refused_before_anything_is_sent() {
    let [organization, device] = DEVICE;
    refuses(&["reboot", "my.org", device], 2, "is not a valid OrganizationId");
    refuses(&["reboot", organization, "é"], 2, "is not a valid WinDeviceId");
    refuses(
        &["install", organization, device, "507f"],
        2,
        "is not a valid ApplicationId",
    );
    refuses(&["install", organization, device], 2, "<APPLICATION>");
    refuses(
        &["wipe", organization, device, "--type", "gently", "--yes"],
        2,
        "[possible values: default, protected]",
    );
    refuses(
        &[
            "reboot",
            organization,
            device,
            "--token",
            TOKEN.trim_end_matches(char::is_alphanumeric),
        ],
        2,
        "--token",
    );
    refuses(
        &["wipe", organization, device],
        2,
        "there is no terminal to ask on: pass --yes",
    );
    refuses(
        &["reboot", organization, device, "--token-file", "/no/such/file"],
        2,
        "/no/such/file: ",
    );
}

#[test]
fn the_token_comes_from_the_environment_or_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, "another-t0ken\n").unwrap();
    let server = queued();
    let mut reboot = command(&server.url(), &["reboot", "acme-corp", "a"]);
    assert_eq!(run(reboot.arg("--token-file").arg(&file)).code, Some(0));
    assert_eq!(
        server.requests()[0].header("Authorization"),
        Some("Bearer another-t0ken")
    );

    let server = queued();
    let run = run(command(&server.url(), &["reboot", "acme-corp", "a"]).env_remove("APPLIVERY_TOKEN"));
    let said = "error: no token: set APPLIVERY_TOKEN or --token-file\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), said));
    assert!(server.connections().is_empty());
}

#[test]
fn a_failure_shows_the_message_of_the_server() {
    let error = |code: u32, message: &str| {
        format!(r#"{{"status":false,"error":{{"code":{code},"message":"{message}"}}}}"#)
    };
    for (reply, said) in [
        (
            Response::json(400, error(5142, "Win Device not active")).whole(),
            "400 Bad Request: 5142 Win Device not active\n",
        ),
        (
            Response::json(401, error(4002, "No auth token")).whole(),
            "401 Unauthorized: 4002 No auth token\n",
        ),
        (
            Response::json(404, error(3001, "Entity not found")).whole(),
            "404 Not Found: 3001 Entity not found\n",
        ),
        (
            Response::json(429, error(1029, "Slow down"))
                .header("Retry-After", "30")
                .whole(),
            "429 Too Many Requests: this status is not documented: 1029 Slow down; try again in 30 s\n",
        ),
        (
            Response::new(504).whole(),
            "504 Gateway Timeout: this status is not documented; it may have been queued nevertheless\n",
        ),
        (Reply::close(), "; it may have been queued nevertheless\n"),
    ] {
        let server = server(reply);
        let run = run(&mut command(&server.url(), &["wipe", "acme-corp", "a", "--yes"]));
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
        assert!(
            run.stderr.starts_with("error: executeWindowsDeviceAction: ") && run.stderr.ends_with(said),
            "{run:?}"
        );
        assert_eq!(server.requests().len(), 1, "{said}");
    }
}

/// The exit code and the standard output for a response with this data.
fn reported(data: &str) -> (Option<i32>, String) {
    let server = server(Response::json(200, format!(r#"{{"status":true{data}}}"#)).whole());
    let run = run(&mut command(&server.url(), &["reboot", "acme-corp", "a"]));
    (run.code, run.stdout + &run.stderr)
}

#[test]
fn a_state_is_printed_and_a_failed_one_is_a_failure() {
    assert_eq!(
        reported(r#","data":{"status":"deferred"}"#),
        (Some(0), "deferred\n".to_owned())
    );
    assert_eq!(reported(""), (Some(0), "accepted\n".to_owned()));
    let failed = "error: the action could not be queued\n".to_owned();
    assert_eq!(reported(r#","data":{"status":"failed"}"#), (Some(1), failed));
}

/// Runs `wipe` at a terminal with this input. Returns the run and the sent bodies.
fn typed(answer: &str) -> (Run, Vec<String>) {
    let server = queued();
    let terminal = openpty(None, None).unwrap();
    let mut wipe = command(&server.url(), &["wipe", DEVICE[0], DEVICE[1]]);
    wipe.stdin(terminal.slave)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = wipe.spawn().unwrap();
    drop(wipe);
    let mut asked = [0; 64];
    let length = child.stderr.as_mut().unwrap().read(&mut asked).unwrap();
    assert!(length > 0 && server.connections().is_empty(), "it asks first");
    let mut keyboard = File::from(terminal.master);
    keyboard.write_all(answer.as_bytes()).unwrap();
    let mut run = Run::from(child.wait_with_output().unwrap());
    run.stderr
        .insert_str(0, &String::from_utf8_lossy(&asked[..length]));
    assert!(
        !run.stdout.contains(TOKEN) && !run.stderr.contains(TOKEN),
        "{run:?}"
    );
    let bodies = server
        .requests()
        .iter()
        .map(tests::server::Request::text)
        .collect();
    (run, bodies)
}

#[test]
fn a_wipe_asks_for_the_devices_id() {
    let prompt = "This erases 5CG1234XYZ. Type its id to go on: ";
    let (run, bodies) = typed("5CG1234XYZ\n");
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (Some(0), "queued\n", prompt)
    );
    assert_eq!(bodies, [r#"{"entity":"command","action":"wipe"}"#]);
    // Control-D ends the input.
    for answer in ["y\n", "\n", "5cg1234xyz\n", "\u{4}"] {
        let (run, bodies) = typed(answer);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{answer:?}");
        assert_eq!(
            run.stderr,
            format!("{prompt}error: not confirmed, nothing was sent\n"),
            "{answer:?}"
        );
        assert!(bodies.is_empty(), "{answer:?}");
    }
}

/// Every user of the machine can read the arguments. On Linux, only this user can read the environment.
#[cfg(target_os = "linux")]
#[test]
fn the_token_is_not_an_argument() {
    let server = server(Reply::stall());
    let mut child = command(&server.url(), &["reboot", DEVICE[0], DEVICE[1]])
        .spawn()
        .unwrap();
    let sent = server.wait(LONG, |connections| {
        connections.iter().any(|one| !one.requests.is_empty())
    });
    let arguments = fs::read_to_string(format!("/proc/{}/cmdline", child.id())).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        sent && arguments.contains("reboot") && !arguments.contains(TOKEN),
        "{arguments:?}"
    );
    assert!(server.wait(Duration::from_secs(5), |connections| {
        connections.iter().all(|one| one.left)
    }));
}
