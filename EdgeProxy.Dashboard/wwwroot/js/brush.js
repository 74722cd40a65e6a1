// Dragging over an element selects a part of it, told as fractions of its width; a double click takes it all back.
export function attach(root, dotnet) {
  const smallest = 4;
  const at = event => Math.min(1, Math.max(0, (event.clientX - root.getBoundingClientRect().left) / root.clientWidth));
  root.addEventListener('pointerdown', down => {
    if (down.button !== 0) return;
    down.preventDefault();
    const from = at(down);
    const mark = root.appendChild(Object.assign(document.createElement('div'), { className: 'brush-mark' }));
    const move = moved => {
      const to = at(moved);
      mark.style.left = `${Math.min(from, to) * 100}%`;
      mark.style.width = `${Math.abs(to - from) * 100}%`;
    };
    const up = ended => {
      document.removeEventListener('pointermove', move);
      mark.remove();
      const to = at(ended);
      if (Math.abs(to - from) * root.clientWidth >= smallest) dotnet.invokeMethodAsync('BrushAsync', Math.min(from, to), Math.max(from, to));
    };
    document.addEventListener('pointermove', move);
    document.addEventListener('pointerup', up, { once: true });
  });
  root.addEventListener('dblclick', () => dotnet.invokeMethodAsync('BrushAsync', 0, 1));
  return { dispose() {} };
}
