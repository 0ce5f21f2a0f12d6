import { shownContentType } from './content-type.js';

const shown = (contentType?: string) =>
  shownContentType({ headers: contentType === undefined ? {} : { 'content-type': contentType } });

it.each([
  ['text/html', 'text/html'],
  ['Text/HTML; charset=GBK', 'text/html'],
  [' application/problem+json ;token=sk-live-1234567890', 'application/problem+json'],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name=\u5f20\u4e09',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
])('a content type is its type alone: %s', (given, type) => {
  expect(shown(given)).toBe(type);
});

it.each([
  'text/html charset=utf-8',
  '\u5f20\u4e09',
  'application/13800000000',
  'text/0123456789abcdef0123456789abcdef',
  'sk-live-1234567890',
  'text/html, text/plain; token=abc',
  '',
])('what is none is not quoted: %s', (given) => {
  expect(shown(given)).toBe('a content type that is none');
});

it('none is called so', () => {
  expect(shown()).toBe('no content type');
});
