pub fn run() -> anyhow::Result<()> {
    todo!()
}
pub fn rules() -> anyhow::Result<()> {
    todo!()
}
