//! The JavaScript half of this room, as Rust sees it: the shells that a page calls, its callbacks and its listeners.

use super::core::Core;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/api/uni.js")]
extern "C" {
    /// Hands the core over to the shells.
    pub fn start(core: Core);

    #[wasm_bindgen(thread_local_v2, js_name = uni)]
    pub static UNI: JsValue;
}

#[wasm_bindgen(module = "/src/api/outcome.js")]
extern "C" {
    /// One call of the API, which is owed its result.
    pub type Call;

    pub fn succeed(call: &Call);

    pub fn fail(call: &Call, why: &JsValue, code: u32, cause: &JsValue);

    #[wasm_bindgen(js_name = resolveToTuple)]
    pub fn resolve_to_tuple(tuple: bool);
}

#[wasm_bindgen(module = "/src/api/listeners.js")]
extern "C" {
    pub fn opened(id: u32, protocol: &JsValue, reconnected: bool, heard_globally: bool);

    /// Takes `data` over: a handle that is given away need not be dropped, which would be another crossing.
    pub fn message(id: u32, data: JsValue, heard_globally: bool);

    pub fn failed(id: u32, why: &str, code: u32, cause: &JsValue, heard_globally: bool);

    pub fn closed(id: u32, code: u16, reason: &JsValue, was_clean: bool, heard_globally: bool);

    pub fn finished(id: u32, counters: &Record);
}

#[wasm_bindgen(module = "/src/api/values.js")]
extern "C" {
    /// A plain object that a shell made: options that it has copied, or counters.
    pub type Record;

    /// One function for every name: a getter each would cost an import each, and none of them is on a message's way.
    pub fn property(record: &Record, name: &str) -> JsValue;

    #[wasm_bindgen(js_name = wrongType)]
    pub fn wrong_type(record: &Record, name: &str, expected: &str) -> Option<Text>;

    #[wasm_bindgen(js_name = describeWrongType)]
    pub fn describe_wrong_type(name: &str, expected: &str, value: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = describeWrongValue)]
    pub fn describe_wrong_value(name: &str, must_be: &str) -> JsValue;

    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(error: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = isText)]
    pub fn is_text(value: &JsValue, text: &str) -> bool;

    #[wasm_bindgen(js_name = utf8Length)]
    pub fn utf8_length(text: &JsValue) -> u32;

    /// A record of counters.
    pub fn counters(
        attempts: u32,
        opens: u32,
        messages_sent: f64,
        messages_received: f64,
        bytes_sent: f64,
        bytes_received: f64,
    ) -> Record;

    #[wasm_bindgen(js_name = warnOfIgnored)]
    pub fn warn_of_ignored(option: &str);

    #[wasm_bindgen(js_name = isEmpty)]
    pub fn is_empty(record: &JsValue) -> bool;

    /// A string of JavaScript's.
    pub type Text;
}
