/* Charts of what was measured layer by layer, beside theory. */
'use strict';

const evenkeelCurves = (function () {
  const MOST_COMPARED = evenkeelCharts.SERIES.length;
  const LEGEND_LINE = 20;
  const LABEL_ROOM = 146;
  const LABEL_LINE = 13;
  const LABEL_LENGTH = 18;
  const LOG_2 = 0.30103;
  const CURVES = {
    act: { title: 'activations: std of each layer', axis: 'std' },
    grad: { title: 'gradients: rms at each layer', axis: 'rms of the gradient' },
    cos: { title: 'rows of the batch: mean cosine', axis: 'cosine' },
    sat: { title: 'saturated units: share with a slope of at most 0.01', axis: 'share' }
  };

  /** The curves of such of these cells as have any, at most as many as can be told apart in one chart. */
  function compared(data, indices) {
    return indices
      .filter(function (i) { return data.curves[i]; })
      .slice(0, MOST_COMPARED)
      .map(function (i) { return { name: data.cells[i].name, curve: data.curves[i] }; });
  }

  /** Height in pixels of a chart that compares these. */
  function height(curves) {
    return 320 + LEGEND_LINE * Math.max(1, curves.length);
  }

  /** What a view of curves hides, by name, and whether its axes show all that is not hidden. */
  const ALL = { hidden: {}, whole: false };

  function visible(curves, view) {
    return curves.filter(function (entry) { return !view.hidden[entry.name]; });
  }

  /** A line per cell; median, band and theory go by it. */
  function legend(curves, theme, view) {
    const selected = {};
    curves.forEach(function (entry) { selected[entry.name] = !view.hidden[entry.name]; });
    return {
      selected: selected,
      orient: 'vertical', left: 50, bottom: 4, itemGap: 6, itemHeight: 10, itemWidth: 14,
      textStyle: { color: theme.text, lineHeight: LEGEND_LINE - 6 },
      formatter: function (name) { return evenkeelCharts.cut(name, 66); },
      data: curves.map(function (entry, k) {
        return { name: entry.name, icon: evenkeelCharts.SYMBOLS[k], itemStyle: { color: evenkeelCharts.SERIES[k] } };
      })
    };
  }

  function grid(curves, right, top) {
    return { left: 84, right: right, top: top, bottom: 56 + LEGEND_LINE * Math.max(1, curves.length) };
  }

  /** The 10..90 % band between two lines, in pieces where a value is missing. */
  function band(name, layers, low, high, colour) {
    const pieces = [];
    let piece = [];
    for (let i = 0; i <= layers.length; i++) {
      if (i < layers.length && low[i] !== null && high[i] !== null) {
        piece.push(i);
      } else if (piece.length > 0) {
        pieces.push(piece);
        piece = [];
      }
    }
    return {
      name: name, type: 'custom', silent: true, clip: true, z: 1, tooltip: { show: false }, itemStyle: { color: colour },
      data: pieces.map(function (p, i) { return [layers[p[0]], low[p[0]], i]; }),
      encode: { x: 0, y: 1 },
      renderItem: function (params, api) {
        const indices = pieces[params.dataIndex];
        const up = indices.map(function (i) { return api.coord([layers[i], high[i]]); });
        const down = indices.slice().reverse().map(function (i) { return api.coord([layers[i], low[i]]); });
        return { type: 'polygon', shape: { points: up.concat(down) }, style: { fill: colour, opacity: 0.18 } };
      }
    };
  }

  function pairs(xs, ys) {
    return xs.map(function (x, i) { return [x, ys[i]]; });
  }

  function known(curves, what, parts) {
    const values = [];
    curves.forEach(function (entry) {
      parts.forEach(function (part) {
        (entry.curve[what][part] || []).forEach(function (y) {
          if (y !== null) {
            values.push(y);
          }
        });
      });
    });
    return values;
  }

  /** Least and greatest of what was measured of each curve that has anything. */
  function ranges(curves, what) {
    return curves.map(function (entry) {
      const values = known([entry], what, ['low', 'mid', 'high']);
      return values.length === 0 ? null
        : { name: entry.name, low: Math.min.apply(null, values), high: Math.max.apply(null, values) };
    }).filter(Boolean);
  }

  /**
   * What an axis of decades reaches over. A curve that would make the others flat leaves it: one that makes the axis
   * more than four times as long as the narrower ones need, and longer than eight decades.
   */
  function reach(curves, what, view) {
    const all = ranges(curves, what).sort(function (a, b) { return (a.high - a.low) - (b.high - b.low); });
    if (all.length === 0) {
      return null;
    }
    const found = { low: all[0].low, high: all[0].high, leaving: [] };
    all.slice(1).forEach(function (range) {
      const low = Math.min(found.low, range.low);
      const high = Math.max(found.high, range.high);
      const flattens = high - low > Math.max(8, 4 * (found.high - found.low));
      if (flattens && !view.whole && (what === 'act' || what === 'grad')) {
        found.leaving.push(range.name);
      } else {
        found.low = low;
        found.high = high;
      }
    });
    const room = Math.max(1, 0.25 * (found.high - found.low));
    if (found.leaving.length > 0) {
      found.low -= room;
      found.high += room;
    }
    return found;
  }

  /**
   * An axis for what was measured, and for theory as far as that does not make the measured small: theory goes on
   * where float32 ends.
   */
  function scale(curves, what, view) {
    const found = reach(curves, what, view);
    if (found === null) {
      return {};
    }
    let low = found.low;
    let high = found.high;
    if (what === 'sat') {
      return { min: Math.floor(10 * low) / 10, max: Math.ceil(10 * high) / 10 || 0.1 };
    }
    const room = what === 'cos' ? 0.1 : Math.max(0.5, 0.25 * (high - low));
    known(curves, what, ['theory'])
      .filter(function (y) { return y > found.low - room && y < found.high + room; })
      .forEach(function (y) { low = Math.min(low, y); high = Math.max(high, y); });
    if (what === 'cos') {
      return { min: Math.max(-1, Math.floor(10 * low) / 10), max: Math.min(1, Math.ceil(10 * high) / 10) };
    }
    const interval = ticks(low, high);
    const fine = Math.min(interval, 1);
    return { min: fine * Math.floor(low / fine - 0.1), max: fine * Math.ceil(high / fine + 0.1), interval: interval };
  }

  /** The curves of these that leave the axis. */
  function leaving(curves, what, view) {
    const found = reach(visible(curves, view), what, view);
    return found === null ? [] : found.leaving;
  }

  /** Where each curve's name stands: at its last point on the axis, one above the other. */
  function labels(curves, what, axis, plot) {
    const names = evenkeelCharts.told(curves.map(function (entry) { return entry.name; }), LABEL_LENGTH);
    const places = [];
    curves.forEach(function (entry, k) {
      const mid = entry.curve[what].mid;
      for (let i = mid.length - 1; i >= 0; i--) {
        if (mid[i] !== null && (axis.min === undefined || (mid[i] >= axis.min && mid[i] <= axis.max))) {
          places.push({ x: entry.curve.layers[i], y: mid[i], last: i === mid.length - 1, text: names[k], entry: entry, at: mid[i] });
          return;
        }
      }
    });
    const gap = LABEL_LINE * (axis.max - axis.min) / plot;
    const column = places.filter(function (p) { return p.last; }).sort(function (a, b) { return a.at - b.at; });
    for (let pass = 0; pass < 20; pass++) {
      for (let i = 1; i < column.length; i++) {
        const lack = gap - (column[i].at - column[i - 1].at);
        if (lack > 0) {
          column[i].at += lack / 2;
          column[i - 1].at -= lack / 2;
        }
      }
      if (column.length > 0) {
        const over = column[column.length - 1].at - axis.max;
        const under = axis.min - column[0].at;
        column.forEach(function (p) { p.at += over > 0 ? -over : under > 0 ? under : 0; });
      }
    }
    return places;
  }

  function labelSeries(curves, places) {
    return {
      name: 'names', type: 'scatter', silent: true, symbolSize: 0.01, clip: false, z: 5, tooltip: { show: false },
      data: places.map(function (p) {
        const colour = evenkeelCharts.SERIES[curves.indexOf(p.entry)];
        return {
          value: [p.x, p.at],
          label: {
            show: true, formatter: p.text, color: colour, fontSize: 10.5, fontWeight: 600,
            position: p.last ? 'right' : 'top', distance: p.last ? 8 : 6
          }
        };
      })
    };
  }

  /** Decades from tick to tick. Of what is about 1, doubling is easier to read than half decades. */
  function ticks(low, high) {
    const span = high - low;
    if (span > 2.5) {
      return Math.ceil(span / 6);
    }
    if (span <= 0.5) {
      return 0.05 * Math.ceil(span / 0.25 + 0.1);
    }
    return low > -1.5 && high < 1.5 ? LOG_2 : 0.5;
  }

  /**
   * One quantity of one or several cells by layer: median, band and, dashed, theory.
   * curves: [{name, curve}]; what: act, grad, cos or sat; sat has no theory; view: see ALL.
   */
  function byLayer(curves, what, theme, view) {
    view = view || ALL;
    const format = what === 'cos' || what === 'sat' ? evenkeelCharts.plain : evenkeelCharts.decades;
    const option = evenkeelCharts.base(theme, CURVES[what].title);
    option.series = [];
    curves.forEach(function (entry, k) {
      const part = entry.curve[what];
      const colour = evenkeelCharts.SERIES[k];
      const layers = entry.curve.layers;
      const step = Math.max(1, Math.round(layers.length / 8));
      option.series.push(band(entry.name, layers, part.low, part.high, colour));
      option.series.push({
        name: entry.name, type: 'line', data: pairs(layers, part.mid), color: colour, z: 3, connectNulls: false,
        symbol: evenkeelCharts.SYMBOLS[k], showAllSymbol: true,
        symbolSize: function (value, params) { return params.dataIndex % step === 0 ? 7 : 0; },
        lineStyle: { width: 2, color: colour }, itemStyle: { color: colour }
      });
      if (part.theory && part.theory.some(function (y) { return y !== null; })) {
        option.series.push({
          name: entry.name, type: 'line', data: pairs(layers, part.theory), color: colour, z: 2, silent: true,
          showSymbol: false, lineStyle: { width: 2, type: 'dashed', color: colour, opacity: 0.85 }
        });
      }
    });
    const seen = visible(curves, view);
    const axis = scale(seen, what, view);
    const gone = leaving(curves, what, view);
    if (gone.length > 0) {
      option.title.subtext = evenkeelCharts.cut('beyond this axis: ' + evenkeelCharts.told(gone, 30).join('; '), 76);
      option.title.itemGap = 8;
      option.title.subtextStyle = { color: theme.faint, fontSize: 11 };
    }
    option.legend = legend(curves, theme, view);
    option.grid = grid(curves, LABEL_ROOM, gone.length > 0 ? 58 : 40);
    if (axis.min !== undefined) {
      option.series.push(labelSeries(curves, labels(seen, what, axis, height(curves) - 130 - LEGEND_LINE * curves.length)));
    }
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: 'layer', nameGap: 24, min: 'dataMin', max: 'dataMax', minInterval: 1
    });
    option.yAxis = evenkeelCharts.axis(theme, Object.assign({
      type: 'value', name: CURVES[what].axis, nameGap: 64, axisLabel: { color: theme.faint, formatter: format }
    }, axis));
    option.tooltip.trigger = 'axis';
    option.tooltip.formatter = function (points) {
      return points.length === 0 ? '' : told(seen, what, points[0].axisValue, format);
    };
    return option;
  }

  /** What a tooltip says of a layer. */
  function told(curves, what, layer, format) {
    const lines = curves.map(function (entry) {
      const i = entry.curve.layers.indexOf(layer);
      const part = entry.curve[what];
      if (i < 0 || part.mid[i] === null) {
        return null;
      }
      return evenkeelCharts.cut(entry.name, 48) + ': ' + format(part.mid[i]) + ' (' + format(part.low[i]) + ' to ' + format(part.high[i])
        + (!part.theory || part.theory[i] === null ? ')' : '; theory ' + format(part.theory[i]) + ')');
    });
    return ['layer ' + layer].concat(lines.filter(Boolean)).join('\n');
  }

  /** The correlation map: a layer's cosine against the layer's before it, with theory's and the diagonal. */
  function correlationMap(curves, theme, view) {
    view = view || ALL;
    const option = evenkeelCharts.base(theme, 'correlation map: cosine of a layer against the one before');
    const series = [];
    curves.forEach(function (entry, k) {
      const colour = evenkeelCharts.SERIES[k];
      const cosine = entry.curve.cos;
      series.push({
        name: entry.name, type: 'scatter', symbol: evenkeelCharts.SYMBOLS[k], symbolSize: 7, itemStyle: { color: colour },
        data: steps(entry.curve.layers, cosine.mid)
      });
      const expected = steps(entry.curve.layers, cosine.theory);
      if (expected.length > 0) {
        series.push({
          name: entry.name, type: 'line', data: expected, showSymbol: false, color: colour, silent: true,
          lineStyle: { width: 2, type: 'dashed', color: colour }
        });
      }
    });
    const values = [];
    series.forEach(function (s) { s.data.forEach(function (p) { values.push(p[0], p[1]); }); });
    const low = values.length > 0 ? Math.max(-1, Math.floor(10 * Math.min.apply(null, values)) / 10) : 0;
    series.push({
      name: 'unchanged', type: 'line', data: [[-1, -1], [1, 1]], showSymbol: false, silent: true, color: theme.faint,
      lineStyle: { width: 1, type: 'dotted', color: theme.faint }
    });
    option.legend = legend(curves, theme, view);
    option.grid = grid(curves, 20, 40);
    option.xAxis = evenkeelCharts.axis(theme, { type: 'value', name: 'cosine in layer l', nameGap: 24, min: low, max: 1 });
    option.yAxis = evenkeelCharts.axis(theme, { type: 'value', name: 'in layer l + 1', nameGap: 40, min: low, max: 1 });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return evenkeelCharts.cut(p.seriesName, 60) + '\n' + evenkeelCharts.plain(p.value[0]) + ' to ' + evenkeelCharts.plain(p.value[1]);
    };
    option.series = series;
    return option;
  }

  /** Pairs of neighbouring layers; layers between which others are left out are no pair. */
  function steps(layers, values) {
    const points = [];
    for (let i = 1; i < layers.length; i++) {
      if (layers[i] === layers[i - 1] + 1 && values[i] !== null && values[i - 1] !== null) {
        points.push([values[i - 1], values[i]]);
      }
    }
    return points;
  }

  /** A cell's trials, a dot each: how far its signal changes forward and backward, and what is allowed. */
  function seeds(cell, curve, theme) {
    const points = curve.seeds.filter(function (p) { return p[0] !== null && p[1] !== null; });
    const one = curve.seeds.filter(function (p) { return (p[0] === null) !== (p[1] === null); });
    const option = evenkeelCharts.base(theme, 'single seeds: change over all layers');
    if (one.length + curve.seeds.length - points.length - one.length > 0) {
      option.title.subtext = (curve.seeds.length - points.length) + ' of ' + curve.seeds.length + ' are zero or not finite one way: no dot';
      option.title.itemGap = 8;
      option.title.subtextStyle = { color: theme.faint, fontSize: 11 };
    }
    const limit = cell.allowed;
    function axis(i, name, gap) {
      const values = points.map(function (p) { return p[i]; }).concat([-limit, limit]);
      const room = 0.06 * (Math.max.apply(null, values) - Math.min.apply(null, values));
      return evenkeelCharts.axis(theme, {
        type: 'value', name: name, nameGap: gap, min: Math.min.apply(null, values) - room, max: Math.max.apply(null, values) + room,
        axisLabel: { color: theme.faint, showMinLabel: false, showMaxLabel: false, formatter: evenkeelCharts.decades }
      });
    }
    option.grid = { left: 84, right: 20, top: 52, bottom: 56 };
    option.xAxis = axis(0, 'factor of the std, forward', 24);
    option.yAxis = axis(1, 'factor of the gradient, backward', 64);
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return 'forward x' + evenkeelCharts.decades(p.value[0]) + ', backward x' + evenkeelCharts.decades(p.value[1]);
    };
    option.series = [{
      name: 'seeds', type: 'scatter', symbolSize: 7, itemStyle: { color: evenkeelCharts.SERIES[0], opacity: 0.7 }, data: points,
      markArea: {
        silent: true, itemStyle: { color: '#009E73', opacity: 0.12 },
        label: { show: true, position: 'insideTopLeft', color: theme.faint, formatter: 'stable' },
        data: [[{ coord: [-limit, -limit] }, { coord: [limit, limit] }]]
      }
    }];
    return option;
  }

  return { compared: compared, height: height, leaving: leaving, seeds: seeds, byLayer: byLayer, correlationMap: correlationMap };
})();
