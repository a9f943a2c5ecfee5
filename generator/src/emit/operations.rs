//! Operations: one file per tag, with the methods that create calls and the table of each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::{argument, body_parts, collected, collected_body, lifetime, value};
use super::checks::Checks;
use super::scope::{Fragment, Scope};
use super::table::items;
use super::tokens::{file_name, gate, parameter_of_mode};
use super::{Package, Planned, docs};
use crate::imports::{ASYNC, CALL, CLIENT, File, MODE};
use crate::ir::{Api, Argument, FormerMethod, Group, Operation, Parameter, Tag};
use crate::naming::Ident;

/// `operations.rs` and one file per group.
pub(super) fn modules<'a>(api: &'a Api, checks: &'a Checks<'a>, package: &'a Package) -> Vec<Planned<'a>> {
    let tagged = api.groups.iter().filter_map(|group| {
        let tag = group.tag.as_ref()?;
        Some(Planned::new(path(tag), move || {
            Some(file(group, tag, api, checks, package))
        }))
    });
    let former = api.former_tags().into_iter();
    let former = former.map(|tag| Planned::new(path(tag), move || Some(former_file(tag))));
    let root = Planned::new("src/operations.rs", move || Some(root(api, checks, package)));
    tagged.chain(former).chain([root]).collect()
}

/// The path of the file of a tag.
fn path(tag: &Tag) -> String {
    format!("src/operations/{}.rs", file_name(&tag.module))
}

