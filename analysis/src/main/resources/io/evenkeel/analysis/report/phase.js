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
    const part = depth === null ? 0 : depth < 0 ? 1 : Math.max(0, Math.min(1, Math.log10(Math.max(1, depth)) / 3));
    const back = [1, 3, 5].map(function (i) { return parseInt(theme.background.slice(i, i + 2), 16); });
    // Opaque: where two squares meet, a transparent colour would be drawn twice.
    return 'rgb(' + [0, 114, 178].map(function (c, i) { return Math.round(back[i] + 0.55 * part * (c - back[i])); }).join(',') + ')';
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

  /** Width of a square of the plane, in sigma_w. */
  function square(of) {
    return of.grid.length > 1 ? of.grid[1][0] - of.grid[0][0] : 1;
  }

  /** Where the plane ends, in sigma_w. */
  function edge(of) {
    return Math.max.apply(null, of.grid.map(function (p) { return p[0]; })) + square(of) / 2;
  }

  /** Whether a scheme lies beyond the edge. */
  function beyond(of) {
    return of.spots.some(function (spot) { return spot.at[0] > edge(of); });
  }

  /** Schemes of one place, joined; the first of a place has them. */
  function places(of, most) {
    const found = [];
    of.spots.forEach(function (spot) {
      const at = [Math.min(spot.at[0], 0.995 * most), spot.at[1]];
      const same = found.filter(function (place) { return Math.abs(place.at[0] - at[0]) < 5e-4 && Math.abs(place.at[1] - at[1]) < 5e-4; })[0];
      if (same && spot.at[0] <= most) {
        same.inits.push(spot.init);
      } else {
        found.push({ at: at, inits: [spot.init], beyond: spot.at[0] > most ? spot.at[0] : null });
      }
    });
    return found;
  }

  /** From a scheme to its name without the parameters that all schemes have. */
  function shortNames(of) {
    const inits = of.spots.map(function (spot) { return spot.init; }).filter(function (init, i, all) { return all.indexOf(init) === i; });
    const telling = evenkeelCharts.tellingParameters(inits);
    return function (init) {
      const text = telling[inits.indexOf(init)];
      return text[0] === '(' ? init.split('(')[0] + text : text;
    };
  }

  /** Names of schemes beside their places, each scheme's once, as far as there is room; the line, the spots and other names are left free. */
  function placed(of, most, y, grid, theme) {
    const wide = evenkeelCharts.width(theme) - grid.left - grid.right;
    const tall = HEIGHT - grid.top - grid.bottom;
    function pixel(at) { return [grid.left + at[0] / most * wide, grid.top + (y.max - at[1]) / (y.max - y.min) * tall]; }
    const area = { left: grid.left, right: grid.left + wide, top: grid.top, bottom: grid.top + tall };
    const known = places(of, most);
    const spots = known.map(function (place) { return pixel(place.at); });
    // Nearer to another spot a name would be taken for that one's.
    const near = spots.map(function (p) { return { left: p[0] - 12, right: p[0] + 12, top: p[1] - 10, bottom: p[1] + 10 }; });
    const points = spots.concat([].concat.apply([], lines(of.line).map(function (line) { return evenkeelLabels.along(line.map(pixel)); })));
    const taken = lines(of.line).map(function (line) {
      const end = pixel(line[line.length - 1]);
      return line.length > 1 ? { left: end[0], right: end[0] + 44, top: end[1] - 8, bottom: end[1] + 8 } : { left: end[0] - 22, right: end[0] + 22, top: end[1] + 6, bottom: end[1] + 22 };
    });
    const told = {};
    const data = [];
    const short = shortNames(of);
    known.forEach(function (place, i) {
      const text = evenkeelCharts.cut(place.inits.map(short).join(', '), 30) + (place.beyond === null ? '' : ' (' + Number(place.beyond.toPrecision(3)) + ')');
      const box = place.inits.every(function (init) { return told[init]; }) || data.length >= LABELS ? null
        : evenkeelLabels.free(spots[i][0], spots[i][1], 0.88 * evenkeelLabels.width(text, 10.5), area,
          taken.concat(near.filter(function (other, k) { return k !== i; })), points, [1]);
      if (box) {
        const anchor = evenkeelLabels.anchor(box, spots[i][0]);
        taken.push(box);
        place.inits.forEach(function (init) { told[init] = true; });
        data.push({
          value: [(anchor.x - grid.left) / wide * most, y.max - ((box.top + box.bottom) / 2 - grid.top) / tall * (y.max - y.min)],
          label: { show: true, formatter: text, color: theme.text, fontSize: 10.5, position: anchor.position, distance: 0 }
        });
      }
    });
    return { name: 'names', type: 'scatter', silent: true, symbolSize: 0.01, clip: false, z: 5, tooltip: { show: false }, data: data };
  }

  /** diagram: {name, line, grid, spots}; places are [sigma_w, sigma_b, trainable depth]. */
  function diagram(of, theme) {
    const option = evenkeelCharts.base(theme, of.name + ': weights and biases');
    const wide = square(of);
    const most = edge(of);
    const rows = evenkeelCharts.sorted(of.grid.map(function (p) { return p[1]; }));
    const tall = rows.length > 1 ? rows[1] - rows[0] : 1;
    const high = rows[rows.length - 1] + tall / 2;
    const top = evenkeelCharts.subtitle(option, theme, 'shaded: depth over which the gradient changes 20-fold, darker is deeper');
    option.grid = { left: 64, right: 24, top: top + 20, bottom: 52 };
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
    const names = placed(of, most, { min: -0.06 * high, max: high }, option.grid, theme);
    const spots = of.spots.map(function (spot) {
      const beyond = spot.at[0] > most;
      return {
        value: [Math.min(spot.at[0], 0.995 * most), spot.at[1]], spot: spot,
        itemStyle: { color: colour(spot), borderColor: theme.background, borderWidth: 1 }, symbol: beyond ? 'triangle' : 'circle', symbolRotate: beyond ? -90 : 0
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
    option.series = [plane].concat(critical, [measured, names]);
    return option;
  }

  return { diagram: diagram, beyond: beyond, HEIGHT: HEIGHT, layers: layers };
})();
