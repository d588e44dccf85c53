// Do the hand-kept declarations name what the package has, no more and no less? (tests/types says what kind it is.)

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as entry from 'uni-socket';
import * as js from 'uni-socket/js';
import * as mp from 'uni-socket/mp';
import * as slim from 'uni-socket/slim';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = `${ROOT}target/types`;

/** A socket that never gets anywhere. */
class Nowhere {
  send() {}
  close() {}
}

function members() {
  entry.useHost({ WebSocket: Nowhere });
  const task = entry.uni.connectSocket({ url: 'ws://127.0.0.1/', complete() {} });
  const stats = task.stats();
  task.close();
  return {
    'typeof import("uni-socket")': entry,
    'typeof import("uni-socket/js")': js,
    'typeof import("uni-socket/mp")': mp,
    'typeof import("uni-socket/slim")': slim,
    'import("uni-socket").Uni': entry.uni,
    'import("uni-socket").SocketTask': task,
    'import("uni-socket").Stats': stats,
  };
}

/** One constant a type: TypeScript finds fault with a member that is missing and with one too many. */
function asTypeScript([type, object], place) {
  // What is not enumerable is nobody's but the package's.
  const names = Reflect.ownKeys(object).filter((name) => Object.prototype.propertyIsEnumerable.call(object, name));
  const rows = names.map((name) => (typeof name === 'symbol' ? `[${name.description}]: true` : `${name}: true`));
  return `export const of${place}: Record<keyof ${type.startsWith('typeof') ? `(${type})` : type}, true> = { ${rows.join(', ')} };\n`;
}

test('every member has a declaration, and every declaration a member', () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/members.ts`, Object.entries(members()).map(asTypeScript).join(''));
  const config = { extends: `${ROOT}tests/types/tsconfig.json`, files: ['members.ts'], include: [] };
  writeFileSync(`${FOLDER}/tsconfig.json`, JSON.stringify(config));
  const tsc = [`${ROOT}node_modules/typescript/bin/tsc`, '--project', FOLDER];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
