//! Rust items that compile only if a line of a surface is true.

use super::rustc::Item;

/// The imports of a module of statements. The first path is the crate.
#[must_use]
pub fn imports(krate: &str, is_client: bool) -> String {
    let of_a_client = if is_client {
        "use api::{auth::*, bytes::Bytes, response::*, streams::*, webhook::*}; fn is_operation<T: Operation>() {} "
    } else {
        ""
    };
    format!(
        "use {krate} as api; use api::*; {of_a_client}use std::collections::BTreeMap; use std::marker::PhantomData; \
         fn exact<T>(_: &T) -> PhantomData<T> {{ PhantomData }}"
    )
}

/// The statement for a line. `None` if the line is not a Rust item.
#[must_use]
pub fn statement(number: usize, item: &str, signature: &str) -> Option<Item> {
    if let (Some((of, derived)), "trait") = (item.split_once(" as "), signature) {
        // Not in the prelude.
        let derived = derived.replace("Hash", "std::hash::Hash");
        return Some(Item {
            text: format!("fn s{number}() {{ fn has<T: {derived}>() {{}} has::<{of}>() }}"),
            name: format!("s{number}"),
        });
    }
    // An item with a space in its name describes the client or an operation and is no Rust item.
    if item.contains(' ') {
        return None;
    }
    let name = format!("s{number}");
    let body = match signature {
        "struct" | "enum" | "enum<'_>" | "enum of strings" | "enum of integers" => {
            format!("fn {name}() {{ use api::{item} as Named; }}")
        }
        "struct of String" => format!("fn {name}(of: &{item}) -> &str {{ of.as_str() }}"),
        "Operation" => format!("fn {name}() {{ is_operation::<{item}>() }}"),
        "variant" => format!(
            "fn {name}(of: {}) -> bool {{ matches!(of, {item}) }}",
            holder(item)
        ),
        _ => described(&name, item, signature),
    };
    Some(Item { name, text: body })
}

/// The statement of a line whose signature has types.
fn described(name: &str, item: &str, signature: &str) -> String {
    if let Some(arguments) = signature.strip_prefix("fn(") {
        return function(name, item, arguments);
    }
    if let Some(rest) = signature.strip_prefix("variant(") {
        return variant(name, item, rest);
    }
    let associated = |of: &str, owner: &str, trait_name: &str, member: &str| {
        format!(
            "fn {name}(of: <{owner} as {trait_name}>::{member}) {{ let _: PhantomData<{of}> = exact(&of); }}"
        )
    };
    let marker = || marker(holder(item)).to_owned();
    if let Some(of) = signature.strip_prefix("struct of ") {
        return format!("fn {name}(of: {item}) -> {of} {{ of.into() }}");
    }
    if let Some(of) = signature.strip_prefix("type ") {
        return format!("fn {name}(of: {item}) {{ let _: PhantomData<{of}> = exact(&of); }}");
    }
    if let Some(of) = signature.strip_prefix("Webhook of ") {
        return associated(of, item, "Webhook", "Payload");
    }
    if let Some(of) = signature.strip_prefix("pages of ") {
        return associated(of, &marker(), "Paged", "Element");
    }
    if let Some(of) = signature.strip_prefix("items of ") {
        return associated(of, &marker(), "Streaming", "Item");
    }
    if let Some((owner, field)) = item.rsplit_once('.') {
        return format!(
            "fn {name}(of: &{owner}) {{ let _: PhantomData<{signature}> = exact(&of.{field}); }}"
        );
    }
    match item.rsplit_once("::") {
        Some((owner, member @ ("Output" | "Error"))) => associated(signature, owner, "Operation", member),
        Some(_) | None => format!("fn {name}() {{ let _: PhantomData<{signature}> = exact(&{item}); }}"),
    }
}

fn variant(name: &str, item: &str, rest: &str) -> String {
    let owner = holder(item);
    // The signature names the source of `From` if it isn't the content itself.
    let (content, from) = match rest.split_once(" From") {
        Some((content, "")) => (inner(content), Some(inner(content))),
        Some((content, bare)) => (
            inner(content),
            Some(
                bare.strip_prefix('<')
                    .and_then(|bare| bare.strip_suffix('>'))
                    .unwrap_or(bare),
            ),
        ),
        None => (inner(rest), None),
    };
    let from = from.map(|of| format!("fn {name}_from(of: {of}) {{ let _: {owner} = of.into(); }}"));
    format!(
        "fn {name}(of: {owner}) {{ if let {item}(of) = of {{ let _: PhantomData<{content}> = exact(&of); }} }} {}",
        from.unwrap_or_default()
    )
}

/// The text before the last parenthesis.
fn inner(text: &str) -> &str {
    text.strip_suffix(')').unwrap_or(text)
}

fn function(name: &str, item: &str, rest: &str) -> String {
    let (arguments, returned) = match rest.rsplit_once(") -> ") {
        Some((arguments, returned)) => (arguments, returned),
        None => (inner(rest), "()"),
    };
    let owner = in_mode(holder(item));
    let method = item.rsplit("::").next().unwrap_or_default();
    let mut declared = Vec::new();
    let mut passed = Vec::new();
    for (number, of) in split(arguments).into_iter().enumerate() {
        let of = match of {
            "self" => owner.clone(),
            "&self" => format!("&{owner}"),
            of => of.to_owned(),
        };
        declared.push(format!("a{number}: {of}"));
        passed.push(format!("a{number}"));
    }
    let called = match item.starts_with("servers::") && !arguments.starts_with("self") {
        true => item.to_owned(),
        false => format!("<{owner}>::{method}"),
    };
    let returned = if returned == "Self" {
        owner
    } else {
        in_mode(returned)
    };
    // `impl Trait` in an argument needs a named lifetime.
    let (generics, lifetime) = match arguments.contains("<'_>") {
        true => ("<'b>", "<'b>"),
        false => ("", "<'_>"),
    };
    format!(
        "fn {name}{generics}({}) {{ let _: PhantomData<{returned}> = exact(&{called}({})); }}",
        declared.join(", ").replace("<'_>", lifetime),
        passed.join(", ")
    )
}

/// The type of a client, a builder, a tag or a call with its mode parameter.
fn in_mode(of: &str) -> String {
    if let Some(marker) = of.strip_prefix("Call<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("Call<{marker}, Blocking>");
    }
    match of {
        "Client" | "ClientBuilder" => format!("{of}<Blocking>"),
        of if of.starts_with("operations::") => format!("{of}<'_, Blocking>"),
        of => of.to_owned(),
    }
}

/// The type of which an item is a member.
fn holder(item: &str) -> &str {
    item.rsplit_once("::").map_or("", |(holder, _)| holder)
}

/// The marker type of the called operation.
fn marker(call: &str) -> &str {
    let inner = call.strip_prefix("Call<").and_then(|rest| rest.strip_suffix('>'));
    inner.unwrap_or(call)
}

/// The arguments between commas outside brackets.
fn split(arguments: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (index, sign) in arguments.char_indices() {
        match sign {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(arguments.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.extend(arguments.get(start..));
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}