/// The operations without a tag, and the modules of the tags.
fn root(api: &Api, checks: &Checks<'_>, package: &Package) -> Fragment {
    let scope = Scope::new(File::Operations).in_package(package);
    let untagged = api.groups.iter().filter(|group| group.tag.is_none());
    let own: TokenStream = untagged
        .map(|group| self::group(group, api, checks, package, &scope))
        .collect();
    let tags = api.groups.iter().filter_map(|group| group.tag.as_ref());
    let tags = tags.chain(api.former_tags());
    let names = tags.map(|tag| (scope.ident(&tag.module), gate(api.features.of_tag(&tag.method))));
    let names: Vec<_> = names.collect();
    let (modules, globs): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|(module, gate)| {
            (
                quote! { #gate mod #module; },
                quote! { #gate pub use #module::*; },
            )
        })
        .unzip();
    let head = quote! {
        #![doc = " The operations by tag: the methods that create calls, and a marker type for each operation."]
        #(#modules)*
        #(#globs)*
    };
    scope.finish(head, own)
}

fn file(group: &Group, tag: &Tag, api: &Api, checks: &Checks<'_>, package: &Package) -> Fragment {
    let scope = Scope::new(File::Operations).in_package(package);
    let items = self::group(group, api, checks, package, &scope);
    scope.finish(head(tag), items)
}

/// The file of a tag that operations had earlier. Their methods are in the files of their tags.
fn former_file(tag: &Tag) -> Fragment {
    let scope = Scope::new(File::Operations);
    let holder = holder(tag, &scope);
    scope.finish(head(tag), holder)
}

fn head(tag: &Tag) -> TokenStream {
    let text = tag.docs.text.as_deref();
    let text = text.map_or_else(|| docs::tagged(&tag.wire), docs::one_line);
    let text = format!(" {text}");
    quote! { #![doc = #text] }
}

/// The type whose methods are the operations of a tag.
fn holder(tag: &Tag, scope: &Scope) -> TokenStream {
    let [asynchronous, client, in_mode] = scope.imports([ASYNC, CLIENT, MODE]);
    let (name, mode) = (scope.ident(&tag.ty), parameter_of_mode());
    let docs = docs::item(&tag.docs, &docs::tagged(&tag.wire));
    quote! {
        #(#docs)*
        #[derive(Debug)]
        pub struct #name<'c, #mode: #in_mode = #asynchronous> {
            pub(crate) client: &'c #client<#mode>,
        }
    }
}

fn group(group: &Group, api: &Api, checks: &Checks<'_>, package: &Package, scope: &Scope) -> TokenStream {
    let [client, in_mode] = scope.imports([CLIENT, MODE]);
    let accessor = group.tag.as_ref().map(|tag| tag.method.as_str());
    let methods = group.operations.iter().map(|operation| {
        let docs = docs::operation(operation, api, package, accessor);
        let deprecated = operation.deprecated.then(|| quote! { #[deprecated] });
        let head = quote! { #(#docs)* #deprecated };
        method(operation, &operation.name, &head, group.tag.as_ref(), api, scope)
    });
    let mode = parameter_of_mode();
    let holder = match &group.tag {
        Some(tag) => {
            let (holder, name) = (holder(tag, scope), scope.ident(&tag.ty));
            quote! {
                #holder
                impl<#mode: #in_mode> #name<'_, #mode> { #(#methods)* }
            }
        }
        None => quote! { impl<#mode: #in_mode> #client<#mode> { #(#methods)* } },
    };
    let former = group.operations.iter().flat_map(|operation| {
        let methods = operation.former.iter();
        methods.map(move |former| former_method(former, operation, group.tag.as_ref(), api, scope))
    });
    let items = group
        .operations
        .iter()
        .map(|operation| items(operation, api, checks, scope));
    quote! { #holder #(#former)* #(#items)* }
}

/// The method of an operation below a tag that it had earlier, in the file of the tag that it has now.
fn former_method(
    former: &FormerMethod,
    operation: &Operation,
    tag: Option<&Tag>,
    api: &Api,
    scope: &Scope,
) -> TokenStream {
    let [client, in_mode] = scope.imports([CLIENT, MODE]);
    let mode = parameter_of_mode();
    let holder = match &former.tag {
        Some(tag) => {
            let name = scope.ident(&tag.ty);
            quote! { crate::operations::#name<'_, #mode> }
        }
        None => quote! { #client<#mode> },
    };
    let gate = former
        .tag
        .as_ref()
        .and_then(|tag| gate(api.features.of_tag(&tag.method)));
    let accessor = tag.map(|tag| format!("{}().", tag.method)).unwrap_or_default();
    let instead = format!("use `client.{accessor}{}`", operation.name);
    let docs = docs::attributes(&[docs::moved(operation, tag, scope.root())]);
    let head = quote! { #(#docs)* #[deprecated = #instead] };
    let method = method(operation, &former.name, &head, former.tag.as_ref(), api, scope);
    quote! {
        #gate
        impl<#mode: #in_mode> #holder { #method }
    }
}

fn method(
    operation: &Operation,
    name: &Ident,
    head: &TokenStream,
    tag: Option<&Tag>,
    api: &Api,
    scope: &Scope,
) -> TokenStream {
    let of = scope.import(CALL);
    let (name, marker) = (scope.ident(name), scope.ident(&operation.marker));
    let client = if tag.is_some() {
        quote! { self.client }
    } else {
        quote! { self }
    };
    let required: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .collect();
    let taken = || required.iter().filter(|parameter| parameter.is_argument());
    let arguments = operation.arguments().into_iter().map(|given| match given {
        Argument::Parameter(parameter) => {
            let (name, ty) = (
                scope.ident(&parameter.name.rust),
                argument(&parameter.ty, api, scope),
            );
            quote! { #name: #ty }
        }
        Argument::Body(body) => body_parts(body, api, scope).0,
    });
    let values: Vec<TokenStream> = required
        .iter()
        .map(|parameter| value(parameter, api, scope))
        .collect();
    let lists = taken().filter_map(|parameter| collected(parameter, api, scope));
    let required_body = operation.body.as_ref().filter(|body| body.required);
    let lifetime = required_body.and_then(lifetime);
    let body_list = required_body.and_then(|body| collected_body(body, api, scope));
    let body_call = required_body.map(|body| body_parts(body, api, scope).1);
    let mode = parameter_of_mode();
    let call = quote! { #of::new(#client, &[#(#values),*]) };
    // Formatters break a long method chain badly, so part of it gets a name.
    let encode = match body_call {
        Some(body) if values.len() < 2 => quote! { #call #body },
        Some(body) => quote! { let call = #call; call #body },
        None => call,
    };
    let is_caseless = taken().any(|parameter| parameter.name.rust.is_caseless());
    let allowed = is_caseless.then(|| quote! { #[allow(bindings_with_variant_name)] });
    quote! {
        #head
        #allowed
        pub fn #name #lifetime(&self, #(#arguments),*) -> #of<#marker, #mode> {
            #(#lists)*
            #body_list
            #encode
        }
    }
}
