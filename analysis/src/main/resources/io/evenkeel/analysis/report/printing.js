/* Printing: all details open, in light colours, as wide as the paper; afterwards as before. */
'use strict';

const evenkeelPrinting = (function () {
  /** Where a name may end a line: after a bracket, a comma, a sign of equality or of arithmetic; a longer piece without any, at every 16 letters. */
  function breakable(name) {
    return name.replace(/([(,=+*\/])(?=[^)])/g, '$1\u200b').split('\u200b')
      .map(function (piece) { return piece.length > 24 ? piece.replace(/(.{16})(?=.{4})/g, '$1\u200b') : piece; }).join('\u200b');
  }

  /** On paper cells may wrap: a range after its dots, not within an exponent; a name not within a word. */
  function paper(text, isNumber) {
    return isNumber ? (text.includes('e-') ? text.replace(/e-/g, 'e-\u2060').replace(/\.\./g, '..\u200b') : text) : breakable(text);
  }

  /** Lets cells wrap where they may that do not yet. Returns the texts as they were. */
  function keepWordsWhole() {
    return Array.from(document.querySelectorAll('td'), function (cell) { return { node: cell.firstChild, isNumber: cell.classList.contains('n') }; })
      .filter(function (found) { return found.node !== null && found.node.nodeType === Node.TEXT_NODE && !/[\u200b\u2060]/.test(found.node.data); })
      .map(function (found) {
        const text = found.node.data;
        found.node.data = paper(text, found.isNumber);
        return { node: found.node, text: text };
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
      before.texts = keepWordsWhole();
      onChange(true);
      before.texts = before.texts.concat(keepWordsWhole()); // of what is drawn anew
    });
    window.addEventListener('afterprint', function () {
      before.closed.forEach(function (details) { details.open = false; });
      document.body.classList.remove('printing');
      before.texts.forEach(function (kept) { kept.node.data = kept.text; });
      evenkeelPlace.setTheme(before.theme);
      before = null;
      onChange(false);
    });
  }

  return { watch: watch };
})();
