// Scrolls the waterfall 60 px a frame for four seconds and looks at each frame whether a row is drawn at the top, in the middle and at the
// end. Gives the number of frames, and of those in which one was not.
() => new Promise(resolve => {
  const list = document.querySelector('.waterfall .vrows'), box = list.getBoundingClientRect();
  let frames = 0, empty = 0;
  const started = performance.now();
  function look() {
    const at = fraction => document.elementFromPoint(box.left + 60, box.top + fraction * (box.height - 20) + 5)?.closest('[data-row]');
    if (frames > 0 && ![0.02, 0.5, 0.97].every(at)) empty++;
    frames++;
    list.scrollTop += 60;
    if (performance.now() - started < 4000) requestAnimationFrame(look); else resolve([frames, empty]);
  }
  requestAnimationFrame(look);
})
