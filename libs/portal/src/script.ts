/**
 * The one script there is. It is told by the portal when something has changed, and then shows the page's own newer
 * part in place of the older one: what is on the page is written in one place, on the server. Where the reader is, and
 * what is open, stays so; a reader of the screen hears the words that are others.
 */
export const STATUS_SCRIPT = `(() => {
  'use strict';
  if (!('EventSource' in window)) return;
  let due;
  const replace = (fresh) => {
    const old = document.getElementById('laget');
    if (!old || !fresh) return;
    const boxes = [...old.querySelectorAll('[tabindex], a')];
    const at = boxes.indexOf(document.activeElement);
    const said = document.getElementById('nyss');
    if (said && fresh.dataset.summary !== old.dataset.summary) said.textContent = fresh.dataset.summary;
    old.replaceWith(document.adoptNode(fresh));
    if (at >= 0) fresh.querySelectorAll('[tabindex], a')[at]?.focus({ preventScroll: true });
  };
  const refresh = async () => {
    due = undefined;
    try {
      const response = await fetch(location.href, { cache: 'no-store' });
      if (!response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      replace(page.getElementById('laget'));
    } catch {
      // The next event, or the next reader, tries again.
    }
  };
  const listen = () => {
    const source = new EventSource('/status/events');
    source.addEventListener('status', () => {
      due ??= setTimeout(refresh, 100 + Math.random() * 400);
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 60000);
    });
  };
  listen();
})();
`;
