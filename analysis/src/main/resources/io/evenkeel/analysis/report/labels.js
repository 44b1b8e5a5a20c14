/* Places for labels on a chart: boxes in pixels that lie over no curve, over no other label, and within the chart. */
'use strict';

const evenkeelLabels = (function () {
  const LINE = 13;
  const LETTER = 0.64;
  const STEP = 4;

  /** Width in pixels that a text of this size at most takes. */
  function width(text, size) {
    return LETTER * size * text.length;
  }

  /** Points of a line of points, close enough that no label fits between two of them. */
  function along(points) {
    const found = [];
    for (let i = 0; i < points.length; i++) {
      found.push(points[i]);
      const next = points[i + 1];
      const steps = next ? Math.floor(Math.max(Math.abs(next[0] - points[i][0]), Math.abs(next[1] - points[i][1])) / STEP) : 0;
      for (let k = 1; k < Math.min(steps, 2000); k++) {
        const part = k / steps;
        found.push([points[i][0] + part * (next[0] - points[i][0]), points[i][1] + part * (next[1] - points[i][1])]);
      }
    }
    return found;
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  function covers(box, point) {
    return point[0] > box.left - 2 && point[0] < box.right + 2 && point[1] > box.top - 1 && point[1] < box.bottom + 1;
  }

  function inside(box, area) {
    return box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;
  }

  function box(left, middle, wide) {
    return { left: left, right: left + wide, top: middle - LINE / 2, bottom: middle + LINE / 2 };
  }

  /** Boxes of this width beside, above and below a point, the nearest first; distances: lines that others may lie above or below it. */
  function around(x, y, wide, distances) {
    const found = [box(x + 9, y, wide), box(x - wide / 2, y - LINE, wide), box(x - wide / 2, y + LINE, wide), box(x - 9 - wide, y, wide)];
    distances.forEach(function (lines) {
      [-1, 1].forEach(function (side) {
        found.push(box(x + 6, y + side * lines * LINE, wide), box(x - 6 - wide, y + side * lines * LINE, wide));
      });
    });
    return found;
  }

  /** The first place around a point that is free; null if there is none. taken: boxes; points: such as no label may cover. */
  function free(x, y, wide, area, taken, points, distances) {
    return around(x, y, wide, distances).filter(function (candidate) {
      return inside(candidate, area)
        && !taken.some(function (other) { return overlap(candidate, other); })
        && !points.some(function (point) { return covers(candidate, point); });
    })[0] || null;
  }

  /** Where the text of a box around a point begins, or ends if the box is left of the point: a text may be narrower than its box. */
  function anchor(box, x) {
    return box.right <= x ? { x: box.right, position: 'left' } : { x: box.left, position: 'right' };
  }

  /** Moves places (each with a middle at) apart by a line at least, within low..high. */
  function spread(column, low, high) {
    column.sort(function (a, b) { return a.at - b.at; });
    for (let pass = 0; pass < 40; pass++) {
      for (let i = 1; i < column.length; i++) {
        const lack = LINE - (column[i].at - column[i - 1].at);
        if (lack > 0) {
          column[i].at += lack / 2;
          column[i - 1].at -= lack / 2;
        }
      }
    }
    for (let i = 0; i < column.length; i++) {
      column[i].at = Math.max(column[i].at, i === 0 ? low : column[i - 1].at + LINE);
    }
    for (let i = column.length - 1; i >= 0; i--) {
      column[i].at = Math.min(column[i].at, i === column.length - 1 ? high : column[i + 1].at - LINE);
    }
  }

  return { LINE: LINE, width: width, along: along, free: free, anchor: anchor, spread: spread };
})();
