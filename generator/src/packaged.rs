//! The files of a package: the ir, printed and formatted.

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::Api;
use crate::source::Pointer;
use crate::{Files, Input, Options, Runtime, emit, format};

/// The text of every file. Output that is not valid Rust is reported as a defect of the generator.
pub(crate) fn files(
    input: &Input,
    api: &Api,
    package: &emit::Package,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let formatted = |tokens| format::format(emit::HEADER, format::rooted(tokens, &package.module));
    let emitted = emit::emit(api, package, formatted);
    let mut files = emitted.text;
    for (path, text) in emitted.rust {
        match text {
            Ok(text) => {
                files.insert(path, text);
            }
            Err(error) => {
                diagnostics
                    .report(
                        Code::Internal,
                        &Pointer::root(&input.name),
                        format!("the output is not valid Rust: {}: {error}", path.display()),
                    )
                    .effect("nothing is generated")
                    .help("this is a defect of the generator; please report it with the description");
                return None;
            }
        }
    }
    Some(files)
}

/// A program that makes a first call.
pub(crate) fn example(input: &Input, api: &Api) -> Option<String> {
    emit::example(api, &package_of(input, api))
}

/// The name of the package, its options, and the place of the support code.
pub(crate) fn package_of(input: &Input, api: &Api) -> emit::Package {
    emit::Package {
        name: input.options.package.clone(),
        version: input.version().to_owned(),
        spec: input.file_name().to_owned(),
        mode: input.options.mode,
        runtime: runtime_of(&input.options, api),
        is_included: input.options.is_included,
        dependencies: input.options.overrides.dependencies.clone(),
        manifest: input.options.manifest.clone(),
        module: input.options.module.clone(),
    }
}

/// The place of the runtime. Rust allows only the crate of a trait to implement it for the user's types.
fn runtime_of(options: &Options, api: &Api) -> emit::Runtime {
    match &options.runtime {
        _ if !api.custom.is_empty() => emit::Runtime::Embedded,
        // There is no package that it could be in.
        Runtime::Package if !options.module.is_empty() => emit::Runtime::Embedded,
        Runtime::Package => emit::Runtime::Own(Runtime::own_package(&options.package)),
        Runtime::Shared { package, path } => emit::Runtime::Shared {
            package: package.clone(),
            path: path.clone(),
        },
        Runtime::Embedded => emit::Runtime::Embedded,
    }
}
