//! Selection: the operations of a description that the user selects, and the types that they need.
//! All operations are named before the selection, so that another selection renames nothing.

use crate::diagnostics::{Code, Diagnostics};
use crate::features;
use crate::ir::reachable::{close, held, payloads};
use crate::ir::{Api, Operation};
use crate::options::{Mode, Only, Options};
use crate::source::Pointer;

/// Removes everything else from `api`. An entry that matches nothing is an error: the description has changed under it.
pub(crate) fn select(api: &mut Api, options: &Options, document: &Pointer, diagnostics: &mut Diagnostics) {
    if !options.only.is_everything() {
        select_operations(api, options, document, diagnostics);
    }
    features::assign(api, options.features);
    match options.mode {
        Mode::Client => {}
        Mode::Types => {
            api.groups.clear();
            api.webhooks.clear();
            api.prune_patterns();
            api.prune_xml();
        }
    }
}

fn select_operations(api: &mut Api, options: &Options, document: &Pointer, diagnostics: &mut Diagnostics) {
    let only = &options.only;
    report_idle(api, only, document, options.config.as_ref(), diagnostics);
    for group in &mut api.groups {
        let tag = group.tag.as_ref().map(|tag| tag.wire.clone());
        let wanted = |operation: &Operation| {
            tag.as_ref().is_some_and(|tag| only.tags.contains(tag))
                || only.paths.iter().any(|path| covers(path, &operation.path))
                || only.operations.contains(&operation.id)
        };
        group.operations.retain(wanted);
    }
    api.groups.retain(|group| !group.operations.is_empty());
    prune_types(api);
    api.prune_patterns();
    api.prune_xml();
}

fn covers(entry: &str, path: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => entry == path,
    }
}

fn report_idle(
    api: &Api,
    only: &Only,
    document: &Pointer,
    config: Option<&Pointer>,
    diagnostics: &mut Diagnostics,
) {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let is_tag = |wire: &String| {
        api.groups
            .iter()
            .any(|group| group.tag.as_ref().is_some_and(|tag| &tag.wire == wire))
    };
    let tags = only.tags.iter().enumerate().filter(|(_, tag)| !is_tag(tag));
    let is_path = |entry: &str| operations().any(|operation| covers(entry, &operation.path));
    let paths = only.paths.iter().enumerate().filter(|(_, entry)| !is_path(entry));
    let is_id = |id: &String| operations().any(|operation| &operation.id == id);
    let ids = only.operations.iter().enumerate().filter(|(_, id)| !is_id(id));
    for (what, list, (index, entry)) in tags
        .map(|entry| ("tag", "tags", entry))
        .chain(paths.map(|entry| ("path", "paths", entry)))
        .chain(ids.map(|entry| ("operation", "operations", entry)))
    {
        let at = match config {
            Some(config) => config.descend(["only", list]).index(index),
            None => document.clone(),
        };
        diagnostics
            .report(
                Code::UnusedSelection,
                &at,
                format!("no operation has the {what} `{entry}`"),
            )
            .effect("nothing is generated")
            .help("remove the entry of `only` from generator.toml, or correct it");
    }
}

/// Keeps the types that an operation can use.
fn prune_types(api: &mut Api) {
    let mut wanted = held(api.operations());
    wanted.extend(payloads(api));
    let kept = close(api, wanted);
    api.types.retain(|name, _| kept.contains(name));
    api.former.retain(|former| kept.contains(&former.of));
}

#[cfg(test)]
mod tests {
    use crate::{Generated, Input, Only, Options, Output, generate};

    const PETS: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get: {operationId: listPets, tags: [pets], responses: {'200': {description: Pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}}
  /owners/{id}:
    get:
      operationId: getOwner
      tags: [owners]
      parameters: [{name: id, in: path, required: true, schema: {$ref: '#/components/schemas/OwnerId'}}]
      responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}}
components:
  schemas:
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Pet: {type: object, properties: {name: {type: string}}}
    OwnerId: {type: string, pattern: '^[a-z]+$'}
    Owner: {type: object, properties: {name: {type: string}}}
    Unused: {type: object, properties: {name: {type: string}}}
";

    fn generated(only: Only) -> (Option<Generated>, Vec<String>) {
        let options = Options {
            package: "pets".to_owned(),
            only,
            ..Options::default()
        };
        let input = Input {
            name: "pets.yaml".to_owned(),
            text: PETS.to_owned(),
            lock: None,
            options,
        };
        let Output {
            generated,
            diagnostics,
        } = generate(&input);
        let messages = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.message.clone())
            .collect();
        (generated, messages)
    }

    fn named(list: &[&str]) -> Vec<String> {
        list.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn selected_operations_are_generated_with_the_types_that_they_need() {
        let all = generated(Only::default()).0.unwrap();
        assert_eq!(
            (all.summary.operations, all.summary.types, all.summary.patterns),
            (2, 5, 1)
        );
        for only in [
            Only {
                tags: named(&["pets"]),
                ..Only::default()
            },
            Only {
                paths: named(&["/pe*"]),
                ..Only::default()
            },
            Only {
                operations: named(&["listPets"]),
                ..Only::default()
            },
        ] {
            let (some, messages) = generated(only);
            let some = some.unwrap();
            assert_eq!(
                (some.summary.operations, some.summary.types, some.summary.patterns),
                (1, 2, 0)
            );
            assert_eq!(some.lock, all.lock, "selecting renames nothing");
            assert!(messages.is_empty());
        }
    }

    #[test]
    fn an_entry_that_matches_nothing_is_an_error() {
        let (none, messages) = generated(Only {
            tags: named(&["pet"]),
            paths: named(&["/pets"]),
            ..Only::default()
        });
        assert!(none.is_none());
        assert_eq!(messages, ["no operation has the tag `pet`"]);
    }
}
