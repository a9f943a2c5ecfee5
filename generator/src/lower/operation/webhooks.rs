//! Webhooks and callbacks: requests that the server sends. Only their bodies are lowered, since the user's own server responds to
//! them.

use std::collections::BTreeSet;

use super::parameters::is_json;
use crate::diagnostics::{Code, Severity};
use crate::ir::{Method, Type, Webhook};
use crate::lower::Lowering;
use crate::lower::naming::hints::{Hint, component_name};
use crate::lower::schema::docs;
use crate::model::PathItem;
use crate::naming;
use crate::source::Pointer;

impl Lowering<'_, '_> {
    /// All webhooks and callbacks with a JSON body.
    pub(crate) fn webhooks(&mut self) -> Vec<Webhook> {
        let webhooks = self.model.webhooks(self.diagnostics);
        let callbacks = std::mem::take(&mut self.lowered.callbacks);
        let mut found = Vec::new();
        // Several operations may refer to one callback.
        let mut seen = BTreeSet::new();
        for item in webhooks.into_iter().chain(callbacks) {
            for (method, at) in &item.operations {
                let declared = item.declared_at(at);
                if seen.insert(declared.clone()) {
                    found.extend(self.webhook(&item, method, at, &declared));
                }
            }
        }
        found
    }

    fn webhook(
        &mut self,
        item: &PathItem,
        method: &Method,
        at: &Pointer,
        declared: &Pointer,
    ) -> Option<Webhook> {
        let read = self.model.operation(at, self.diagnostics)?;
        let several = item.operations.len() > 1;
        let name = match several {
            true => format!("{} {}", method.as_str().to_lowercase(), item.path),
            false => item.path.clone(),
        };
        let base = naming::camel(read.operation_id.as_deref().unwrap_or(&name));
        let home = match &read.operation_id {
            // Several webhooks may refer to one path item.
            None if item.pointer != item.declared => naming::camel(&component_name(&item.pointer)),
            Some(_) | None => base.clone(),
        };
        let (content, payload) = self.payload(at, format!("{home}Payload"))?;
        let suffixed = format!("{base}Webhook");
        let marker = self.names.marker_type(&[&base, &suffixed], declared);
        Some(Webhook {
            pointer: at.clone(),
            content,
            method: method.clone(),
            name: item.path.clone(),
            marker,
            docs: docs::summarised(read.summary, read.description),
            deprecated: read.deprecated,
            payload,
        })
    }

    /// The Media Type Object of its body and the type of that, if the body is JSON.
    fn payload(&mut self, at: &Pointer, named: String) -> Option<(Pointer, Type)> {
        let own = at.child("requestBody");
        let body = self
            .model
            .resolve(&own, self.diagnostics)
            .unwrap_or_else(|| own.clone());
        let content = self.model.content(&body);
        let named = self.part_home(&body, &own, named, "Payload");
        let is_json = |(media_type, media): &(String, Pointer)| {
            let schema = media.child("schema");
            is_json(media_type)
                || (self.model.node(&schema).is_some() && self.is_json_body(media_type, &schema))
        };
        let Some((_, media)) = content.into_iter().find(is_json) else {
            self.diagnostics
                .report(Code::Lossy, at, "a webhook without a JSON body has no type")
                .severity(Severity::Note)
                .effect("it is left out");
            return None;
        };
        let schema = media.child("schema");
        if self.model.node(&schema).is_none() {
            return Some((media, Type::Json));
        }
        let payload = self.used_at_home(&schema, &Hint::new(named)).element();
        Some((media, payload))
    }
}
