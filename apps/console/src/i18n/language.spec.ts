import { firstLanguage } from './language.js';

it.each([
  [null, ['zh-CN', 'en'], 'zh'],
  [null, ['en-GB'], 'en'],
  [null, ['fr', 'de'], 'zh'],
  [null, ['fr', 'en-US', 'zh'], 'en'],
  ['en', ['zh-CN'], 'en'],
  ['klingon', ['en'], 'en'],
])('kept %s, asked for %j: %s', (kept, asked, language) => expect(firstLanguage(kept, asked)).toBe(language));
