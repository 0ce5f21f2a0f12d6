/** What can be written: text, elements by name, and lists, whose elements repeat their name. */
export type XmlTree = string | undefined | readonly XmlTree[] | XmlElements;

export interface XmlElements {
  readonly [name: string]: XmlTree;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => ESCAPES[one] ?? one);

function element(name: string, tree: XmlTree): string {
  if (tree === undefined) return '';
  if (typeof tree === 'string') return `<${name}>${escaped(tree)}</${name}>`;
  if (isList(tree)) return tree.map((one) => element(name, one)).join('');
  return `<${name}>${children(tree)}</${name}>`;
}

// Array.isArray does not see a readonly array.
const isList = (tree: object): tree is readonly XmlTree[] => Array.isArray(tree);

const children = (tree: XmlElements): string =>
  Object.entries(tree)
    .map(([name, one]) => element(name, one))
    .join('');

/** A document with its declaration; undefined is left out. */
export const writeXml = (tree: XmlElements): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${children(tree)}`;
