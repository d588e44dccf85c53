// What does 'build npm' make of the packages? WeChat's own tool for it, which asks nobody: no account, no network.

const ci = require('miniprogram-ci');

const project = new ci.Project({
  appid: 'wx0000000000000000',
  type: 'miniProgram',
  projectPath: __dirname,
  // Read for uploads only; a file has to be named.
  privateKeyPath: __filename,
  ignores: ['node_modules/**/*'],
});

ci.packNpm(project).then((warnings) => {
  for (const { msg } of warnings) console.error(msg);
  process.exitCode = warnings.length;
});
