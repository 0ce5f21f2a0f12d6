import { XMLParser } from 'fast-xml-parser';
import { XmlFault } from './suning-xml.fault.js';
import { guardXml, XML_LIMITS } from './suning-xml.guard.js';
import { decodeReferences } from './suning-xml.references.js';

const TEXT = '#text';
const CDATA = '#cdata';

/**
 * Everything that could expand, convert or rename is off: text stays text, as it was written. Order is kept,
 * so that CDATA and text stay apart until the references of the text alone are resolved.
 */
const parser = new XMLParser({
  preserveOrder: true,
  processEntities: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: false,
  parseTagValue: false,
  trimValues: false,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  // Names that could harm an object were refused by the guard; no other is to be changed.
  onDangerousProperty: (name) => name,
  maxNestedTags: XML_LIMITS.maxDepth,
  jPath: false,
});

/** As the parser gives it: one key, which is a name, or one of the two above with text in it. */
type Node = Readonly<Record<string, string | readonly Node[]>>;

/**
 * An XML text as JSON would say it: an element is its text, or an object of its elements; elements of one
 * name are a list in their order, a single one is itself; an empty element is "". Attributes are not read.
 * @throws XmlFault before the parser is entered where the text is not plain and bounded
 */
export function readXml(bytes: Buffer): unknown {
  guardXml(bytes);
  // The guard has let one root through, and white space around it.
  return valueOf((parser.parse(bytes) as readonly Node[]).filter((node) => !(TEXT in node)));
}

function valueOf(nodes: readonly Node[]): unknown {
  const values = new Map<string, unknown[]>();
  let text = '';
  for (const [name, value] of nodes.flatMap((node) => Object.entries(node))) {
    if (typeof value === 'string') text += decodeReferences(value);
    else if (name === CDATA) text += cdataOf(value);
    else listIn(values, name).push(valueOf(value));
  }
  if (values.size === 0) return text;
  if (text.trim() !== '') throw new XmlFault('text beside elements', 0);
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? list[0] : list]));
}

function listIn(values: Map<string, unknown[]>, name: string): unknown[] {
  const list = values.get(name) ?? [];
  values.set(name, list);
  return list;
}

const cdataOf = (nodes: readonly Node[]): string =>
  nodes.map(({ [TEXT]: text = '' }) => (typeof text === 'string' ? text : '')).join('');
