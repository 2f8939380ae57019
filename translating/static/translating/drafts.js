// Words that could not be saved stay in this tab until they are: through a reload, a login page, a
// crash. They end with the tab, are seen by the same person only, and never leave the browser.
export const keep = (name) => {
  let words = {};
  try {
    words = JSON.parse(sessionStorage.getItem(name)) || {};
  } catch { /* another script's words, or none at all */ }

  const write = () => {
    try {
      if (Object.keys(words).length) sessionStorage.setItem(name, JSON.stringify(words));
      else sessionStorage.removeItem(name);
    } catch { /* no room, or switched off: the field itself still has them */ }
  };

  return {
    all: () => words,
    get: (key) => words[key],
    set: (key, draft) => { words[key] = draft; write(); },
    drop: (key) => { delete words[key]; write(); },
    clear: () => { words = {}; write(); },
  };
};
