// What is the form of connectSocket's options, and what is it set to?

import { addText, addWords } from './text.js';
import { GROUPS } from './options.js';
import { optionsOf } from './values.js';

/**
 * Fills `place` with the fields of all options.
 * @param form the form that they belong to
 * @returns `{ options(), show(), showProblem(failure), clearProblems(), unfold() }`
 */
export function createOptionsForm(form, place) {
  const holders = new Map();
  for (const group of GROUPS) holders.set(group.name, addGroup(place, group));

  const read = (name) => {
    const control = form.elements[name];
    return control.type === 'checkbox' ? control.checked : control.value;
  };

  /** Fields of a group that is switched off are not there. */
  function show() {
    for (const { name, isSwitch, fields } of GROUPS) {
      if (isSwitch) holders.get(name).hidden = !read(name) || fields.length === 0;
    }
  }

  /** Shows why a call has failed, at the field that it names. False if it names none. */
  function showProblem({ errMsg, errCode }) {
    const named = /args?:? "([\w.]+)"/.exec(errMsg)?.[1];
    const name = errCode === 600009 ? (/protocol/i.test(errMsg) ? 'protocols' : 'url') : named;
    const control = name && form.elements[name];
    if (!control) return false;
    clearProblems();
    control.closest('details')?.setAttribute('open', '');
    const problem = addText(control.closest('.field'), 'p', 'problem', errMsg);
    problem.id = 'problem';
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', problem.id);
    control.focus();
    return true;
  }

  function clearProblems() {
    for (const control of form.querySelectorAll('[aria-invalid]')) {
      control.removeAttribute('aria-invalid');
      control.removeAttribute('aria-describedby');
    }
    form.querySelector('#problem')?.remove();
  }

  /** What has something in it is to be seen. */
  function unfold() {
    for (const group of place.querySelectorAll('details')) {
      group.open = [...group.querySelectorAll('input, select, textarea')].some(
        (control) => control.checked || (control.type !== 'checkbox' && control.value),
      );
    }
  }

  return { options: () => optionsOf(GROUPS, read), show, showProblem, clearProblems, unfold };
}

/** Returns the element that holds its fields. */
function addGroup(place, group) {
  const { isSwitch, title, fields } = group;
  const element = addText(place, isSwitch ? 'fieldset' : 'details', 'group');
  if (isSwitch) addSwitch(addText(element, 'legend', ''), group);
  else addWords(element, 'summary', '', title);
  const holder = addText(element, 'div', 'fields');
  for (const field of fields) addField(holder, field);
  return holder;
}

function addSwitch(place, option) {
  const label = addText(place, 'label', 'switch');
  Object.assign(addText(label, 'input', ''), { type: 'checkbox', name: option.name });
  addName(label, option);
}

function addField(place, field) {
  const { kind, name, placeholder, choices } = field;
  const holder = addText(place, 'div', 'field');
  holder.dataset.kind = kind;
  if (kind === 'flag') return addSwitch(holder, field);
  const label = addText(holder, 'label', '');
  addName(label, field);
  const control = addText(holder, { choice: 'select', headers: 'textarea' }[kind] ?? 'input', '');
  control.id = label.htmlFor = `option-${name}`;
  control.name = name;
  if (kind === 'choice') return addChoices(control, choices);
  Object.assign(control, { autocomplete: 'off', autocapitalize: 'off', spellcheck: false });
  if (kind === 'number') control.inputMode = 'decimal';
  control.dataset.placeholder = placeholder;
}

function addChoices(control, choices) {
  for (const { value, shown, isWords } of choices) {
    (isWords ? addWords : addText)(control, 'option', '', shown).value = value;
  }
}

/** What an option is called in a program, or what stands for it, and what is said of it. */
function addName(label, { name, title, says }) {
  if (title) addWords(label, 'span', '', title);
  else addText(label, 'code', '', name.split('.').at(-1));
  if (!says) return;
  label.append(' ');
  addWords(label, 'span', 'hint', says);
}
