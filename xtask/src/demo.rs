pub fn run(_: &crate::server::Arguments) -> anyhow::Result<()> {
    todo!()
}
