// How does a host load the files of a package? As CommonJS modules in the page's realm, and nothing from outside of it.

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import vm from 'node:vm';

/** Resolves a path of the package, '/pages/index.js', to the file; throws for what is not in the package. */
export function createFiles(folder) {
  const root = realpathSync(folder);
  return (path) => {
    const file = realpathSync(join(root, posix.normalize(posix.join('/', path))));
    if (!file.startsWith(root + sep)) throw new Error(`${path} is not in the package`);
    return file;
  };
}

/** `require` as the page's own modules have it. @param shadowed what the wrapper of the modules puts in the place of globals */
export function createLoader(fileOf, context, shadowed = {}) {
  const modules = new Map();

  function load(path) {
    if (modules.has(path)) return modules.get(path).exports;
    const module = { exports: vm.runInContext('({})', context) };
    modules.set(path, module);
    const names = ['exports', 'require', 'module', ...Object.keys(shadowed)];
    const wrapped = vm.compileFunction(readFileSync(fileOf(path), 'utf8'), names, {
      parsingContext: context,
      filename: fileOf(path),
    });
    const require = (name) => load(resolve(name, dirname(path)));
    wrapped(module.exports, require, module, ...Object.values(shadowed));
    return module.exports;
  }

  function resolve(name, from) {
    const found = places(name, from)
      .flatMap((path) => [path, `${path}.js`, `${path}/index.js`])
      .find(isFile);
    if (!found) throw new Error(`module '${name}' is not defined, require args is '${name}'`);
    return found;
  }

  function isFile(path) {
    try {
      return statSync(fileOf(path)).isFile();
    } catch {
      return false;
    }
  }

  return (path) => load(resolve(path, '/'));
}

/** D: a package's name is looked for in the folder of the module and in those above it, where 'build npm' has put it. */
function places(name, from) {
  if (name.startsWith('/')) return [posix.normalize(name)];
  if (name.startsWith('.')) return [posix.join(from, name)];
  const above = from === '/' ? [] : places(name, dirname(from));
  return [posix.join(from, 'miniprogram_npm', name), ...above];
}
