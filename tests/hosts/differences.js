// Where can a host not do what the contract says? `tests` begin with these words and have to fail there: one that passes is
// no difference any more. A rule of `rules` has no test that passes there.

export const differences = [];

/** Why this test has to fail on this host, if it has to. */
export const reasonOf = (host, title) =>
  differences.find(({ hosts, tests = [] }) => hosts.includes(host) && tests.some((words) => title.startsWith(words)))?.why;

/** The rules that need have no test that passes on this host. */
export const rulesWithout = (host) => differences.filter(({ hosts }) => hosts.includes(host)).flatMap(({ rules = [] }) => rules);
