//! A whole command-line program over the generated crate: one action on one Windows device.
//!
//! `cargo run -p tests --example device-action -- --help`

use std::error::Error;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

use applivery::auth::Secret;
use applivery::operations::ExecuteWindowsDeviceAction;
use applivery::types::{
    ApplicationAction, ApplicationActionKind, ApplicationId, CommandAction, CommandActionKind, DeviceAction,
    DeviceActionStatus, ErrorResponse, OrganizationId, WinDeviceId, WipeType,
};
use applivery::{Blocking, Call, Client};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

/// Installs and uninstalls applications on Windows devices, wipes and reboots them.
#[derive(Parser)]
#[command(
    after_help = "The API token is read from the environment variable APPLIVERY_TOKEN, or from a file."
)]
struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// The file that holds the API token, instead of APPLIVERY_TOKEN.
    #[arg(long, value_name = "PATH", global = true)]
    token_file: Option<PathBuf>,
    /// The address of a private tenant.
    #[arg(long, value_name = "URL", global = true)]
    base_url: Option<String>,
}

#[derive(Subcommand)]
enum Action {
    /// Installs an application on the device.
    Install(Application),
    /// Removes an application from the device.
    Uninstall(Application),
    /// Resets the device, after you have typed its id on the terminal.
    Wipe {
        #[command(flatten)]
        device: Device,
        /// How to wipe: `default` resets the PC, `protected` also cleans its internal drive completely.
        #[arg(long, value_parser = wipe_type())]
        r#type: Option<WipeType>,
        /// Don't ask for confirmation.
        #[arg(long)]
        yes: bool,
    },
    /// Restarts the device.
    Reboot(Device),
}

#[derive(Args)]
struct Device {
    /// The organization's id or slug.
    organization: OrganizationId,
    /// The device's id, IMEI or serial number.
    device: WinDeviceId,
}

#[derive(Args)]
struct Application {
    #[command(flatten)]
    device: Device,
    /// The application's id.
    application: ApplicationId,
    /// The API's own sample sends a type with an application, too.
    #[arg(long, value_parser = wipe_type())]
    r#type: Option<WipeType>,
}

/// The enum is open, but this program accepts only known values: a misspelt type must not reach a device.
fn wipe_type() -> impl TypedValueParser<Value = WipeType> {
    PossibleValuesParser::new(["default", "protected"]).try_map(|text| text.parse::<WipeType>())
}

fn main() -> ExitCode {
    let call = match prepare(Arguments::parse()) {
        Ok(call) => call,
        Err(error) => return fail(2, &error.to_string()),
    };
    match call.call() {
        Ok(response) => report(response.data.and_then(|data| data.status)),
        Err(error) => fail(1, &explain(&error)),
    }
}

/// Prints the status, also one that this program doesn't know.
fn report(status: Option<DeviceActionStatus>) -> ExitCode {
    match status {
        Some(DeviceActionStatus::Failed) => return fail(1, "the action could not be queued"),
        Some(status) => println!("{status}"),
        None => println!("accepted"),
    }
    ExitCode::SUCCESS
}

/// Exit code 2: the arguments are wrong. Exit code 1: the action is not known to be accepted.
fn fail(code: u8, message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(code)
}

fn prepare(arguments: Arguments) -> Result<Call<ExecuteWindowsDeviceAction, Blocking>, Box<dyn Error>> {
    let mut builder = Client::blocking().bearer_token(token(arguments.token_file)?);
    if let Some(url) = arguments.base_url {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    let (target, action) = arguments.action.confirmed()?;
    let devices = client.windows_devices();
    Ok(devices.execute_windows_device_action(&target.organization, &target.device, &action))
}

/// The token is never an argument, because every user of the machine can read arguments.
fn token(file: Option<PathBuf>) -> Result<Secret, Box<dyn Error>> {
    let text = match file {
        Some(path) => fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?,
        None => env::var("APPLIVERY_TOKEN").map_err(|_| "no token: set APPLIVERY_TOKEN or --token-file")?,
    };
    Ok(text.trim().into())
}

impl Action {
    /// The device and the action, once the user has confirmed a wipe.
    fn confirmed(self) -> Result<(Device, DeviceAction), Box<dyn Error>> {
        match self {
            Self::Install(of) => Ok(of.action(ApplicationActionKind::Install)),
            Self::Uninstall(of) => Ok(of.action(ApplicationActionKind::Uninstall)),
            Self::Reboot(device) => Ok((device, CommandAction::new(CommandActionKind::Reboot).into())),
            Self::Wipe { device, r#type, yes } => {
                if !yes {
                    confirm(&device.device)?;
                }
                let mut wipe = CommandAction::new(CommandActionKind::Wipe);
                wipe.r#type = r#type;
                Ok((device, wipe.into()))
            }
        }
    }
}

impl Application {
    fn action(self, kind: ApplicationActionKind) -> (Device, DeviceAction) {
        let mut action = ApplicationAction::new(kind, self.application);
        action.r#type = self.r#type;
        (self.device, action.into())
    }
}

/// A wipe can't be undone, so the user types the id of the device first.
fn confirm(device: &WinDeviceId) -> Result<(), Box<dyn Error>> {
    if !io::stdin().is_terminal() {
        return Err("there is no terminal to ask on: pass --yes to wipe".into());
    }
    eprint!("This erases {device}. Type its id to go on: ");
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    if typed.trim() != device.as_str() {
        return Err("not confirmed, nothing was sent".into());
    }
    Ok(())
}

/// The error with its causes, and what the user can do about it.
fn explain(error: &applivery::Error<ErrorResponse>) -> String {
    let mut text = format!("{error:#}");
    if let Some(wait) = error.retry_after() {
        text += &format!("; try again in {} s", wait.as_secs());
    }
    if error.is_uncertain() {
        text += "; it may have been queued nevertheless";
    }
    text
}
