/* What the page does when it is used: it keeps what is sorted, filtered, chosen and open, and draws the parts that change. */
'use strict';

(function () {
  const byId = evenkeelPlace.byId;
  const data = JSON.parse(byId('data').textContent);
  const state = {
    shown: data.cells.map(function (cell, i) { return i; }), heat: 'overall', open: null, chosen: [], hidden: {}, whole: false,
    allColumns: false, printing: false
  };

  /* Drawing. */

  function view() {
    return { hidden: state.hidden, whole: state.whole };
  }

  /** What is hidden in one chart is hidden in all; axes then fit what is left. */
  function hide(hidden) {
    state.hidden = hidden;
    drawAll();
  }

  function drawAll() {
    const chosen = state.chosen.filter(function (i) { return data.curves[i]; });
    const compared = evenkeelCurves.compared(data, chosen.length > 0 ? chosen : state.shown);
    byId('compared').textContent = chosen.length > 0 ? evenkeelLayers.chosen(compared.length, chosen.length) : evenkeelLayers.filtered(compared.length, state.shown.length);
    byId('whole').hidden = !evenkeelLayers.anyLeaves(compared, state.hidden);
    byId('whole').setAttribute('aria-pressed', String(state.whole));
    evenkeelLayers.draw('all', compared, view(), hide);
    drawHeat();
    evenkeelSections.phases(data.phases);
    evenkeelSections.losses(state.shown.map(function (i) { return data.cells[i]; }), state.printing);
    drawTraining();
    if (state.open !== null) {
      drawCell();
    }
  }

  function drawHeat() {
    evenkeelSections.heat(data.heat.filter(evenkeelFilters.passes), state.heat, state.printing, open);
  }

  function drawTraining() {
    if (data.training) {
      evenkeelSections.training(data.training);
    }
  }

  function drawCell() {
    evenkeelCell.draw(data, state.open, view(), hide);
  }

  function saveAddress() {
    evenkeelAddress.save(state);
  }

  /* Filters, and the table's columns, order and rows. */

  function filter() {
    state.shown = [];
    byId('table').tBodies[0].querySelectorAll('tr').forEach(function (row) {
      const index = Number(row.dataset.cell);
      row.hidden = !evenkeelFilters.passes(data.cells[index]);
      if (!row.hidden) {
        state.shown.push(index);
      }
    });
    byId('count').textContent = state.shown.length + ' of ' + data.cells.length + ' cells';
    evenkeelFilters.headline(state.shown.map(function (i) { return data.cells[i]; }));
    saveAddress();
    fitColumns();
    drawAll();
  }

  function fitColumns() {
    const left = evenkeelTable.fit(byId('table'), state.allColumns || state.printing);
    byId('columns').hidden = left.length === 0 && !state.allColumns;
    byId('left-out').textContent = left.length === 0 ? '' : 'Left out for lack of room: ' + left.join(', ') + '.';
    const schemes = byId('schemes');
    if (schemes) {
      evenkeelTable.fit(schemes, state.printing);
    }
  }

  evenkeelFilters.watch(filter);

  byId('columns').addEventListener('click', function () {
    state.allColumns = !state.allColumns;
    byId('columns').setAttribute('aria-pressed', String(state.allColumns));
    fitColumns();
  });

  byId('csv').addEventListener('click', function () { evenkeelPlace.save(evenkeelTable.csv(byId('table')), 'text/csv', 'cells.csv'); });

  document.querySelectorAll('[data-sort]').forEach(function (button) {
    button.addEventListener('click', function () {
      const head = button.closest('th');
      const falling = head.getAttribute('aria-sort') === 'ascending';
      document.querySelectorAll('th[aria-sort]').forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      evenkeelTable.sort(byId('table'), function (row) { return data.cells[Number(row.dataset.cell)].sort[button.dataset.sort]; }, falling ? -1 : 1);
      filter();
    });
  });

  /* Choosing cells to compare. */

  function choose(indices) {
    state.chosen = indices;
    document.querySelectorAll('[data-choose]').forEach(function (box) { box.checked = indices.indexOf(Number(box.dataset.choose)) >= 0; });
    byId('unchosen').hidden = indices.length === 0;
  }

  function chooseAndDraw(indices) {
    choose(indices);
    saveAddress();
    drawAll();
  }

  document.querySelectorAll('[data-choose]').forEach(function (box) {
    box.addEventListener('change', function () {
      const index = Number(box.dataset.choose);
      chooseAndDraw(state.chosen.filter(function (i) { return i !== index; }).concat(box.checked ? [index] : []));
    });
  });
  byId('unchosen').addEventListener('click', function () { chooseAndDraw([]); });

  /* Opening one cell. */

  function open(index) {
    state.open = index;
    drawCell();
    saveAddress();
    byId('cell').scrollIntoView();
    byId('cell-title').focus({ preventScroll: true });
  }

  function close() {
    const button = document.querySelector('[data-open="' + state.open + '"]');
    state.open = null;
    evenkeelCell.hide();
    saveAddress();
    if (button) {
      button.focus();
    }
  }

  document.querySelectorAll('[data-open]').forEach(function (button) {
    button.addEventListener('click', function () { open(Number(button.dataset.open)); });
  });
  byId('close').addEventListener('click', close);
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && state.open !== null) {
      close();
    }
  });

  /* Maps, axes, colours, paper and windows. */

  function press(button) {
    state.heat = button.dataset.heat;
    document.querySelectorAll('[data-heat]').forEach(function (other) {
      other.setAttribute('aria-pressed', String(other === button));
    });
  }

  document.querySelectorAll('[data-heat]').forEach(function (button) {
    button.addEventListener('click', function () {
      press(button);
      saveAddress();
      drawHeat();
    });
  });

  byId('whole').addEventListener('click', function () {
    state.whole = !state.whole;
    drawAll();
  });

  byId('theme').addEventListener('click', function () {
    evenkeelPlace.setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    drawAll();
  });

  function redraw() {
    fitColumns();
    drawAll();
  }

  evenkeelPrinting.watch(function (printing) {
    state.printing = printing;
    redraw();
  });

  let resizing = 0;
  window.addEventListener('resize', function () {
    clearTimeout(resizing);
    resizing = setTimeout(redraw, 150);
  });

  /* The start. */

  evenkeelPlace.setTheme(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  evenkeelSections.offerPhases(data.phases);
  if (data.training) {
    evenkeelSections.offerTraining(data.training, drawTraining);
  }
  evenkeelOther.offer(data, evenkeelPlace.element);
  const wanted = evenkeelAddress.read(data.cells.length);
  choose(wanted.chosen);
  const map = document.querySelector('[data-heat="' + wanted.heat + '"]');
  if (map) {
    press(map);
  }
  filter();
  if (wanted.open !== null) {
    open(wanted.open);
  }
  document.documentElement.dataset.ready = 'true';
})();
