import { charsetOf, declaresGb } from './charset.js';
import { shownContentType } from './content-type.js';
import { showWords } from './shown-words.js';
import type { HttpAnswer } from './transport.js';

/** A page says in its head what it is. */
const LOOKED_AT = 16_384;
const HTML = /^(?:\ufeff)?\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|title|body)\b/i;
const TITLE = /<title\b[^>]{0,200}>([^<]{1,400})/i;
const META_CHARSET = /<meta\b[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})/i;
const MOST_TITLE = 80;
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
  ['nbsp', ' '],
]);

/**
 * What came in the place of what was expected, for people and logs: `empty`, its type, and a web page's title,
 * which tells a proxy's error from a sign-in page.
 */
export function shownAnswer(answer: Pick<HttpAnswer, 'headers' | 'body' | 'secrets'>): string {
  if (isEmpty(answer.body)) return 'empty';
  const type = shownContentType(answer);
  const title = titleOf(answer);
  return title === '' ? type : `${type}: ${title}`;
}

export const isEmpty = (body: Buffer): boolean =>
  body.subarray(0, LOOKED_AT).toString('latin1').trim() === '';

function titleOf({ headers, body, secrets = [] }: Pick<HttpAnswer, 'headers' | 'body' | 'secrets'>): string {
  const head = textOf(body.subarray(0, LOOKED_AT), headers['content-type']);
  if (!HTML.test(head)) return '';
  const words = (TITLE.exec(head)?.[1] ?? '').replace(
    /&(#39|\w{2,4});/g,
    (whole, name: string) => ENTITIES.get(name) ?? whole,
  );
  return showWords(words.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' '), secrets).slice(0, MOST_TITLE);
}

/** A title may lose a character; it never loses the error that it stands in. */
function textOf(head: Buffer, contentType: string | undefined): string {
  const declared = charsetOf(contentType) ?? META_CHARSET.exec(head.toString('latin1'))?.[1];
  return new TextDecoder(declaresGb(declared) ? 'gb18030' : 'utf-8').decode(head);
}
