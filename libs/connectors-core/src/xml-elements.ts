/** An element, and where in the text what is between its tags stands. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  readonly innerFrom: number;
  readonly innerTo: number;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly tag: string;
  readonly innerFrom: number;
  readonly children: XmlElement[];
}

const CDATA = '<!\\[CDATA\\[[\\s\\S]*?\\]\\]>';
const ASIDE = '<!--[\\s\\S]*?-->|<\\?[\\s\\S]*?\\?>|<![A-Z][^>]*>';
const TAG = new RegExp(`${CDATA}|${ASIDE}|<(/?)([\\w:.-]{1,64})(?:\\s[^<>]*?)?(/?)>`, 'g');
/** As deep as JSON may be. */
const MOST_DEEP = 128;

/** The text as one element around all others; undefined where tags do not fit, or lie too deep. Nothing is expanded. */
export function readElements(text: string): XmlElement | undefined {
  const root: OpenElement = { tag: '', innerFrom: 0, children: [] };
  const open = [root];
  for (const { 0: whole, 1: slash, 2: tag, 3: closed, index } of text.matchAll(TAG)) {
    if (tag === undefined) continue;
    if (slash === '/') {
      const last = open.pop();
      if (last?.tag !== tag) return undefined;
      open.at(-1)?.children.push(endedAt(last, index));
    } else if (closed === '/') {
      open
        .at(-1)
        ?.children.push(
          endedAt({ tag, innerFrom: index + whole.length, children: [] }, index + whole.length),
        );
    } else {
      open.push({ tag, innerFrom: index + whole.length, children: [] });
      if (open.length > MOST_DEEP) return undefined;
    }
  }
  return open.length === 1 ? endedAt(root, text.length) : undefined;
}

const endedAt = ({ tag, innerFrom, children }: OpenElement, innerTo: number): XmlElement => ({
  name: tag.slice(tag.indexOf(':') + 1),
  innerFrom,
  innerTo,
  children,
});
