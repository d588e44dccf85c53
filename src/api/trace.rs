//! What is going on? In the development build the page's `debug` is told (option of connectSocket and of configure).

/// Tells what a task has been given or does; not from within [`super::tasks::Tasks::with`], for it runs code of the page.
/// Payloads are never shown: their sizes are. In production nothing is left of it, nor of what would be told.
macro_rules! trace {
    ($id:expr, $kind:literal, $($detail:tt)+) => {
        #[cfg(feature = "development")]
        $crate::api::sys::trace($id, $kind, &alloc::format!($($detail)+));
    };
}

pub(super) use trace;
