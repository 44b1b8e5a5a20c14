/* Which cells are asked for, and what the headline says of them. */
'use strict';

const evenkeelFilters = (function () {
  const byId = evenkeelPlace.byId;
  const selects = Array.from(document.querySelectorAll('[data-filter]'));

  function words() {
    return byId('search').value.trim();
  }

  /** Words of a square of a heatmap: its scheme, its size and its verdicts. */
  function wordsOf(square) {
    return [square.activation, square.init, square.depth, square.width, square.forward, square.backward, square.inputs, square.branches].join(' ');
  }

  /** Whether a cell has what is asked for; or a square of a heatmap, in such columns as those have. */
  function passes(entry) {
    const isSquare = entry.text === undefined;
    const text = (isSquare ? wordsOf(entry) : entry.text).toLowerCase();
    return words().toLowerCase().split(/\s+/).every(function (word) { return text.includes(word); })
      && selects.every(function (select) {
        const value = entry[select.dataset.filter];
        return select.value === '' || (isSquare && value === undefined) || String(value) === select.value;
      });
  }

  /** What is asked for, as texts. */
  function asked() {
    return selects.filter(function (select) { return select.value !== ''; })
      .map(function (select) { return select.dataset.filter + ' ' + select.value; })
      .concat(words() === '' ? [] : ['"' + words() + '"']);
  }

  /** Below the answer for all: what the cells that the filter leaves say. */
  function headline(cells) {
    const what = asked();
    byId('filtered').hidden = what.length === 0;
    const holds = cells.filter(function (c) { return c.holding === 'holds'; });
    const open = cells.filter(function (c) { return c.holding === 'open'; }).length;
    byId('filtered').textContent = what.length === 0 ? '' : 'With ' + what.join(', ') + ': '
      + (cells.length === 0 ? 'no cell.' : holds.length + ' of ' + cells.length + (cells.length === 1 ? ' cell stays' : ' cells stay') + ' stable both ways'
      + (open > 0 ? ' (' + open + ' undecided)' : '') + (holds.length > 0 ? '; the best is ' + holds[0].name : '') + '.');
  }

  /** Calls back whenever something else is asked for. */
  function watch(onChange) {
    byId('filters').addEventListener('input', onChange);
    byId('filters').addEventListener('submit', function (event) { event.preventDefault(); });
    byId('filters').addEventListener('reset', function () { setTimeout(onChange, 0); });
  }

  return { selects: selects, words: words, passes: passes, headline: headline, watch: watch };
})();
