//! R5, R6 and R9: timeouts and broken connections. A request that the server may have received is never retried.

#[path = "relay.rs"]
pub(crate) mod relay;

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use applivery::{ErrorKind, RetryPolicy, TimeoutKind};
use socket2::{Domain, Socket, Type};
use tests::server::{Reply, Response, Server};

use self::relay::Relay;
use super::both::{LONG, Over, QUEUED, Setup, TRANSPORTS, both, reboot, runtime};

const SHORT: Duration = Duration::from_millis(250);

fn queued() -> Response {
    Response::json(200, QUEUED)
}

/// A call that fails, after exactly one request.
fn fails(reply: &Reply, setup: impl Fn(Setup) -> Setup, kind: ErrorKind, status: Option<u16>) {
    let script = [reply.clone(), queued().whole()];
    both(&script, &reboot(), setup, |over, outcome, requests| {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), kind, "{over:?} {reply:?}: {error:#}");
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            status,
            "{over:?} {reply:?}"
        );
        assert_eq!(
            requests.len(),
            1,
            "{over:?} {reply:?}: a wipe must not happen twice"
        );
        assert!(!error.is_retryable() && !error.is_connect(), "{over:?}");
        let refused = status.is_some_and(|status| (400..500).contains(&status));
        assert_eq!(error.is_uncertain(), !refused, "{over:?} {status:?}");
        assert_eq!(error.is_timeout(), matches!(kind, ErrorKind::Timeout(_)));
    });
}

#[test]
fn r5_each_timeout_has_its_own_error() {
    let attempt = |setup| Setup {
        attempt: Some(SHORT),
        ..setup
    };
    let total = |setup| Setup {
        total: Some(SHORT),
        ..setup
    };
    let stall = |setup| Setup {
        stall: Some(SHORT),
        ..setup
    };
    let kind = ErrorKind::Timeout;
    fails(&Reply::stall(), attempt, kind(TimeoutKind::Attempt), None);
    fails(&queued().stall(1), attempt, kind(TimeoutKind::Attempt), Some(200));
    fails(&Reply::stall(), total, kind(TimeoutKind::Total), None);
    fails(&queued().stall(1), total, kind(TimeoutKind::Total), Some(200));
    fails(&queued().stall(1), stall, kind(TimeoutKind::Stall), Some(200));
    // The server sends bytes all the time, but the whole response exceeds the timeout.
    let drip = queued().drip(SHORT / 4);
    fails(&drip, attempt, kind(TimeoutKind::Attempt), Some(200));
    fails(&drip, total, kind(TimeoutKind::Total), Some(200));
}

/// A listener with a full queue accepts no connection. On Linux, connecting waits. On other systems it may be refused.
#[cfg(target_os = "linux")]
#[test]
fn r5_a_connection_that_is_never_accepted_times_out() {
    let (socket, address) = closed_door();
    socket.listen(0).unwrap();
    let waiting: Vec<_> = (0..4)
        .map(|_| TcpStream::connect_timeout(&address, SHORT))
        .collect();
    assert!(waiting.iter().any(Result::is_err), "the queue isn't full");
    for over in TRANSPORTS {
        let setup = Setup {
            connect: Some(SHORT),
            retry: Some(RetryPolicy::none()),
            ..Setup::new(format!("http://{address}"))
        };
        let error = setup.send(over, &reboot()).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Timeout(TimeoutKind::Connect),
            "{over:?}: {error:#}"
        );
        assert!(
            error.is_connect() && error.is_timeout() && error.is_retryable(),
            "{over:?}"
        );
    }
}

#[test]
fn r5_a_slow_response_within_the_timeout_succeeds() {
    let patient = |setup| Setup {
        attempt: Some(LONG),
        total: Some(LONG),
        stall: Some(LONG),
        ..setup
    };
    both(
        &[queued().after(SHORT)],
        &reboot(),
        patient,
        |over, outcome, _| {
            assert!(outcome.is_ok(), "{over:?} {outcome:?}");
        },
    );
}

