//! One file for each URL.

pub(crate) mod close;
pub(crate) mod echo;
pub(crate) mod fault;
pub(crate) mod flood;
pub(crate) mod hang;
pub(crate) mod headers;
pub(crate) mod observe;
pub(crate) mod protocol;
pub(crate) mod proxy;
pub(crate) mod refuse;
pub(crate) mod reset;
pub(crate) mod room;
pub(crate) mod silent;
pub(crate) mod sink;
