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
    let whole = Math.floor(x + 1e-9);
    let mantissa = Number(Math.pow(10, x - whole).toPrecision(2));
    if (mantissa === 10) {
      whole++;
      mantissa = 1;
    }
    return mantissa === 1 ? '1e' + whole : mantissa + 'e' + whole;
  }

  function plain(x) {
    return x === null || x === undefined || isNaN(x) ? '-' : String(Number(Number(x).toPrecision(4)));
  }

  function cut(text, most) {
    return text.length > most ? text.slice(0, most - 2) + '..' : text;
  }

  /** Shorter by what is in the middle: names often differ at their ends. */
  function squeezed(text, most) {
    const head = Math.ceil(0.6 * (most - 2));
    return text.length > most ? text.slice(0, head) + '..' + text.slice(text.length - (most - 2 - head)) : text;
  }

  function distinct(texts) {
    return texts.filter(function (text, i) { return texts.indexOf(text) === i; }).length;
  }

  /** Letters at the beginning that all texts have, up to the end of a word. */
  function common(texts) {
    let end = 0;
    while (end < texts[0].length && texts.every(function (text) { return text[end] === texts[0][end]; })) {
      end++;
    }
    return texts[0].slice(0, end).replace(/[^ (,=]*$/, '').length;
  }

  /** Names of at most so many letters: without their ends, their middles or what all begin with, whichever tells most of them apart. */
  function shortened(names, most) {
    const whole = names.filter(function (name) { return name.length > most; });
    if (whole.length === 0) {
      return names;
    }
    const start = names.length > 1 ? common(names) : 0;
    const ways = [
      names.map(function (name) { return cut(name, most); }),
      names.map(function (name) { return squeezed(name, most); }),
      names.map(function (name) { return start < 4 ? cut(name, most) : cut('..' + name.slice(start), most); })
    ];
    return ways.reduce(function (best, way) { return distinct(way) > distinct(best) ? way : best; });
  }

  /** As shortened, a function from a name to its short form. */
  function shortener(names, most) {
    const short = shortened(names, most);
    return function (name) { return short[names.indexOf(name)]; };
  }

  /** Letters of this size in pixels that a width in pixels has room for. */
  function letters(width, size) {
    return Math.max(8, Math.floor(width / (0.6 * size)));
  }

  /** Width in pixels of a chart with this theme; pictures and tests may not give one. */
  function width(theme) {
    return theme.width || 900;
  }

  /** Lines of text that a title of this many letters takes. */
  function lines(theme, length, size) {
    return Math.max(1, Math.ceil(0.62 * size * length / (width(theme) - 24)));
  }

  /** Gives a chart a line below its title; returns the height in pixels of both. */
  function subtitle(option, theme, text) {
    option.title.subtext = text;
    option.title.itemGap = 6;
    option.title.subtextStyle = { color: theme.faint, fontSize: 11, lineHeight: 14, width: width(theme) - 24, overflow: 'break' };
    return headroom(option, theme) + 4 + 14 * lines(theme, text.length, 11);
  }

  /** Height in pixels that the title of a chart takes. */
  function headroom(option, theme) {
    return 6 + 18 * lines(theme, option.title.text.length, 14);
  }

  function sorted(numbers) {
    return numbers.filter(function (x, i) { return numbers.indexOf(x) === i; }).sort(function (a, b) { return a - b; });
  }

  function base(theme, title) {
    return {
      animation: false,
      backgroundColor: theme.background,
      textStyle: { color: theme.text, fontFamily: 'system-ui, sans-serif' },
      title: {
        text: title, left: 8, top: 4,
        textStyle: { color: theme.text, fontSize: 14, fontWeight: 600, lineHeight: 18, width: width(theme) - 24, overflow: 'break' }
      },
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

  /** Parts between commas that no bracket holds. */
  function commaParts(text) {
    const found = [''];
    let open = 0;
    text.split('').forEach(function (letter) {
      open += letter === '(' ? 1 : letter === ')' ? -1 : 0;
      if (letter === ',' && open === 0) {
        found.push('');
      } else {
        found[found.length - 1] += letter;
      }
    });
    return found;
  }

  /** Schemes of one name by such of their parameters as not all have: of f(1,a) and f(2,a), (1) and (2). */
  function tellingParameters(schemes) {
    const names = schemes.map(function (scheme) { return scheme.split('(')[0]; });
    if (schemes.some(function (scheme, i) { return names[i] !== names[0] || !/\)$/.test(scheme); })) {
      return schemes;
    }
    const lists = schemes.map(function (scheme) { return commaParts(scheme.slice(scheme.indexOf('(') + 1, -1)); });
    return lists.map(function (list, i) {
      const own = list.filter(function (part) { return lists.some(function (other) { return other.indexOf(part) < 0; }); });
      return own.length === 0 || own.length === list.length ? schemes[i] : '(' + own.join(',') + ')';
    });
  }

  /** What tells names apart, in short: scheme, then no more parts than it takes. */
  function told(names, most) {
    const parts = names.map(function (name) { return name.split(', '); });
    const schemes = parts.map(function (p) { return p[0].split(' '); });
    const oneActivation = schemes.every(function (s) { return s[0] === schemes[0][0]; });
    const oneScheme = names.length > 1 && parts.every(function (p) { return p[0] === parts[0][0]; });
    const bySchemes = oneActivation ? tellingParameters(schemes.map(function (s) { return s.slice(1).join(' '); })) : parts.map(function (p) { return p[0]; });
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
      const whole = rest(p, telling).map(bare).join(', ');
      const wanted = (oneScheme ? 0 : bySchemes[i].length + 1) + whole.length;
      // A size in short, as in "12x64".
      const tail = wanted > most ? whole.replace(/depth (\S+), width (\S+)/, '$1x$2') : whole;
      const room = most - (tail === '' ? 0 : tail.length + 1);
      const head = oneScheme ? '' : room < 12 ? cut(bySchemes[i], Math.max(6, room)) : squeezed(bySchemes[i], room);
      return cut((head + ' ' + tail).trim() || p[0], most);
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
    SERIES: SERIES, SYMBOLS: SYMBOLS, THEMES: THEMES, decades: decades, plain: plain, cut: cut,
    shortened: shortened, shortener: shortener, tellingParameters: tellingParameters, letters: letters, width: width, subtitle: subtitle, headroom: headroom, sorted: sorted, told: told,
    base: base, axis: axis, svg: svg
  };
})();
