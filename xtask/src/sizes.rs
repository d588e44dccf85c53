//! Where do the bytes come from, and what do others take? What docs/sizes.md says.

mod attribution;
mod features;
mod source_map;

use crate::steps::{self, output_of, program, root, step};
use crate::{build, tools};
use anyhow::{Context, Result, ensure};
use attribution::Place;
use features::Row;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::process::Stdio;
use wasm_bindgen_cli_support::Bindgen;

/// The profile of the shipped module, but for what the attribution reads.
const WITH_LINES: [&str; 3] = [
    r#"profile.wasm-with-lines.inherits="wasm""#,
    r#"profile.wasm-with-lines.debug="line-tables-only""#,
    "profile.wasm-with-lines.strip=false",
];

/// How many functions of libraries are named.
const LARGEST: usize = 12;

/// The default entry, as `pkg/sizes.mjs` describes it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    raw: usize,
    brotli: usize,
    brotli_without_module: usize,
    brotli_of_module: usize,
    /// What esbuild made of each file, in bytes.
    inputs: BTreeMap<String, usize>,
}

/// For `sizes`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Keeps what is printed, in docs/sizes.md and the README
    #[arg(long)]
    record: bool,
}

/// `cargo xtask sizes`.
pub fn run(arguments: &Arguments) -> Result<()> {
    if arguments.record { record() } else { print_all() }
}

/// This command once more, without the option, and what it prints goes through the program that keeps it.
fn record() -> Result<()> {
    let mut printing = program(std::env::current_exe()?).arg("sizes").stdout(Stdio::piped()).spawn()?;
    let printed = printing.stdout.take().context("nothing to read from")?;
    let recorded = steps::run(program("node").arg("benches/peers/record.mjs").stdin(printed));
    ensure!(printing.wait()?.success(), "`cargo xtask sizes` fails");
    recorded
}

fn print_all() -> Result<()> {
    tools::for_build()?;
    build::build()?;
    let module = step("Attributing the module's bytes", || of_module(&root().join("target/sizes")))?;
    let entry = output_of(program("node").args(["pkg/sizes.mjs", "target/package/production"]))
        .context("`node pkg/sizes.mjs target/package/production` fails")?;
    let rows = of_entry(module, &serde_json::from_str(&entry)?)?;
    print_files(&rows);
    print("For what, in bytes", &features::group(&rows)?);
    print_libraries(&rows);
    let peers = tools::for_sizes()?;
    step("Bundling the peers", || steps::run(program("node").arg("benches/peers/measure.mjs").arg(peers)))
}

/// The parts of the module that is shipped, without brotli's estimates.
fn of_module(folder: &Path) -> Result<Vec<Row>> {
    let compiled = build::compile("", "wasm-with-lines", &WITH_LINES)?;
    // With this section wasm-bindgen would use reference types: see the `wasm` profile in Cargo.toml.
    let compiled = attribution::without_custom_sections(&fs::read(compiled)?, "target_features")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("uni_socket", compiled).bundler(true)?.typescript(false).keep_debug(true);
    bindgen.remove_producers_section(true).generate_output()?.emit(folder)?;
    let bound = fs::read(folder.join("uni_socket_bg.wasm"))?;
    let (places, mappings) = attribution::places(&bound)?;

    // A module with line tables wasm-opt would optimize less. It goes without them; the map has all that they say.
    let (from, to) = (folder.join("from.wasm"), folder.join("to.wasm"));
    let (from_map, to_map) = (folder.join("from.map"), folder.join("to.map"));
    fs::write(&from, attribution::without_custom_sections(&bound, ".debug_")?)?;
    fs::write(&from_map, source_map::write(places.len(), &mappings))?;
    steps::run(program("node").arg("pkg/binaryen.mjs").args([&from, &to, &from_map, &to_map]))?;

    let module = fs::read(to)?;
    let shipped = fs::metadata(root().join("pkg/dist/uni-socket.wasm"))?.len();
    ensure!(module.len() as u64 == shipped, "with line tables the module has {}, not {shipped} bytes", module.len());
    let parts = attribution::parts(&module, &source_map::read(&fs::read_to_string(to_map)?)?)?;
    let mut rows =
        vec![row("the module's data", parts.data), row("the module's types, imports and exports", parts.structure)];
    for (source, raw) in parts.code {
        match source.map(|source| places.get(source).context("a source that is not there")).transpose()? {
            Some(Place { file, function }) => rows.push(Row { function: function.clone(), ..row(file, raw) }),
            None => rows.push(row("code of no known line", raw)),
        }
    }
    Ok(rows)
}

fn row(part: &str, raw: usize) -> Row {
    Row { part: part.to_owned(), function: String::new(), raw, brotli: 0.0 }
}

/// The parts of the default entry: those of its module and of its JavaScript, with their shares of what brotli makes of
/// either.
fn of_entry(mut rows: Vec<Row>, entry: &Entry) -> Result<Vec<Row>> {
    let module: usize = rows.iter().map(|row| row.raw).sum();
    share(&mut rows, entry.brotli_of_module as f64);
    let (mut text, mut scripts) = (0, Vec::new());
    for (path, raw) in &entry.inputs {
        match name_of(path) {
            Some(name) => scripts.push(row(&name, *raw)),
            None => text = *raw,
        }
    }
    let bundled: usize = entry.inputs.values().sum();
    scripts.push(row("esbuild's own", entry.raw.checked_sub(bundled).context("more than the entry")?));
    share(&mut scripts, entry.brotli_without_module as f64);
    rows.extend(scripts);
    rows.push(Row {
        brotli: entry.brotli as f64 - (entry.brotli_of_module + entry.brotli_without_module) as f64,
        ..row("the module as text: what that adds", text.checked_sub(module).context("less than the module")?)
    });
    let sum: usize = rows.iter().map(|row| row.raw).sum();
    ensure!(sum == entry.raw, "the parts of the entry have {sum} bytes, the entry has {}", entry.raw);
    Ok(rows)
}

