//! Counts the impls of a crate after macros and derives are expanded. This module must not know the contents of the crate.

use std::io;
use std::process::Command;

use syn::Item;

use crate::corpus::Workspace;

/// The number of impls, by their origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Impls {
    /// In modules that depend on the description.
    pub generated: usize,
    /// In the modules below `runtime`, which are the same in every generated crate.
    pub runtime: usize,
}

/// Expands a member of the workspace without its default features, and counts its impls.
pub fn impls(workspace: &Workspace, name: &str) -> io::Result<Impls> {
    let output = expansion(workspace, name).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
    }
    count(&String::from_utf8_lossy(&output.stdout)).map_err(io::Error::other)
}

/// The command that expands a crate. `RUSTC_BOOTSTRAP` allows it for a stable compiler.
fn expansion(workspace: &Workspace, name: &str) -> Command {
    let core = ["--lib", "--profile", "check", "--no-default-features"];
    let mut command = workspace.cargo(&["rustc", "--quiet", "-p", name]);
    command
        .args(core)
        // Build scripts depend on that variable too, and would run again in the shared target folder.
        .arg("--target-dir")
        .arg(workspace.member("expanded"))
        .env("RUSTC_BOOTSTRAP", name.replace('-', "_"))
        .args(["--", "-Zunpretty=expanded"]);
    command
}

fn count(expanded: &str) -> syn::Result<Impls> {
    let items = syn::parse_file(expanded)?.items;
    let (runtime, generated): (Vec<_>, Vec<_>) = items.iter().partition(|item| is_runtime(item));
    Ok(Impls {
        generated: impls_of(generated),
        runtime: impls_of(runtime),
    })
}

fn is_runtime(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if module.ident == "runtime")
}

fn impls_of<'i>(items: impl IntoIterator<Item = &'i Item>) -> usize {
    let count = |item: &Item| {
        if let Item::Mod(module) = item {
            let items = module.content.iter().flat_map(|(_, items)| items);
            return impls_of(items.collect::<Vec<_>>());
        }
        // Impls inside functions are not counted.
        usize::from(matches!(item, Item::Impl(_)))
    };
    items.into_iter().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::{Impls, count};

    #[test]
    fn impls_are_counted_at_any_depth_and_separately_for_the_runtime() {
        let expanded = "
            impl A for B {}
            mod types { impl A for C {} mod deep { impl<T> A for D<T> {} impl D<u8> {} } fn f() {} }
            mod runtime { mod json { impl A for u8 {} } impl E {} }
            mod empty {}";
        let expected = Impls {
            generated: 4,
            runtime: 2,
        };
        assert_eq!(count(expanded).unwrap(), expected);
    }

    #[test]
    fn invalid_rust_is_an_error() {
        assert!(count("impl A for").is_err());
    }
}
