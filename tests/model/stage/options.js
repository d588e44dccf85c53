// How does a page hand in its options? As a plain object, or as something that runs code of the page when it is read: getters and
// proxies, which note each read (CALL-1: once, during the call) and may throw.

export const SHAPES = ['plain', 'frozen', 'inherited', 'getters', 'proxy'];

/** Options that have members of their own. */
const GROUPS = ['reconnect', 'heartbeat', 'queue', 'header', 'networkTimeout'];

/**
 * `options` in one of the shapes, with its groups of options in the same one.
 * @param throwsAt the option at which reading throws `error`, if there is one
 * @param note `note(rule, text)`: something that must not happen
 * @returns `{ given, end }`: after `end()` nothing may be read any more
 */
export function dress(options, shape, { throwsAt, error, note }) {
  const seen = new Set();
  let isOver = false;

  const read = (path) => {
    if (isOver) note('CALL-1', `${path} is read after the call`);
    if (seen.has(path)) note('CALL-1', `${path} is read a second time`);
    seen.add(path);
    if (path === throwsAt) throw error;
  };
  const changed = () => note('CALL-1', 'the options are changed');

  const withGetters = (object, path) =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        Object.entries(object).map(([name, value]) => {
          const dressed = wear(value, `${path}${name}`);
          const get = () => {
            read(`${path}${name}`);
            return dressed;
          };
          return [name, { get, set: changed, enumerable: true, configurable: true }];
        }),
      ),
    );

  const asProxy = (object, path) =>
    new Proxy(object, {
      get(target, name) {
        // What is not there may be looked for as often as one likes, and JSON-like symbols are no options.
        if (typeof name === 'string' && name in target) read(`${path}${name}`);
        return wear(target[name], `${path}${String(name)}`);
      },
      set: changed,
      defineProperty: changed,
      deleteProperty: changed,
      setPrototypeOf: changed,
      preventExtensions: changed,
    });

  const wear = (value, path) => {
    const isGroup = path === '' || (GROUPS.includes(path) && Object.prototype.toString.call(value) === '[object Object]');
    if (!isGroup) return value;
    const prefix = path === '' ? '' : `${path}.`;
    if (shape === 'getters' || (throwsAt !== undefined && shape !== 'proxy')) return withGetters(value, prefix);
    if (shape === 'proxy') return asProxy(value, prefix);
    return shape === 'inherited' ? Object.create(value) : Object.freeze({ ...value });
  };

  const isPlain = shape === 'plain' && throwsAt === undefined;
  return {
    given: isPlain ? options : wear(options, ''),
    end: () => {
      isOver = true;
    },
  };
}
