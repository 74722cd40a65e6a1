// Asks for the next rows well before the last drawn ones come into view, so that steady scrolling never shows an empty frame.
export function attach(root, dotnet, rowHeight, sticky) {
  let first = 0, count = 0, total = 0, asking = false, stick = sticky, atTop = true;
  const visible = () => [Math.floor(root.scrollTop / rowHeight), Math.ceil(root.clientHeight / rowHeight)];

  async function check() {
    if (asking) return;
    const [top, shown] = visible();
    const margin = Math.max(30, shown);
    const needsAbove = first > 0 && top - first < margin;
    const needsBelow = first + count < total && first + count - (top + shown) < margin;
    if (!needsAbove && !needsBelow) return;
    asking = true;
    try { await dotnet.invokeMethodAsync('ShowAsync', top, shown); } catch { return; } finally { asking = false; }
    requestAnimationFrame(check);
  }

  root.addEventListener('scroll', () => {
    stick = sticky && root.scrollTop + root.clientHeight >= root.scrollHeight - rowHeight;
    const isAtTop = root.scrollTop < rowHeight;
    if (isAtTop !== atTop) { atTop = isAtTop; dotnet.invokeMethodAsync('AtTopAsync', atTop).catch(() => {}); }
    check();
  }, { passive: true });
  const resized = new ResizeObserver(check);
  resized.observe(root);
  return {
    update(newFirst, newCount, newTotal) {
      first = newFirst; count = newCount; total = newTotal;
      if (stick) root.scrollTop = root.scrollHeight;
      check();
    },
    scrollTo(index) {
      const top = index * rowHeight;
      if (top < root.scrollTop || top > root.scrollTop + root.clientHeight - rowHeight) root.scrollTop = Math.max(0, top - root.clientHeight / 3);
    },
    dispose() { resized.disconnect(); }
  };
}
