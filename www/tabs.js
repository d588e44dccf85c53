// Which of the panels is shown? Tabs as the ARIA practices have them: one is in the order of focus, arrows go to the others.

/** @returns `{ selected(), select(name) }`; a tab's name is its id without `tab-` */
export function createTabs(list, onChange) {
  const tabs = [...list.children];
  const nameOf = (tab) => tab.id.slice('tab-'.length);

  function show(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen;
    }
    onChange();
  }

  list.addEventListener('click', ({ target }) => tabs.includes(target) && show(target));
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs.at(to % tabs.length);
    tab.focus();
    show(tab);
  });

  return {
    selected: () => nameOf(tabs.find((tab) => tab.tabIndex === 0)),
    select: (name) => show(tabs.find((tab) => nameOf(tab) === name) ?? tabs[0]),
  };
}
