//! A host with several addresses, of which the preferred one never answers ("Happy Eyeballs", RFC 6555). The test starts itself in a
//! network of its own, where it can define such hosts.

use std::net::ToSocketAddrs;
use std::process::Command;
use std::time::Duration;

use applivery::transport::HyperTransport;
use applivery::{Client, RetryPolicy};
use tests::server::{Response, Server};
use tests::skip::{self, Need};

use super::both::{LONG, Outcome, QUEUED, Setup, reboot, runtime};

const TEST: &str = "addresses::an_address_that_never_answers_does_not_stop_a_call";

/// The variable that tells the process that it is in the network of the test.
const INSIDE: &str = "IN_A_NETWORK_OF_ITS_OWN";

/// The exit code of a shell that can't define the network.
const UNABLE: i32 = 77;

/// Runs a program in a network with a host of two addresses. Resolvers prefer the IPv6 address (RFC 6724, section 2.1). It belongs to
/// a neighbour that does not exist, so packets to it are lost.
const NETWORK: &str = r#"
define() {
    ip link set lo up &&
    ip link add near type veth peer name far && ip link set near up && ip link set far up &&
    ip -6 address add 2001:db8::1/64 dev near nodad &&
    ip -6 neighbour add 2001:db8::2 lladdr 02:00:00:00:00:02 dev near &&
    hosts=$(mktemp) && printf '2001:db8::2 two.test\n127.0.0.1 two.test\n' >"$hosts" &&
    mount --bind "$hosts" /etc/hosts && rm "$hosts"
}
define || exit 77
exec "$@"
"#;

#[test]
fn an_address_that_never_answers_does_not_stop_a_call() {
    if std::env::var_os(INSIDE).is_some() {
        return calls();
    }
    let output = Command::new("unshare")
        .args(["--net", "--mount", "sh", "-c", NETWORK, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", TEST, "--nocapture"])
        .env(INSIDE, "1")
        .output();
    let unable = match output {
        Ok(output) => {
            let [printed, errors] =
                [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
            if output.status.code() != Some(UNABLE) && !errors.starts_with("unshare:") {
                assert!(printed.contains("1 passed"), "{printed}\n{errors}");
                return;
            }
            errors
        }
        Err(error) => error.to_string(),
    };
    let reason = format!("a network for the test can't be made: {}", unable.trim());
    skip::skip(Need::Tool, &reason).unwrap();
}

fn calls() {
    let server = Server::start([Response::json(200, QUEUED).whole()]).unwrap();
    let port = server.address().port();
    let preferred = ("two.test", port).to_socket_addrs().unwrap().next();
    assert!(
        preferred.is_some_and(|address| address.is_ipv6()),
        "{preferred:?}"
    );

    let without = call(port, None, Duration::from_secs(2)).unwrap_err();
    assert!(without.is_timeout(), "{without:#}");
    assert!(server.connections().is_empty());

    let outcome = call(port, Some(Duration::from_millis(300)), LONG);
    assert!(outcome.is_ok(), "{:#}", outcome.unwrap_err());
    assert_eq!(server.connections().len(), 1);
}

/// A call whose connector gives each of the two addresses a minute. `after` is the time after which the second one is tried too.
fn call(port: u16, after: Option<Duration>, total: Duration) -> Outcome {
    let setup = Setup {
        retry: Some(RetryPolicy::none()),
        total: Some(total),
        ..Setup::new(format!("http://two.test:{port}"))
    };
    let transport = HyperTransport::builder()
        .connect_timeout(Duration::from_secs(120))
        .happy_eyeballs_timeout(after);
    let builder = setup.builder(Client::builder());
    let client = builder.transport(transport.build().unwrap()).build().unwrap();
    runtime().block_on(setup.call(&client, &reboot()).send())
}
