//! One call over any transport. The differences between the transports are here, so that a test is written once.

use std::time::Duration;

use applivery::operations::ExecuteWindowsDeviceAction;
use applivery::transport::{HyperTransport, ReqwestTransport, TransportOptions, UreqTransport};
use applivery::types::{DeviceAction, DeviceActionResponse, ErrorResponse, OrganizationId, WinDeviceId};
use applivery::{Async, Blocking, Call, Client, ClientBuilder, Error, Response, RetryPolicy};
use tests::server::{Reply, Request, Server};

use super::faults::relay::Relay;

pub(crate) const ORGANIZATION: OrganizationId = OrganizationId::from_static("acme-corp");
pub(crate) const DEVICE: WinDeviceId = WinDeviceId::from_static("507f1f77bcf86cd799439022");
pub(crate) const TOKEN: &str = "t0ken";
pub(crate) const QUEUED: &str = r#"{"status":true,"data":{"status":"queued"}}"#;

pub(crate) type Outcome = Result<Response<DeviceActionResponse>, Error<ErrorResponse>>;

/// A timeout that no successful exchange reaches.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// The transport of a call, which determines whether the call blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Hyper,
    Reqwest,
    /// Blocks.
    Ureq,
}

pub(crate) const TRANSPORTS: [Over; 3] = [Over::Hyper, Over::Reqwest, Over::Ureq];

/// The options of the client and of the call. Options that are not set keep the client's defaults.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(crate) url: String,
    pub(crate) token: Option<&'static str>,
    pub(crate) organization: OrganizationId,
    pub(crate) device: WinDeviceId,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) connect: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) stall: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) limit: Option<u64>,
    pub(crate) unchecked: bool,
    /// A header of the call.
    pub(crate) header: Option<(&'static str, &'static str)>,
    /// A transport between the call and the HTTP library.
    pub(crate) relay: Option<Relay>,
}

impl Setup {
    pub(crate) fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            token: Some(TOKEN),
            organization: ORGANIZATION,
            device: DEVICE,
            retry: None,
            connect: None,
            attempt: None,
            stall: None,
            total: None,
            limit: None,
            unchecked: false,
            header: None,
            relay: None,
        }
    }

    /// Makes the call.
    pub(crate) fn send(&self, over: Over, action: &DeviceAction) -> Outcome {
        match self.asynchronous(over) {
            Some(client) => runtime().block_on(self.call(&client, action).send()),
            None => self.call(&self.blocking(), action).send(),
        }
    }

    /// The asynchronous client over this transport; `None` if the transport blocks.
    pub(crate) fn asynchronous(&self, over: Over) -> Option<Client<Async>> {
        let builder = self.builder(Client::builder());
        let options = self.options();
        let builder = match (over, &self.relay) {
            (Over::Hyper, None) => builder,
            (Over::Hyper, Some(relay)) => {
                builder.transport(relay.over(HyperTransport::with(&options).unwrap()))
            }
            (Over::Reqwest, None) => builder.transport(ReqwestTransport::with(&options).unwrap()),
            (Over::Reqwest, Some(relay)) => {
                builder.transport(relay.over(ReqwestTransport::with(&options).unwrap()))
            }
            (Over::Ureq, _) => return None,
        };
        Some(builder.build().unwrap())
    }

    pub(crate) fn blocking(&self) -> Client<Blocking> {
        let builder = self.builder(Client::blocking());
        let builder = match &self.relay {
            Some(relay) => builder.transport(relay.over(UreqTransport::with(&self.options()))),
            None => builder,
        };
        builder.build().unwrap()
    }

    fn options(&self) -> TransportOptions {
        let mut options = TransportOptions::default();
        options.connect_timeout = self.connect.unwrap_or(options.connect_timeout);
        options
    }

    pub(crate) fn builder<M: applivery::Mode>(&self, mut builder: ClientBuilder<M>) -> ClientBuilder<M> {
        builder = builder.base_url(&self.url);
        if let Some(token) = self.token {
            builder = builder.bearer_token(token);
        }
        if let Some(policy) = &self.retry {
            builder = builder.retry(policy.clone());
        }
        if let Some(connect) = self.connect {
            builder = builder.connect_timeout(connect);
        }
        if let Some(limit) = self.limit {
            builder = builder.response_limit(limit);
        }
        if let Some(stall) = self.stall {
            builder = builder.stall_timeout(stall);
        }
        builder
    }

    pub(crate) fn call<M: applivery::Mode>(
        &self,
        client: &Client<M>,
        action: &DeviceAction,
    ) -> Call<ExecuteWindowsDeviceAction, M> {
        let devices = client.windows_devices();
        let mut call = devices.execute_windows_device_action(&self.organization, &self.device, action);
        if let Some(attempt) = self.attempt {
            call = call.attempt_timeout(attempt);
        }
        if let Some(total) = self.total {
            call = call.timeout(total);
        }
        if let Some((name, value)) = self.header {
            call = call.header(name, value);
        }
        match self.unchecked {
            true => call.without_validation(),
            false => call,
        }
    }
}

/// Makes the call over each transport against a separate server, and passes on the outcome and the received connections.
pub(crate) fn both(
    script: &[Reply],
    action: &DeviceAction,
    setup: impl Fn(Setup) -> Setup,
    check: impl Fn(Over, Outcome, &[Request]),
) {
    for over in TRANSPORTS {
        let server = Server::start(script.to_vec()).unwrap();
        let outcome = setup(Setup::new(server.url())).send(over, action);
        check(over, outcome, &server.requests());
    }
}

/// The same with the default call and options, for tests of responses.
pub(crate) fn answered(reply: &Reply, check: impl Fn(Over, Outcome)) {
    both(
        std::slice::from_ref(reply),
        &reboot(),
        |setup| setup,
        |over, outcome, requests| {
            // This POST is not retried, whatever the response is.
            assert_eq!(requests.len(), 1, "{over:?}");
            check(over, outcome);
        },
    );
}

pub(crate) fn reboot() -> DeviceAction {
    use applivery::types::{CommandAction, CommandActionKind};
    CommandAction::new(CommandActionKind::Reboot).into()
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap()
}
