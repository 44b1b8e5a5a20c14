/* The ranking's table: order, columns that there is room for, and its view as text. */
'use strict';

const evenkeelTable = (function () {
  function column(table, place, hidden) {
    table.querySelectorAll('tr').forEach(function (row) { row.cells[place].hidden = hidden; });
  }

  /** Shows all columns, then leaves out such as may be while the table is wider than this. Gives the names of what is left out. */
  function leaveOut(table, room) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, i) { column(table, i, false); });
    const spare = heads
      .map(function (head, i) { return { at: i, order: Number(head.dataset.spare || 0), name: head.textContent.trim() }; })
      .filter(function (s) { return s.order > 0; })
      .sort(function (a, b) { return a.order - b.order; });
    const left = [];
    while (table.scrollWidth > room && left.length < spare.length) {
      column(table, spare[left.length].at, true);
      left.push(spare[left.length].name);
    }
    return left;
  }

  /**
   * Leaves out columns while the table is wider than its place, those with the smallest data-spare first; verdicts have none.
   * If that is not enough, letters become smaller, and at last each row becomes a card. Gives the names of what is left out.
   * all: leaves out nothing; on paper letters become smaller, and at last words break.
   */
  function fit(table, all) {
    const room = table.parentElement.clientWidth;
    table.classList.remove('cards', 'tight', 'squeezed', 'broken');
    if (all) {
      Array.from(table.tHead.rows[0].cells).forEach(function (head, i) { column(table, i, false); });
      table.classList.toggle('squeezed', table.scrollWidth > room);
      table.classList.toggle('broken', table.scrollWidth > room);
      return [];
    }
    let left = leaveOut(table, room);
    if (table.scrollWidth > room) {
      table.classList.add('tight');
      left = leaveOut(table, room);
    }
    if (table.scrollWidth > room) {
      table.classList.replace('tight', 'cards');
    }
    return left;
  }

  function field(text) {
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  /** The view as RFC 4180 text: rows that the filter leaves, in their order, with all columns but the first. */
  function csv(table) {
    const rows = [table.tHead.rows[0]].concat(Array.from(table.tBodies[0].rows).filter(function (row) { return !row.hidden; }));
    return rows.map(function (row) {
      return Array.from(row.cells).slice(1).map(function (cell) { return field(cell.textContent.trim()); }).join(',');
    }).join('\r\n') + '\r\n';
  }

  /** By numbers or texts; what is not known comes last either way. */
  function sort(table, value, direction) {
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    rows.sort(function (a, b) {
      const x = value(a);
      const y = value(b);
      if (x === null || y === null) {
        return x === y ? 0 : x === null ? 1 : -1;
      }
      const order = typeof x === 'number' ? x - y : String(x).localeCompare(String(y));
      return direction * order;
    });
    body.append.apply(body, rows);
  }

  return { fit: fit, csv: csv, sort: sort };
})();
