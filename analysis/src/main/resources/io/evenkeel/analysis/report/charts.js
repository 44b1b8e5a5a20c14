/*
 * What all charts of the report share. Charts are options of the chart library, made by pure functions of the page's
 * data and a theme: the page runs them in a browser, and the picture files are drawn by the same functions without one.
 */
'use strict';

const evenkeelCharts = (function () {
  // Okabe and Ito's colours, which the colour-blind tell apart.
  const SERIES = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
  const THEMES = {
    light: { text: '#1b1b1f', faint: '#5c5c66', grid: '#dddde3', background: '#ffffff' },
    dark: { text: '#ececf1', faint: '#a9a9b5', grid: '#3a3a44', background: '#17171c' }
  };

  /** The power of ten with this exponent, for an axis or a tooltip, whatever doubles can hold. */
  function decades(x) {
    if (x === null || x === undefined || isNaN(x)) {
      return '-';
    }
    if (Math.abs(x) < 3) {
      return String(Number(Math.pow(10, x).toPrecision(3)));
    }
    const whole = Math.floor(x + 1e-9);
    const mantissa = Number(Math.pow(10, x - whole).toPrecision(2));
    return mantissa === 1 ? '1e' + whole : mantissa + 'e' + whole;
  }

  function plain(x) {
    return x === null || x === undefined || isNaN(x) ? '-' : String(Number(Number(x).toPrecision(4)));
  }

  function cut(text, most) {
    return text.length > most ? text.slice(0, most - 2) + '..' : text;
  }

  function sorted(numbers) {
    return numbers.filter(function (x, i) { return numbers.indexOf(x) === i; }).sort(function (a, b) { return a - b; });
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
      axisLine: { onZero: false, lineStyle: { color: theme.faint } },
      axisLabel: { color: theme.faint },
      nameTextStyle: { color: theme.faint },
      splitLine: { lineStyle: { color: theme.grid } },
      nameLocation: 'middle'
    }, more);
  }

  /** A part of a name such as 'precision bf16' without its key, unless the value alone says nothing. */
  function bare(part) {
    const value = part.slice(part.indexOf(' ') + 1);
    return /^[a-z]/i.test(value) && value !== 'none' ? value : part;
  }

  /** What tells names apart, in short: scheme, then no more parts than it takes. */
  function told(names, most) {
    const parts = names.map(function (name) { return name.split(', '); });
    const schemes = parts.map(function (p) { return p[0].split(' '); });
    const oneActivation = schemes.every(function (s) { return s[0] === schemes[0][0]; });
    const oneScheme = names.length > 1 && parts.every(function (p) { return p[0] === parts[0][0]; });
    const keys = [];
    parts.forEach(function (p) {
      p.slice(1).forEach(function (part) {
        const key = part.split(' ')[0];
        if (keys.indexOf(key) < 0) {
          keys.push(key);
        }
      });
    });
    function rest(p, of) {
      return p.slice(1).filter(function (part) { return of.indexOf(part.split(' ')[0]) >= 0; });
    }
    function different(of) {
      const texts = parts.map(function (p) { return [p[0]].concat(rest(p, of)).join(', '); });
      return texts.filter(function (text, i) { return texts.indexOf(text) === i; }).length;
    }
    const telling = [];
    keys.forEach(function (key) {
      if (different(telling.concat([key])) > different(telling)) {
        telling.push(key);
      }
    });
    return parts.map(function (p, i) {
      const scheme = oneScheme ? '' : oneActivation ? schemes[i].slice(1).join(' ') : p[0];
      const tail = rest(p, telling).map(bare).join(', ');
      const head = cut(scheme, Math.max(8, most - (tail === '' ? 0 : tail.length + 1)));
      return cut((head + ' ' + tail).trim() || p[0], most + 4);
    });
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
    SERIES: SERIES, SYMBOLS: SYMBOLS, THEMES: THEMES, decades: decades, plain: plain, cut: cut, sorted: sorted, told: told,
    base: base, axis: axis, svg: svg
  };
})();
