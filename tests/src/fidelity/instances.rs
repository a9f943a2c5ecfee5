//! Instances of a description's schemas, built from its text alone. They are deterministic, and valid as far as the schema is
//! easy to satisfy (patterns are ignored). This module must not know the generated code.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Whether optional properties are present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    Required,
    All,
}

/// Builds instances of the schemas of one description.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'d> {
    root: &'d Value,
}

/// A schema merged with its `allOf` and `$ref`.
#[derive(Clone, Debug, Default)]
pub struct Flat<'d> {
    pub parts: Vec<&'d Map<String, Value>>,
    /// The properties, each with all its schemas.
    pub properties: Vec<(&'d str, Vec<&'d Value>)>,
    pub required: BTreeSet<&'d str>,
    /// The members of each `oneOf` and `anyOf`.
    pub choices: Vec<Vec<&'d Value>>,
}

/// The depth limits of values. Optional properties end before required ones.
const OPTIONAL: usize = 4;
const DEEPEST: usize = 24;

impl<'d> Maker<'d> {
    pub fn new(root: &'d Value) -> Self {
        Self { root }
    }

    /// The schemas of the description by name, and the prefix of references to them.
    pub fn schemas(&self) -> (&'static str, Vec<(&'d str, &'d Value)>) {
        let (start, section) = match self.root.get("swagger") {
            Some(_) => ("#/definitions/", self.root.get("definitions")),
            None => ("#/components/schemas/", self.root.pointer("/components/schemas")),
        };
        let members = section.and_then(Value::as_object).into_iter().flatten();
        (
            start,
            members.map(|(name, schema)| (name.as_str(), schema)).collect(),
        )
    }

    /// Instances for each variant at the top level, with the required properties only and with all properties.
    pub fn instances(&self, schema: &'d Value) -> Vec<Value> {
        let ways = self.flat(&[schema]).choices.first().map_or(1, Vec::len);
        let fills = [Fill::Required, Fill::All];
        let made = (0..ways).flat_map(|way| fills.map(|fill| self.make(&[schema], fill, way, 0)));
        let mut instances: Vec<Value> = Vec::new();
        for instance in made.flatten() {
            if !instances.contains(&instance) {
                instances.push(instance);
            }
        }
        instances
    }