/// An estimate: as if all of it compressed equally well.
fn share(rows: &mut [Row], brotli: f64) {
    let sum: usize = rows.iter().map(|row| row.raw).sum();
    for row in rows {
        row.brotli = brotli * row.raw as f64 / sum as f64;
    }
}

/// A script as it is called in the repository; none for the module.
fn name_of(input: &str) -> Option<String> {
    if input.ends_with("/wasm-as-text.js") {
        None
    } else if input.ends_with("/uni_socket_bg.js") {
        Some("wasm-bindgen's glue".to_owned())
    } else if let Some((_, ours)) = input.split_once("/src/") {
        Some(format!("src/{ours}"))
    } else {
        Some(format!("pkg/{input}"))
    }
}

fn print_files(rows: &[Row]) {
    let mut files = BTreeMap::<&str, (usize, f64)>::new();
    for row in rows {
        let (raw, brotli) = files.entry(&row.part).or_default();
        *raw += row.raw;
        *brotli += row.brotli;
    }
    let files: Vec<_> = files.into_iter().map(|(name, (raw, brotli))| (name.to_owned(), raw, brotli)).collect();
    let (ours, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(name, ..)| name.contains("src/"));
    print("Files of the default entry, in bytes", &ours.into_iter().chain(others).collect::<Vec<_>>());
}

/// What one might do without.
fn print_libraries(rows: &[Row]) {
    let mut functions = HashMap::<String, (usize, f64)>::new();
    for row in rows.iter().filter(|row| !row.part.contains("src/") && !row.function.is_empty()) {
        let (raw, brotli) = functions.entry(format!("{}: `{}`", row.part, short(&row.function))).or_default();
        *raw += row.raw;
        *brotli += row.brotli;
    }
    let mut functions: Vec<_> = functions.into_iter().map(|(name, (raw, brotli))| (name, raw, brotli)).collect();
    functions.sort_by(|(name, raw, _), (other, than, _)| (Reverse(raw), name).cmp(&(Reverse(than), other)));
    functions.truncate(LARGEST);
    print("Largest functions of libraries, in bytes", &functions);
}

/// `a::b<c::d>` as `b<d>`.
fn short(function: &str) -> String {
    let is_of_name = |character: char| character.is_alphanumeric() || "_{}#".contains(character);
    let mut short = String::new();
    for word in function.split_inclusive("::") {
        match word.strip_suffix("::") {
            Some(module) => short.push_str(module.trim_end_matches(is_of_name)),
            None => short.push_str(word),
        }
    }
    short
}

/// As a table that can be put into a document.
fn print(title: &str, rows: &[(String, usize, f64)]) {
    let width = rows.iter().map(|(name, ..)| name.chars().count()).chain([title.len()]).max().unwrap_or_default();
    println!("\n| {title:width$} |     raw | brotli, estimated |");
    println!("|{}|--------:|------------------:|", "-".repeat(width + 2));
    for (name, raw, brotli) in rows {
        println!("| {name:width$} | {raw:7} | {brotli:17.0} |");
    }
    let (raw, brotli) = rows.iter().fold((0, 0.0), |(raw, brotli), (_, more, rest)| (raw + more, brotli + rest));
    println!("| {:width$} | {raw:7} | {brotli:17.0} |", "together");
}

#[cfg(test)]
mod tests {
    use super::{Entry, name_of, of_entry, row, short};
    use std::collections::BTreeMap;

    fn entry(raw: usize) -> Entry {
        let inputs = [("../x/wasm-as-text.js", 130), ("../x/snippets/y/src/api/uni.js", 30), ("src/index.js", 10)];
        let inputs = inputs.into_iter().map(|(name, raw)| (name.to_owned(), raw)).collect::<BTreeMap<_, _>>();
        Entry { raw, brotli: 90, brotli_without_module: 20, brotli_of_module: 60, inputs }
    }

    #[test]
    fn the_parts_are_the_whole() {
        let rows = of_entry(vec![row("data", 40), row("talc", 60)], &entry(175)).unwrap();
        let found: Vec<_> = rows.iter().map(|row| (row.part.as_str(), row.raw)).collect();
        let scripts = [("src/api/uni.js", 30), ("pkg/src/index.js", 10), ("esbuild's own", 5)];
        let module = [("data", 40), ("talc", 60)];
        let text = [("the module as text: what that adds", 30)];
        assert_eq!(found, [&module[..], &scripts[..], &text[..]].concat());
        let brotli: f64 = rows.iter().map(|row| row.brotli).sum();
        assert!((brotli - 90.0).abs() < 1e-9, "{brotli}");
    }

    #[test]
    fn an_entry_that_is_smaller_than_its_parts_is_refused() {
        assert!(of_entry(vec![row("data", 100)], &entry(169)).is_err());
        assert!(of_entry(vec![row("data", 131)], &entry(175)).is_err());
    }

    #[test]
    fn a_function_is_named_without_its_modules() {
        assert_eq!(short("grow<a::b_1::C<d::E, (u8, f::G)>, h::{impl#0}::I>"), "grow<C<E, (u8, G)>, I>");
    }

    #[test]
    fn a_script_is_ours_or_the_packages_or_the_module() {
        assert_eq!(name_of("../target/package/snippets/z/src/host/clock.js").as_deref(), Some("src/host/clock.js"));
        assert_eq!(name_of("src/core.js").as_deref(), Some("pkg/src/core.js"));
        assert_eq!(name_of("../target/package/wasm-as-text.js"), None);
    }
}
