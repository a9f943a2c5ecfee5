//! `generator.toml` as a whole.

use generator::PlacePattern;
use generator::diagnostics::{AllowSource, Code};

use crate::program::config::*;
use crate::program::layout::Layout;

const CLIENT: &str = "[[client]]\nspec = \"a.yaml\"\npackage = \"a\"\nout = \"generated\"\n";

fn refused(text: &str) -> String {
    Config::parse("generator.toml", text, &Layout::default()).expect_err("an error")
}

#[test]
fn a_client_with_an_allow() {
    let text = format!(
        "{CLIENT}allow = [{{ code = \"invalid-pattern\", pointer = \"#/components\", reason = \"known\" }}]\n"
    );
    let config = Config::parse("generator.toml", &text, &Layout::default()).expect("a config");
    let at = Pointer::root("generator.toml").descend(["client", "0"]);
    let entry = AllowSource::Config(at.descend(["allow", "0"]));
    let places = PlacePattern::parse("spec/a.yaml", "#/components");
    let allow = Allow::new(Code::InvalidPattern, places, entry).because("known");
    assert_eq!(config.clients[0].allowed("spec/a.yaml", &at), [allow]);
    let text = format!("{CLIENT}deny = [\"warnings\", \"unknown-key\"]\n");
    let config = Config::parse("generator.toml", &text, &Layout::default()).expect("a config");
    let denied = [Deny::Warnings, Deny::Code(Code::UnknownKey)];
    assert_eq!(config.clients[0].deny, denied);
}

#[test]
fn names_are_placed_in_the_description() {
    let text = format!("{CLIENT}[client.names]\n\"#/components/schemas/pet\" = \"Animal\"\n");
    let config = Config::parse("generator.toml", &text, &Layout::default()).expect("a config");
    let at = Pointer::root("a.yaml").descend(["components", "schemas", "pet"]);
    let client = Pointer::root("generator.toml").descend(["client", "0"]);
    let overrides = config.clients[0].overrides("a.yaml", &client);
    assert_eq!(overrides.names, [(at.clone(), "Animal".to_owned())].into());
    let entry = client.descend(["names", "#/components/schemas/pet"]);
    assert_eq!(overrides.entries.names, [(at, entry)].into());
}

#[test]
fn an_error_is_one_line_with_its_place() {
    let with = |line: &str| refused(&format!("{CLIENT}{line}\n"));
    let starts = [
        (
            with("pakage = \"x\""),
            "generator.toml:5:1: unknown field `pakage`: did you mean `package`?",
        ),
        (
            with("allow = [{ code = \"bad\", pointer = \"#\", reason = \"\" }]"),
            "generator.toml:5:19: there is no diagnostic code `bad`",
        ),
        (
            with("allow = [{ code = \"syntax\", pointer = \"a\", reason = \"\" }]"),
            "generator.toml:5:39: `a` is not a pointer",
        ),
        (
            with("allow = [{ code = \"syntax\", pointer = \"#\", reason = \" \" }]"),
            "generator.toml:5:53: an `allow` needs a reason: its `reason` is empty",
        ),
        (
            with("allow = [{ code = \"syntax\", pointer = \"#\" }]"),
            "generator.toml:5:10: missing field `reason`",
        ),
        (
            with("mode = \"server\""),
            "generator.toml:5:8: unknown mode `server`: expected `client` or `types`",
        ),
        (
            with("names = { pet = \"Pet\" }"),
            "generator.toml:5:9: `pet` is not a pointer",
        ),
        (
            with("pagination = [{ kind = \"pages\" }]"),
            "generator.toml:5:24: unknown pagination kind `pages`: expected `cursor`",
        ),
        (
            with("idempotency-key = { head = \"X\" }"),
            "generator.toml:5:21: unknown field `head`: expected `header`, `operations`",
        ),
        (
            with("idempotency-key = { header = \"X\" }"),
            "generator.toml:5:19: a header, or `{ header = \"X-Key\"",
        ),
        (
            with("version = \"1\""),
            "generator.toml:5:11: `1` is not a version such as `1.0.0`",
        ),
        (
            with("version = \"1.0.0-01\""),
            "generator.toml:5:11: `1.0.0-01` is not a version",
        ),
        (
            with("features = true"),
            "generator.toml:5:12: invalid type: boolean",
        ),
        (
            with("only = { tag = [] }"),
            "generator.toml:5:10: unknown field `tag`: did you mean `tags`?",
        ),
        (
            refused(&format!("{CLIENT}[clients]\n")),
            "generator.toml:5:2: unknown field `clients`: did you mean `client`?",
        ),
        (
            with("webhooks = { nonsense = 1 }"),
            "generator.toml:5:14: unknown field `nonsense`: expected `signature`",
        ),
        (with("="), "generator.toml:5:1: "),
        (refused(""), "generator.toml:1:1: missing field `client`"),
        (
            refused(&CLIENT.replace("generated", "../x")),
            "generator.toml:4:7: `../x` must be",
        ),
        (
            refused(&CLIENT.replace("a.yaml", "/etc/passwd")),
            "generator.toml:2:8: `/etc/passwd` must be",
        ),
        (
            refused(&CLIENT.replace("\"a\"", "\"1a\"")),
            "generator.toml:3:11: `1a` is not a package name",
        ),
        (
            refused(&CLIENT.replace("\"a\"", "\"box\"")),
            "generator.toml:3:11: `box` is not a package name: it is a keyword of Rust",
        ),
        (
            refused(&CLIENT.repeat(2)),
            "generator.toml:8:7: a client already has `out = \"generated\"`",
        ),
        (
            refused(&format!(
                "{CLIENT}{}",
                CLIENT.replace("generated", "a/../generated/")
            )),
            "generator.toml:8:7: a client already has `out",
        ),
        (
            refused(&format!("{CLIENT}{}", CLIENT.replace("generated", "b"))),
            "generator.toml:7:11: the client in `generated` already has a package `a-runtime`",
        ),
        (
            refused(&format!(
                "{CLIENT}{}",
                CLIENT.replace("generated", "b").replace("\"a\"", "\"a-runtime\"")
            )),
            "generator.toml:7:11: the client in `generated` already has a package `a-runtime`",
        ),
        (
            refused(&CLIENT.replace("a.yaml", "https://example.com/a.yaml")),
            "generator.toml:2:8: `https://example.com/a.yaml` is a URL, and nothing is fetched",
        ),
        (
            refused(&format!("{CLIENT}[runtime]\nout = \"generated\"\n")),
            "generator.toml:4:7: [runtime] already has",
        ),
        (
            refused(&format!("{CLIENT}[runtime]\nout = \"1a\"\n")),
            "generator.toml:6:7: [runtime] needs a `package`",
        ),
        (
            with("runtime = \"shared\"\n"),
            "generator.toml:5:11: unknown runtime `shared`",
        ),
    ];
    for (message, start) in starts {
        assert!(message.starts_with(start) && !message.contains('\n'), "{message}");
    }
}
