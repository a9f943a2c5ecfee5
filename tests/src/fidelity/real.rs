//! Real descriptions: their instances, and the places of their holders.

use generator::diagnostics::Diagnostics;
use generator::internals::source;
use serde_json::Value;

use super::instances::Maker;
use super::mutations::{Expected, mutations};
use super::{Question, holder};

/// The description as JSON, whether it is JSON or YAML.
pub fn read(text: &str) -> Option<Value> {
    let json = serde_json::from_str(text).ok();
    json.or_else(|| Some(source::parse("description.yaml", text, &mut Diagnostics::new())?.to_json()))
}

/// Instances of every named schema, each with its name and the expected JSON.
pub fn questions(description: &Value) -> Vec<(Question, String, Value)> {
    let maker = Maker::new(description);
    let (_, schemas) = maker.schemas();
    let mut all = Vec::new();
    for (index, (name, schema)) in schemas.into_iter().enumerate() {
        let mut add = |kind: &str, instance: Value, wanted: Value| {
            let question = Question {
                holder: holder_name(index),
                instance,
            };
            all.push((question, format!("{kind} of {name}"), wanted));
        };
        let instances = maker.instances(schema);
        for instance in &instances {
            add("instance", instance.clone(), instance.clone());
        }
        for example in spelled_out(schema) {
            add("example", example.clone(), example.clone());
        }
        if let Some(instance) = instances.iter().max_by_key(|instance| instance.to_string().len()) {
            for mutation in mutations(&maker, schema, instance) {
                let wanted = match mutation.expected {
                    Expected::Kept => mutation.instance.clone(),
                    Expected::Becomes(other) => other,
                };
                add(mutation.kind, mutation.instance, wanted);
            }
        }
    }
    all
}

/// Adds a holder component for each named schema.
pub fn add_holders(document: &mut Value, raw: &Value) {
    let (start, schemas) = Maker::new(raw).schemas();
    let path = start.trim_start_matches('#').trim_end_matches('/');
    let Some(section) = document.pointer_mut(path).and_then(Value::as_object_mut) else {
        return;
    };
    for (index, (name, _)) in schemas.into_iter().enumerate() {
        let escaped = name.replace('~', "~0").replace('/', "~1").replace('%', "%25");
        section.insert(holder_name(index), holder(&format!("{start}{escaped}")));
    }
}

fn holder_name(index: usize) -> String {
    format!("HolderOf{index}")
}

/// The examples and defaults of a schema.
fn spelled_out(schema: &Value) -> Vec<&Value> {
    let one = ["example", "default"].iter().filter_map(|key| schema.get(*key));
    let several = schema.get("examples").and_then(Value::as_array);
    one.chain(several.into_iter().flatten()).collect()
}
