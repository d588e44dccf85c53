//! Whose is each byte of a module? The line tables say it of the module that the compiler wrote. wasm-opt optimizes less
//! where it has to keep them, but a source map it keeps for nothing: so each place becomes a source of a map, and the map
//! that wasm-opt writes says it of the module that is shipped.

use super::source_map::Mapping;
use addr2line::gimli::{Dwarf, EndianSlice, LittleEndian};
use addr2line::{Context as Lines, Frame};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use wasmparser::{FunctionBody, Parser, Payload};

type Slice<'a> = EndianSlice<'a, LittleEndian>;

/// Where code comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// A file of ours (`src/…`), or a library, by its name.
    pub file: String,
    pub function: String,
}

/// The parts of a module, which together are all of it.
#[derive(Debug, Default, PartialEq)]
pub struct Parts {
    /// Of the code section, by index into the places; `None` is what the compilers added, for no line.
    pub code: BTreeMap<Option<usize>, usize>,
    /// The data section.
    pub data: usize,
    /// Types, imports, exports, the table, and the headers of all sections.
    pub structure: usize,
}

/// Takes custom sections out of a module: those whose names begin so.
pub fn without_custom_sections(module: &[u8], names: &str) -> Result<Vec<u8>> {
    let mut kept = module.get(..8).context("no module")?.to_vec();
    let mut at = 8;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let Some((_, section)) = payload.as_section() else { continue };
        if !matches!(&payload, Payload::CustomSection(custom) if custom.name().starts_with(names)) {
            kept.extend(module.get(at..section.end).context("a section beyond the end")?);
        }
        at = section.end;
    }
    Ok(kept)
}

/// Where every instruction of a module with line tables comes from, as changes along its bytes.
pub fn places(module: &[u8]) -> Result<(Vec<Place>, Vec<Mapping>)> {
    let code = code(module)?;
    let sections = custom_sections(module)?;
    let dwarf: Dwarf<Slice<'_>> = Dwarf::load(|id| {
        Ok::<_, anyhow::Error>(EndianSlice::new(sections.get(id.name()).copied().unwrap_or_default(), LittleEndian))
    })?;
    let lines = Lines::from_dwarf(dwarf)?;
    let mut known = HashMap::new();
    let mut places = Vec::new();
    let mut mappings = Vec::new();
    for body in &code.bodies {
        // Each function says at its beginning whose it is: wasm-opt may put it beside any other.
        let mut last = None;
        for (_, offset) in body.get_operators_reader()?.into_iter_with_offsets().collect::<Result<Vec<_>, _>>()? {
            let place = place(&lines, (offset - code.range.start) as u64)?.map(|place| {
                *known.entry(place.clone()).or_insert_with(|| {
                    places.push(place);
                    places.len() - 1
                })
            });
            if last != Some(place) {
                mappings.push(Mapping { offset, source: place });
                last = Some(place);
            }
        }
    }
    Ok((places, mappings))
}

/// The innermost frame in a file of ours; if there is none, the function that all of it is inlined into.
fn place(lines: &Lines<Slice<'_>>, address: u64) -> Result<Option<Place>> {
    let mut frames = lines.find_frames(address).skip_all_loads()?;
    let mut outermost = None;
    while let Some(frame) = frames.next()? {
        let Some(place) = place_of(&frame)? else { continue };
        let ours = place.file.starts_with("src/");
        outermost = Some(place);
        if ours {
            break;
        }
    }
    Ok(outermost)
}

fn place_of(frame: &Frame<'_, Slice<'_>>) -> Result<Option<Place>> {
    let Some(file) = frame.location.as_ref().and_then(|location| location.file) else { return Ok(None) };
    let function = frame.function.as_ref().map(|name| name.raw_name().map(|name| name.into_owned())).transpose()?;
    Ok(Some(Place { file: origin(file), function: function.unwrap_or_default() }))
}

/// A file of ours as it is called in the repository; of any other file, the library.
fn origin(file: &str) -> String {
    let file = file.replace('\\', "/");
    if let Some((_, ours)) = file.split_once("uni-socket/src/") {
        return format!("src/{ours}");
    }
    let library = file.split_once("/library/").or_else(|| file.split_once("/registry/src/"));
    let Some((_, rest)) = library else { return file };
    let mut folders = rest.split('/');
    let first = folders.next().unwrap_or_default();
    // The registry's own folder comes before that of the crate.
    let name = if file.contains("/library/") { first } else { folders.next().unwrap_or_default() };
    let version = name.rfind('-').filter(|&dash| name[dash + 1..].starts_with(|c: char| c.is_ascii_digit()));
    name[..version.unwrap_or(name.len())].to_owned()
}

