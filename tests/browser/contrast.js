// Runs in the page: the texts whose contrast with what is behind them is less than WCAG 2.2 AA asks for, which is 4.5 to
// 1, or 3 to 1 for large text. https://www.w3.org/TR/WCAG22/#contrast-minimum
export function textWithoutContrast() {
  const channels = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };

  // What is painted behind an element: the nearest ground of an element around it; in a picture, of the shapes before it
  // that lie under it.
  const shapeBehind = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const shapes = [...element.ownerSVGElement.querySelectorAll('.box, .head, .tint')].filter((shape) => {
      const box = shape.getBoundingClientRect();
      const isBefore = shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
      return isBefore && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    });
    return shapes.length > 0 ? getComputedStyle(shapes.at(-1)).fill : null;
  };
  const ground = (element) => {
    const shape = element.ownerSVGElement ? shapeBehind(element) : null;
    if (shape) return channels(shape).rgb;
    for (let around = element; around; around = around.parentElement) {
      const { rgb, alpha } = channels(getComputedStyle(around).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return [255, 255, 255];
  };

  const hasText = (element) => [...element.childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
  const isSeen = (element) => element.checkVisibility() && !element.closest('.unseen, script, style, title, desc');

  return [...document.body.querySelectorAll('*')].filter((element) => hasText(element) && isSeen(element))
    .map((element) => {
      const style = getComputedStyle(element);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const ratio = contrast(channels(element.ownerSVGElement ? style.fill : style.color).rgb, ground(element));
      return { text: element.textContent.trim().slice(0, 40), ratio, enough: isLarge ? 3 : 4.5 };
    })
    .filter(({ ratio, enough }) => ratio < enough)
    .map(({ text, ratio }) => `${text}: ${ratio.toFixed(2)}`);
}
