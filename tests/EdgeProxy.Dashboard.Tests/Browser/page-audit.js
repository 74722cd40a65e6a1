// What WCAG 2.2 AA asks of colours (1.4.3 and 1.4.11), read off the page as it is drawn: every text in view against what is painted behind it, every
// symbol and border of a control against the surface around it. Answers the failures, one line each; a disabled control is exempt, as there.
() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const parse = color => {
    if (!known.has(color)) {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
      known.set(color, [r, g, b, a / 255]);
    }
    return known.get(color);
  };
  const over = ([r, g, b, a], under) => [0, 1, 2].map(at => [r, g, b][at] * a + under[at] * (1 - a));
  const luminance = color => {
    const [r, g, b] = color.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const opacity = element => {
    let product = 1;
    for (let at = element; at; at = at.parentElement) product *= +getComputedStyle(at).opacity;
    return product;
  };
  // From the back to the front, everything that is painted at a point up to the element itself.
  const surface = (x, y, element, itself) => {
    const stack = document.elementsFromPoint(x, y);
    const from = stack.indexOf(element);
    const below = (from >= 0 ? stack.slice(from) : ancestors(element)).filter(at => itself || at !== element);
    return below.reduceRight((under, at) => {
      const style = getComputedStyle(at);
      const shape = at instanceof SVGElement && !(at instanceof SVGSVGElement) && !(at instanceof SVGGElement) && !(at instanceof SVGTextElement);
      const [r, g, b, a] = parse(shape ? (style.fill === 'none' ? 'transparent' : style.fill) : style.backgroundColor);
      return over([r, g, b, a * opacity(at)], under);
    }, parse(getComputedStyle(document.body).backgroundColor).slice(0, 3));
  };
  const ancestors = element => {
    const all = [];
    for (let at = element; at; at = at.parentElement) all.push(at);
    return all;
  };
  const inView = box => box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const name = element => {
    const of = at => at.tagName.toLowerCase() + [...at.classList].map(part => '.' + part).join('');
    return element.parentElement ? `${of(element.parentElement)} > ${of(element)}` : of(element);
  };
  const show = color => '#' + color.map(part => Math.round(part).toString(16).padStart(2, '0')).join('');
  const failures = new Set();
  let texts = 0, symbols = 0;
  const exempt = element => element.closest(':disabled, [aria-hidden=true]:not(svg), .visually-hidden') || getComputedStyle(element).visibility === 'hidden';

  // Labels that let the pointer through are not found at a point otherwise.
  const open = new CSSStyleSheet();
  open.replaceSync('*, *::before, *::after { pointer-events: auto !important; transition: none !important; }');
  document.adoptedStyleSheets.push(open);

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || /^(SCRIPT|STYLE|NOSCRIPT|OPTION|DATALIST)$/.test(element.tagName) || exempt(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = [...range.getClientRects()].find(inView);
    if (!box) continue;
    const alpha = opacity(element);
    if (alpha === 0) continue;
    const [x, y] = [Math.min(Math.max(box.left + Math.min(box.width / 2, 12), 0), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
    const stack = document.elementsFromPoint(x, y);
    if (!stack.includes(element)) continue;
    const style = getComputedStyle(element);
    const back = surface(x, y, element, true);
    const [r, g, b, a] = parse(element instanceof SVGElement ? style.fill : style.color);
    const front = over([r, g, b, a * alpha], back);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700) ? 3 : 4.5;
    const found = contrast(front, back);
    texts++;
    if (found < needed) failures.add(`text ${name(element)} "${node.data.trim().slice(0, 30)}": ${show(front)} on ${show(back)} is ${found.toFixed(2)}, ${needed} is needed`);
  }

  for (const symbol of document.querySelectorAll('svg.icon, .dot, .span-bar, .log-dot, .duration-bar, .line, .stripe')) {
    const box = symbol.getBoundingClientRect();
    const alpha = opacity(symbol);
    if (!inView(box) || exempt(symbol) || alpha === 0) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (!document.elementsFromPoint(x, y).some(at => at === symbol || symbol.contains(at))) continue;
    const style = getComputedStyle(symbol);
    const color = symbol.matches('svg') ? style.color : symbol.matches('.line') ? style.borderTopColor : symbol.matches('.log-dot') ? style.borderTopColor : style.backgroundColor;
    const [r, g, b, a] = parse(color);
    const back = surface(x, y, symbol.parentElement, true);
    const front = over([r, g, b, a * alpha], back);
    const found = contrast(front, back);
    symbols++;
    if (found < 3) failures.add(`symbol ${name(symbol)}: ${show(front)} on ${show(back)} is ${found.toFixed(2)}, 3 is needed`);
  }

  for (const field of document.querySelectorAll('.input, input[type=checkbox]')) {
    const box = field.getBoundingClientRect();
    if (!inView(box) || exempt(field) || field.matches('input[type=checkbox]')) continue;
    const back = surface(box.left + 2, box.top - 1, field.parentElement, true);
    const front = over(parse(getComputedStyle(field).borderTopColor), back);
    const found = contrast(front, back);
    symbols++;
    if (found < 3) failures.add(`border ${name(field)}: ${show(front)} on ${show(back)} is ${found.toFixed(2)}, 3 is needed`);
  }

  document.adoptedStyleSheets.pop();
  return { failures: [...failures], texts, symbols };
}
