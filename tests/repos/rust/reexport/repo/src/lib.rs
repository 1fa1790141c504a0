mod api;
mod inner;
mod user;
