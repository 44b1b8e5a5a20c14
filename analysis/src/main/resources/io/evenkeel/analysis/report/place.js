/* Elements of the page: found by id, made, charts drawn in their places, files saved. */
'use strict';

const evenkeelPlace = (function () {
  const charts = {};

  function byId(id) {
    return document.getElementById(id);
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) {
      made.textContent = text;
    }
    if (className) {
      made.className = className;
    }
    return made;
  }

  function theme() {
    return evenkeelCharts.THEMES[document.documentElement.dataset.theme];
  }

  function setTheme(name) {
    document.documentElement.dataset.theme = name;
    byId('theme').textContent = name === 'dark' ? 'Light' : 'Dark';
  }

  /** The theme, with the width in pixels that a chart has. */
  function sized(id) {
    return Object.assign({ width: byId(id).clientWidth }, theme());
  }

  /** Draws anew: options differ in their series, which merging would mix. Gives the chart. */
  function draw(id, option, label) {
    const place = byId(id);
    if (!charts[id]) {
      charts[id] = echarts.init(place, null, { renderer: 'svg' });
      const button = element('button', 'Save SVG');
      button.type = 'button';
      button.addEventListener('click', function () { download(id); });
      place.parentElement.querySelector('figcaption').append(button);
    }
    charts[id].resize();
    charts[id].setOption(option, true);
    place.setAttribute('aria-label', label);
    return charts[id];
  }

  /** Drops the chart of a place that will be removed. */
  function forget(id) {
    if (charts[id]) {
      charts[id].dispose();
      delete charts[id];
    }
  }

  function download(id) {
    save(new XMLSerializer().serializeToString(byId(id).querySelector('svg')), 'image/svg+xml', id + '.svg');
  }

  /** Hands a text to the browser as a file. */
  function save(text, type, name) {
    const address = URL.createObjectURL(new Blob([text], { type: type }));
    const link = element('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  }

  return { byId: byId, element: element, theme: theme, setTheme: setTheme, sized: sized, draw: draw, forget: forget, save: save };
})();
