/*
 * The charts of the report, as options of the chart library: pure functions of the page's data and a theme.
 * The page runs them in a browser, and the picture files are drawn by the same functions without one.
 */
'use strict';

const evenkeelCharts = (function () {
  // Okabe and Ito's colours, which the colour-blind tell apart; on heatmaps a letter says the same.
  const VERDICTS = {
    'stable': { letter: 'S', colour: '#009E73', ink: '#ffffff' },
    'critical': { letter: 'S', colour: '#009E73', ink: '#ffffff' },
    'power law': { letter: 'P', colour: '#56B4E9', ink: '#000000' },
    'undecided': { letter: '?', colour: '#BBBBBB', ink: '#000000' },
    'vanishing': { letter: 'V', colour: '#0072B2', ink: '#ffffff' },
    'ordered': { letter: 'O', colour: '#0072B2', ink: '#ffffff' },
    'exploding': { letter: 'E', colour: '#D55E00', ink: '#ffffff' },
    'chaotic': { letter: 'C', colour: '#D55E00', ink: '#ffffff' },
    'dead': { letter: 'D', colour: '#CC79A7', ink: '#000000' },
    'constant': { letter: 'K', colour: '#CC79A7', ink: '#000000' },
    'non-finite': { letter: 'N', colour: '#F0E442', ink: '#000000' },
    'not computed': { letter: '-', colour: '#EEEEEE', ink: '#000000' }
  };
  const MOST_COMPARED = 6;
  const MOST_MAPS = 24;
  const MOST_LOSSES = 40;
  const SERIES = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#8C6D1F', '#777777'];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow', 'roundRect', 'circle'];
  const THEMES = {
    light: { text: '#1b1b1f', faint: '#5c5c66', grid: '#dddde3', background: '#ffffff' },
    dark: { text: '#ececf1', faint: '#a9a9b5', grid: '#3a3a44', background: '#17171c' }
  };
  const CURVES = {
    act: { title: 'activations: std of each layer', axis: 'std' },
    grad: { title: 'gradients: std at each layer', axis: 'std of the gradient' },
    cos: { title: 'rows of the batch: mean cosine', axis: 'cosine' }
  };

  /** A power of ten for an axis or a tooltip, whatever doubles can hold. */
  function decades(x) {
    if (x === null || x === undefined || isNaN(x)) {
      return '-';
    }
    if (Math.abs(x) < 3) {
      return String(Number(Math.pow(10, x).toPrecision(3)));
    }
    const whole = Math.floor(x);
    const mantissa = Number(Math.pow(10, x - whole).toPrecision(2));
    return mantissa === 1 ? '1e' + whole : mantissa + 'e' + whole;
  }

  function plain(x) {
    return x === null || x === undefined || isNaN(x) ? '-' : String(Number(Number(x).toPrecision(4)));
  }

  function base(theme, title) {
    return {
      animation: false,
      backgroundColor: theme.background,
      textStyle: { color: theme.text, fontFamily: 'system-ui, sans-serif' },
      title: { text: title, left: 8, top: 4, textStyle: { color: theme.text, fontSize: 14, fontWeight: 600 } },
      tooltip: {
        renderMode: 'richText', confine: true, backgroundColor: theme.background, borderColor: theme.grid,
        textStyle: { color: theme.text, fontSize: 12 }
      }
    };
  }

  function axis(theme, more) {
    return Object.assign({
      axisLine: { lineStyle: { color: theme.faint } },
      axisLabel: { color: theme.faint },
      nameTextStyle: { color: theme.faint },
      splitLine: { lineStyle: { color: theme.grid } },
      nameLocation: 'middle'
    }, more);
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

  /**
   * One quantity of one or several cells by layer: median, band and, dashed, theory.
   * curves: [{name, curve}]; what: act, grad or cos.
   */
  function byLayer(curves, what, theme) {
    const log = what !== 'cos';
    const format = log ? decades : plain;
    const option = base(theme, CURVES[what].title);
    const series = [];
    curves.forEach(function (entry, k) {
      const part = entry.curve[what];
      const colour = SERIES[k % SERIES.length];
      const layers = entry.curve.layers;
      const step = Math.max(1, Math.round(layers.length / 8));
      series.push(band(entry.name, layers, part.low, part.high, colour));
      series.push({
        name: entry.name, type: 'line', data: pairs(layers, part.mid), color: colour, z: 3, connectNulls: false,
        symbol: SYMBOLS[k % SYMBOLS.length], showAllSymbol: true,
        symbolSize: function (value, params) { return params.dataIndex % step === 0 ? 7 : 0; },
        lineStyle: { width: 2, color: colour }, itemStyle: { color: colour }
      });
      if (part.theory.some(function (y) { return y !== null; })) {
        series.push({
          name: entry.name + ', theory', type: 'line', data: pairs(layers, part.theory), color: colour, z: 2,
          showSymbol: false, lineStyle: { width: 2, type: 'dashed', color: colour, opacity: 0.85 }
        });
      }
    });
    option.legend = {
      type: 'scroll', bottom: 0, textStyle: { color: theme.text }, pageTextStyle: { color: theme.text },
      data: series.filter(function (s) { return s.type === 'line'; }).map(function (s) { return s.name; })
    };
    option.grid = { left: 70, right: 20, top: 40, bottom: 72 };
    option.xAxis = axis(theme, { type: 'value', name: 'layer', nameGap: 24, min: 'dataMin', max: 'dataMax', minInterval: 1 });
    option.yAxis = axis(theme, {
      type: 'value', name: CURVES[what].axis, nameGap: 52, scale: true,
      axisLabel: { color: theme.faint, formatter: format }
    });
    option.tooltip.trigger = 'axis';
    option.tooltip.valueFormatter = function (value) { return format(Array.isArray(value) ? value[1] : value); };
    option.series = series;
    return option;
  }

  /** The correlation map: a layer's cosine against the layer's before it, with theory's and the diagonal. */
  function correlationMap(curves, theme) {
    const option = base(theme, 'correlation map: cosine of a layer against the one before');
    const series = [];
    function steps(layers, values) {
      const points = [];
      for (let i = 1; i < layers.length; i++) {
        if (layers[i] === layers[i - 1] + 1 && values[i] !== null && values[i - 1] !== null) {
          points.push([values[i - 1], values[i]]);
        }
      }
      return points;
    }
    curves.forEach(function (entry, k) {
      const colour = SERIES[k % SERIES.length];
      const cosine = entry.curve.cos;
      series.push({
        name: entry.name, type: 'scatter', symbol: SYMBOLS[k % SYMBOLS.length], symbolSize: 7, itemStyle: { color: colour },
        data: steps(entry.curve.layers, cosine.mid)
      });
      const expected = steps(entry.curve.layers, cosine.theory);
      if (expected.length > 0) {
        series.push({
          name: entry.name + ', theory', type: 'line', data: expected, showSymbol: false, color: colour,
          lineStyle: { width: 2, type: 'dashed', color: colour }
        });
      }
    });
    series.push({
      name: 'unchanged', type: 'line', data: [[-1, -1], [1, 1]], showSymbol: false, silent: true, color: theme.faint,
      lineStyle: { width: 1, type: 'dotted', color: theme.faint }
    });
    option.legend = { type: 'scroll', bottom: 0, textStyle: { color: theme.text } };
    option.grid = { left: 60, right: 20, top: 40, bottom: 72 };
    const values = [];
    series.slice(0, -1).forEach(function (s) { s.data.forEach(function (p) { values.push(p[0], p[1]); }); });
    const low = values.length > 0 ? Math.max(-1, Math.floor(10 * Math.min.apply(null, values)) / 10) : 0;
    option.xAxis = axis(theme, { type: 'value', name: 'cosine in layer l', nameGap: 24, min: low, max: 1 });
    option.yAxis = axis(theme, { type: 'value', name: 'in layer l + 1', nameGap: 40, min: low, max: 1 });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) { return p.seriesName + '\n' + plain(p.value[0]) + ' to ' + plain(p.value[1]); };
    option.series = series;
    return option;
  }

  /** Loss at initialisation beside its floor, a line per cell. */
  function losses(cells, theme) {
    const option = base(theme, 'loss at initialisation (dot) against its floor (bar)');
    const names = cells.map(function (c) { return c.name; });
    option.grid = { left: 12, right: 24, top: 40, bottom: 40, containLabel: true };
    // Losses span many magnitudes only where all are positive; a logarithm needs that.
    const values = [];
    cells.forEach(function (c) { values.push(c.loss, c.floor); });
    const known = values.filter(function (v) { return v !== null; });
    const log = known.length > 0 && known.every(function (v) { return v > 0; })
        && Math.max.apply(null, known) > 100 * Math.min.apply(null, known);
    option.xAxis = axis(theme, { type: log ? 'log' : 'value', name: 'loss', nameGap: 24, scale: true });
    option.yAxis = axis(theme, {
      type: 'category', data: names, inverse: true,
      axisLabel: { color: theme.text, width: 260, overflow: 'truncate' }
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return names[p.value[1]] + '\n' + p.seriesName + ' ' + plain(p.value[0]);
    };
    option.series = [
      {
        name: 'floor', type: 'scatter', symbol: 'rect', symbolSize: [4, 18], itemStyle: { color: theme.faint },
        data: cells.map(function (c, i) { return [c.floor, i]; }).filter(function (p) { return p[0] !== null; })
      },
      {
        name: 'loss', type: 'scatter', symbol: 'circle', symbolSize: 10, itemStyle: { color: '#D55E00' },
        data: cells.map(function (c, i) { return [c.loss, i]; }).filter(function (p) { return p[0] !== null; })
      }
    ];
    return option;
  }

  /**
   * Verdicts over depth and width, a small map per scheme.
   * maps: [{name, cells: [{depth, width, verdict, cell}]}]
   */
  function heatmaps(maps, columns, theme) {
    const option = base(theme, '');
    const wide = 100 / columns;
    const rows = Math.max(1, Math.ceil(maps.length / columns));
    const tall = 100 / rows;
    option.title = [];
    option.grid = [];
    option.xAxis = [];
    option.yAxis = [];
    option.series = [];
    maps.forEach(function (map, k) {
      const left = (k % columns) * wide;
      const top = Math.floor(k / columns) * tall;
      const widths = sorted(map.cells.map(function (c) { return c.width; }));
      const depths = sorted(map.cells.map(function (c) { return c.depth; }));
      const compact = (theme.width || 900) / columns;
      option.title.push({
        text: map.name, left: left + 1.5 + '%', top: top + tall * 0.02 + '%',
        textStyle: { color: theme.text, fontSize: 12, fontWeight: 600, width: compact - 24, overflow: 'truncate' }
      });
      option.grid.push({
        left: left + wide * 0.2 + '%', width: wide * 0.74 + '%', top: top + tall * 0.16 + '%', height: tall * 0.56 + '%'
      });
      option.xAxis.push(axis(theme, {
        gridIndex: k, type: 'category', data: widths, name: 'width', nameGap: 22, splitLine: { show: false }
      }));
      option.yAxis.push(axis(theme, {
        gridIndex: k, type: 'category', data: depths, name: 'depth', nameGap: 36, splitLine: { show: false }
      }));
      option.series.push({
        name: map.name, type: 'heatmap', xAxisIndex: k, yAxisIndex: k,
        label: { show: true, fontWeight: 600, formatter: function (p) { return VERDICTS[p.data.verdict].letter; } },
        emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 2 } },
        data: map.cells.map(function (c) {
          const look = VERDICTS[c.verdict];
          return {
            value: [widths.indexOf(c.width), depths.indexOf(c.depth), 0], verdict: c.verdict, cell: c.cell, of: c,
            itemStyle: { color: look.colour, borderColor: theme.background, borderWidth: 1 }, label: { color: look.ink }
          };
        })
      });
    });
    // Each entry brings its own colour; the library still asks for a scale.
    option.visualMap = { show: false, min: 0, max: 1, inRange: { color: ['#ffffff', '#ffffff'] }, seriesIndex: [] };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      const c = p.data.of;
      return cut(p.seriesName) + '\ndepth ' + c.depth + ', width ' + c.width + ': ' + c.verdict
          + (c.count > 1 ? ' (worst of ' + c.count + ' cells)' : '');
    };
    return option;
  }

  function cut(text) {
    return text.length > 60 ? text.slice(0, 58) + '..' : text;
  }

  function sorted(numbers) {
    return numbers.filter(function (x, i) { return numbers.indexOf(x) === i; }).sort(function (a, b) { return a - b; });
  }

  /** The curves of such of these cells as have any, at most as many as can be told apart in one chart. */
  function compared(data, indices) {
    return indices
      .filter(function (i) { return data.curves[i]; })
      .slice(0, MOST_COMPARED)
      .map(function (i) { return { name: data.cells[i].name, curve: data.curves[i] }; });
  }

  /** Squares as maps, one per scheme; what: overall, forward, backward or rows. */
  function maps(squares, what) {
    const found = [];
    const byName = {};
    squares.forEach(function (square) {
      const name = square.activation + ' ' + square.init;
      if (!Object.prototype.hasOwnProperty.call(byName, name)) {
        byName[name] = { name: name, cells: [] };
        found.push(byName[name]);
      }
      byName[name].cells.push({
        depth: square.depth, width: square.width, count: square.count, cell: square.cell, verdict: square[what] || 'not computed'
      });
    });
    return found;
  }

  /** Columns of maps that a width in pixels has room for. */
  function mapColumns(shown, width) {
    return Math.max(1, Math.min(shown.length, Math.floor(width / 260)));
  }

  /** Height in pixels of so many maps. */
  function mapsHeight(shown, columns) {
    const rows = Math.max(1, Math.ceil(shown.length / columns));
    const tallest = Math.max.apply(null, [1].concat(shown.map(function (map) {
      return sorted(map.cells.map(function (c) { return c.depth; })).length;
    })));
    return rows * Math.min(420, 130 + 26 * tallest);
  }

  /** Height in pixels of the losses of so many cells. */
  function lossesHeight(cells) {
    return Math.max(140, 90 + 26 * cells.length);
  }

  /** A chart as the text of an SVG file. */
  function svg(option, width, height) {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height });
    chart.setOption(option);
    const text = chart.renderToSVGString();
    chart.dispose();
    return text;
  }

  return {
    VERDICTS: VERDICTS, THEMES: THEMES, decades: decades, plain: plain, byLayer: byLayer, correlationMap: correlationMap,
    losses: losses, lossesHeight: lossesHeight, heatmaps: heatmaps, maps: maps, mapColumns: mapColumns,
    mapsHeight: mapsHeight, compared: compared, svg: svg, MOST_MAPS: MOST_MAPS, MOST_LOSSES: MOST_LOSSES
  };
})();
