//! `xml.rs`: how values are represented in XML bodies, as constant tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::uses::with_uses;
use crate::imports::{ANY, CONTENT, ELEMENT, File, MEMBER, MEMBERS, PLACE};
use crate::ir::{Api, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};
use crate::naming::Ident;

/// The module of tables, if there are any.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    if api.xml.roots.is_empty() {
        return None;
    }
    let roots = api.xml.roots.iter().map(|(name, root)| {
        let (name, root) = (ident(name), element(root));
        quote! { pub(crate) static #name: #ELEMENT = #root; }
    });
    let objects = api.xml.objects.iter().map(|(name, object)| table(name, object));
    let items = with_uses(File::Xml, quote! { #(#roots)* #(#objects)* });
    Some(quote! {
        #![doc = " How values are represented in XML bodies: the node of each property."]
        #items
    })
}

fn table(name: &Ident, object: &XmlObject) -> TokenStream {
    let name = ident(name);
    let members = object.members.iter().map(member);
    let rest = match &object.rest {
        XmlRest::Skipped => quote! { None },
        XmlRest::Kept => quote! { Some(&#ANY) },
        XmlRest::Typed(rest) => {
            let rest = member(rest);
            quote! { Some(&#rest) }
        }
    };
    quote! {
        static #name: #MEMBERS = #MEMBERS {
            members: &[#(#members),*],
            rest: #rest,
        };
    }
}

fn member(member: &XmlMember) -> TokenStream {
    let (key, element) = (&member.key, element(&member.element));
    let repeated = member.repeated.then(|| quote! { .repeated() });
    let required = member.required.then(|| quote! { .required() });
    let nullable = member.nullable.then(|| quote! { .nullable() });
    quote! { #MEMBER::new(#key, #element) #repeated #required #nullable }
}

fn element(of: &XmlElement) -> TokenStream {
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
            let item = element(item);
            quote! { List(&#item) }
        }
        XmlContent::Object(name) => {
            let name = ident(name);
            quote! { Object(&#name) }
        }
    };
    let within =
        (!prefix.is_empty() || !namespace.is_empty()).then(|| quote! { .within(#prefix, #namespace) });
    let place = match place {
        XmlPlace::Element => None,
        XmlPlace::Attribute => Some(quote! { .place(#PLACE::Attribute) }),
        XmlPlace::Text => Some(quote! { .place(#PLACE::Text) }),
        XmlPlace::Cdata => Some(quote! { .place(#PLACE::Cdata) }),
    };
    let inferred = inferred.then(|| quote! { .inferred() });
    quote! { #ELEMENT::new(#name, #CONTENT::#content) #within #place #inferred }
}
