/* Another run beside this one: its stability.csv, read on the page. */
'use strict';

const evenkeelOther = (function () {
  const VERDICTS = ['forward', 'backward', 'inputs', 'branches', 'precision', 'loss'];
  const CHANGES = ['forward', 'backward'];

  /** Rows of an RFC 4180 text, each a list of fields. */
  function parse(text) {
    const rows = [];
    let row = [];
    let field = '';
    let quoted = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quoted) {
        if (c === '"' && text[i + 1] === '"') {
          field += '"';
          i++;
        } else if (c === '"') {
          quoted = false;
        } else {
          field += c;
        }
      } else if (c === '"') {
        quoted = true;
      } else if (c === ',' || c === '\n') {
        row.push(field);
        field = '';
        if (c === '\n') {
          rows.push(row);
          row = [];
        }
      } else if (c !== '\r') {
        field += c;
      }
    }
    if (field !== '' || row.length > 0) {
      rows.push(row.concat([field]));
    }
    return rows;
  }

  /** Objects by column name. */
  function table(text) {
    const rows = parse(text);
    const names = rows.shift() || [];
    return rows.map(function (row) {
      const entry = {};
      names.forEach(function (name, i) { entry[name] = row[i]; });
      return entry;
    });
  }

  /**
   * Cells of both runs that are the same networks, and what differs.
   * cells: this run's; columns: those that make a network; rows: the other run's table.
   */
  function compare(cells, columns, rows) {
    const byNetwork = {};
    rows.forEach(function (row) {
      byNetwork[columns.map(function (c) { return row[c]; }).join('\n')] = row;
    });
    const both = [];
    cells.forEach(function (cell, index) {
      const row = byNetwork[cell.network.join('\n')];
      if (row) {
        const differing = VERDICTS.filter(function (kind) { return (cell.verdicts[kind] || '') !== (row[kind + '_verdict'] || ''); });
        both.push({ index: index, row: row, differing: differing });
      }
    });
    return both;
  }

  function shown(decades) {
    return decades === undefined || decades === null || decades === '' ? '-' : 'x' + evenkeelCharts.decades(Number(decades));
  }

  /** Lets a file be chosen, and shows it beside this run. */
  function offer(data, element) {
    function byId(id) { return document.getElementById(id); }
    byId('other-file').addEventListener('change', function () {
      const file = byId('other-file').files[0];
      if (file) {
        file.text().then(function (text) { show(table(text)); });
      }
    });

    function show(rows) {
      const missing = ['forward_verdict'].concat(data.columns).filter(function (c) { return rows.length === 0 || rows[0][c] === undefined; });
      const region = byId('both').parentElement;
      if (missing.length > 0) {
        byId('other-said').textContent = 'This file is no stability.csv: it has no column ' + missing[0] + '.';
        region.hidden = true;
        return;
      }
      const both = compare(data.cells, data.columns, rows);
      const differing = both.filter(function (b) { return b.differing.length > 0; });
      byId('other-said').textContent = both.length + ' of the ' + data.cells.length + ' cells on this page are in both runs; '
        + (differing.length === 0 ? 'all their verdicts agree.' : differing.length + (differing.length === 1 ? ' has another verdict.' : ' have other verdicts.'))
        + ' The other run has ' + rows.length + ' cells.';
      region.hidden = both.length === 0;
      const head = element('tr');
      ['cell', 'differs in', 'forward here', 'there', 'backward here', 'there', 'change here', 'there', 'change back here', 'there'].forEach(function (name) {
        const th = element('th', name);
        th.scope = 'col';
        head.append(th);
      });
      byId('both').tHead.replaceChildren(head);
      byId('both').tBodies[0].replaceChildren.apply(byId('both').tBodies[0], differing.concat(both.filter(function (b) { return b.differing.length === 0; })).map(function (b) {
        const cell = data.cells[b.index];
        const line = element('tr');
        line.append(element('td', cell.name, 'wraps'), element('td', b.differing.join(', ')));
        ['forward', 'backward'].forEach(function (kind) {
          line.append(element('td', cell.verdicts[kind] || '-'), element('td', b.row[kind + '_verdict'] || '-'));
        });
        CHANGES.forEach(function (kind) {
          line.append(element('td', shown(cell.changes[kind]), 'n'), element('td', shown(b.row[kind + '_log10_change']), 'n'));
        });
        return line;
      }));
    }
  }

  return { offer: offer, table: table, compare: compare };
})();
