//! How is a source map written and read? As far as wasm-opt needs one: from which source is each byte of a module.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// From this byte on, until the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub offset: usize,
    pub source: Option<usize>,
}

#[derive(Deserialize)]
struct File {
    sources: Vec<String>,
    mappings: String,
}

/// A map of which the sources are numbers.
pub fn write(sources: usize, mappings: &[Mapping]) -> String {
    let mut text = String::new();
    let (mut last_offset, mut last_source) = (0, 0);
    for mapping in mappings {
        if !text.is_empty() {
            text.push(',');
        }
        digits(&mut text, mapping.offset as i64 - last_offset);
        last_offset = mapping.offset as i64;
        if let Some(source) = mapping.source {
            digits(&mut text, source as i64 - last_source);
            last_source = source as i64;
            // The first line and column of each source: it has no others.
            text.push_str("AA");
        }
    }
    let sources: Vec<String> = (0..sources).map(|source| source.to_string()).collect();
    json!({ "version": 3, "sources": sources, "names": [], "mappings": text }).to_string()
}

/// A map that wasm-opt has made of one that [`write()`] wrote: it may have left sources out.
pub fn read(text: &str) -> Result<Vec<Mapping>> {
    let file: File = serde_json::from_str(text)?;
    let sources = file.sources.iter().map(|source| source.parse()).collect::<Result<Vec<usize>, _>>()?;
    let (mut offset, mut at) = (0, 0);
    let mut mappings = Vec::new();
    for segment in file.mappings.split(',').filter(|segment| !segment.is_empty()) {
        let numbers = numbers(segment)?;
        offset += numbers.first().context("an empty segment")?;
        at += numbers.get(1).unwrap_or(&0);
        let source = match numbers.len() {
            1 => None,
            _ => Some(*sources.get(usize::try_from(at)?).context("a source that is not there")?),
        };
        mappings.push(Mapping { offset: usize::try_from(offset)?, source });
    }
    Ok(mappings)
}

/// A number in the base-64 digits of source maps: the sign last, five bits a digit, the lowest first.
fn digits(text: &mut String, number: i64) {
    let mut rest = number.unsigned_abs() << 1 | u64::from(number < 0);
    loop {
        let more = rest > 31;
        text.push(DIGITS[(rest & 31 | u64::from(more) << 5) as usize].into());
        rest >>= 5;
        if !more {
            break;
        }
    }
}

fn numbers(segment: &str) -> Result<Vec<i64>> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0, 0);
    for digit in segment.bytes() {
        let Some(value) = DIGITS.iter().position(|&known| known == digit) else { bail!("no digit: {digit}") };
        number |= (value as i64 & 31) << shift;
        shift += 5;
        if value < 32 {
            numbers.push(if number & 1 == 1 { -(number >> 1) } else { number >> 1 });
            (number, shift) = (0, 0);
        }
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::{Mapping, read, write};

    #[test]
    fn what_is_written_is_read_back() {
        let sources = [Some(0), None, Some(40_000), Some(3), None, Some(3)];
        let mappings: Vec<_> = [0, 15, 16, 1_000, 70_000, 70_001]
            .into_iter()
            .zip(sources)
            .map(|(offset, source)| Mapping { offset, source })
            .collect();
        assert_eq!(read(&write(40_001, &mappings)).unwrap(), mappings);
    }

    #[test]
    fn numbers_are_written_as_the_format_says() {
        let mappings = [Mapping { offset: 5, source: Some(1) }, Mapping { offset: 21, source: Some(0) }];
        assert!(write(2, &mappings).contains(r#""mappings":"KCAA,gBDAA""#), "{}", write(2, &mappings));
    }
}
