/* Charts of what was measured layer by layer, beside theory. */
'use strict';

const evenkeelCurves = (function () {
  const MOST_COMPARED = evenkeelCharts.SERIES.length;
  const LEGEND_LINE = 20;
  const LABEL_SIZE = 10.5;
  const LEFT = 84;
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
      formatter: evenkeelCharts.shortener(curves.map(function (entry) { return entry.name; }), Math.min(80, evenkeelCharts.letters(evenkeelCharts.width(theme) - 80, 11))),
      data: curves.map(function (entry, k) {
        return { name: entry.name, icon: evenkeelCharts.SYMBOLS[k], itemStyle: { color: evenkeelCharts.SERIES[k] } };
      })
    };
  }

  function grid(curves, right, top) {
    return { left: LEFT, right: right, top: top, bottom: 56 + LEGEND_LINE * Math.max(1, curves.length) };
  }

  /** Width in pixels of the names at the ends of lines. */
  function labelRoom(theme) {
    return Math.round(Math.max(112, Math.min(216, 0.27 * evenkeelCharts.width(theme))));
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
      return { min: lowCosine(low, high), max: Math.min(1, Math.ceil(10 * high) / 10) };
    }
    const interval = ticks(low, high);
    const fine = Math.min(interval, 1);
    return { min: fine * Math.floor(low / fine - 0.1), max: fine * Math.ceil(high / fine + 0.1), interval: interval };
  }

  /** Whether the number at an end of an axis would touch that of the tick next to it. */
  function touches(end, interval) {
    const off = interval > 0 ? Math.abs(end / interval - Math.round(end / interval)) : 0;
    return off > 1e-6 && off < 0.45;
  }

  /** Where an axis of cosines begins: on a tick, so that its first two numbers do not touch. */
  function lowCosine(low, high) {
    const parts = high - low > 0.5 ? 5 : 10;
    return Math.max(-1, Math.floor(parts * low) / parts);
  }

  /** The curves of these that leave the axis. */
  function leaving(curves, what, view) {
    const found = reach(visible(curves, view), what, view);
    return found === null ? [] : found.leaving;
  }

  /** A plot with this grid and these axes, as pixels of its places. */
  function pixels(curves, axis, frame, theme) {
    const layers = curves.reduce(function (all, entry) { return all.concat(entry.curve.layers); }, []);
    const first = Math.min.apply(null, layers);
    const long = Math.max.apply(null, layers) - first || 1;
    const wide = evenkeelCharts.width(theme) - frame.left - frame.right;
    const tall = height(curves) - frame.top - frame.bottom;
    const span = axis.max - axis.min || 1;
    return {
      area: { left: frame.left + 2, right: frame.left + wide - 2, top: frame.top + 1, bottom: frame.top + tall - 1 },
      of: function (layer, y) { return [frame.left + (layer - first) / long * wide, frame.top + (axis.max - y) / span * tall]; },
      layer: function (x) { return first + (x - frame.left) / wide * long; },
      value: function (y) { return axis.max - (y - frame.top) / tall * span; }
    };
  }

  /** Pixels of all lines that are drawn, of medians and of theory. */
  function drawn(curves, what, axis, plot) {
    const found = [];
    curves.forEach(function (entry) {
      ['mid', 'theory'].forEach(function (part) {
        const values = entry.curve[what][part] || [];
        const points = entry.curve.layers
          .map(function (layer, i) { return [layer, values[i]]; })
          .filter(function (p) { return p[1] !== null && p[1] !== undefined && p[1] >= axis.min && p[1] <= axis.max; })
          .map(function (p) { return plot.of(p[0], p[1]); });
        found.push.apply(found, evenkeelLabels.along(points));
      });
    });
    return found;
  }

  /**
   * Where each curve's name stands. Names of curves that reach the last layer stand beside the plot, one above the other; others
   * stand near their last point on the axis, where they lie over no curve and no other name, or else beside the plot as well.
   */
  function labels(curves, what, axis, plot, room) {
    const names = evenkeelCharts.told(curves.map(function (entry) { return entry.name; }), Math.floor((room - 10) / (0.64 * LABEL_SIZE)));
    const column = [];
    const within = [];
    const last = Math.max.apply(null, curves.reduce(function (all, entry) { return all.concat(entry.curve.layers); }, []));
    const points = drawn(curves, what, axis, plot);
    curves.forEach(function (entry, k) {
      const mid = entry.curve[what].mid;
      let i = mid.length - 1;
      while (i >= 0 && (mid[i] === null || mid[i] < axis.min || mid[i] > axis.max)) {
        i--;
      }
      if (i < 0) {
        return;
      }
      const end = plot.of(entry.curve.layers[i], mid[i]);
      const taken = within.map(function (label) { return label.box; });
      const box = entry.curve.layers[i] === last ? null
        : evenkeelLabels.free(end[0], end[1], evenkeelLabels.width(names[k], LABEL_SIZE), plot.area, taken, points, [1, 1.6, 2.2, 3]);
      if (box) {
        within.push({ text: names[k], entry: entry, box: box, anchor: evenkeelLabels.anchor(box, end[0]) });
      } else {
        column.push({ text: names[k], entry: entry, at: end[1] });
      }
    });
    evenkeelLabels.spread(column, plot.area.top, plot.area.bottom);
    return within.map(function (label) { return { text: label.text, entry: label.entry, x: label.anchor.x, position: label.anchor.position, at: (label.box.top + label.box.bottom) / 2 }; })
      .concat(column.map(function (label) { return { text: label.text, entry: label.entry, x: plot.area.right + 10, position: 'right', at: label.at }; }));
  }

  function labelSeries(curves, places, plot) {
    return {
      name: 'names', type: 'scatter', silent: true, symbolSize: 0.01, clip: false, z: 5, tooltip: { show: false },
      data: places.map(function (p) {
        return {
          value: [plot.layer(p.x), plot.value(p.at)],
          label: {
            show: true, formatter: p.text, color: evenkeelCharts.SERIES[curves.indexOf(p.entry)], fontSize: LABEL_SIZE, fontWeight: 600,
            position: p.position, distance: 0
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
    const top = gone.length > 0
      ? evenkeelCharts.subtitle(option, theme, evenkeelCharts.cut('beyond this axis: ' + evenkeelCharts.told(gone, 30).join('; '), 76))
      : evenkeelCharts.headroom(option, theme);
    const room = labelRoom(theme);
    option.legend = legend(curves, theme, view);
    option.grid = grid(curves, room, top + 16);
    if (axis.min !== undefined) {
      const plot = pixels(curves, axis, option.grid, theme);
      option.series.push(labelSeries(curves, labels(seen, what, axis, plot, room), plot));
    }
    const layers = curves.reduce(function (all, entry) { return all.concat(entry.curve.layers); }, []);
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: 'layer', nameGap: 24, min: Math.min.apply(null, layers), max: Math.max.apply(null, layers), minInterval: 1
    });
    option.yAxis = evenkeelCharts.axis(theme, Object.assign({
      type: 'value', name: CURVES[what].axis, nameGap: 64,
      axisLabel: { color: theme.faint, formatter: format, showMinLabel: !touches(axis.min, axis.interval), showMaxLabel: !touches(axis.max, axis.interval) }
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
    const low = values.length > 0 ? lowCosine(Math.min.apply(null, values), 1) : 0;
    const highest = values.length > 0 ? Math.max.apply(null, values) : 1;
    const high = highest > 0.5 ? 1 : Math.max(low + 0.1, Math.ceil(10 * highest) / 10);
    const blocks = curves.some(function (entry) { return stride(entry.curve.layers) > 1; });
    series.push({
      name: 'unchanged', type: 'line', data: [[-1, -1], [1, 1]], showSymbol: false, silent: true, color: theme.faint,
      lineStyle: { width: 1, type: 'dotted', color: theme.faint }
    });
    option.legend = legend(curves, theme, view);
    option.grid = grid(curves, 20, evenkeelCharts.headroom(option, theme) + 16);
    option.xAxis = evenkeelCharts.axis(theme, { type: 'value', name: 'cosine in layer l', nameGap: 24, min: low, max: high });
    option.yAxis = evenkeelCharts.axis(theme, { type: 'value', name: blocks ? 'in the next layer or block' : 'in layer l + 1', nameGap: 40, min: low, max: high });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return evenkeelCharts.cut(p.seriesName, 60) + '\n' + evenkeelCharts.plain(p.value[0]) + ' to ' + evenkeelCharts.plain(p.value[1]);
    };
    option.series = series;
    return option;
  }

  /** Layers from one that a residual stream passes to the next: 1 in plain networks, the layers of a block in others. */
  function stride(layers) {
    return layers.length > 1 ? layers[1] - layers[0] : 1;
  }

  /** Pairs of neighbouring layers or blocks; such as have others between them that are left out are no pair. */
  function steps(layers, values) {
    const points = [];
    for (let i = 1; i < layers.length; i++) {
      if (layers[i] === layers[i - 1] + stride(layers) && values[i] !== null && values[i - 1] !== null) {
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
      evenkeelCharts.subtitle(option, theme, (curve.seeds.length - points.length) + ' of ' + curve.seeds.length + ' are zero or not finite one way: no dot');
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
