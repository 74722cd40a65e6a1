// Draws a chart of time with uPlot. Colours are read from the page, so that a change of theme redraws it.
let loading;
function load() {
  return loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'lib/uplot/uPlot.iife.min.js';
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

const css = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();

function format(value) {
  if (value == null) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0';
  for (const [limit, sign] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e4, 'k']]) {
    if (size >= limit) return `${+(value / (sign === 'k' ? 1e3 : limit)).toPrecision(4)} ${sign}`;
  }
  return String(+value.toPrecision(4));
}

// Seconds below one are milliseconds and bytes are in powers of 1024, as in the legend; one unit for the whole axis.
function labels(ticks, unit) {
  const most = Math.max(...ticks.map(Math.abs));
  if (unit === 's' && most < 1) return ticks.map(tick => `${+(tick * 1e3).toPrecision(4)} ms`);
  if (unit === 's') return ticks.map(tick => `${format(tick)} s`);
  if (unit !== 'By') return ticks.map(format);
  const power = Math.min(4, Math.floor(Math.log2(Math.max(1, most)) / 10));
  return ticks.map(tick => `${+(tick / 1024 ** power).toPrecision(4)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`);
}

const powersOfTwo = Array.from({ length: 56 }, (_, power) => 2 ** power);

export async function create(root, dotnet) {
  await load();
  let plot, latest;

  function options() {
    const muted = css(root, '--muted'), border = css(root, '--border');
    const axis = { stroke: muted, grid: { stroke: border, width: 1 }, ticks: { stroke: border, width: 1 }, font: '11px Inter, sans-serif' };
    return {
      width: root.clientWidth, height: root.clientHeight, legend: { show: false }, cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      scales: { x: { time: true, range: () => [latest.from, latest.to] }, y: { range: (u, min, max) => min == null ? [0, 1] : [Math.min(0, min), max === min ? max + 1 : max * 1.08] } },
      axes: [{ ...axis, values: (u, ticks) => ticks.map(tick => new Date(tick * 1000).toLocaleTimeString('en-GB')) }, { ...axis, size: 66, values: (u, ticks) => labels(ticks, latest.unit), ...(latest.unit === 'By' ? { incrs: powersOfTwo } : {}) }],
      series: [{}, ...latest.lines.map(line => ({ label: line.label, stroke: css(root, `--c${line.color}`), width: 1.75, dash: line.dash, spanGaps: false, points: { show: false }, show: line.shown }))],
      hooks: {
        setCursor: [u => dotnet.invokeMethodAsync('HoverAsync', u.cursor.idx ?? -1).catch(() => {})],
        draw: [drawExemplars],
      },
    };
  }

  function drawExemplars(u) {
    const context = u.ctx;
    context.save();
    context.fillStyle = css(root, '--bg');
    context.strokeStyle = css(root, '--text');
    context.lineWidth = 1.5;
    for (const [time, value] of latest.exemplars) {
      const x = u.valToPos(time, 'x', true), y = u.valToPos(value, 'y', true);
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width || y < u.bbox.top) continue;
      context.beginPath();
      context.arc(x, y, 4, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
    context.restore();
  }

  function nearestExemplar(event) {
    const box = plot.over.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let best = -1, distance = 10;
    latest.exemplars.forEach(([time, value], index) => {
      const away = Math.hypot(plot.valToPos(time, 'x') - px, plot.valToPos(value, 'y') - py);
      if (away < distance) [best, distance] = [index, away];
    });
    return best;
  }

  function draw() {
    if (!latest || root.clientWidth === 0) return;
    const shape = JSON.stringify([latest.unit, ...latest.lines.map(line => [line.label, line.color, line.dash, line.shown])]);
    const data = [latest.times, ...latest.lines.map(line => line.values)];
    if (plot && plot.shape === shape) { plot.setData(data); return; }
    plot?.destroy();
    plot = new uPlot(options(), data, root);
    plot.shape = shape;
    plot.over.addEventListener('mousemove', event => { plot.over.style.cursor = nearestExemplar(event) >= 0 ? 'pointer' : 'crosshair'; });
    plot.over.addEventListener('click', event => {
      const index = nearestExemplar(event);
      if (index >= 0) dotnet.invokeMethodAsync('ChooseExemplarAsync', index);
    });
  }

  const redraw = () => { plot?.destroy(); plot = undefined; draw(); };
  const resized = new ResizeObserver(() => { if (plot) plot.setSize({ width: root.clientWidth, height: root.clientHeight }); else draw(); });
  resized.observe(root);
  document.addEventListener('themechange', redraw);
  return {
    update(next) { latest = next; draw(); },
    dispose() { resized.disconnect(); document.removeEventListener('themechange', redraw); plot?.destroy(); }
  };
}