/// Counts the bytes of `module` by the sources of its map.
pub fn parts(module: &[u8], mappings: &[Mapping]) -> Result<Parts> {
    let code = code(module)?;
    let mut parts = Parts::default();
    let mut attributed = 0;
    for body in &code.bodies {
        let body = with_size(body.range());
        let first = mappings.partition_point(|mapping| mapping.offset < body.start);
        let end = mappings.partition_point(|mapping| mapping.offset < body.end);
        let within = mappings.get(first..end).unwrap_or_default();
        // Ahead of the first instruction there are the size and the local variables: they are that one's.
        let mut source = within.first().and_then(|mapping| mapping.source);
        let mut start = body.start;
        for mapping in within {
            *parts.code.entry(source).or_default() += mapping.offset - start;
            (start, source) = (mapping.offset, mapping.source);
        }
        *parts.code.entry(source).or_default() += body.end - start;
        attributed += body.len();
    }
    parts.data = code.data;
    parts.structure = module.len() - attributed - code.data;
    let sum = parts.code.values().sum::<usize>() + parts.data + parts.structure;
    ensure!(sum == module.len(), "the parts of the module have {sum} bytes, the module has {}", module.len());
    Ok(parts)
}

struct Code<'a> {
    range: Range<usize>,
    bodies: Vec<FunctionBody<'a>>,
    data: usize,
}

fn code(module: &[u8]) -> Result<Code<'_>> {
    let mut code = Code { range: 0..0, bodies: Vec::new(), data: 0 };
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { range, .. } => code.range = range,
            Payload::CodeSectionEntry(body) => code.bodies.push(body),
            Payload::DataSection(data) => code.data = data.range().len(),
            _ => {}
        }
    }
    Ok(code)
}

/// A function's size stands ahead of it, seven bits a byte.
fn with_size(body: Range<usize>) -> Range<usize> {
    let digits = (usize::BITS - body.len().leading_zeros()).div_ceil(7).max(1) as usize;
    body.start - digits..body.end
}

fn custom_sections(module: &[u8]) -> Result<HashMap<&str, &[u8]>> {
    let mut sections = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(custom) = payload? {
            sections.insert(custom.name(), custom.data());
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::{Mapping, Parts, origin, parts, without_custom_sections};
    use std::collections::BTreeMap;

    /// Two functions of five and four bytes (with their sizes), a custom section of six, and three bytes of data.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x03\x02\0\0\
        \x05\x03\x01\0\x01\
        \x0a\x0a\x02\x04\0\x01\x01\x0b\x03\0\x01\x0b\
        \0\x04\x03abc\
        \x0b\x07\x01\x01\x01xyz\0";

    fn at(offset: usize, source: Option<usize>) -> Mapping {
        Mapping { offset, source }
    }

    #[test]
    fn every_byte_of_a_module_is_counted_once() {
        // The first function begins at 27, its instructions at 29; the second one at 32 and 34.
        let found = parts(MODULE, &[at(29, Some(7)), at(30, None), at(34, Some(8)), at(35, Some(7))]).unwrap();
        let code = BTreeMap::from([(Some(7), 3 + 1), (None, 2), (Some(8), 3)]);
        assert_eq!(found, Parts { code, data: 7, structure: MODULE.len() - 9 - 7 });
    }

    #[test]
    fn a_function_without_a_mapping_is_not_its_neighbours() {
        let found = parts(MODULE, &[at(29, Some(7))]).unwrap();
        assert_eq!(found.code, BTreeMap::from([(Some(7), 5), (None, 4)]));
    }

    #[test]
    fn custom_sections_are_taken_out_by_the_beginning_of_their_names() {
        let without = without_custom_sections(MODULE, "ab").unwrap();
        assert_eq!(without.len(), MODULE.len() - 6);
        assert_eq!(parts(&without, &[]).unwrap().data, 7);
        assert_eq!(without_custom_sections(MODULE, "b").unwrap(), MODULE);
    }

    #[test]
    fn a_file_is_ours_or_of_a_library() {
        assert_eq!(origin("uni-socket/src/api/run.rs"), "src/api/run.rs");
        assert_eq!(origin("/rustc/0123abc/library/alloc/src/vec/mod.rs"), "alloc");
        assert_eq!(origin("cargo/registry/src/some-registry-0123/wasm-bindgen-0.2.130/src/lib.rs"), "wasm-bindgen");
    }
}
