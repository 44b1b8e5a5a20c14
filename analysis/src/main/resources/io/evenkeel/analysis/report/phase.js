/* The phase diagram of an activation: weights' and biases' scales, the critical line, and the schemes that were measured. */
'use strict';

const evenkeelPhase = (function () {
  const HEIGHT = 440;
  const HOLDS = '#009E73';
  const FAILS = '#D55E00';
  const SOME = '#E69F00';
  const LABELS = 24;

  /** Layers as a text; null is not known, -1 has no end. */
  function layers(depth) {
    return depth === null ? 'not known' : depth < 0 ? 'no limit' : depth >= 1e4 ? '> 9,999 layers' : Math.round(depth) + ' layers';
  }

  function colour(spot) {
    return spot.holds === spot.cells ? HOLDS : spot.holds === 0 ? FAILS : SOME;
  }

  /** Lightness of a trainable depth: 1 layer is the background, 1000 and more are full. */
  function shade(depth, theme) {
    if (depth === null) {
      return theme.background;
    }
    const part = depth < 0 ? 1 : Math.max(0, Math.min(1, Math.log10(Math.max(1, depth)) / 3));
    return 'rgba(0,114,178,' + (0.55 * part).toFixed(3) + ')';
  }

  /** Points of a line in an order that joins neighbours: by sigma_b, then sigma_w. */
  function lines(points) {
    const rows = {};
    points.forEach(function (p) { (rows[p[1]] = rows[p[1]] || []).push(p[0]); });
    const found = [];
    Object.keys(rows).map(Number).sort(function (a, b) { return a - b; }).forEach(function (b) {
      rows[b].sort(function (x, y) { return x - y; }).forEach(function (w) {
        const near = found.filter(function (line) {
          const end = line[line.length - 1];
          return end[1] < b && Math.abs(end[0] - w) < 0.35 * Math.max(end[0], w);
        })[0];
        if (near) {
          near.push([w, b]);
        } else {
          found.push([[w, b]]);
        }
      });
    });
    return found;
  }

  /** diagram: {name, line, grid, spots}; places are [sigma_w, sigma_b, trainable depth]. */
  function diagram(of, theme) {
    const option = evenkeelCharts.base(theme, of.name + ': weights and biases');
    const wide = of.grid.length > 1 ? of.grid[1][0] - of.grid[0][0] : 1;
    const most = Math.max.apply(null, of.grid.map(function (p) { return p[0]; })) + wide / 2;
    const rows = evenkeelCharts.sorted(of.grid.map(function (p) { return p[1]; }));
    const tall = rows.length > 1 ? rows[1] - rows[0] : 1;
    const high = rows[rows.length - 1] + tall / 2;
    option.title.subtext = 'shaded: depth over which the gradient changes 20-fold, darker is deeper';
    option.title.itemGap = 8;
    option.title.subtextStyle = { color: theme.faint, fontSize: 11 };
    option.grid = { left: 64, right: 24, top: 62, bottom: 52 };
    function rounded(x) { return String(Number(x.toPrecision(3))); }
    option.xAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: 'sigma_w: std of a weight x sqrt(fan-in)', nameGap: 28, min: 0, max: Number(most.toPrecision(3)),
      splitLine: { show: false }, axisLabel: { color: theme.faint, showMaxLabel: false, formatter: rounded }
    });
    option.yAxis = evenkeelCharts.axis(theme, {
      type: 'value', name: 'sigma_b: std of a bias', nameGap: 40, min: -0.06 * high, max: high,
      splitLine: { show: false }, axisLabel: { color: theme.faint, showMinLabel: false, showMaxLabel: false, formatter: rounded }
    });
    const plane = {
      name: 'plane', type: 'custom', z: 1, clip: true, data: of.grid.map(function (p) { return [p[0], p[1]]; }),
      tooltip: { formatter: function (p) {
        const at = of.grid[p.dataIndex];
        return 'sigma_w ' + rounded(at[0]) + ', sigma_b ' + rounded(at[1]) + '\nthe gradient changes 20-fold over: ' + layers(at[2]);
      } },
      renderItem: function (params, api) {
        const at = of.grid[params.dataIndex];
        const from = api.coord([at[0] - wide / 2, at[1] + tall / 2]);
        const to = api.coord([at[0] + wide / 2, at[1] - tall / 2]);
        return {
          type: 'rect', shape: { x: from[0], y: from[1], width: to[0] - from[0] + 0.5, height: to[1] - from[1] + 0.5 },
          style: { fill: shade(at[2], theme) }
        };
      }
    };
    const critical = lines(of.line).map(function (points) {
      return {
        name: 'critical', type: 'line', z: 3, data: points, showSymbol: points.length < 2, symbolSize: 14, symbol: 'diamond', clip: true,
        lineStyle: { color: theme.text, width: 2 }, itemStyle: { color: theme.text },
        tooltip: { formatter: 'critical: gradients keep their size' },
        label: { show: points.length < 2, formatter: 'critical', position: 'bottom', color: theme.text, fontSize: 11 },
        endLabel: { show: points.length > 1, formatter: 'critical', color: theme.text, fontSize: 11, distance: 2 }
      };
    });
    const told = {};
    const atPlace = {};
    function place(spot) { return spot.at[0].toFixed(3) + ' ' + spot.at[1].toFixed(3); }
    of.spots.forEach(function (spot) { (atPlace[place(spot)] = atPlace[place(spot)] || []).push(spot.init); });
    const spots = of.spots.map(function (spot, i) {
      const beyond = spot.at[0] > most;
      const label = !told[spot.init] && i < LABELS;
      atPlace[place(spot)].forEach(function (init) { told[init] = true; }); // one label for all schemes of a place
      return {
        value: [Math.min(spot.at[0], 0.995 * most), spot.at[1]], spot: spot,
        itemStyle: { color: colour(spot), borderColor: theme.background, borderWidth: 1 }, symbol: beyond ? 'triangle' : 'circle', symbolRotate: beyond ? -90 : 0,
        label: {
          show: label, formatter: evenkeelCharts.cut(atPlace[place(spot)].join(', '), 30) + (beyond ? ' (' + rounded(spot.at[0]) + ')' : ''), color: theme.text, fontSize: 10.5,
          position: beyond ? 'left' : 'top', rotate: beyond ? 0 : 40, align: beyond ? 'right' : 'left', verticalAlign: 'middle', distance: 8
        }
      };
    });
    const measured = {
      name: 'measured', type: 'scatter', z: 4, clip: false, symbolSize: 10, data: spots,
      tooltip: { formatter: function (p) {
        const spot = p.data.spot;
        return evenkeelCharts.cut(spot.init, 50) + (spot.width > 0 ? ', width ' + spot.width : '') + '\nsigma_w ' + rounded(spot.at[0]) + ', sigma_b ' + rounded(spot.at[1])
          + '\nholds in ' + spot.holds + ' of ' + spot.cells + ' cells\ninputs stay apart: ' + layers(spot.at[2]);
      } }
    };
    option.tooltip.trigger = 'item';
    option.series = [plane].concat(critical, [measured]);
    return option;
  }

  return { diagram: diagram, HEIGHT: HEIGHT, layers: layers };
})();
