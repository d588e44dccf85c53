//! What the host offers, as it is. Nothing here decides.

use wasm_bindgen::prelude::*;
use web_sys::WebSocket;

#[wasm_bindgen(module = "/src/host/clock.js")]
extern "C" {
    /// Milliseconds, from whenever.
    pub fn now() -> f64;

    /// Rings for `id` after so many milliseconds, in the place of the alarm that it has.
    #[wasm_bindgen(js_name = setAlarm)]
    pub fn set_alarm(id: u32, millis: f64);

    #[wasm_bindgen(js_name = clearAlarm)]
    pub fn clear_alarm(id: u32);
}

#[wasm_bindgen(module = "/src/host/sockets.js")]
extern "C" {
    /// Whether there is a host to make sockets.
    #[wasm_bindgen(js_name = hasSockets)]
    pub fn has_sockets() -> bool;

    /// Whether it has as many as it can have at once.
    #[wasm_bindgen(js_name = isFull)]
    pub fn is_full() -> bool;

    /// Makes a socket, of whose events `hear` is told.
    #[wasm_bindgen(js_name = createSocket, catch)]
    pub fn create_socket(url: &JsValue, protocols: &JsValue, hear: &JsValue) -> Result<HandleSocket, JsValue>;

    /// Nothing more is heard of it.
    pub fn mute(socket: &WebSocket);
}

#[wasm_bindgen(module = "/src/host/browser.js")]
extern "C" {
    /// `networkTimeout.connectSocket` of a uni-app page's manifest.json.
    #[wasm_bindgen(js_name = pageConnectTimeout)]
    pub fn page_connect_timeout() -> Option<f64>;
}

// What the files beside these use of each other wasm-bindgen does not see; it brings along those that it is told of.
#[wasm_bindgen(module = "/src/host/ignored.js")]
extern "C" {
    #[wasm_bindgen(js_name = warnOfIgnored)]
    fn warn_of_ignored();
}

// For the entry for mini-programs.
#[wasm_bindgen(module = "/src/host/mini_program.js")]
extern "C" {
    fn hosts();
}

#[wasm_bindgen(module = "/src/host/alipay.js")]
extern "C" {
    #[wasm_bindgen(js_name = inCommonWords)]
    fn in_common_words();
}

#[wasm_bindgen(module = "/src/host/address.js")]
extern "C" {
    #[wasm_bindgen(js_name = checkAddress)]
    fn check_address();
}

#[wasm_bindgen(module = "/src/host/base64.js")]
extern "C" {
    #[wasm_bindgen(js_name = toBase64)]
    fn to_base64();
}

#[wasm_bindgen(module = "/src/host/task_socket.js")]
extern "C" {
    #[wasm_bindgen(js_name = openTask)]
    fn open_task();
}

#[wasm_bindgen(module = "/src/host/lifecycle.js")]
extern "C" {
    #[wasm_bindgen(js_name = watchLifecycle)]
    pub fn watch_lifecycle();

    #[wasm_bindgen(js_name = isHidden)]
    pub fn is_hidden() -> bool;

    #[wasm_bindgen(js_name = isOffline)]
    pub fn is_offline() -> bool;
}

#[wasm_bindgen]
extern "C" {
    /// A [`WebSocket`] whose strings and payloads stay handles. Through web-sys they would be copied into wasm memory and
    /// back, which for 64 KiB of text costs ten thousand times as much.
    #[wasm_bindgen(js_name = WebSocket, extends = WebSocket)]
    pub type HandleSocket;

    #[wasm_bindgen(method, catch, structural)]
    pub fn send(this: &HandleSocket, data: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, structural, js_name = close)]
    pub fn close_with(this: &HandleSocket, code: u16, reason: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, structural, js_name = protocol)]
    pub fn protocol_as_is(this: &HandleSocket) -> JsValue;

    /// From 0 up to, but not including, 1.
    #[wasm_bindgen(js_namespace = Math)]
    pub fn random() -> f64;
}
