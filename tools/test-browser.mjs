// `npm run test:browser`: the console in a real browser, every page in both languages and appearances, on a screen and on a
// phone; `npm test` opens each page in one of two looks.
process.env.SUANPAN_BROWSER = 'full';
process.argv.push('test/browser');
await import('./test.mjs');
