import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: every path in the tools is built from here, never from the working directory. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @param {...string} parts */
export const inProject = (...parts) => path.join(ROOT, ...parts);
