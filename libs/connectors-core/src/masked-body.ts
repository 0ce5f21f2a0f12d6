import { isUtf8 } from 'node:buffer';
import { asUtf8, CharsetFault } from './charset.js';
import { parseLossless, stringifyLossless } from './lossless-json.js';
import { maskingOf } from './mask-values.js';
import { MASK } from './redact.js';
import { plainName, valuesNamed } from './request-values.js';

export type BodyKind = 'json' | 'xml' | 'form';

/** A body as people may read it. */
export interface MaskedBody {
  readonly kind: BodyKind;
  readonly text: string;
}

/** Names of a form's fields are words; whatever else happens to hold a "=" is none. */
const FORM = /^[\w.[\]-]{1,100}=[^&\s]*(?:&[\w.[\]-]{1,100}=[^&\s]*)*$/;

/**
 * What stands under these names is masked whole, in documents within documents too, and what is masked once is masked
 * wherever else it turns up. Undefined where the bytes are neither JSON nor XML nor a form, in UTF-8 or a charset of China's:
 * then nobody can say what of them is a person's.
 * @param names of wire fields, as connectors declare them; case, `-` and `_` do not matter
 */
export function maskedBody(body: Buffer, names: readonly string[]): MaskedBody | undefined {
  const read = readable(body);
  if (read === undefined) return undefined;
  const masked = maskedText(read.toString().trim(), new Set(names.map(plainName)));
  if (masked === undefined) return undefined;
  const again = maskingOf(MASK);
  again.add(valuesNamed(read, names));
  return { ...masked, text: again.apply(masked.text) };
}

/** As UTF-8. What a vendor declared was not kept with its bytes, and those of GB 18030 are seldom UTF-8 by chance. */
function readable(body: Buffer): Buffer | undefined {
  try {
    return isUtf8(body) ? asUtf8(body) : asUtf8(body, 'gb18030');
  } catch (error) {
    if (error instanceof CharsetFault) return undefined;
    throw error;
  }
}

function maskedText(text: string, names: ReadonlySet<string>): MaskedBody | undefined {
  if (text.startsWith('<')) return { kind: 'xml', text: inElements(text, names) };
  const document = documentOf(text);
  if (document !== undefined) return { kind: 'json', text: stringifyLossless(inDocument(document, names)) };
  return FORM.test(text) ? { kind: 'form', text: inForm(text, names) } : undefined;
}

/** Undefined where the text is no object or list of JSON. */
function documentOf(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return parseLossless(text) as object;
  } catch {
    return undefined;
  }
}

function inDocument(value: unknown, names: ReadonlySet<string>): unknown {
  // Some send a document as a text in another.
  if (typeof value === 'string') return maskedWithin(value, names);
  if (Array.isArray(value)) return value.map((item) => inDocument(item, names));
  // A number of 64 bits is an object of a class of its own.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      isSaid(member) && names.has(plainName(name)) ? MASK : inDocument(member, names),
    ]),
  );
}

const isSaid = (value: unknown): boolean => value !== null && value !== '';

function maskedWithin(text: string, names: ReadonlySet<string>): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('<')) return inElements(text, names);
  const document = documentOf(trimmed);
  return document === undefined ? text : stringifyLossless(inDocument(document, names));
}

function inForm(text: string, names: ReadonlySet<string>): string {
  const fields = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    names.has(plainName(name)) && value !== '' ? MASK : maskedWithin(value, names),
  ]);
  return new URLSearchParams(fields as [string, string][]).toString();
}

const OPENING = /<([\w:.-]{1,64})((?:\s[^<>]*)?)>/g;

/** Everything between a personal element's tags goes, whatever it holds; so do attributes of such names. */
function inElements(text: string, names: ReadonlySet<string>): string {
  let shown = '';
  let copied = 0;
  for (const { 0: tag, 1: name = '', index } of text.matchAll(OPENING)) {
    const from = index + tag.length;
    if (index < copied || tag.endsWith('/>') || !names.has(plainName(localName(name)))) continue;
    const end = text.indexOf(`</${name}>`, from);
    const to = end === -1 ? text.length : end;
    shown += text.slice(copied, from) + (to > from ? MASK : '');
    copied = to;
  }
  return (shown + text.slice(copied)).replace(
    /\s([\w:.-]{1,64})=("[^"]*"|'[^']*')/g,
    (attribute: string, name: string) =>
      names.has(plainName(localName(name))) ? attribute.replace(/=.*$/s, `="${MASK}"`) : attribute,
  );
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
