import { shownAnswer } from './shown-answer.js';

const shown = (body: string | Buffer, contentType = 'text/html', secrets: string[] = []) =>
  shownAnswer({ headers: { 'content-type': contentType }, body: Buffer.from(body), secrets });

it.each([
  ['', 'empty'],
  [' \r\n\t', 'empty'],
  ['<html><title>502 Bad Gateway</title>', 'text/html: 502 Bad Gateway'],
  [
    '\ufeff<!DOCTYPE html>\n<html><head>\n<title lang="zh">\n  登录 &amp; 注册\n</title>',
    'text/html: 登录 & 注册',
  ],
  ['<!-- x --><head><TITLE>It&#39;s away</TITLE>', "text/html: It's away"],
  ['<html><body>no title</body>', 'text/html'],
  ['<title></title>', 'text/html'],
  ['plain words <title>none</title>', 'text/html'],
  [`<title>${'x '.repeat(500)}</title>`, `text/html: ${'x '.repeat(40)}`],
])('%j is shown as %s', (body, words) => {
  expect(shown(body)).toBe(words);
});

it('a page is one whatever it calls itself', () => {
  expect(shown('<html><title>Moved</title>', 'application/json')).toBe('application/json: Moved');
});

it('a title in GBK is read, by the header or by the page itself', () => {
  const title = Buffer.concat([
    Buffer.from('<title>'),
    Buffer.from('b5c7c2bc', 'hex'),
    Buffer.from('</title>'),
  ]);
  const meta = Buffer.from('<html><meta charset="gb2312">');
  expect(shown(title, 'text/html;charset=GBK')).toBe('text/html: 登录');
  expect(shown(Buffer.concat([meta, title]))).toBe('text/html: 登录');
});

it('nothing is shown that may be a secret or a person', () => {
  const page = '<title>key hunter2! 13800000000 0123456789abcdef0123456789abcdef</title>';
  expect(shown(page, 'text/html', ['hunter2!'])).toBe('text/html: key … … …');
});
