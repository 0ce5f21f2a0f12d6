// `npm run audit:verify [-- --head=<seq>:<hash>]`: reads the whole audit and names what was altered, added or removed; prints
// its head. With a head that was logged or printed before, an end that was cut, and a chain that was written anew, are found
// too. The database is that of DATABASE_URL, else the embedded one that runs here. Exit code 0: whole; 1: broken; 2: not asked.
// What is built is taken as it is, as the image has it.
import fs from 'node:fs';
import { inProject } from './project.mjs';

if (fs.existsSync(inProject('dist', 'libs', 'audit'))) {
  const { verifyAudit } = await import('./audit/verify.mjs');
  process.exitCode = await verifyAudit(process.argv.slice(2), process.env);
} else {
  console.error('The hub is not built: npm run build.');
  process.exitCode = 2;
}
