/* Printing: all details open, in light colours, as wide as the paper; afterwards as before. */
'use strict';

const evenkeelPrinting = (function () {
  /** onChange: takes whether the page is being printed, and draws it anew. */
  function watch(onChange) {
    let before = null;
    window.addEventListener('beforeprint', function () {
      if (before !== null) {
        return;
      }
      const closed = Array.from(document.querySelectorAll('details:not([open])'));
      before = { theme: document.documentElement.dataset.theme, closed: closed };
      closed.forEach(function (details) { details.open = true; });
      document.body.classList.add('printing');
      evenkeelPlace.setTheme('light');
      onChange(true);
    });
    window.addEventListener('afterprint', function () {
      before.closed.forEach(function (details) { details.open = false; });
      document.body.classList.remove('printing');
      evenkeelPlace.setTheme(before.theme);
      before = null;
      onChange(false);
    });
  }

  return { watch: watch };
})();
