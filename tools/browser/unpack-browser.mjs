// Unpacks Chromium and Chinese fonts out of npm packages, once for each version, and prints the folder: `chromium` and
// `fonts.conf` are in it.
import fs from 'node:fs';
import path from 'node:path';
import { inProject } from '../project.mjs';

const PACKED = inProject('node_modules', '@sparticuz', 'chromium');
const FONTS = inProject('node_modules', '@fontsource-variable', 'noto-sans-sc', 'files');

const { version } = JSON.parse(fs.readFileSync(path.join(PACKED, 'package.json'), 'utf8'));
const folder = inProject('node_modules', '.cache', 'console-browser', version);
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/cjk</dir>
  <cachedir>${folder}/fc</cachedir>
</fontconfig>
`;

/** Who is at it at the same time does it in a folder of its own: the first one's is taken. */
async function unpack() {
  const draft = `${folder}.${process.pid}`;
  fs.mkdirSync(path.join(draft, 'cjk'), { recursive: true });
  await unpackChromium(draft);
  await unpackFonts(path.join(draft, 'cjk'));
  fs.writeFileSync(path.join(draft, 'fonts.conf'), FONTS_CONF);
  try {
    fs.renameSync(draft, folder);
  } catch {
    fs.rmSync(draft, { recursive: true });
  }
}

/** The package unpacks to the system's folder for temporary files, and takes whatever lies there for its own. */
async function unpackChromium(draft) {
  process.env.TMPDIR = draft;
  const { default: packed } = await import('@sparticuz/chromium');
  await packed.executablePath();
}

/** Fontconfig hands Chromium no WOFF2. */
async function unpackFonts(into) {
  const { decompress } = await import('wawoff2');
  for (const name of fs.readdirSync(FONTS).filter((file) => file.endsWith('wght-normal.woff2')))
    fs.writeFileSync(
      path.join(into, `${name}.ttf`),
      await decompress(fs.readFileSync(path.join(FONTS, name))),
    );
}

if (!fs.existsSync(folder)) await unpack();
console.log(folder);
