//! `xml.rs`: how values are represented in XML bodies, as constant tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Fragment, Scope};
use crate::imports::{ANY, CONTENT, ELEMENT, File, MEMBER, MEMBERS, PLACE};
use crate::ir::{Api, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};
use crate::naming::Ident;

/// The module of tables, if there are any.
pub(super) fn module(api: &Api) -> Option<Fragment> {
    if api.xml.roots.is_empty() {
        return None;
    }
    let scope = Scope::new(File::Xml);
    let ty = scope.import(ELEMENT);
    let roots = api.xml.roots.iter().map(|(name, root)| {
        let (name, root) = (scope.ident(name), element(root, &scope));
        quote! { pub(crate) static #name: #ty = #root; }
    });
    let objects = api
        .xml
        .objects
        .iter()
        .map(|(name, object)| table(name, object, &scope));
    let items = roots.chain(objects).collect();
    let head = quote! { #![doc = " How values are represented in XML bodies: the node of each property."] };
    Some(scope.finish(head, items))
}

fn table(name: &Ident, object: &XmlObject, scope: &Scope) -> TokenStream {
    let [any, table] = scope.imports([ANY, MEMBERS]);
    let name = scope.ident(name);
    let members = object.members.iter().map(|of| member(of, scope));
    let rest = match &object.rest {
        XmlRest::Skipped => quote! { None },
        XmlRest::Kept => quote! { Some(&#any) },
        XmlRest::Typed(rest) => {
            let rest = member(rest, scope);
            quote! { Some(&#rest) }
        }
    };
    quote! {
        static #name: #table = #table {
            members: &[#(#members),*],
            rest: #rest,
        };
    }
}

fn member(member: &XmlMember, scope: &Scope) -> TokenStream {
    let row = scope.import(MEMBER);
    let (key, element) = (&member.key, element(&member.element, scope));
    let repeated = member.repeated.then(|| quote! { .repeated() });
    let required = member.required.then(|| quote! { .required() });
    let nullable = member.nullable.then(|| quote! { .nullable() });
    quote! { #row::new(#key, #element) #repeated #required #nullable }
}

fn element(of: &XmlElement, scope: &Scope) -> TokenStream {
    let [ty, contents, places] = scope.imports([ELEMENT, CONTENT, PLACE]);
    let XmlElement {
        name,
        prefix,
        namespace,
        place,
        content,
        inferred,
    } = of;
    let content = match content {
        XmlContent::Text => quote! { Text },
        XmlContent::Number => quote! { Number },
        XmlContent::Boolean => quote! { Boolean },
        XmlContent::Any => quote! { Any },
        XmlContent::List(item) => {
            let item = element(item, scope);
            quote! { List(&#item) }
        }
        XmlContent::Object(name) => {
            let name = scope.ident(name);
            quote! { Object(&#name) }
        }
    };
    let within =
        (!prefix.is_empty() || !namespace.is_empty()).then(|| quote! { .within(#prefix, #namespace) });
    let place = match place {
        XmlPlace::Element => None,
        XmlPlace::Attribute => Some(quote! { .place(#places::Attribute) }),
        XmlPlace::Text => Some(quote! { .place(#places::Text) }),
        XmlPlace::Cdata => Some(quote! { .place(#places::Cdata) }),
    };
    let inferred = inferred.then(|| quote! { .inferred() });
    quote! { #ty::new(#name, #contents::#content) #within #place #inferred }
}
