//! What a crate asks of the compiler: its impls, counted after every macro and derive is expanded.
//! Must not know what the crate is for.

use std::io;
use std::process::Command;

use syn::Item;

use crate::corpus::Workspace;

/// How many impls there are, by who wrote what they come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Impls {
    /// In modules that differ from description to description.
    pub generated: usize,
    /// In the modules below `runtime`, which every generated crate has.
    pub runtime: usize,
}

/// Expands a member of the workspace, without its default features, and counts.
pub fn impls(workspace: &Workspace, name: &str) -> io::Result<Impls> {
    let output = expansion(workspace, name).output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
    }
    count(&String::from_utf8_lossy(&output.stdout)).map_err(io::Error::other)
}

/// A stable compiler expands for the crate that `RUSTC_BOOTSTRAP` names.
fn expansion(workspace: &Workspace, name: &str) -> Command {
    let core = ["--lib", "--profile", "check", "--no-default-features"];
    let mut command = workspace.cargo(&["rustc", "--quiet", "-p", name]);
    command
        .args(core)
        // Build scripts look at that variable too, and would be run again where the others build.
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
        // Those inside functions are no part of the crate's shape.
        usize::from(matches!(item, Item::Impl(_)))
    };
    items.into_iter().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::{Impls, count};

    #[test]
    fn impls_are_counted_in_modules_at_any_depth_and_told_from_the_runtimes() {
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
    fn what_is_no_rust_is_an_error() {
        assert!(count("impl A for").is_err());
    }
}