    /// These schemas merged, with `allOf` and references resolved.
    pub fn flat(&self, schemas: &[&'d Value]) -> Flat<'d> {
        let mut flat = Flat::default();
        for schema in schemas {
            self.add(schema, &mut flat, 0);
        }
        flat
    }

    fn add(&self, schema: &'d Value, flat: &mut Flat<'d>, depth: usize) {
        let Some(members) = schema.as_object().filter(|_| depth < DEEPEST) else {
            return;
        };
        if let Some(target) = members.get("$ref").and_then(Value::as_str)
            && let Some(target) = target.strip_prefix('#').and_then(|at| self.root.pointer(at))
        {
            self.add(target, flat, depth + 1);
        }
        for part in list(members, "allOf") {
            self.add(part, flat, depth + 1);
        }
        flat.parts.push(members);
        for (name, property) in members
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            match flat.properties.iter_mut().find(|(known, _)| known == name) {
                Some((_, schemas)) => schemas.push(property),
                None => flat.properties.push((name, vec![property])),
            }
        }
        flat.required
            .extend(list(members, "required").filter_map(Value::as_str));
        for keyword in ["oneOf", "anyOf"] {
            let variants: Vec<&Value> = list(members, keyword).collect();
            if !variants.is_empty() {
                flat.choices.push(variants);
            }
        }
    }

    /// An instance of all these schemas, with the variant of this number at the top level. `None` if it would be infinite.
    fn make(&self, schemas: &[&'d Value], fill: Fill, way: usize, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let mut flat = self.flat(schemas);
        if let Some(fixed) = flat.fixed() {
            return Some(fixed);
        }
        // Only `nullable`, as schemars 0.8 writes `null`.
        if flat
            .parts
            .iter()
            .all(|part| part.len() == 1 && part.contains_key("nullable"))
            && !flat.parts.is_empty()
        {
            return Some(Value::Null);
        }
        let choices = std::mem::take(&mut flat.choices);
        let mut tag = None;
        for variants in choices {
            let chosen = variants.get(way).or(variants.first()).copied()?;
            let discriminator = flat.find("discriminator");
            let mut inner = self.flat(&[chosen]);
            // For a variant that is itself a choice, its first variant.
            while let Some(variants) = inner.choices.pop() {
                let first = self.flat(&[variants.first()?]);
                if depth + inner.parts.len() > DEEPEST {
                    return None;
                }
                inner.merge(first);
            }
            if let Some(discriminator) = discriminator {
                tag = self.tag(discriminator, chosen, &inner);
            }
            flat.merge(inner);
        }
        let mut instance = self.value(&flat, fill, depth)?;
        if let (Some((key, value)), Some(object)) = (tag, instance.as_object_mut()) {
            object.insert(key, value);
        }
        Some(instance)
    }

    /// The discriminator property of the chosen variant, and its value.
    pub fn tag(&self, discriminator: &'d Value, chosen: &Value, flat: &Flat<'d>) -> Option<(String, Value)> {
        let key = discriminator
            .get("propertyName")
            .or(Some(discriminator))?
            .as_str()?;
        let target = chosen.get("$ref").and_then(Value::as_str)?;
        let name = target.rsplit('/').next()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapped = mapping
            .into_iter()
            .flatten()
            .find(|(_, to)| to.as_str().is_some_and(|to| to == target || to == name))
            .map(|(value, _)| json!(value));
        let of_property = flat.properties.iter().find(|(known, _)| *known == key);
        let fixed = of_property.and_then(|(_, schemas)| self.flat(schemas).fixed());
        Some((key.to_owned(), mapped.or(fixed).unwrap_or_else(|| json!(name))))
    }

    fn value(&self, flat: &Flat<'d>, fill: Fill, depth: usize) -> Option<Value> {
        if let Some(fixed) = flat.fixed() {
            return Some(fixed);
        }
        Some(match flat.ty()? {
            "object" => self.object(flat, fill, depth)?,
            "array" => self.array(flat, fill, depth),
            "string" => text(flat),
            "integer" => json!(number(flat, 1.0) as i64),
            "number" => json!(number(flat, 1.5)),
            "boolean" => json!(true),
            "null" => Value::Null,
            _ => json!({ "any": [1, null, { "thing": "at all" }] }),
        })
    }

    fn object(&self, flat: &Flat<'d>, fill: Fill, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        for (name, schemas) in &flat.properties {
            let is_required = flat.required.contains(name);
            let is_wanted = fill == Fill::All && depth < OPTIONAL;
            if !(is_required || is_wanted) {
                continue;
            }
            match self.make(schemas, fill, 0, depth + 1) {
                Some(value) => drop(members.insert((*name).to_owned(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for name in flat.required.iter().filter(|name| !flat.has(name)) {
            members.insert((*name).to_owned(), json!("undescribed"));
        }
        let values = flat
            .find("additionalProperties")
            .filter(|values| values.is_object());
        if let Some(values) = values.filter(|_| fill == Fill::All) {
            members.extend(
                self.make(&[values], fill, 0, depth + 1)
                    .map(|value| ("key".to_owned(), value)),
            );
        }
        Some(Value::Object(members))
    }

    fn array(&self, flat: &Flat<'d>, fill: Fill, depth: usize) -> Value {
        let prefix = flat.find("prefixItems").and_then(Value::as_array);
        let mut made: Vec<Value> = prefix
            .into_iter()
            .flatten()
            .map_while(|item| self.make(&[item], fill, 0, depth + 1))
            .collect();
        let least = flat.find("minItems").and_then(Value::as_u64).unwrap_or_default();
        let count = least.max(u64::from(fill == Fill::All && depth < OPTIONAL)) as usize;
        let item = flat
            .find("items")
            .filter(|items| items.is_object() && made.len() < count);
        if let Some(item) = item.and_then(|items| self.make(&[items], fill, 0, depth + 1)) {
            let unique = flat.find("uniqueItems") == Some(&Value::Bool(true));
            let count = if unique { made.len() + 1 } else { count };
            made.resize(count, item);
        }
        Value::Array(made)
    }
}

impl<'d> Flat<'d> {
    /// Adds what other schemas say.
    pub fn merge(&mut self, other: Self) {
        self.parts.extend(other.parts);
        for (name, schemas) in other.properties {
            match self.properties.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => known.extend(schemas),
                None => self.properties.push((name, schemas)),
            }
        }
        self.required.extend(other.required);
        self.choices.extend(other.choices);
    }

    /// The value of a keyword in the nearest part.
    pub fn find(&self, keyword: &str) -> Option<&'d Value> {
        self.parts.iter().rev().find_map(|part| part.get(keyword))
    }

    /// Whether `properties` describes this property.
    pub fn has(&self, name: &str) -> bool {
        self.properties.iter().any(|(known, _)| *known == name)
    }

    /// The value of `const`, or the first one of `enum`.
    pub fn fixed(&self) -> Option<Value> {
        let of_enum = || {
            self.find("enum")?
                .as_array()?
                .iter()
                .find(|value| !value.is_null())
        };
        self.find("const").or_else(of_enum).cloned()
    }

    /// The type, declared or implied. `None` if any type is allowed.
    pub fn ty(&self) -> Option<&'d str> {
        let said = match self.find("type") {
            Some(Value::Array(names)) => {
                let mut names = names.iter().filter_map(Value::as_str);
                names
                    .clone()
                    .find(|name| *name != "null")
                    .or_else(|| names.next())
            }
            Some(name) => name.as_str(),
            None if !self.properties.is_empty() || !self.required.is_empty() => Some("object"),
            None if self.find("additionalProperties").is_some_and(Value::is_object) => Some("object"),
            None if self.find("items").is_some() => Some("array"),
            None if self.find("pattern").or(self.find("format")).is_some() => Some("string"),
            None => Some("any"),
        };
        // In Swagger 2.0, `file` means bytes.
        said.filter(|name| *name != "file")
    }

    /// Whether the schema itself allows `null`.
    pub fn is_nullable(&self) -> bool {
        let flag = |key| {
            self.parts
                .iter()
                .any(|part| part.get(key) == Some(&Value::Bool(true)))
        };
        let listed = |value: &Value| {
            let names = value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice);
            names.iter().any(|name| name == "null")
        };
        flag("nullable")
            || flag("x-nullable")
            || self.find("type").is_some_and(listed)
            || self
                .find("enum")
                .and_then(Value::as_array)
                .is_some_and(|values| values.contains(&Value::Null))
    }
}

fn list<'d>(members: &'d Map<String, Value>, keyword: &str) -> impl Iterator<Item = &'d Value> + use<'d> {
    members
        .get(keyword)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text(flat: &Flat<'_>) -> Value {
    let made = match flat.find("format").and_then(Value::as_str).unwrap_or_default() {
        "date-time" => "2024-05-06T07:08:09.123456Z",
        "date" => "2024-05-06",
        "time" => "07:08:09Z",
        "uuid" => "01234567-89ab-cdef-0123-456789abcdef",
        "uri" | "url" => "https://example.com/a%20b?c=d#e",
        "email" => "someone@example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" => "aGVsbG8=",
        _ => "tëxt \"quoted\" \u{1f600}",
    };
    let count = |keyword| flat.find(keyword).and_then(Value::as_u64);
    let mut text = made.to_owned();
    while count("minLength").is_some_and(|least| (text.chars().count() as u64) < least) {
        text.push('x');
    }
    if let Some(most) = count("maxLength") {
        text = text.chars().take(most as usize).collect();
    }
    json!(text)
}

/// The given number, or the nearest one that the bounds allow.
fn number(flat: &Flat<'_>, wanted: f64) -> f64 {
    let bound = |keyword| flat.find(keyword).and_then(Value::as_f64);
    let step = bound("multipleOf").unwrap_or(1.0);
    let least = bound("minimum")
        .into_iter()
        .chain(bound("exclusiveMinimum").map(|bound| bound + step));
    let most = bound("maximum")
        .into_iter()
        .chain(bound("exclusiveMaximum").map(|bound| bound - step));
    let number = least.fold(wanted, f64::max);
    let number = most.fold(number, f64::min);
    match bound("multipleOf") {
        Some(step) => (number / step).ceil() * step,
        None => number,
    }
}
