//! Which files are served, and as what.

mod support;

use std::fs;
use std::path::PathBuf;

use support::TestServer;
use uni_socket_server::server::Settings;

/// A root of its own for each test: they run at the same time.
fn root(test: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(root.join("www/sub")).unwrap();
    fs::create_dir_all(root.join("private")).unwrap();
    for file in [
        "Cargo.toml",
        "private/key.json",
        "www/index.html",
        "www/sub/index.html",
        "www/a.js",
        "www/a.mjs",
        "www/a.wasm",
        "www/a.css",
        "www/a.json",
        "www/a.js.map",
    ] {
        fs::write(root.join(file), file).unwrap();
    }
    root
}

#[tokio::test]
async fn files_have_their_types_and_are_not_stored() {
    let server = TestServer::serving(&root("types"), &["www"]).await;
    for (file, content_type) in [
        ("index.html", "text/html"),
        ("a.js", "text/javascript"),
        ("a.mjs", "text/javascript"),
        ("a.wasm", "application/wasm"),
        ("a.css", "text/css"),
        ("a.json", "application/json"),
        ("a.js.map", "application/json"),
    ] {
        let answer = server.get(&format!("/www/{file}")).await;
        assert_eq!(answer.status, 200, "{file}");
        assert_eq!(answer.body, format!("www/{file}"));
        let expected = format!("content-type: {content_type}");
        assert!(answer.headers.contains(&expected), "{}", answer.headers);
        assert!(answer.headers.contains("cache-control: no-store"));
    }
}

#[tokio::test]
async fn directories_show_their_index() {
    let server = TestServer::serving(&root("index"), &["www"]).await;
    let answer = server.get("/").await;
    assert_eq!(answer.status, 307);
    assert!(answer.headers.contains("location: /www/"));

    assert_eq!(server.get("/www/").await.body, "www/index.html");

    // Relative links of the page need the slash, under its full path.
    let answer = server.get("/www/sub").await;
    assert_eq!(answer.status, 307);
    assert!(answer.headers.contains("location: /www/sub/\r\n"));
}

#[tokio::test]
async fn nothing_outside_of_the_folders_is_reachable() {
    let server = TestServer::serving(&root("outside"), &["www"]).await;
    for target in [
        "/Cargo.toml",
        "/private/key.json",
        "/www/../Cargo.toml",
        "/www/%2e%2e/Cargo.toml",
        "/www/..%2fCargo.toml",
        "/www%2f..%2fCargo.toml",
        "/./Cargo.toml",
        "//Cargo.toml",
        "/www/missing.js",
    ] {
        assert_eq!(server.get(target).await.status, 404, "{target}");
    }
}

#[tokio::test]
async fn pages_are_cross_origin_isolated_only_if_asked_for() {
    for isolate in [false, true] {
        let settings = Settings { root: root("isolated"), folders: vec!["www".into()], isolate, ..Settings::default() };
        let answer = TestServer::with(settings).await.get("/www/").await;
        assert_eq!(answer.headers.contains("cross-origin-opener-policy: same-origin"), isolate);
        assert_eq!(answer.headers.contains("cross-origin-embedder-policy: require-corp"), isolate);
    }
}
