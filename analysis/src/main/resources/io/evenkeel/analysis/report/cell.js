/* One cell: its evidence, its charts, its numbers. */
'use strict';

const evenkeelCell = (function () {
  const place = evenkeelPlace;
  const byId = evenkeelPlace.byId;
  const element = evenkeelPlace.element;
  const NUMBERS = ['layer', 'finite trials', 'std', '10 %', '90 %', 'theory', 'z', 'gradient rms', '10 %', '90 %', 'theory', 'z', 'cosine', 'theory', 'saturated'];

  function mark(index) {
    document.querySelectorAll('tr.open').forEach(function (row) { row.classList.remove('open'); });
    if (index !== null) {
      document.querySelector('tr[data-cell="' + index + '"]').classList.add('open');
    }
  }

  /** Shows a cell; view and onHide as evenkeelLayers.draw takes them. */
  function draw(data, index, view, onHide) {
    const cell = data.cells[index];
    byId('cell').hidden = false;
    byId('cell-title').textContent = cell.name;
    byId('evidence').replaceChildren.apply(byId('evidence'), cell.evidence.flatMap(function (line) {
      return [element('dt', line[0]), element('dd', line[1])];
    }));
    const curves = evenkeelCurves.compared(data, [index]);
    byId('no-curves').hidden = curves.length > 0;
    byId('cell-charts').hidden = curves.length === 0;
    if (curves.length > 0) {
      evenkeelLayers.draw('cell', curves, view, onHide);
      byId('cell-seeds').style.height = evenkeelCurves.height(curves) + 'px';
      place.draw('cell-seeds', evenkeelCurves.seeds(cell, curves[0].curve, place.sized('cell-seeds')), 'Change of the signal forward and backward, a dot for each of ' + curves[0].curve.seeds.length + ' seeds');
      numbers(curves[0].curve);
    }
    mark(index);
  }

  function numbers(curve) {
    const head = element('tr');
    NUMBERS.forEach(function (name) {
      const cell = element('th', name, 'n');
      cell.scope = 'col';
      head.append(cell);
    });
    byId('numbers').tHead.replaceChildren(head);
    byId('numbers').tBodies[0].replaceChildren.apply(byId('numbers').tBodies[0], curve.layers.map(function (layer, i) { return line(curve, layer, i); }));
  }

  function line(curve, layer, i) {
    const log = evenkeelCharts.decades;
    const plain = evenkeelCharts.plain;
    const row = element('tr');
    [layer, curve.finite[i],
      log(curve.act.mid[i]), log(curve.act.low[i]), log(curve.act.high[i]), log(curve.act.theory[i]), plain(curve.act.z[i]),
      log(curve.grad.mid[i]), log(curve.grad.low[i]), log(curve.grad.high[i]), log(curve.grad.theory[i]), plain(curve.grad.z[i]),
      plain(curve.cos.mid[i]), plain(curve.cos.theory[i]), plain(curve.sat.mid[i])
    ].forEach(function (text) { row.append(element('td', text, 'n')); });
    return row;
  }

  function hide() {
    byId('cell').hidden = true;
    mark(null);
  }

  return { draw: draw, hide: hide };
})();
