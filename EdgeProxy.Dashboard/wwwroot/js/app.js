// What belongs to the whole document: shortcuts, theme, copying, the width of the pane, and coming back after a restart.
const pages = { r: '', c: 'consolelogs', s: 'structuredlogs', t: 'traces', m: 'metrics' };
const themes = ['system', 'light', 'dark'];
const threeYears = 94608000;

export function setPreference(cookie, value) {
  document.cookie = `${cookie}=${encodeURIComponent(value)}; path=/; max-age=${threeYears}; samesite=strict`;
}

export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  setPreference('edgeproxy-theme', theme);
  document.dispatchEvent(new CustomEvent('themechange'));
}

export function download(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function moveRow(step) {
  const rows = [...document.querySelectorAll('.vrows [data-row]')];
  const at = rows.indexOf(document.activeElement.closest('[data-row]'));
  const next = rows[at < 0 ? rows.findIndex(row => row.getBoundingClientRect().top >= row.closest('.vrows').getBoundingClientRect().top) : at + step];
  next?.focus();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    // What lies on top closes first: a list or form over the page, a menu, then the details.
    const veil = document.querySelector('.picker-veil'), menu = document.querySelector('.menu[open]');
    if (veil) veil.click();
    else if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
    else if (!isTyping(event.target)) document.querySelector('[data-action="close-pane"]')?.click();
    return;
  }
  // Somebody who opened a list types for it, even before its field has the focus.
  if (isTyping(event.target) || document.querySelector('dialog[open], .picker-veil')) return;
  const key = event.key.toLowerCase();
  if (event.key === '?') document.getElementById('shortcut-help')?.showModal();
  else if (event.key === '/') { document.querySelector('.search .input')?.focus(); event.preventDefault(); }
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (document.querySelector('.vrows [data-row]')) { moveRow(event.key === 'ArrowDown' ? 1 : -1); event.preventDefault(); }
  }
  else if (key in pages) Blazor.navigateTo(pages[key]);
});

document.addEventListener('click', event => {
  const action = event.target.closest('[data-action]')?.dataset.action;
  if (action === 'help') document.getElementById('shortcut-help')?.showModal();
  else if (action === 'theme') setTheme(themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length]);
  else if (action === 'copy') navigator.clipboard.writeText(event.target.closest('[data-text]').dataset.text);
});

// The pane of details is as wide as it was last dragged.
const paneWidth = localStorage.getItem('pane-width');
if (paneWidth) document.documentElement.style.setProperty('--pane', paneWidth);
document.addEventListener('pointerdown', event => {
  const grip = event.target.closest('.pane-grip');
  if (!grip) return;
  event.preventDefault();
  const pane = grip.closest('.pane');
  const right = pane.getBoundingClientRect().right;
  const move = moved => document.documentElement.style.setProperty('--pane', `${Math.max(280, right - moved.clientX)}px`);
  const end = () => {
    document.removeEventListener('pointermove', move);
    localStorage.setItem('pane-width', document.documentElement.style.getPropertyValue('--pane'));
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', end, { once: true });
});

// Another run of the program does not know this page's circuit: load it again from there.
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail.state === 'rejected') location.reload();
  else if (event.detail.state === 'failed') setTimeout(async () => {
    try { await fetch('favicon.svg', { cache: 'no-store' }); location.reload(); } catch { event.target.dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: event.detail })); }
  }, 2000);
});
