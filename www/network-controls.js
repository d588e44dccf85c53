// How is the network disturbed, and what was done to it?

import { t } from './i18n.js';
import { CUTS, MODES } from './network.js';
import { addText, addWords } from './text.js';

/** Marks that are further back are forgotten. */
const MOST_MARKS = 500;

/**
 * @param network as `openNetwork` resolves it; undefined if there is none
 * @param elements `{ modes, cuts, note }`: where the controls go, and what is said of the last one
 */
export function createNetworkControls({ network, modes, cuts, note, timeline }) {
  const marks = [];
  const radios = {};
  let said = MODES.normal;

  function show() {
    note.textContent = network ? t(said.says) : t('This server cannot disturb the network.');
  }

  async function apply(what) {
    try {
      await network.disturb(what.faults);
    } catch ({ message }) {
      timeline.add({ kind: 'failure', name: t(what.title), detail: () => message });
      return;
    }
    said = what;
    marks.push({ at: performance.now() });
    if (marks.length > MOST_MARKS) marks.shift();
    timeline.add({ kind: 'fault', name: '', detail: () => `${t(what.title)} · ${t(what.says)}` });
    show();
  }

  for (const [name, mode] of Object.entries(MODES)) {
    const label = addText(modes, 'label', '');
    const radio = addText(label, 'input', '');
    Object.assign(radio, { type: 'radio', value: name, defaultChecked: mode === MODES.normal, disabled: !network });
    radio.name = 'mode';
    addWords(label, 'span', '', mode.title);
    radio.addEventListener('change', () => apply(mode));
    radios[name] = radio;
  }
  for (const [name, cut] of Object.entries(CUTS)) {
    const button = addWords(cuts, 'button', 'quiet', cut.title);
    Object.assign(button, { type: 'button', value: name, disabled: !network });
    button.addEventListener('click', () => apply(cut));
  }

  return {
    show,
    marks: () => marks,
    mode(name) {
      if (radios[name].checked) return;
      radios[name].checked = true;
      apply(MODES[name]);
    },
    cut: (name) => apply(CUTS[name]),
  };
}
