// `npm run screenshots [-- --readme --hub=<url> --key=<admin key>]`: a picture of every page of the console of the hub that
// runs here, in both languages and appearances, into screenshots/; with --readme the five of the READMEs into docs/images/.
import { ensureInstalled } from './install.mjs';

ensureInstalled(); // before anything below may import a package
const { takePictures } = await import('./screenshots/pictures.mjs');
process.exitCode = await takePictures(process.argv.slice(2));
