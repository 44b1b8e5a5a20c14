/* Printing: all details open, in light colours, as wide as the paper; afterwards as before. */
'use strict';

const evenkeelPrinting = (function () {
  /** On paper cells may wrap: but after the dots of a range, not within an exponent. Returns the texts as they were. */
  function keepNumbersWhole() {
    return Array.from(document.querySelectorAll('td.n'), function (cell) { return cell.firstChild; })
      .filter(function (node) { return node !== null && node.nodeType === Node.TEXT_NODE && node.data.includes('e-'); })
      .map(function (node) {
        const text = node.data;
        node.data = text.replace(/e-/g, 'e-\u2060').replace(/\.\./g, '..\u200b');
        return { node: node, text: text };
      });
  }

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
      before.numbers = keepNumbersWhole();
    });
    window.addEventListener('afterprint', function () {
      before.closed.forEach(function (details) { details.open = false; });
      document.body.classList.remove('printing');
      before.numbers.forEach(function (number) { number.node.data = number.text; });
      evenkeelPlace.setTheme(before.theme);
      before = null;
      onChange(false);
    });
  }

  return { watch: watch };
})();
