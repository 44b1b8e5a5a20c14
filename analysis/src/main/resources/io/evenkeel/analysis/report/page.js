/* What the page does when it is used: sort, filter, draw, choose and open cells, print. */
'use strict';

(function () {
  const data = JSON.parse(byId('data').textContent);
  const charts = {};
  const state = {
    shown: data.cells.map(function (cell, i) { return i; }), heat: 'overall', open: null, chosen: [], hidden: {}, whole: false,
    allColumns: false, printing: false
  };

  function byId(id) {
    return document.getElementById(id);
  }

  function theme() {
    return evenkeelCharts.THEMES[document.documentElement.dataset.theme];
  }

  /** The theme, with the width in pixels that a chart has. */
  function sized(id) {
    return Object.assign({ width: byId(id).clientWidth }, theme());
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) {
      made.textContent = text;
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  /** Draws anew: options differ in their series, which merging would mix. */
  function draw(id, option, label) {
    const place = byId(id);
    if (!charts[id]) {
      charts[id] = echarts.init(place, null, { renderer: 'svg' });
      const caption = place.parentElement.querySelector('figcaption');
      const save = element('button', 'Save SVG');
      save.type = 'button';
      save.addEventListener('click', function () { download(id); });
      caption.append(save);
    }
    charts[id].resize();
    charts[id].setOption(option, true);
    place.setAttribute('aria-label', label);
  }

  function download(id) {
    const text = new XMLSerializer().serializeToString(byId(id).querySelector('svg'));
    save(new Blob([text], { type: 'image/svg+xml' }), id + '.svg');
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = element('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }

  function view() {
    return { hidden: state.hidden, whole: state.whole };
  }

  /** A click on a name of a legend hides or shows its curve in all charts; axes then fit what is left. */
  function hideByLegend(id) {
    charts[id].off('legendselectchanged');
    charts[id].on('legendselectchanged', function (event) {
      state.hidden = {};
      Object.keys(event.selected).forEach(function (name) { state.hidden[name] = !event.selected[name]; });
      drawAll();
    });
  }

  function drawCurves(prefix, curves) {
    const names = curves.map(function (entry) { return entry.name; }).join('; ');
    ['act', 'grad', 'cos', 'sat', 'map'].forEach(function (what) {
      byId(prefix + '-' + what).style.height = evenkeelCurves.height(curves) + 'px';
    });
    ['act', 'grad', 'cos', 'sat'].forEach(function (what) {
      const option = evenkeelCurves.byLayer(curves, what, theme(), view());
      draw(prefix + '-' + what, option, option.title.text + ', by layer, for ' + names);
    });
    const map = evenkeelCurves.correlationMap(curves, theme(), view());
    draw(prefix + '-map', map, map.title.text + ', for ' + names);
    ['act', 'grad', 'cos', 'sat', 'map'].forEach(function (what) { hideByLegend(prefix + '-' + what); });
  }

  function drawAll() {
    const chosen = state.chosen.filter(function (i) { return data.curves[i]; });
    const compared = evenkeelCurves.compared(data, chosen.length > 0 ? chosen : state.shown);
    byId('compared').textContent = chosen.length > 0
      ? (compared.length < chosen.length ? 'The first ' + compared.length + ' of the ' + chosen.length + ' cells that are chosen in the table.' : 'The cells that are chosen in the table.')
      : (compared.length === state.shown.length
        ? 'All cells that the filter leaves.'
        : 'The first ' + compared.length + ' of the ' + state.shown.length + ' cells that the filter leaves, in the order of the table.')
        + ' Tick cells in the table to compare others.';
    const leaving = ['act', 'grad'].some(function (what) { return evenkeelCurves.leaving(compared, what, { hidden: state.hidden, whole: false }).length > 0; });
    byId('whole').hidden = !leaving;
    byId('whole').setAttribute('aria-pressed', String(state.whole));
    drawCurves('all', compared);
    drawHeat();
    drawPhases();
    drawLosses();
    drawTraining();
    if (state.open !== null) {
      drawCell();
    }
  }

  byId('whole').addEventListener('click', function () {
    state.whole = !state.whole;
    drawAll();
  });

  /** Maps of depth and width; where there is one size, a line of verdicts for each scheme. */
  function drawHeat() {
    const squares = data.heat.filter(passes);
    const isFactor = /Factor$/.test(state.heat);
    const lines = evenkeelOverview.single(squares);
    document.querySelectorAll('[data-heat]').forEach(function (button) { button.hidden = lines && !/Factor$/.test(button.dataset.heat) && button.dataset.heat !== 'overall'; });
    if (lines && !isFactor) {
      drawVerdicts(squares);
      return;
    }
    const maps = evenkeelOverview.maps(squares, state.heat);
    const shown = state.printing ? maps : maps.slice(0, evenkeelOverview.MOST_MAPS);
    const place = byId('heat');
    const columns = evenkeelOverview.mapColumns(shown, place.clientWidth);
    place.style.height = evenkeelOverview.mapsHeight(shown, columns) + 'px';
    draw('heat', evenkeelOverview.heatmaps(shown, columns, sized('heat')),
      (isFactor ? 'Factors per layer' : 'Verdicts') + ' by depth and width for ' + shown.map(function (m) { return m.name; }).join('; ') + '. The ranking says the same in words.');
    openBySquare();
    byId('heat-note').textContent = shown.length < maps.length
      ? 'The first ' + shown.length + ' of ' + maps.length + ' schemes; filter to see others.'
      : 'Click a square for its curves.';
    byId('heat-what').textContent = isFactor ? 'By what factor the signal changes from layer to layer, mean over seeds: blue shrinks, orange grows, white keeps.' : '';
    drawLegend(isFactor ? [] : shown);
  }

  function drawVerdicts(squares) {
    const shown = state.printing ? squares : squares.slice(0, evenkeelOverview.MOST_LOSSES);
    byId('heat').style.height = evenkeelOverview.matrixHeight(shown) + 'px';
    draw('heat', evenkeelOverview.matrix(shown, sized('heat')),
      'Verdicts for ' + shown.map(function (s) { return s.activation + ' ' + s.init; }).join('; ') + '. The ranking says the same in words.');
    openBySquare();
    byId('heat-what').textContent = 'All schemes were tried at one size each.';
    byId('heat-note').textContent = shown.length < squares.length
      ? 'The first ' + shown.length + ' of ' + squares.length + ' schemes; filter to see others.' : 'Click a square for its curves.';
    const verdicts = [];
    shown.forEach(function (square) {
      ['overall', 'forward', 'backward', 'inputs', 'branches'].forEach(function (kind) { verdicts.push({ verdict: square[kind] || 'not computed' }); });
    });
    drawLegend([{ cells: verdicts }]);
  }

  function openBySquare() {
    charts.heat.off('click');
    charts.heat.on('click', function (event) {
      if (event.data && event.data.cell >= 0) {
        open(event.data.cell);
      }
    });
  }

  /* Phase diagrams. */

  function offerPhases() {
    byId('phase').hidden = data.phases.length === 0;
    data.phases.forEach(function (phase, i) {
      const figure = element('figure');
      const place = element('div', null, 'chart');
      place.id = 'phase-' + i;
      place.setAttribute('role', 'img');
      figure.append(place, element('figcaption', 'A triangle lies beyond the edge, at the sigma_w in brackets.'));
      byId('phases').append(figure);
    });
  }

  function drawPhases() {
    data.phases.forEach(function (phase, i) {
      byId('phase-' + i).style.height = evenkeelPhase.HEIGHT + 'px';
      draw('phase-' + i, evenkeelPhase.diagram(phase, sized('phase-' + i)), 'Phase diagram of ' + phase.name + ': '
        + phase.spots.map(function (s) { return s.init + ' at sigma_w ' + evenkeelCharts.plain(s.at[0]) + ', sigma_b ' + evenkeelCharts.plain(s.at[1]) + ', inputs stay apart: ' + evenkeelPhase.layers(s.at[2]); }).join('; '));
    });
  }

  offerPhases();

  function drawLegend(maps) {
    const present = {};
    maps.forEach(function (map) { map.cells.forEach(function (cell) { present[cell.verdict] = true; }); });
    byId('legend').replaceChildren.apply(byId('legend'), Object.keys(evenkeelOverview.VERDICTS)
      .filter(function (verdict) { return present[verdict]; })
      .map(function (verdict) {
        const look = evenkeelOverview.VERDICTS[verdict];
        const item = element('li');
        const square = element('b', look.letter);
        square.style.background = look.colour;
        square.style.color = look.ink;
        item.append(square, verdict);
        return item;
      }));
  }

  function drawLosses() {
    const known = evenkeelOverview.withLoss(state.shown.map(function (i) { return data.cells[i]; }));
    const cells = state.printing ? known : known.slice(0, evenkeelOverview.MOST_LOSSES);
    byId('losses').style.height = evenkeelOverview.lossesHeight(cells) + 'px';
    draw('losses', evenkeelOverview.losses(cells, sized('losses')), 'Loss at initialisation and its floor for '
      + cells.map(function (c) { return c.name + ': ' + evenkeelCharts.plain(c.loss) + ', floor ' + evenkeelCharts.plain(c.floor); }).join('; '));
    byId('loss-note').textContent = cells.length < known.length ? 'The first ' + cells.length + ' of ' + known.length + ' cells.' : '';
  }

  /* Training. */

  const TRAINING = ['rates', 'coordinates', 'maps', 'courses'];

  function offerTraining() {
    byId('training').hidden = false;
    TRAINING.forEach(function (kind) {
      const select = byId('of-' + kind);
      data.training[kind].forEach(function (chart, i) {
        const option = element('option', chart.name);
        option.value = String(i);
        select.append(option);
      });
      select.parentElement.hidden = data.training[kind].length < 2;
      select.closest('figure').hidden = data.training[kind].length === 0;
      select.addEventListener('input', drawTraining);
    });
  }

  function drawTraining() {
    TRAINING.forEach(function (kind) {
      if (data.training && data.training[kind].length > 0) {
        const chart = data.training[kind][Number(byId('of-' + kind).value)];
        const option = evenkeelTraining[kind](chart, sized('training-' + kind));
        draw('training-' + kind, option, option.title.text + ', for ' + chart.name + '. The tables of training say the same in words.');
      }
    });
  }

  if (data.training) {
    offerTraining();
  }

  /* Filters. */

  const filters = Array.from(document.querySelectorAll('[data-filter]'));

  /** Whether a cell has what is asked for; or a square of a heatmap, in such columns as those have. */
  function passes(entry) {
    const isSquare = entry.text === undefined;
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (isSquare ? entry.activation + ' ' + entry.init : entry.text).toLowerCase();
    return words.every(function (word) { return text.includes(word); })
      && filters.every(function (select) {
        const value = entry[select.dataset.filter];
        return select.value === '' || (isSquare && value === undefined) || String(value) === select.value;
      });
  }

  function filter() {
    state.shown = [];
    byId('table').tBodies[0].querySelectorAll('tr').forEach(function (row) {
      const index = Number(row.dataset.cell);
      row.hidden = !passes(data.cells[index]);
      if (!row.hidden) {
        state.shown.push(index);
      }
    });
    byId('count').textContent = state.shown.length + ' of ' + data.cells.length + ' cells';
    headline();
    saveAddress();
    fitColumns();
    drawAll();
  }

  /** What is asked for, as texts. */
  function asked() {
    const words = byId('search').value.trim();
    return filters.filter(function (select) { return select.value !== ''; })
      .map(function (select) { return select.dataset.filter + ' ' + select.value; })
      .concat(words === '' ? [] : ['"' + words + '"']);
  }

  /** Below the answer for all: what the cells that the filter leaves say. */
  function headline() {
    const what = asked();
    byId('filtered').hidden = what.length === 0;
    if (what.length === 0) {
      return;
    }
    const cells = state.shown.map(function (i) { return data.cells[i]; });
    const holds = cells.filter(function (c) { return c.holding === 'holds'; });
    const open = cells.filter(function (c) { return c.holding === 'open'; }).length;
    byId('filtered').textContent = 'With ' + what.join(', ') + ': '
      + (cells.length === 0 ? 'no cell.' : holds.length + ' of ' + cells.length + (cells.length === 1 ? ' cell stays' : ' cells stay') + ' stable both ways'
      + (open > 0 ? ' (' + open + ' undecided)' : '') + (holds.length > 0 ? '; the best is ' + holds[0].name : '') + '.');
  }

  /* The address keeps what is chosen, filtered and open: a link to this view. */

  function saveAddress() {
    const parts = [];
    function put(key, value) {
      if (value !== '' && value !== null) {
        parts.push(encodeURIComponent(key) + '=' + encodeURIComponent(value).replace(/%2C/g, ','));
      }
    }
    put('cell', state.open);
    put('compare', state.chosen.join(','));
    put('search', byId('search').value.trim());
    filters.forEach(function (select) { put('is-' + select.dataset.filter, select.value); });
    put('map', state.heat === 'overall' ? '' : state.heat);
    history.replaceState(null, '', parts.length > 0 ? '#' + parts.join('&') : ' ');
  }

  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    byId('search').value = asked.get('search') || '';
    filters.forEach(function (select) {
      const value = asked.get('is-' + select.dataset.filter);
      const known = Array.from(select.options).some(function (option) { return option.value === value; });
      select.value = known ? value : '';
    });
    state.chosen = (asked.get('compare') || '').split(',').filter(function (text) { return /^\d+$/.test(text); }).map(Number)
      .filter(function (i) { return i < data.cells.length; });
    document.querySelectorAll('[data-choose]').forEach(function (box) { box.checked = state.chosen.indexOf(Number(box.dataset.choose)) >= 0; });
    byId('unchosen').hidden = state.chosen.length === 0;
    const heat = document.querySelector('[data-heat="' + (asked.get('map') || '').replace(/[^a-zA-Z]/g, '') + '"]');
    if (heat) {
      press(heat);
    }
    const cell = asked.get('cell');
    return cell !== null && /^\d+$/.test(cell) && Number(cell) < data.cells.length ? Number(cell) : null;
  }

  /* Choosing. */

  document.querySelectorAll('[data-choose]').forEach(function (box) {
    box.addEventListener('change', function () {
      const index = Number(box.dataset.choose);
      state.chosen = state.chosen.filter(function (i) { return i !== index; }).concat(box.checked ? [index] : []);
      byId('unchosen').hidden = state.chosen.length === 0;
      saveAddress();
      drawAll();
    });
  });
  byId('unchosen').addEventListener('click', function () {
    state.chosen = [];
    document.querySelectorAll('[data-choose]').forEach(function (box) { box.checked = false; });
    byId('unchosen').hidden = true;
    saveAddress();
    drawAll();
  });

  function fitColumns() {
    const left = evenkeelTable.fit(byId('table'), state.allColumns || state.printing);
    byId('columns').hidden = left.length === 0 && !state.allColumns;
    byId('left-out').textContent = left.length === 0 ? '' : 'Not shown for room: ' + left.join(', ') + '.';
  }

  byId('columns').addEventListener('click', function () {
    state.allColumns = !state.allColumns;
    byId('columns').setAttribute('aria-pressed', String(state.allColumns));
    fitColumns();
  });

  byId('csv').addEventListener('click', function () { save(new Blob([evenkeelTable.csv(byId('table'))], { type: 'text/csv' }), 'cells.csv'); });

  byId('filters').addEventListener('input', filter);
  byId('filters').addEventListener('submit', function (event) { event.preventDefault(); });
  byId('filters').addEventListener('reset', function () { setTimeout(filter, 0); });

  /* Sorting. */

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

  /* One cell. */

  function open(index) {
    state.open = index;
    drawCell();
    saveAddress();
    byId('cell').scrollIntoView();
    byId('cell-title').focus({ preventScroll: true });
  }

  function drawCell() {
    const cell = data.cells[state.open];
    byId('cell').hidden = false;
    byId('cell-title').textContent = cell.name;
    byId('evidence').replaceChildren.apply(byId('evidence'), cell.evidence.flatMap(function (line) {
      return [element('dt', line[0]), element('dd', line[1])];
    }));
    const curves = evenkeelCurves.compared(data, [state.open]);
    byId('no-curves').hidden = curves.length > 0;
    byId('cell-charts').hidden = curves.length === 0;
    if (curves.length > 0) {
      drawCurves('cell', curves);
      byId('cell-seeds').style.height = evenkeelCurves.height(curves) + 'px';
      draw('cell-seeds', evenkeelCurves.seeds(cell, curves[0].curve, theme()), 'Change of the signal forward and backward, a dot for each of ' + curves[0].curve.seeds.length + ' seeds');
      numbers(curves[0].curve);
    }
    document.querySelectorAll('tr.open').forEach(function (row) { row.classList.remove('open'); });
    document.querySelector('tr[data-cell="' + state.open + '"]').classList.add('open');
  }

  function numbers(curve) {
    const names = ['layer', 'finite trials', 'std', '10 %', '90 %', 'theory', 'z', 'gradient rms', '10 %', '90 %', 'theory', 'z', 'cosine', 'theory', 'saturated'];
    const head = element('tr');
    names.forEach(function (name) {
      const cell = element('th', name, 'n');
      cell.scope = 'col';
      head.append(cell);
    });
    byId('numbers').tHead.replaceChildren(head);
    const log = evenkeelCharts.decades;
    const plain = evenkeelCharts.plain;
    byId('numbers').tBodies[0].replaceChildren.apply(byId('numbers').tBodies[0], curve.layers.map(function (layer, i) {
      const row = element('tr');
      [layer, curve.finite[i],
        log(curve.act.mid[i]), log(curve.act.low[i]), log(curve.act.high[i]), log(curve.act.theory[i]), plain(curve.act.z[i]),
        log(curve.grad.mid[i]), log(curve.grad.low[i]), log(curve.grad.high[i]), log(curve.grad.theory[i]), plain(curve.grad.z[i]),
        plain(curve.cos.mid[i]), plain(curve.cos.theory[i]), plain(curve.sat.mid[i])
      ].forEach(function (text) { row.append(element('td', text, 'n')); });
      return row;
    }));
  }

  function close() {
    const row = document.querySelector('[data-open="' + state.open + '"]');
    state.open = null;
    byId('cell').hidden = true;
    document.querySelectorAll('tr.open').forEach(function (open) { open.classList.remove('open'); });
    saveAddress();
    if (row) {
      row.focus();
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

  document.querySelectorAll('[data-heat]').forEach(function (button) {
    button.addEventListener('click', function () {
      press(button);
      saveAddress();
      drawHeat();
    });
  });

  function press(button) {
    state.heat = button.dataset.heat;
    document.querySelectorAll('[data-heat]').forEach(function (other) {
      other.setAttribute('aria-pressed', String(other === button));
    });
  }

  /* Light and dark. */

  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    byId('theme').textContent = name === 'dark' ? 'Light' : 'Dark';
  }

  byId('theme').addEventListener('click', function () {
    setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    drawAll();
  });
  setTheme(window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

  /* Printing: all maps, losses, columns and numbers, in light colours, drawn as wide as the paper. */

  let before = null;
  window.addEventListener('beforeprint', function () {
    if (before !== null) {
      return;
    }
    const closed = Array.from(document.querySelectorAll('details:not([open])'));
    before = { theme: document.documentElement.dataset.theme, closed: closed };
    closed.forEach(function (details) { details.open = true; });
    state.printing = true;
    document.body.classList.add('printing');
    setTheme('light');
    fitColumns();
    drawAll();
  });
  window.addEventListener('afterprint', function () {
    before.closed.forEach(function (details) { details.open = false; });
    state.printing = false;
    document.body.classList.remove('printing');
    setTheme(before.theme);
    before = null;
    fitColumns();
    drawAll();
  });

  let resizing = 0;
  window.addEventListener('resize', function () {
    clearTimeout(resizing);
    resizing = setTimeout(function () {
      fitColumns();
      drawAll();
    }, 150);
  });

  const wanted = readAddress();
  filter();
  if (wanted !== null) {
    open(wanted);
  }
  evenkeelOther.offer(data, element);
  document.documentElement.dataset.ready = 'true';
})();
