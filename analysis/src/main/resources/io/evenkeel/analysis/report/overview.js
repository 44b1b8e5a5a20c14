/* Charts of all cells at once: verdicts over depth and width, and losses. */
'use strict';

const evenkeelOverview = (function () {
  // On heatmaps a letter says the same as the colour.
  const VERDICTS = {
    'stable': { letter: 'S', colour: '#009E73', ink: '#ffffff' },
    'critical': { letter: 'S', colour: '#009E73', ink: '#ffffff' },
    'power law': { letter: 'P', colour: '#56B4E9', ink: '#000000' },
    'levels off': { letter: 'L', colour: '#56B4E9', ink: '#000000' },
    'undecided': { letter: '?', colour: '#BBBBBB', ink: '#000000' },
    'split': { letter: '/', colour: '#E69F00', ink: '#000000' },
    'vanishing': { letter: 'V', colour: '#0072B2', ink: '#ffffff' },
    'ordered': { letter: 'O', colour: '#0072B2', ink: '#ffffff' },
    'exploding': { letter: 'E', colour: '#D55E00', ink: '#ffffff' },
    'chaotic': { letter: 'C', colour: '#D55E00', ink: '#ffffff' },
    'dead': { letter: 'D', colour: '#CC79A7', ink: '#000000' },
    'constant': { letter: 'K', colour: '#CC79A7', ink: '#000000' },
    'non-finite': { letter: 'N', colour: '#F0E442', ink: '#000000' },
    'finite': { letter: 'S', colour: '#009E73', ink: '#ffffff' },
    'balanced': { letter: 'B', colour: '#009E73', ink: '#ffffff' },
    'fading': { letter: 'F', colour: '#56B4E9', ink: '#000000' },
    'faint': { letter: 'f', colour: '#56B4E9', ink: '#000000' },
    'drowning': { letter: 'W', colour: '#E69F00', ink: '#000000' },
    'silent': { letter: '0', colour: '#CC79A7', ink: '#000000' },
    'not computed': { letter: '-', colour: '#EEEEEE', ink: '#000000' }
  };
  const MOST_MAPS = 24;
  const MOST_LOSSES = 40;

  /** For each map the scheme, and below it the architecture, whose values say what they are of; at most so many letters a line. */
  function titles(maps, most) {
    const parts = maps.map(function (map) { return map.name.split(', '); });
    const schemes = evenkeelCharts.shortened(parts.map(function (p) { return p[0]; }), most);
    const others = evenkeelCharts.shortened(parts.map(function (p) {
      return p.slice(1).map(function (part) { return part.replace(/^(block|norm|shape) /, ''); }).join(', ');
    }), most);
    return schemes.map(function (scheme, i) { return scheme + '\n' + others[i]; });
  }

  /** Height in pixels of the titles of maps: one line, or two if one of them has an architecture. */
  function titlesHeight(maps) {
    return maps.some(function (map) { return map.name.indexOf(', ') >= 0; }) ? 44 : 28;
  }

  /**
   * Verdicts over depth and width, a small map per scheme.
   * maps: [{name, cells: [{depth, width, verdict, cell}]}]
   */
  function heatmaps(maps, columns, theme) {
    const option = evenkeelCharts.base(theme, '');
    const wide = 100 / columns;
    const tall = mapHeight(maps);
    const head = titlesHeight(maps);
    const compact = evenkeelCharts.width(theme) / columns;
    const names = titles(maps, evenkeelCharts.letters(compact - 24, 12));
    option.title = [];
    option.grid = [];
    option.xAxis = [];
    option.yAxis = [];
    option.series = [];
    maps.forEach(function (map, k) {
      const left = (k % columns) * wide;
      const top = Math.floor(k / columns) * tall;
      const widths = evenkeelCharts.sorted(map.cells.map(function (c) { return c.width; }));
      const depths = evenkeelCharts.sorted(map.cells.map(function (c) { return c.depth; }));
      option.title.push({
        text: names[k], left: left + 1.5 + '%', top: top + 2,
        textStyle: { color: theme.text, fontSize: 12, lineHeight: 14, fontWeight: 600, width: compact - 24, overflow: 'truncate' }
      });
      option.grid.push({
        left: left + wide * 0.22 + '%', width: wide * 0.72 + '%', top: top + head, height: tall - head - 54
      });
      option.xAxis.push(evenkeelCharts.axis(theme, {
        gridIndex: k, type: 'category', data: widths, name: 'width', nameGap: 22, splitLine: { show: false }
      }));
      option.yAxis.push(evenkeelCharts.axis(theme, {
        gridIndex: k, type: 'category', data: depths, name: 'depth', nameGap: 40, splitLine: { show: false }
      }));
      option.series.push({
        name: map.name, type: 'heatmap', xAxisIndex: k, yAxisIndex: k,
        label: { show: true, fontWeight: 600, formatter: function (p) { return p.data.text; } },
        emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 2 } },
        data: map.cells.map(function (c) {
          const seen = look(c);
          return {
            value: [widths.indexOf(c.width), depths.indexOf(c.depth), 0], verdict: c.verdict, cell: c.cell, of: c, text: seen.text,
            itemStyle: { color: seen.colour, borderColor: theme.background, borderWidth: 1 },
            label: { color: seen.ink, fontSize: c.factor === undefined ? 12 : 9.5 }
          };
        })
      });
    });
    // Each entry brings its own colour; the library still asks for a scale.
    option.visualMap = { show: false, min: 0, max: 1, inRange: { color: ['#ffffff', '#ffffff'] }, seriesIndex: [] };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      const c = p.data.of;
      return evenkeelCharts.cut(p.seriesName, 60) + '\ndepth ' + c.depth + ', width ' + c.width + ': ' + c.verdict
          + (c.count > 1 ? ' (worst of ' + c.count + ' cells)' : '');
    };
    return option;
  }

  const KINDS = ['overall', 'forward', 'backward', 'inputs', 'branches'];
  const KIND_NAMES = { overall: 'worst of all' };

  /** Whether no scheme has more than one square: maps would be single squares. */
  function single(squares) {
    const seen = {};
    return squares.every(function (square) {
      const name = square.activation + ' ' + square.init;
      const first = !Object.prototype.hasOwnProperty.call(seen, name);
      seen[name] = true;
      return first;
    });
  }

  /** Height in pixels of the verdicts of so many schemes. */
  function matrixHeight(squares) {
    return 60 + 26 * Math.max(1, squares.length);
  }

  /** Verdicts of schemes that were tried at one size: a line per scheme, a column per question. */
  function matrix(squares, theme) {
    const kinds = KINDS.filter(function (kind) { return squares.some(function (square) { return square[kind]; }); });
    const names = squares.map(function (square) { return square.activation + ' ' + square.init; });
    const option = evenkeelCharts.base(theme, '');
    const width = evenkeelCharts.width(theme);
    const left = Math.round(Math.min(0.4 * width, 12 + 6.6 * Math.max.apply(null, [8].concat(names.map(function (n) { return n.length; })))));
    const column = (width - left - 24) / Math.max(1, kinds.length);
    const narrow = column < 84;
    option.grid = { left: left + 12, right: 12, top: 34, bottom: 12 };
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'category', position: 'top', data: kinds.map(function (kind) { return KIND_NAMES[kind] || kind; }),
      axisTick: { show: false },
      axisLabel: { color: theme.text, interval: 0, width: column, overflow: 'break', fontSize: column < 60 ? 9 : 12, lineHeight: column < 60 ? 11 : 14 },
      splitLine: { show: false }
    });
    option.yAxis = evenkeelCharts.axis(theme, {
      type: 'category', inverse: true, data: names, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { color: theme.text, interval: 0, formatter: evenkeelCharts.shortener(names, evenkeelCharts.letters(left - 8, 11)) }
    });
    const entries = [];
    squares.forEach(function (square, row) {
      kinds.forEach(function (kind, place) {
        const verdict = square[kind] || 'not computed';
        const look = VERDICTS[verdict];
        entries.push({
          value: [place, row, 0], verdict: verdict, cell: square.cell, kind: kind, of: square,
          itemStyle: { color: look.colour, borderColor: theme.background, borderWidth: 1 },
          label: { color: look.ink, formatter: narrow ? look.letter : verdict }
        });
      });
    });
    option.series = [{
      name: 'verdicts', type: 'heatmap', label: { show: true, fontWeight: 600 }, data: entries,
      emphasis: { itemStyle: { borderColor: theme.text, borderWidth: 2 } }
    }];
    option.visualMap = { show: false, min: 0, max: 1, inRange: { color: ['#ffffff', '#ffffff'] }, seriesIndex: [] };
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return evenkeelCharts.cut(names[p.value[1]], 60) + '\n' + p.data.kind + ': ' + p.data.verdict
        + (p.data.of.count > 1 ? ' (worst of ' + p.data.of.count + ' cells)' : '');
    };
    return option;
  }

  /** Colour of a factor per layer: white at 1, full from a tenth away. */
  function shade(factor) {
    const much = Math.max(-1, Math.min(1, Math.log(factor) / Math.log(1.1)));
    const to = much < 0 ? [0, 114, 178] : [213, 94, 0];
    const part = Math.sqrt(Math.abs(much));
    return {
      colour: 'rgb(' + to.map(function (c) { return Math.round(255 + part * (c - 255)); }).join(',') + ')',
      ink: part > 0.75 ? '#ffffff' : '#000000'
    };
  }

  function factorText(factor) {
    return factor === null || factor === undefined ? '-'
      : Math.abs(factor - 1) < 0.1 ? factor.toFixed(3) : String(Number(factor.toPrecision(3)));
  }

  /** How a square looks: its verdict by colour and letter, or its factor per layer. */
  function look(c) {
    if (c.factor === undefined) {
      return { colour: VERDICTS[c.verdict].colour, ink: VERDICTS[c.verdict].ink, text: VERDICTS[c.verdict].letter };
    }
    const shaded = c.factor === null ? { colour: '#EEEEEE', ink: '#000000' } : shade(c.factor);
    return { colour: shaded.colour, ink: shaded.ink, text: factorText(c.factor) };
  }

  /** Squares as maps, one per scheme; what: overall, forward, backward, inputs, forwardFactor or backwardFactor. */
  function maps(squares, what) {
    const factors = /Factor$/.test(what);
    const found = [];
    const byName = {};
    squares.forEach(function (square) {
      const name = square.activation + ' ' + square.init;
      if (!Object.prototype.hasOwnProperty.call(byName, name)) {
        byName[name] = { name: name, cells: [] };
        found.push(byName[name]);
      }
      byName[name].cells.push({
        depth: square.depth, width: square.width, count: square.count, cell: square.cell,
        factor: factors ? square[what] : undefined,
        verdict: factors ? 'factor per layer ' + factorText(square[what]) : square[what] || 'not computed'
      });
    });
    return found;
  }

  /** Columns of maps that a width in pixels has room for. */
  function mapColumns(shown, width) {
    return Math.max(1, Math.min(shown.length, Math.floor(width / 260)));
  }

  /** Height in pixels of one of these maps. */
  function mapHeight(shown) {
    const tallest = Math.max.apply(null, [1].concat(shown.map(function (map) {
      return evenkeelCharts.sorted(map.cells.map(function (c) { return c.depth; })).length;
    })));
    return Math.min(420, 86 + titlesHeight(shown) + 26 * tallest);
  }

  /** Height in pixels of so many maps. */
  function mapsHeight(shown, columns) {
    return Math.max(1, Math.ceil(shown.length / columns)) * mapHeight(shown);
  }

  /** Height in pixels of the losses of so many cells. */
  function lossesHeight(cells) {
    return Math.max(140, 90 + 26 * cells.length);
  }

  /** Such of these cells as have a loss to draw. */
  function withLoss(cells) {
    return cells.filter(function (cell) { return cell.loss !== null || cell.floor !== null; });
  }

  /**
   * Where a loss stands on its axis. Losses that span many magnitudes stand at the logarithm of 1 + loss, since some are 0,
   * and a mean of targets' own losses can be negative.
   */
  function lossScale(cells) {
    const sizes = [];
    cells.forEach(function (c) { sizes.push(Math.abs(c.loss || 0), Math.abs(c.floor || 0)); });
    if (Math.max.apply(null, [0].concat(sizes)) < 100) {
      return { name: 'loss', place: function (x) { return x; }, label: evenkeelCharts.plain };
    }
    return {
      name: 'loss, logarithmic above 1',
      place: function (x) { return x === null ? null : Math.sign(x) * Math.log10(1 + Math.abs(x)); },
      label: function (t) {
        const size = Math.pow(10, Math.abs(t)) - 1;
        return (t < 0 ? '-' : '') + (size < 1e4 ? String(Number(size.toPrecision(2))) : evenkeelCharts.decades(Math.log10(size)));
      }
    };
  }

  /** Loss at initialisation beside its floor, a line per cell; all: the cells that share the axis, if these are not all. */
  function losses(cells, theme, all) {
    const option = evenkeelCharts.base(theme, 'loss at initialisation (dot) against its floor (bar)');
    const names = cells.map(function (c) { return c.name; });
    option.grid = { left: 12, right: 24, top: evenkeelCharts.headroom(option, theme) + 16, bottom: 40, containLabel: true };
    const sharing = all || cells;
    const scale = lossScale(sharing);
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: scale.name, nameGap: 24, scale: true,
      axisLabel: { color: theme.faint, formatter: function (t) { return scale.label(t); } }
    });
    option.yAxis = evenkeelCharts.axis(theme, {
      type: 'category', data: names, inverse: true,
      axisLabel: {
        color: theme.text, interval: 0,
        formatter: evenkeelCharts.shortener(names, evenkeelCharts.letters(Math.min(420, 0.45 * evenkeelCharts.width(theme)), 11))
      }
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return names[p.value[1]] + '\n' + p.seriesName + ' ' + evenkeelCharts.plain(p.value[2]);
    };
    function points(key) {
      return cells
        .map(function (c, i) { return [scale.place(c[key]), i, c[key]]; })
        .filter(function (p) { return p[2] !== null; });
    }
    option.series = [
      {
        name: 'floor', type: 'scatter', symbol: 'rect', symbolSize: [4, 18], itemStyle: { color: theme.faint },
        data: points('floor')
      },
      {
        name: 'loss', type: 'scatter', symbol: 'circle', symbolSize: 10, itemStyle: { color: '#D55E00' },
        data: points('loss')
      },
      {
        name: 'axis', type: 'scatter', symbolSize: 0, silent: true,
        data: [].concat.apply([], sharing.map(function (c) { return [c.loss, c.floor]; }))
          .filter(function (loss) { return loss !== null; })
          .map(function (loss) { return [scale.place(loss), 0]; })
      }
    ];
    return option;
  }

  return {
    VERDICTS: VERDICTS, single: single, matrix: matrix, matrixHeight: matrixHeight, heatmaps: heatmaps, maps: maps, mapColumns: mapColumns, mapHeight: mapHeight, mapsHeight: mapsHeight,
   
    withLoss: withLoss, losses: losses, lossesHeight: lossesHeight, MOST_MAPS: MOST_MAPS, MOST_LOSSES: MOST_LOSSES
  };
})();
