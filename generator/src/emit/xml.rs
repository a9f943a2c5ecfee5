//! `xml.rs`: how values stand in bodies of XML, as constant tables.

use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::ir::{Api, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};
use crate::naming::Ident;

/// The module of tables, where there are any.
pub(super) fn module(api: &Api) -> Option<TokenStream> {
    if api.xml.roots.is_empty() {
        return None;
    }
    let roots = api.xml.roots.iter().map(|(name, root)| {
        let (name, root) = (ident(name), element(root));
        quote! { pub(crate) static #name: Element = #root; }
    });
    let objects = api.xml.objects.iter().map(|(name, object)| table(name, object));
    let body = quote! { #(#roots)* #(#objects)* };
    let text = body.to_string();
    let names = ["ANY", "Content", "Element", "Member", "Members", "Place"].into_iter();
    let is_used = |name: &&str| match *name {
        "ANY" => text.contains("& ANY"),
        "Member" | "Place" => text.contains(&format!("{name} ::")),
        name => text.contains(&format!("{name} ")),
    };
    let names = names
        .filter(is_used)
        .map(|name| Token::new(name, Span::call_site()));
    Some(quote! {
        #![doc = " How values stand in bodies of XML: which property is which node."]
        use crate::runtime::http::xml::{#(#names),*};
        #body
    })
}

fn table(name: &Ident, object: &XmlObject) -> TokenStream {
    let name = ident(name);
    let members = object.members.iter().map(member);
    let rest = match &object.rest {
        XmlRest::Skipped => quote! { None },
        XmlRest::Kept => quote! { Some(&ANY) },
        XmlRest::Typed(rest) => {
            let rest = member(rest);
            quote! { Some(&#rest) }
        }
    };
    quote! {
        static #name: Members = Members {
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
    quote! { Member::new(#key, #element) #repeated #required #nullable }
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
        XmlPlace::Attribute => Some(quote! { .place(Place::Attribute) }),
        XmlPlace::Text => Some(quote! { .place(Place::Text) }),
        XmlPlace::Cdata => Some(quote! { .place(Place::Cdata) }),
    };
    let inferred = inferred.then(|| quote! { .inferred() });
    quote! { Element::new(#name, Content::#content) #within #place #inferred }
}
