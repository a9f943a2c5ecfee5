//! Converts the suite's XML to JSON values by the description's XML objects. It follows the standards only, not the runtime.
//! White space around texts is removed, as the suite ignores it.

use generator::internals::Ident;
use generator::internals::ir::{Api, XmlContent, XmlElement, XmlMember, XmlObject, XmlPlace, XmlRest};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

/// An element of a document.
#[derive(Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

/// A document with this root as JSON.
pub(super) fn read(text: &str, root: Option<&Ident>, api: &Api) -> Option<Value> {
    let mut reader = Reader::from_str(text);
    let mut open = vec![Node::default()];
    loop {
        let event = reader.read_event().ok()?;
        match event {
            Event::Start(start) => open.push(node(&start)?),
            Event::Empty(start) => open.last_mut()?.children.push(node(&start)?),
            Event::End(_) => {
                let child = open.pop()?;
                open.last_mut()?.children.push(child);
            }
            Event::Text(text) => open.last_mut()?.text.push_str(&text.decode().ok()?),
            Event::Eof => break,
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    let document = open.pop()?;
    value(document.children.first()?, api.xml.roots.get(root?)?, api)
}

fn node(start: &BytesStart<'_>) -> Option<Node> {
    let name = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.ok()?;
        Some((
            name(attribute.key.local_name().as_ref())?,
            name(&attribute.value)?,
        ))
    });
    Some(Node {
        name: name(start.local_name().as_ref())?,
        attributes: attributes.collect::<Option<_>>()?,
        ..Node::default()
    })
}

fn value(node: &Node, element: &XmlElement, api: &Api) -> Option<Value> {
    match &element.content {
        XmlContent::List(item) => {
            let items = node.children.iter().filter(|child| child.name == item.name);
            items.map(|child| value(child, item, api)).collect()
        }
        XmlContent::Object(name) => object(node, api.xml.objects.get(name)?, api),
        content @ (XmlContent::Text | XmlContent::Number | XmlContent::Boolean | XmlContent::Any) => {
            scalar(&node.text, content)
        }
    }
}

fn object(node: &Node, table: &XmlObject, api: &Api) -> Option<Value> {
    let mut found = Map::new();
    for member in &table.members {
        let value = match member.element.place {
            XmlPlace::Attribute => {
                let mut attributes = node.attributes.iter();
                let own = attributes.find(|(name, _)| *name == member.element.name);
                own.and_then(|(_, text)| scalar(text, &member.element.content))
            }
            XmlPlace::Text | XmlPlace::Cdata => scalar(&node.text, &member.element.content),
            XmlPlace::Element => element(node, member, api),
        };
        found.extend(value.map(|value| (member.key.clone(), value)));
    }
    if let XmlRest::Typed(member) = &table.rest {
        for child in &node.children {
            found.insert(child.name.clone(), value(child, &member.element, api)?);
        }
    }
    Some(Value::Object(found))
}

fn element(node: &Node, member: &XmlMember, api: &Api) -> Option<Value> {
    let own = node
        .children
        .iter()
        .filter(|child| child.name == member.element.name);
    let values: Vec<Value> = own
        .map(|child| value(child, &member.element, api))
        .collect::<Option<_>>()?;
    match member.repeated {
        true => Some(json!(values)),
        false => values.into_iter().next(),
    }
}

fn scalar(text: &str, content: &XmlContent) -> Option<Value> {
    let text = text.trim();
    match content {
        XmlContent::Number | XmlContent::Boolean => serde_json::from_str(text).ok(),
        XmlContent::Text | XmlContent::Any | XmlContent::List(_) | XmlContent::Object(_) => Some(json!(text)),
    }
}
