// Which options has a host no place for? Each is named once in a page, and the call goes on (CONN-6).

const said = [];

/** @param asked the options of a call @param unknown those among them that `host` does not know */
export function warnOfIgnored(host, asked, unknown) {
  for (const option of unknown) {
    const value = asked[option];
    const isEmpty = !value || (typeof value === 'object' && Object.keys(value).length === 0);
    if (isEmpty || said.includes(option)) continue;
    said.push(option);
    console.warn(`uni-socket: ${host} cannot send the option "${option}"; it is ignored`);
  }
}