#[test]
fn r5_a_dropped_future_ends_the_connection() {
    for over in [Over::Hyper, Over::Reqwest] {
        let server = Server::start([Reply::stall()]).unwrap();
        let setup = Setup::new(server.url());
        let call = setup.call(&setup.asynchronous(over).unwrap(), &reboot());
        runtime().block_on(async {
            assert!(tokio::time::timeout(SHORT, call.send()).await.is_err());
            assert_eq!(server.requests().len(), 1);
            // The runtime has one thread, which closes the connection, so waiting must not block it.
            for _ in 0..1000 {
                if server.connections().iter().all(|connection| connection.left) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            panic!("{over:?}: the connection is still open");
        });
    }
}

/// R9 and R6: lost responses. The policy allows retries, but there is none.
#[test]
fn r6_r9_a_broken_exchange_is_not_retried() {
    let persistent = |setup| Setup {
        retry: Some(RetryPolicy::safe().max_attempts(9)),
        ..setup
    };
    for (reply, status) in [
        (Reply::close(), None),
        (Reply::reset(), None),
        (Reply::raw("SSH-2.0-OpenSSH_9.6\r\n\r\n"), None),
        (Reply::raw("HTTP/1.1 200 OK\r\nContent-"), None),
        (queued().cut(9), Some(200)),
        (queued().reset(9), Some(200)),
        (
            Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            Some(200),
        ),
    ] {
        fails(&reply, persistent, ErrorKind::Exchange, status);
    }
}

#[test]
fn r6_a_transient_status_is_not_retried() {
    let persistent = |setup| Setup {
        retry: Some(RetryPolicy::safe().max_attempts(9)),
        ..setup
    };
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let answer = Response::json(status, "{}").header("Retry-After", "0");
        fails(&answer.whole(), persistent, ErrorKind::Undocumented, Some(status));
    }
    fails(
        &Reply::stall(),
        |setup| Setup {
            attempt: Some(SHORT),
            ..persistent(setup)
        },
        ErrorKind::Timeout(TimeoutKind::Attempt),
        None,
    );
}

/// Nothing was sent, so a retry is safe. The second attempt is accepted.
#[test]
fn r6_a_refused_connection_is_retried() {
    for over in TRANSPORTS {
        let (door, address) = closed_door();
        let server = Arc::new(Mutex::new(None));
        let opened = Arc::clone(&server);
        let open = move || {
            door.listen(16).unwrap();
            let listener = door.try_clone().unwrap().into();
            *opened.lock().unwrap() = Some(Server::on(listener, [queued().whole()]).unwrap());
        };
        let setup = Setup {
            relay: Some(Relay::new(open)),
            ..Setup::new(format!("http://{address}"))
        };
        let outcome = setup.send(over, &reboot());
        assert!(outcome.is_ok(), "{over:?} {outcome:?}");
        let requests = server.lock().unwrap().as_ref().unwrap().requests();
        assert_eq!(requests.len(), 1, "{over:?}");
    }
}

#[test]
fn r9_a_connection_that_is_always_refused_is_an_error() {
    for over in TRANSPORTS {
        let (_door, address) = closed_door();
        let setup = Setup {
            retry: Some(RetryPolicy::safe().backoff(Duration::ZERO, Duration::ZERO)),
            ..Setup::new(format!("http://{address}"))
        };
        let error = setup.send(over, &reboot()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{over:?}: {error:#}");
        assert!(
            error.is_connect() && error.is_retryable() && !error.is_timeout() && !error.is_uncertain(),
            "{over:?}"
        );
        assert!(error.to_string().ends_with(": no connection"), "{error}");
    }
}

/// R9: a connection that is closed between two calls is replaced. No call is lost or sent twice.
#[test]
fn r9_a_connection_that_was_closed_while_idle_is_replaced() {
    let pause = Duration::from_millis(50);
    for over in TRANSPORTS {
        let server = Server::start([queued().then_close()]).unwrap();
        let setup = Setup::new(server.url());
        let (asynchronous, blocking) = (setup.asynchronous(over), setup.blocking());
        runtime().block_on(async {
            for _ in 0..3 {
                let outcome = match &asynchronous {
                    Some(client) => setup.call(client, &reboot()).await,
                    None => setup.call(&blocking, &reboot()).call(),
                };
                outcome.unwrap();
                tokio::time::sleep(pause).await;
            }
        });
        assert_eq!(server.requests().len(), 3, "{over:?}");
    }
}

/// R10: this process is run again with a proxy in its environment, which the client was not told to use.
#[test]
fn r10_a_proxy_of_the_environment_is_not_used() {
    let proxy = Server::start([Response::new(502).whole()]).unwrap();
    let again = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "answers::an_action_that_is_queued"])
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .envs(["http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"].map(|name| (name, proxy.url())))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
    assert!(proxy.connections().is_empty());
}

/// A port that refuses connections until its socket listens, and that no other process can take.
fn closed_door() -> (Socket, SocketAddr) {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket
        .bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())
        .unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    (socket, address)
}
