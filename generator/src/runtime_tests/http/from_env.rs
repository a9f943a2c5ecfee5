//! Credentials in environment variables: complete, missing and in part.

use crate::runtime::http::{Credential, FromEnv, Variables};

const ROWS: &[FromEnv] = &[
    FromEnv {
        scheme: 0,
        variables: Variables::Token("PETS_TOKEN"),
    },
    FromEnv {
        scheme: 1,
        variables: Variables::Basic("PETS_USERNAME", "PETS_PASSWORD"),
    },
    FromEnv {
        scheme: 2,
        variables: Variables::Key("PETS_KEY"),
    },
    FromEnv {
        scheme: 0,
        variables: Variables::Client("PETS_ID", "PETS_SECRET", "https://login.example/token"),
    },
];

/// The schemes with a credential, or the message.
fn found(set: &[(&str, &str)]) -> Result<Vec<(usize, &'static str)>, String> {
    let value = |name: &str| {
        let found = set.iter().find(|(other, _)| *other == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let kind = |credential: &Credential| match credential {
        Credential::Bearer(_) => "bearer",
        Credential::Basic { .. } => "basic",
        Credential::ApiKey(_) => "key",
        Credential::Provider(_) => "provider",
        Credential::Custom(_) => "custom",
    };
    let found = FromEnv::read(ROWS, value)?;
    Ok(found
        .iter()
        .map(|(scheme, credential)| (*scheme, kind(credential)))
        .collect())
}

#[test]
fn every_complete_credential_is_set() {
    assert_eq!(found(&[("PETS_TOKEN", "t")]).unwrap(), [(0, "bearer")]);
    assert_eq!(
        found(&[("PETS_KEY", "k"), ("PETS_USERNAME", "u"), ("PETS_PASSWORD", "p")]).unwrap(),
        [(1, "basic"), (2, "key")]
    );
    assert_eq!(
        found(&[("PETS_ID", "i"), ("PETS_SECRET", "s")]).unwrap(),
        [(0, "custom")]
    );
    // A token takes precedence over the client that fetches one.
    assert_eq!(
        found(&[("PETS_TOKEN", "t"), ("PETS_ID", "i"), ("PETS_SECRET", "s")]).unwrap(),
        [(0, "bearer")]
    );
}

#[test]
fn missing_variables_are_named() {
    assert_eq!(
        found(&[("PETS_TOKEN", ""), ("OTHER", "x")]).unwrap_err(),
        "no credentials in the environment: set PETS_TOKEN, or PETS_USERNAME and PETS_PASSWORD, or PETS_KEY, or PETS_ID and PETS_SECRET"
    );
    for (set, missing) in [("PETS_USERNAME", "PETS_PASSWORD"), ("PETS_SECRET", "PETS_ID")] {
        let error = found(&[(set, "s3cret"), ("PETS_KEY", "k")]).unwrap_err();
        assert_eq!(error, format!("the environment variable {missing} is missing"));
    }
}
