import { bothNamed, type NamedNumbers, NO_NUMBERS, type Redaction } from './redaction.js';
import { readElements, type XmlElement } from './xml-elements.js';

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** Undefined where it names other orders and not ours, or its tags do not fit. Attributes hold nothing personal at any vendor. */
export function redactedXml(text: string, redaction: Redaction): string | undefined {
  const root = readElements(text);
  if (root === undefined) return undefined;
  const xml = new XmlRedaction(text, redaction);
  const { ours, others } = xml.namedIn(root);
  if (!ours && others && xml.countOthers(root) > 1) return undefined;
  if (ours) xml.ofOrder(root);
  else xml.blankAll(root);
  return xml.spliced();
}

class XmlRedaction {
  private readonly splices: Splice[] = [];

  constructor(
    private readonly text: string,
    private readonly redaction: Redaction,
  ) {}

  /** Of an element that names the order: all of it where it names no other, else what of it is the order's. */
  ofOrder(element: XmlElement): void {
    if (!this.namedIn(element).others) {
      this.blankAll(element);
      return;
    }
    const isOwn = element.children.some((child) => child.children.length === 0 && this.namedIn(child).ours);
    for (const child of element.children) {
      const { ours, others } = this.namedIn(child);
      if (ours) this.ofOrder(child);
      else if (isOwn && !others) this.blankAll(child);
    }
  }

  blankAll(element: XmlElement): void {
    if (this.redaction.isPersonal(element.name)) this.blank(element);
    else for (const child of element.children) this.blankAll(child);
  }

  namedIn(element: XmlElement): NamedNumbers {
    if (element.children.length === 0) return this.redaction.named(element.name, this.inner(element));
    return element.children.reduce<NamedNumbers>(
      (all, child) => bothNamed(all, this.namedIn(child)),
      NO_NUMBERS,
    );
  }

  countOthers(root: XmlElement): number {
    const found = new Set<string>();
    const look = (element: XmlElement): void => {
      if (element.children.length > 0) element.children.forEach(look);
      else if (this.namedIn(element).others) found.add(this.inner(element));
    };
    look(root);
    return found.size;
  }

  /** The declaration says what the copy is in. */
  spliced(): string {
    const from = [...this.splices].sort((a, b) => b.from - a.from);
    const blanked = from.reduce(
      (left, { from: at, to, by }) => left.slice(0, at) + by + left.slice(to),
      this.text,
    );
    return blanked.replace(/^(\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*)(["'])[\w.:-]{1,40}\2/, '$1$2UTF-8$2');
  }

  private blank(element: XmlElement): void {
    const { innerFrom: from, innerTo: to, name } = element;
    const by = this.redaction.blank(name, this.inner(element)) ?? '';
    this.splices.push({ from, to, by });
  }

  private inner({ innerFrom, innerTo }: XmlElement): string {
    const text = this.text.slice(innerFrom, innerTo).trim();
    return /^<!\[CDATA\[([\s\S]*)\]\]>$/.exec(text)?.[1] ?? text;
  }
}
