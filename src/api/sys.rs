//! The JavaScript half of this room, as Rust sees it: the shells that a page calls, its callbacks and its listeners.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/api/uni.js")]
extern "C" {
    /// Asks the page's functions for the URL and the protocols of an attempt. The answer comes through
    /// its `provided` or `notProvided`.
    pub fn provide(id: u32, attempt: u32);

    /// Who hears the socket of an attempt.
    pub fn hearing(id: u32, attempt: u32) -> JsValue;

    /// Hands a message that has waited to the host, and tells its call. It counts as sent. False if it was not told: the host
    /// would drop it.
    #[wasm_bindgen(js_name = handOver)]
    pub fn hand_over(id: u32, data: &JsValue, size: f64, call: &Call) -> bool;

    /// Hands the core (core.rs) over to the shells.
    pub fn start(core: &JsValue);

    #[wasm_bindgen(thread_local_v2, js_name = uni)]
    pub static UNI: JsValue;
}

#[wasm_bindgen(module = "/src/api/wishes.js")]
extern "C" {
    /// The page's word on whether to try again; none if it has no say.
    #[wasm_bindgen(js_name = shouldReconnect)]
    pub fn should_reconnect(id: u32, code: u16, reason: &JsValue, was_clean: bool, attempt: u32) -> Option<bool>;

    /// What is sent as a heartbeat.
    #[wasm_bindgen(js_name = heartbeatMessage)]
    pub fn heartbeat_message(id: u32) -> JsValue;
}

// What the shells use of these files wasm-bindgen does not see; it brings along those that it is told of.
#[wasm_bindgen(module = "/src/api/interceptors.js")]
extern "C" {
    fn intercepted();
}

#[wasm_bindgen(module = "/src/api/iteration.js")]
extern "C" {
    fn iterate();
}

#[wasm_bindgen(module = "/src/api/diagnostics.js")]
extern "C" {
    #[cfg(feature = "development")]
    pub fn trace(id: u32, kind: &str, detail: &str);

    #[cfg(not(feature = "development"))]
    fn trace();
}

#[wasm_bindgen(module = "/src/api/signals.js")]
extern "C" {
    fn listen();
}

#[wasm_bindgen(module = "/src/api/outcome.js")]
extern "C" {
    /// One call of the API, which is owed its result.
    #[derive(Clone)]
    pub type Call;

    pub fn succeed(call: &Call);

    pub fn fail(call: &Call, why: &JsValue, code: u32, cause: &JsValue);

    /// Runs the callbacks of calls that have ended.
    #[wasm_bindgen(js_name = runCallbacksDue)]
    pub fn run_callbacks_due();

    #[wasm_bindgen(js_name = resolveToTuple)]
    pub fn resolve_to_tuple(tuple: bool);
}

#[wasm_bindgen(module = "/src/api/listeners.js")]
extern "C" {
    pub fn opened(id: u32, protocol: &JsValue, reconnected: bool, heard_globally: bool);

    pub fn failed(id: u32, why: &str, code: u32, cause: &JsValue, heard_globally: bool);

    pub fn closed(id: u32, code: u16, reason: &JsValue, was_clean: bool, heard_globally: bool);

    pub fn reconnecting(
        id: u32,
        attempt: u32,
        delay: f64,
        code: u16,
        reason: &JsValue,
        was_clean: bool,
        why: Option<&str>,
        err_code: u32,
        cause: &JsValue,
    );

    pub fn drained(id: u32);

    pub fn finished(id: u32, counters: &Record);
}

#[wasm_bindgen(module = "/src/api/values.js")]
extern "C" {
    /// A plain object that a shell made: options that it has copied, or counters.
    pub type Record;

    /// One function for every name: a getter each would cost an import each, and none of them is on a message's way.
    pub fn property(record: &Record, name: &str) -> JsValue;

    #[wasm_bindgen(js_name = firstWrong)]
    pub fn first_wrong(record: &Record, rules: &str) -> Option<Text>;

    #[wasm_bindgen(js_name = describeWrongType)]
    pub fn describe_wrong_type(name: &str, expected: &str, value: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = describeWrongValue)]
    pub fn describe_wrong_value(name: &str, must_be: &str) -> JsValue;

    #[wasm_bindgen(js_name = textOf)]
    pub fn text_of(error: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = isText)]
    pub fn is_text(record: &Record, name: &str, text: &str) -> bool;

    #[wasm_bindgen(js_name = utf8Length)]
    pub fn utf8_length(text: &JsValue) -> u32;

    /// A record of counters, in the order in which `values.js` names them.
    pub fn counters(counts: &[f64]) -> Record;

    /// A string of JavaScript's.
    pub type Text;
}
