//! Wipes a device, with care: the user types the device's id first, and an uncertain result is not repeated.
//!
//! `APPLIVERY_TOKEN=… cargo run -p tests --example wipe-device -- ORGANIZATION DEVICE`

use std::env;
use std::error::Error;
use std::io;

use applivery::types::{CommandAction, CommandActionKind, OrganizationId, WinDeviceId, WipeType};
use applivery::{Client, ErrorKind};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let mut argument = || arguments.next().ok_or("usage: wipe-device ORGANIZATION DEVICE");
    // The types check the ids against the description's patterns, before anything is sent.
    let organization: OrganizationId = argument()?.parse()?;
    let device: WinDeviceId = argument()?.parse()?;
    let client = Client::blocking()
        .bearer_token(env::var("APPLIVERY_TOKEN")?)
        .build()?;

    println!("This erases {device}. Type its id to continue:");
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    if typed.trim() != device.as_str() {
        return Err("the ids differ; nothing was sent".into());
    }

    let wipe = CommandAction::new(CommandActionKind::Wipe).r#type(WipeType::Protected);
    let devices = client.windows_devices();
    match devices
        .execute_windows_device_action(&organization, &device, &wipe.into())
        .call()
    {
        Ok(response) => {
            println!("{:?}", response.data.and_then(|result| result.status)); // Some(Queued)
            Ok(())
        }
        // The error that the description documents for this status.
        Err(error) if error.kind() == ErrorKind::Api => Err(format!("refused: {error}").into()),
        // The wipe may be queued although no response came. A second wipe would wipe twice.
        Err(error) if error.is_uncertain() => {
            Err(format!("{error}; look at the device before you try again").into())
        }
        Err(error) => Err(error.into()),
    }
}
