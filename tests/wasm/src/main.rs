//! Creates a module for Node from a compiled file: `wasm FILE.wasm FOLDER`.

use std::error::Error;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("which file, and into which folder?".into());
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.nodejs(true)?.typescript(false);
    bindgen.input_path(file).generate(folder)?;
    Ok(())
}

#[cfg(target_arch = "wasm32")]
fn main() -> Result<(), Box<dyn Error>> {
    Err("this is for the machine that compiles".into())
}
