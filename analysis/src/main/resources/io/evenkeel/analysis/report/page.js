/* What the page does when it is used: sort, filter, draw, and open one cell. */
'use strict';

(function () {
  const data = JSON.parse(byId('data').textContent);
  const charts = {};
  const state = { shown: data.cells.map(function (cell, i) { return i; }), heat: 'overall', open: null };

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
    const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    const link = element('a');
    link.href = address;
    link.download = id + '.svg';
    link.click();
    URL.revokeObjectURL(address);
  }

  function drawCurves(prefix, curves) {
    const names = curves.map(function (entry) { return entry.name; }).join('; ');
    ['act', 'grad', 'cos', 'sat', 'map'].forEach(function (what) {
      byId(prefix + '-' + what).style.height = evenkeelCurves.height(curves) + 'px';
    });
    ['act', 'grad', 'cos', 'sat'].forEach(function (what) {
      const option = evenkeelCurves.byLayer(curves, what, theme());
      draw(prefix + '-' + what, option, option.title.text + ', by layer, for ' + names);
    });
    const map = evenkeelCurves.correlationMap(curves, theme());
    draw(prefix + '-map', map, map.title.text + ', for ' + names);
  }

  function drawAll() {
    const compared = evenkeelCurves.compared(data, state.shown);
    byId('compared').textContent = compared.length === state.shown.length
      ? 'All cells that the filter leaves.'
      : 'The first ' + compared.length + ' of the ' + state.shown.length + ' cells that the filter leaves, in the order of the table.';
    drawCurves('all', compared);
    drawHeat();
    drawLosses();
    drawTraining();
    if (state.open !== null) {
      drawCell();
    }
  }

  function drawHeat() {
    const maps = evenkeelOverview.maps(data.heat.filter(passes), state.heat);
    const shown = maps.slice(0, evenkeelOverview.MOST_MAPS);
    const place = byId('heat');
    const columns = evenkeelOverview.mapColumns(shown, place.clientWidth);
    place.style.height = evenkeelOverview.mapsHeight(shown, columns) + 'px';
    draw('heat', evenkeelOverview.heatmaps(shown, columns, sized('heat')),
      'Verdicts by depth and width for ' + shown.map(function (m) { return m.name; }).join('; ') + '. The ranking says the same in words.');
    charts.heat.off('click');
    charts.heat.on('click', function (event) {
      if (event.data && event.data.cell >= 0) {
        open(event.data.cell);
      }
    });
    byId('heat-note').textContent = shown.length < maps.length
      ? 'The first ' + shown.length + ' of ' + maps.length + ' schemes; filter to see others.'
      : 'Click a square for its curves.';
    drawLegend(shown);
  }

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
    const cells = known.slice(0, evenkeelOverview.MOST_LOSSES);
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
    drawAll();
  }

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
      sortBy(button.dataset.sort, falling ? -1 : 1);
      filter();
    });
  });

  function sortBy(key, direction) {
    const body = byId('table').tBodies[0];
    const rows = Array.from(body.rows);
    function value(row) {
      return data.cells[Number(row.dataset.cell)].sort[key];
    }
    rows.sort(function (a, b) {
      const x = value(a);
      const y = value(b);
      if (x === null || y === null) {
        return x === y ? 0 : x === null ? 1 : -1; // what is not known comes last either way
      }
      const order = typeof x === 'number' ? x - y : String(x).localeCompare(String(y));
      return direction * order;
    });
    body.append.apply(body, rows);
  }

  /* One cell. */

  function open(index) {
    state.open = index;
    drawCell();
    history.replaceState(null, '', '#cell=' + index);
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
    history.replaceState(null, '', ' ');
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
      state.heat = button.dataset.heat;
      document.querySelectorAll('[data-heat]').forEach(function (other) {
        other.setAttribute('aria-pressed', String(other === button));
      });
      drawHeat();
    });
  });

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
  let before = null;
  window.addEventListener('beforeprint', function () {
    before = document.documentElement.dataset.theme;
    setTheme('light');
    drawAll();
  });
  window.addEventListener('afterprint', function () {
    setTheme(before);
    drawAll();
  });

  let resizing = 0;
  window.addEventListener('resize', function () {
    clearTimeout(resizing);
    resizing = setTimeout(drawAll, 150);
  });

  filter();
  const asked = /^#cell=(\d+)$/.exec(location.hash);
  if (asked && Number(asked[1]) < data.cells.length) {
    open(Number(asked[1]));
  }
  document.documentElement.dataset.ready = 'true';
})();
