/* The part of the address behind #: what is asked for, chosen and open, so that a link leads to this view. */
'use strict';

const evenkeelAddress = (function () {
  /** Writes the view into the address. */
  function save(state) {
    const parts = [];
    function put(key, value) {
      if (value !== '' && value !== null) {
        parts.push(encodeURIComponent(key) + '=' + encodeURIComponent(value).replace(/%2C/g, ','));
      }
    }
    put('cell', state.open);
    put('compare', state.chosen.join(','));
    put('search', evenkeelFilters.words());
    evenkeelFilters.selects.forEach(function (select) { put('is-' + select.dataset.filter, select.value); });
    put('map', state.heat === 'overall' ? '' : state.heat);
    history.replaceState(null, '', parts.length > 0 ? '#' + parts.join('&') : ' ');
  }

  function isCell(text, cells) {
    return /^\d+$/.test(text) && Number(text) < cells;
  }

  /**
   * Sets filters as the address says; leaves out what this page does not have.
   * Gives the cells that are chosen, the map's name or '', and the open cell or null.
   */
  function read(cells) {
    const asked = new URLSearchParams(location.hash.slice(1));
    evenkeelPlace.byId('search').value = asked.get('search') || '';
    evenkeelFilters.selects.forEach(function (select) {
      const value = asked.get('is-' + select.dataset.filter);
      const known = Array.from(select.options).some(function (option) { return option.value === value; });
      select.value = known ? value : '';
    });
    const cell = asked.get('cell');
    return {
      chosen: (asked.get('compare') || '').split(',').filter(function (text) { return isCell(text, cells); }).map(Number),
      heat: (asked.get('map') || '').replace(/[^a-zA-Z]/g, ''),
      open: cell !== null && isCell(cell, cells) ? Number(cell) : null
    };
  }

  return { save: save, read: read };
})();
