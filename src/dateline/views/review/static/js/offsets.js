// Places in the text as the browser counts them: UTF-16 units of what the page shows. The server makes code points of them.

/** The units [start, end] of a range within the element; null where it lies elsewhere or holds nothing. */
export function unitsOf(element, range) {
  if (!range || range.collapsed || !element.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

/** The range of the units [start, end] of the element's text. */
export function rangeOf(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    if (!begun && start < passed + length) { range.setStart(node, start - passed); begun = true; }
    if (begun && end <= passed + length) { range.setEnd(node, end - passed); return range; }
    passed += length;
  }
  range.setEnd(element, element.childNodes.length);
  return range;
}

/** The words of a text: [start, end] of each, without the signs around it. */
export function wordsOf(text) {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}](?:\S*[\p{L}\p{N}\p{M}])?/gu)].map((found) => [found.index, found.index + found[0].length]);
}
