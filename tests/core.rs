//! The crate in a real browser against the real server, without the package around it: run by `cargo xtask test` through
//! wasm-pack. The rules one by one are shown over the built package (tests/contract); this is what only Rust can see.

#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Promise, Uint8Array};
use serde::Deserialize;
use std::sync::Once;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Where the server listens, from `cargo xtask test`.
const SERVER: &str = match option_env!("UNI_SOCKET_SERVER") {
    Some(server) => server,
    None => "ws://127.0.0.1:8080",
};

#[wasm_bindgen]
extern "C" {
    type Uni;
    #[wasm_bindgen(method, js_name = connectSocket)]
    fn connect_socket(this: &Uni, options: &JsValue) -> Task;
    #[wasm_bindgen(method, catch, js_name = closeSocket)]
    async fn close_socket(this: &Uni) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Promise)]
    type Task;
    #[wasm_bindgen(method, catch)]
    async fn send(this: &Task, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &Task);
    #[wasm_bindgen(method)]
    fn stats(this: &Task) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = readyState)]
    fn ready_state(this: &Task) -> u32;
    #[wasm_bindgen(method, js_name = onOpen)]
    fn on_open(this: &Task, listener: &JsValue);
    #[wasm_bindgen(method, js_name = onMessage)]
    fn on_message(this: &Task, listener: &JsValue);
    #[wasm_bindgen(method, js_name = onClose)]
    fn on_close(this: &Task, listener: &JsValue);
}

#[wasm_bindgen(inline_js = "
export const record = (...entries) => Object.fromEntries(entries);
export const property = (value, name) => value[name];
")]
extern "C" {
    #[wasm_bindgen(variadic)]
    fn record(entries: &Array) -> JsValue;
    fn property(value: &JsValue, name: &str) -> JsValue;
}

/// What `stats()` shows, read back with serde: a field that is missing or of another type fails the test.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Stats {
    state: String,
    attempts: u32,
    opens: u32,
    messages_sent: u32,
    messages_received: u32,
    bytes_sent: u32,
    bytes_received: u32,
    queued_messages: u32,
    queued_bytes: u32,
    round_trip: Option<f64>,
    connected_at: Option<f64>,
    last_close: Option<Close>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Close {
    code: u16,
    reason: String,
    was_clean: bool,
}

fn uni() -> Uni {
    static STARTED: Once = Once::new();
    STARTED.call_once(uni_socket::start);
    uni_socket::uni().unchecked_into()
}

fn options(entries: &[(&str, JsValue)]) -> JsValue {
    record(&entries.iter().map(|(name, value)| Array::of2(&JsValue::from_str(name), value)).collect())
}

fn connect(uni: &Uni, path: &str) -> Task {
    uni.connect_socket(&options(&[("url", format!("{SERVER}{path}").into())]))
}

/// The next event that `listen` hears.
async fn next(listen: impl Fn(&JsValue)) -> JsValue {
    let mut heard = |resolve: js_sys::Function, _| listen(&resolve);
    JsFuture::from(Promise::new(&mut heard)).await.expect("an event is never a rejection")
}

fn stats(task: &Task) -> Stats {
    serde_wasm_bindgen::from_value(task.stats()).expect("stats() has the documented shape")
}

#[wasm_bindgen_test]
async fn text_and_bytes_come_back_as_they_were() {
    let task = connect(&uni(), "/echo");
    next(|heard| task.on_open(heard)).await;
    task.send(&options(&[("data", "汉字 🚀".into())])).await.expect("an open task sends");
    let event = next(|heard| task.on_message(heard)).await;
    assert_eq!(property(&event, "data"), JsValue::from_str("汉字 🚀"));

    let bytes = Uint8Array::from(&[0_u8, 255, 128][..]);
    task.send(&options(&[("data", bytes.into())])).await.expect("an open task sends");
    let event = next(|heard| task.on_message(heard)).await;
    assert_eq!(Uint8Array::new(&property(&event, "data")).to_vec(), [0, 255, 128]);
    task.close();
}

#[wasm_bindgen_test]
async fn stats_tell_what_has_happened() {
    let task = connect(&uni(), "/close?code=4001&reason=enough&after=1");
    assert_eq!(stats(&task).state, "connecting");
    next(|heard| task.on_open(heard)).await;
    assert!(stats(&task).connected_at.is_some_and(|since| (js_sys::Date::now() - since).abs() < 10_000.0));
    task.send(&options(&[("data", "four".into())])).await.expect("an open task sends");
    next(|heard| task.on_close(heard)).await;
    assert_eq!(
        stats(&task),
        Stats {
            state: "closed".into(),
            attempts: 1,
            opens: 1,
            messages_sent: 1,
            messages_received: 0,
            bytes_sent: 4,
            bytes_received: 0,
            queued_messages: 0,
            queued_bytes: 0,
            round_trip: None,
            connected_at: None,
            last_close: Some(Close { code: 4001, reason: "enough".into(), was_clean: true }),
        }
    );
}

#[wasm_bindgen_test]
async fn a_call_that_fails_rejects_with_an_error() {
    let error = uni().close_socket().await.expect_err("nothing is open");
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(property(&error, "errMsg"), JsValue::from_str("closeSocket:fail WebSocket is not connected"));
    assert_eq!(property(&error, "errCode"), JsValue::from_f64(10_002.0));
}

#[wasm_bindgen_test]
async fn a_task_that_is_closed_before_it_opens_only_closes() {
    let task = connect(&uni(), "/hang");
    task.close();
    assert_eq!(task.ready_state(), 2);
    let event = next(|heard| task.on_close(heard)).await;
    assert_eq!(property(&event, "code"), JsValue::from_f64(1006.0));
    assert_eq!(task.ready_state(), 3);
    assert_eq!(stats(&task).opens, 0);
}
