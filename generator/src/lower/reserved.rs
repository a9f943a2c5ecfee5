//! The methods of the runtime's types that generated ones stand beside and must not hide.

/// What every call can do.
pub(super) const CALL_METHODS: [&str; 23] = [
    "attempt_middleware",
    "attempt_timeout",
    "base_url",
    "call",
    "call_middleware",
    "chosen",
    "encoded",
    "events",
    "header",
    "items",
    "json",
    "new",
    "on_attempt",
    "pages",
    "parameter",
    "raw",
    "raw_body",
    "request",
    "retry",
    "send",
    "stream",
    "timeout",
    "without_validation",
];

/// What every builder of a client can do.
pub(super) const BUILDER_METHODS: [&str; 21] = [
    "attempt_middleware",
    "attempt_timeout",
    "base_url",
    "build",
    "call_middleware",
    "connect_timeout",
    "credential",
    "credential_for",
    "header",
    "new",
    "on_attempt",
    "proxy_from_environment",
    "response_limit",
    "retry",
    "server",
    "stall_timeout",
    "timeout",
    "transport",
    "trust_origin",
    "user_agent",
    "without_validation",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use syn::{ImplItem, Item, Type, Visibility};

    use super::{BUILDER_METHODS, CALL_METHODS};

    /// The methods of a type that others can call, in a file of the runtime.
    fn methods(file: &str, of: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for item in syn::parse_file(file).unwrap().items {
            let Item::Impl(block) = item else { continue };
            let Type::Path(path) = &*block.self_ty else {
                continue;
            };
            if block.trait_.is_some() || path.path.segments[0].ident != of {
                continue;
            }
            for item in &block.items {
                let ImplItem::Fn(method) = item else { continue };
                if !matches!(method.vis, Visibility::Inherited) {
                    names.insert(method.sig.ident.to_string());
                }
            }
        }
        names
    }

    #[test]
    fn every_method_of_the_runtime_is_reserved() {
        let set = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<BTreeSet<_>>()
        };
        let call = methods(include_str!("../runtime/http/call.rs"), "Call");
        assert_eq!(call, set(&CALL_METHODS));
        let builder = methods(include_str!("../runtime/http/builder.rs"), "ClientBuilder");
        assert_eq!(builder, set(&BUILDER_METHODS));
    }
}
