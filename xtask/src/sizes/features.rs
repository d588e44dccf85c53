//! What is a byte there for? Each part of the entry belongs to one feature: those that one opts in to, or the rest.

use anyhow::{Result, ensure};
use std::collections::BTreeMap;

/// A part of the default entry.
#[derive(Debug)]
pub struct Row {
    /// A file, or what else the bytes are.
    pub part: String,
    /// The function, where it is known, with its type arguments.
    pub function: String,
    pub raw: usize,
    /// An estimate: brotli knows no parts.
    pub brotli: f64,
}

impl Row {
    fn name(&self) -> &str {
        self.function.split_once('<').map_or(&self.function, |(name, _)| name)
    }
}

/// What is there for a feature alone: files, and functions of files that have more to do.
type Rule = (&'static str, &'static [&'static str], &'static [(&'static str, &'static [&'static str])]);

const RULES: &[Rule] = &[
    (
        "reconnect",
        &["src/connection/backoff.rs", "src/connection/retry.rs", "src/host/lifecycle.js", "src/host/lifecycle.rs"],
        &[
            ("src/api/core.rs", &["reconnect", "__wasm_bindgen_generated_Core_reconnect"]),
            ("src/api/options.rs", &["retry"]),
            ("src/api/run.rs", &["on_lifecycle", "taken_up"]),
            ("src/api/sys.rs", &["reconnecting"]),
            ("src/api/core.rs", &["lifecycle"]),
            ("src/connection/mod.rs", &["reconnect"]),
        ],
    ),
    (
        "heartbeat",
        &["src/connection/heartbeat.rs"],
        &[
            ("src/api/core.rs", &["answered"]),
            ("src/api/sys.rs", &["heartbeat_message"]),
            ("src/connection/mod.rs", &["ask", "look_for_life"]),
        ],
    ),
    (
        "queue, and flow control",
        &["src/connection/outbox.rs", "src/connection/queue.rs"],
        &[
            ("src/api/core.rs", &["drain_queue", "__wasm_bindgen_generated_Core_drainQueue"]),
            ("src/api/core.rs", &["withdraw", "__wasm_bindgen_generated_Core_withdraw"]),
            ("src/api/options.rs", &["queue", "water"]),
            ("src/api/core.rs", &["wait", "buffered"]),
            ("src/api/run.rs", &["flush", "measured"]),
            ("src/api/sys.rs", &["drained"]),
        ],
    ),
    (
        "what the page has a say in (a fresh URL, shouldReconnect, isReply)",
        &["src/api/wishes.js"],
        &[
            ("src/api/core.rs", &["provided", "__wasm_bindgen_generated_Core_provided"]),
            ("src/api/core.rs", &["__wasm_bindgen_generated_Core_notProvided"]),
            ("src/api/run.rs", &["is_under_way", "refuse"]),
            ("src/api/sys.rs", &["provide", "should_reconnect"]),
        ],
    ),
    ("for await", &["src/api/iteration.js"], &[]),
    ("interceptors", &["src/api/interceptors.js"], &[]),
    (
        "stats()",
        &["src/connection/stats.rs"],
        &[
            ("src/api/core.rs", &["counters", "__wasm_bindgen_generated_Core_counters"]),
            ("src/api/run.rs", &["counts", "finished"]),
        ],
    ),
    ("options, checked", &["src/api/options.rs", "src/api/values.js"], &[]),
    ("allocator", &["talc", "src/lib.rs"], &[]),
    ("Rust's core and alloc", &["alloc", "compiler-builtins", "core"], &[]),
    ("wasm-bindgen and its glue", &["js-sys", "wasm-bindgen", "wasm-bindgen's glue", "web-sys"], &[]),
];

/// The features, the largest first.
///
/// # Errors
/// If a rule names what is not there: it has been renamed, and would be counted elsewhere silently.
pub fn group(rows: &[Row]) -> Result<Vec<(String, usize, f64)>> {
    for (feature, files, functions) in RULES {
        for file in *files {
            ensure!(rows.iter().any(|row| row.part == *file), "{feature}: there is nothing of {file} any more");
        }
        for (file, names) in *functions {
            for name in *names {
                let is_there = rows.iter().any(|row| row.part == *file && row.name() == *name);
                ensure!(is_there, "{feature}: there is no {name} in {file} any more");
            }
        }
    }
    let mut features = BTreeMap::<&str, (usize, f64)>::new();
    for row in rows {
        let (raw, brotli) = features.entry(feature(row)).or_default();
        *raw += row.raw;
        *brotli += row.brotli;
    }
    let mut features: Vec<_> =
        features.into_iter().map(|(name, (raw, brotli))| (name.to_owned(), raw, brotli)).collect();
    features.sort_by_key(|(_, raw, _)| std::cmp::Reverse(*raw));
    Ok(features)
}

fn feature(row: &Row) -> &str {
    let by_function = RULES.iter().find(|(_, _, functions)| {
        functions.iter().any(|(file, names)| row.part == *file && names.contains(&row.name()))
    });
    let by_file = || RULES.iter().find(|(_, files, _)| files.contains(&row.part.as_str()));
    match by_function.or_else(by_file) {
        Some((feature, ..)) => feature,
        None if row.part.starts_with("src/") => "the plain contract, and what all of it shares",
        None if row.part.starts_with("pkg/src/") => "start of the core, and its fallback",
        None => &row.part,
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, feature};

    #[test]
    fn a_function_counts_before_its_file_and_what_no_rule_names_stays_what_it_is() {
        let of = |part: &str, function: &str| {
            let row = Row { part: part.into(), function: function.into(), raw: 0, brotli: 0.0 };
            feature(&row).to_owned()
        };
        assert_eq!(of("src/api/options.rs", "retry"), "reconnect");
        assert_eq!(of("src/connection/mod.rs", "reconnect<R, M>"), "reconnect");
        assert_eq!(of("src/api/options.rs", "connect"), "options, checked");
        assert_eq!(of("src/connection/queue.rs", "retry"), "queue, and flow control");
        assert_eq!(of("src/connection/mod.rs", "connect"), "the plain contract, and what all of it shares");
        assert_eq!(of("data", ""), "data");
    }
}
