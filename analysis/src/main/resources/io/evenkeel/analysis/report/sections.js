/* Sections of the page that show the sweep as a whole: maps of verdicts, phase diagrams, losses, training. */
'use strict';

const evenkeelSections = (function () {
  const place = evenkeelPlace;
  const byId = evenkeelPlace.byId;
  const element = evenkeelPlace.element;
  const KINDS = ['overall', 'forward', 'backward', 'inputs', 'branches'];
  /** Pixels that a figure may be high on paper, beside a heading and its text. */
  const SHEET = 560;
  const TRAINING = ['rates', 'coordinates', 'maps', 'courses'];

  function isFactor(kind) {
    return /Factor$/.test(kind);
  }

  /**
   * Maps of depth and width; where there is one size, a line of verdicts for each scheme.
   * kind: which verdict or factor; all: as many as there are; onOpen: takes the cell of a square that is clicked.
   */
  function heat(squares, kind, all, onOpen) {
    const lines = evenkeelOverview.single(squares);
    document.querySelectorAll('[data-heat]').forEach(function (button) { button.hidden = lines && !isFactor(button.dataset.heat) && button.dataset.heat !== 'overall'; });
    const chart = lines && !isFactor(kind) ? verdicts(squares, all) : maps(squares, kind, all);
    chart.off('click');
    chart.on('click', function (event) {
      if (event.data && event.data.cell >= 0) {
        onOpen(event.data.cell);
      }
    });
  }

  /**
   * Draws items in the place with this id; on paper in as many figures as it takes, since a figure that a page is too short for would be cut.
   * drawOn: draws some of the items in the place with an id, and gives the chart.
   */
  function sheets(id, items, perSheet, all, drawOn) {
    document.querySelectorAll('[data-sheet-of=' + id + ']').forEach(function (figure) {
      place.forget(figure.firstElementChild.id);
      figure.remove();
    });
    const chart = drawOn(id, all ? items.slice(0, perSheet) : items);
    let before = byId(id).closest('figure');
    for (let i = perSheet; all && i < items.length; i += perSheet) {
      const figure = element('figure');
      const drawn = element('div');
      figure.dataset.sheetOf = id;
      drawn.id = id + '-' + i;
      drawn.setAttribute('role', 'img');
      figure.append(drawn, element('figcaption'));
      before.after(figure);
      drawOn(drawn.id, items.slice(i, i + perSheet));
      before = figure;
    }
    return chart;
  }

  function maps(squares, kind, all) {
    const known = evenkeelOverview.maps(squares, kind);
    const shown = all ? known : known.slice(0, evenkeelOverview.MOST_MAPS);
    const columns = evenkeelOverview.mapColumns(shown, byId('heat').clientWidth);
    byId('heat-what').textContent = isFactor(kind) ? 'By what factor the signal changes from layer to layer, mean over seeds: blue shrinks, orange grows, white keeps.' : '';
    note(shown.length, known.length);
    legend(isFactor(kind) ? [] : shown);
    const perSheet = columns * Math.max(1, Math.floor(SHEET / evenkeelOverview.mapHeight(shown)));
    return sheets('heat', shown, perSheet, all, function (id, some) {
      byId(id).style.height = evenkeelOverview.mapsHeight(some, columns) + 'px';
      return place.draw(id, evenkeelOverview.heatmaps(some, columns, place.sized(id)),
        (isFactor(kind) ? 'Factors per layer' : 'Verdicts') + ' by depth and width for ' + some.map(function (m) { return m.name; }).join('; ') + '. The ranking says the same in words.');
    });
  }

  function verdicts(squares, all) {
    const shown = all ? squares : squares.slice(0, evenkeelOverview.MOST_LOSSES);
    byId('heat-what').textContent = 'All schemes were tried at one size each.';
    note(shown.length, squares.length);
    const asked = KINDS.filter(function (kind) { return shown.some(function (square) { return square[kind]; }); });
    legend([{ cells: shown.flatMap(function (square) { return asked.map(function (kind) { return { verdict: square[kind] || 'not computed' }; }); }) }]);
    return sheets('heat', shown, Math.floor((SHEET - evenkeelOverview.matrixHeight([])) / 26), all, function (id, some) {
      byId(id).style.height = evenkeelOverview.matrixHeight(some) + 'px';
      return place.draw(id, evenkeelOverview.matrix(some, place.sized(id)),
        'Verdicts for ' + some.map(function (s) { return s.activation + ' ' + s.init; }).join('; ') + '. The ranking says the same in words.');
    });
  }

  function note(shown, known) {
    byId('heat-note').textContent = known === 0 ? 'No scheme has what is asked for above.' : shown < known ? 'The first ' + shown + ' of ' + known + ' schemes; filter to see others.' : 'Click a square for its curves.';
  }

  function legend(maps) {
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

  function offerPhases(diagrams) {
    byId('phase').hidden = diagrams.length === 0;
    diagrams.forEach(function (diagram, i) {
      const figure = element('figure');
      const chart = element('div', null, 'chart');
      chart.id = 'phase-' + i;
      chart.setAttribute('role', 'img');
      figure.append(chart, element('figcaption', 'Hover over a spot for its scheme and depth; of spots close together some have no name.'
        + (evenkeelPhase.beyond(diagram) ? ' A triangle lies beyond the edge, at the sigma_w in its label or tooltip.' : '')));
      byId('phases').append(figure);
    });
  }

  function phases(diagrams) {
    diagrams.forEach(function (diagram, i) {
      const id = 'phase-' + i;
      byId(id).style.height = evenkeelPhase.HEIGHT + 'px';
      place.draw(id, evenkeelPhase.diagram(diagram, place.sized(id)), 'Phase diagram of ' + diagram.name + ': '
        + diagram.spots.map(function (s) { return s.init + ' at sigma_w ' + evenkeelCharts.plain(s.at[0]) + ', sigma_b ' + evenkeelCharts.plain(s.at[1]) + ', inputs stay apart: ' + evenkeelPhase.layers(s.at[2]); }).join('; '));
    });
  }

  /** Losses of such of these cells as have one. */
  function losses(cells, all) {
    const known = evenkeelOverview.withLoss(cells);
    const shown = all ? known : known.slice(0, evenkeelOverview.MOST_LOSSES);
    sheets('losses', shown, Math.floor((SHEET - evenkeelOverview.lossesHeight([])) / 26), all, function (id, some) {
      byId(id).style.height = evenkeelOverview.lossesHeight(some) + 'px';
      return place.draw(id, evenkeelOverview.losses(some, place.sized(id), shown), 'Loss at initialisation and its floor for '
        + some.map(function (c) { return c.name + ': ' + evenkeelCharts.plain(c.loss) + ', floor ' + evenkeelCharts.plain(c.floor); }).join('; '));
    });
    byId('loss-note').textContent = shown.length < known.length ? 'The first ' + shown.length + ' of ' + known.length + ' cells.' : '';
  }

  /** Shows the section and lets each of its charts be chosen. */
  function offerTraining(courses, onChoice) {
    byId('training').hidden = false;
    TRAINING.forEach(function (kind) {
      const select = byId('of-' + kind);
      courses[kind].forEach(function (chart, i) {
        const option = element('option', chart.name);
        option.value = String(i);
        select.append(option);
      });
      select.parentElement.hidden = courses[kind].length < 2;
      select.closest('figure').hidden = courses[kind].length === 0;
      select.addEventListener('input', onChoice);
    });
  }

  function training(courses) {
    TRAINING.filter(function (kind) { return courses[kind].length > 0; }).forEach(function (kind) {
      const chart = courses[kind][Number(byId('of-' + kind).value)];
      const option = evenkeelTraining[kind](chart, place.sized('training-' + kind));
      place.draw('training-' + kind, option, option.title.text + ', for ' + chart.name + '. The tables of training say the same in words.');
    });
  }

  return { heat: heat, offerPhases: offerPhases, phases: phases, losses: losses, offerTraining: offerTraining, training: training };
})();
