/* Charts of training: losses by learning rate and by step, changes by width, and which networks train. */
'use strict';

const evenkeelTraining = (function () {
  const TRAINS = {
    'trains': { letter: 'T', colour: '#009E73', ink: '#ffffff' },
    'does not train': { letter: 'x', colour: '#D55E00', ink: '#ffffff' },
    'undecided': { letter: '?', colour: '#BBBBBB', ink: '#000000' },
    'not judged': { letter: '-', colour: '#EEEEEE', ink: '#000000' }
  };
  const HEIGHT = 380;

  /** As {@code label}, with as many digits more as it takes to tell the logarithms of all points apart. */
  function finer(label, series) {
    const values = [].concat.apply([], series.map(function (s) { return s.points; }))
      .map(function (p) { return p[1]; }).filter(function (value) { return typeof value === 'number' && isFinite(value); });
    const spread = Math.max.apply(null, values) - Math.min.apply(null, values);
    if (label !== evenkeelCharts.decades || !(spread > 0 && spread < 0.05)) {
      return label;
    }
    const digits = Math.min(12, 2 + Math.ceil(-Math.log10(spread)));
    return function (x) { return String(Number(Math.pow(10, x).toPrecision(digits))); };
  }

  /** Points joined by straight lines, on axes whose numbers may be logarithms. */
  function lines(series, title, x, y, theme) {
    const option = evenkeelCharts.base(theme, title);
    const yLabel = finer(y.label, series);
    const long = series.some(function (s) { return s.name.length > 20; });
    const head = evenkeelCharts.headroom(option, theme);
    const perLine = Math.max(1, Math.floor(evenkeelCharts.width(theme) / 150));
    option.grid = { left: 88, right: 24, top: head + 24 + 22 * (long ? series.length : Math.ceil(series.length / perLine)), bottom: 48 };
    option.legend = { top: head + 6, left: 8, orient: long ? 'vertical' : 'horizontal', textStyle: { color: theme.text }, data: series.map(function (s) { return s.name; }) };
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: x.name, nameGap: 28, scale: true, axisLabel: { color: theme.faint, formatter: x.label }
    });
    option.yAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: y.name, nameGap: 64, scale: true, axisLabel: { color: theme.faint, formatter: yLabel }
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return p.seriesName + '\n' + x.name + ' ' + x.label(p.value[0]) + ', ' + y.name + ' ' + yLabel(p.value[1]);
    };
    option.series = [];
    series.forEach(function (s, i) {
      const colour = evenkeelCharts.SERIES[i % evenkeelCharts.SERIES.length];
      option.series.push({
        name: s.name, type: 'line', data: s.points, symbol: evenkeelCharts.SYMBOLS[i % evenkeelCharts.SYMBOLS.length],
        symbolSize: 8, itemStyle: { color: colour }, lineStyle: { color: colour, width: s.fit ? 0 : 2 }
      });
      if (s.fit) {
        option.series.push({
          name: s.name, type: 'line', data: s.fit, symbol: 'none', itemStyle: { color: colour },
          lineStyle: { color: colour, width: 2 }
        });
      }
    });
    return option;
  }

  const LOSS = { name: 'loss over that of a zero output', label: evenkeelCharts.decades };

  /** Loss after the last step against the learning rate, a line per width. */
  function rates(group, theme) {
    const series = group.lines.map(function (line) { return { name: 'width ' + line.width, points: line.points }; });
    return lines(series, 'loss against learning rate', { name: 'learning rate', label: evenkeelCharts.decades }, LOSS, theme);
  }

  /** Loss against step, a line per learning rate. */
  function courses(group, theme) {
    const series = group.lines.map(function (line) { return { name: 'lr ' + line.rate, points: line.points }; });
    return lines(series, 'loss by step', { name: 'step', label: evenkeelCharts.plain }, LOSS, theme);
  }

  /** Change of the outputs of layers against width, with the straight line of the mean slope. */
  function coordinates(group, theme) {
    const series = group.roles.map(function (role) {
      return { name: role.name, points: role.points, fit: role.fit };
    });
    return lines(series, 'change of activations after step ' + group.step, { name: 'width', label: evenkeelCharts.decades },
      { name: 'rms of the change', label: evenkeelCharts.decades }, theme);
  }

  /** Where a depth lies among the depths of a map, whose places are 0, 1, ...; by its logarithm in between. */
  function place(depths, depth) {
    const last = depths.length - 1;
    let below = 0;
    while (below < last - 1 && depths[below + 1] < depth) {
      below++;
    }
    const at = below + Math.log(depth / depths[below]) / Math.log(depths[below + 1] / depths[below]);
    return Math.max(-0.5, Math.min(last + 0.5, at));
  }

  /** Which networks train, over schemes and depth, with six depth scales of the correlation of inputs as a line. */
  function maps(group, theme) {
    const option = evenkeelCharts.base(theme, 'which networks train (T) and which do not (x)');
    const columns = group.columns;
    const wide = Math.max(18, Math.min(70, (evenkeelCharts.width(theme) - 120) / columns.length - 2));
    option.grid = { left: 64, right: 24, top: evenkeelCharts.headroom(option, theme) + 20, bottom: 64 };
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', min: -0.5, max: columns.length - 0.5, interval: 1, name: 'weight variance times fan-in, by scheme', nameGap: 34,
      splitLine: { show: false }, axisTick: { show: false },
      axisLabel: { show: false }
    });
    option.yAxis = evenkeelCharts.axis(theme, {
      type: 'value', min: -0.5, max: group.depths.length - 0.5, interval: 1, name: 'depth', nameGap: 40,
      splitLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }
    });
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = function (p) {
      return p.data.of ? p.data.of.scheme + '\ndepth ' + p.data.of.depth + ': ' + p.data.of.verdict + ', ' + p.data.of.trained
        : p.seriesName;
    };
    option.series = [{
      name: 'trainable', type: 'scatter', symbol: 'rect', symbolSize: [wide, Math.min(60, 240 / group.depths.length - 2)],
      label: { show: true, fontWeight: 600, formatter: function (p) { return TRAINS[p.data.of.verdict].letter; } },
      data: group.cells.map(function (cell) {
        const look = TRAINS[cell.verdict];
        return {
          value: [cell.column, group.depths.indexOf(cell.depth)],
          of: {
            scheme: columns[cell.column].name, depth: cell.depth, verdict: cell.verdict, trained: cell.trained
          },
          itemStyle: { color: look.colour }, label: { color: look.ink }
        };
      })
    }, ticks(columns.map(function (c, i) { return [i, -0.5, c.label]; }), 'bottom', theme),
    ticks(group.depths.map(function (d, i) { return [-0.5, i, String(d)]; }), 'left', theme)];
    const scales = columns
      .map(function (column, i) { return [i, column.sixScales ? place(group.depths, column.sixScales) : null]; })
      .filter(function (point) { return point[1] !== null; });
    if (scales.length > 0) {
      option.series.push({
        name: 'six depth scales of the correlation of inputs', type: 'line', data: scales, symbol: 'none', z: 3,
        itemStyle: { color: theme.text }, lineStyle: { color: theme.text, width: 2, type: 'dashed' }
      });
    }
    return option;
  }

  /** Labels at the places of columns and rows. */
  function ticks(places, side, theme) {
    return {
      name: side, type: 'scatter', symbolSize: 0, silent: true, clip: false,
      data: places.map(function (p) {
        return { value: [p[0], p[1]], label: { show: true, position: side, color: theme.faint, formatter: p[2] } };
      })
    };
  }

  return { rates: rates, courses: courses, coordinates: coordinates, maps: maps, HEIGHT: HEIGHT };
})();
