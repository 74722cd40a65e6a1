// Brings the chosen resource into view, also when the pane of its details has just taken a part of the width.
export function attach(root) {
  const reveal = () => root.querySelector('.selected')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const resized = new ResizeObserver(reveal);
  resized.observe(root);
  return { reveal, dispose() { resized.disconnect(); } };
}
