/* The charts of some cells layer by layer, in the places of the page whose ids begin with a prefix. */
'use strict';

const evenkeelLayers = (function () {
  const place = evenkeelPlace;
  const BY_LAYER = ['act', 'grad', 'cos', 'sat'];

  /** A click on a name of a legend hides or shows its curve. */
  function hideByLegend(chart, onHide) {
    chart.off('legendselectchanged');
    chart.on('legendselectchanged', function (event) {
      const hidden = {};
      Object.keys(event.selected).forEach(function (name) { hidden[name] = !event.selected[name]; });
      onHide(hidden);
    });
  }

  /**
   * Draws the five charts.
   * view: names that are hidden, and whether axes show all; onHide: takes the names that are hidden from now on.
   */
  function draw(prefix, curves, view, onHide) {
    const names = curves.map(function (entry) { return entry.name; }).join('; ');
    function put(what, option, label) {
      const id = prefix + '-' + what;
      place.byId(id).style.height = evenkeelCurves.height(curves) + 'px';
      hideByLegend(place.draw(id, option, label), onHide);
    }
    BY_LAYER.forEach(function (what) {
      const option = evenkeelCurves.byLayer(curves, what, place.sized(prefix + '-' + what), view);
      put(what, option, option.title.text + ', by layer, for ' + names);
    });
    const map = evenkeelCurves.correlationMap(curves, place.sized(prefix + '-map'), view);
    put('map', map, map.title.text + ', for ' + names);
  }

  /** Whether a curve leaves an axis that does not show all. */
  function anyLeaves(curves, hidden) {
    return ['act', 'grad'].some(function (what) { return evenkeelCurves.leaving(curves, what, { hidden: hidden, whole: false }).length > 0; });
  }

  /** Which cells the charts compare, in words. */
  function chosen(compared, chosen) {
    return compared < chosen ? 'The first ' + compared + ' of the ' + chosen + ' cells that are chosen in the table.' : 'The cells that are chosen in the table.';
  }

  /** The same where none is chosen. */
  function filtered(compared, shown) {
    return (compared === shown
      ? 'All cells that the filter leaves.'
      : 'The first ' + compared + ' of the ' + shown + ' cells that the filter leaves, in the order of the table.')
      + ' Tick cells in the table to compare others.';
  }

  return { draw: draw, anyLeaves: anyLeaves, chosen: chosen, filtered: filtered };
})();
