// How does the state of the page get into a link, and back? Each control that is not as it was at first is a parameter by
// its name. They are in the fragment, which no server is sent: an address may hold a token. Nothing is connected by a link
// alone: whoever follows one sees first where it leads.

import { addressOf } from './presets.js';

/** What the address says; a query says the same as a fragment. */
export function readLink() {
  const parameters = new URLSearchParams(location.search);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) parameters.set(name, value);
  return parameters;
}

/**
 * The link to the page with what the forms are set to, and `more`.
 * @param base of this server's sockets, `ws://…`: another time its port is another one, so only the path is kept
 */
export function linkTo(forms, base, more) {
  const parameters = new URLSearchParams();
  for (const control of controlsOf(forms)) {
    const value = valueOf(control);
    if (value !== undefined) parameters.append(control.name, isAddress(control) ? value.replace(base, '') : value);
  }
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  // What a path may have need not be escaped in a fragment, and can be read.
  const fragment = parameters.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `${location.origin}${location.pathname}${fragment && '#'}${fragment}`;
}

/** Sets the forms to what the parameters say, and all that they do not name to what it was at first. */
export function applyLink(forms, base, parameters) {
  for (const form of forms) form.reset();
  for (const control of controlsOf(forms)) {
    const value = parameters.get(control.name);
    if (value === null) continue;
    if (control.type === 'radio') control.checked = control.value === value;
    else if (control.type === 'checkbox') control.checked = value === 'true';
    else control.value = isAddress(control) ? addressOf(value, base) : value;
  }
}

const isAddress = ({ inputMode }) => inputMode === 'url';

const controlsOf = (forms) => forms.flatMap((form) => [...form.elements].filter(({ name }) => name));

/** Undefined for a control that is as it was at first. */
function valueOf(control) {
  if (control.type === 'radio') return control.checked && !control.defaultChecked ? control.value : undefined;
  if (control.type === 'checkbox') return control.checked === control.defaultChecked ? undefined : String(control.checked);
  const initial = control.type === 'select-one' ? initialOf(control) : control.defaultValue;
  return control.value === initial ? undefined : control.value;
}

const initialOf = ({ options }) => ([...options].find((option) => option.defaultSelected) ?? options[0]).value;
