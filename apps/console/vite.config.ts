import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const folder = import.meta.dirname;

export default defineConfig({
  root: folder,
  plugins: [tailwindcss()],
  resolve: {
    // Sources name the compiled file they will be; here they are bundled as they are.
    alias: [
      { find: /^#admin-contract\/(.*)\.js$/, replacement: `${folder}/../../libs/admin-contract/src/$1.ts` },
    ],
  },
  build: {
    outDir: `${folder}/../../dist/apps/console`,
    emptyOutDir: true,
    target: 'es2023',
    // Nothing inline: the hub's Content-Security-Policy takes files of its own alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
  },
  // `npx vite apps/console` while the console is written: the hub answers the rest.
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3000' } },
});
