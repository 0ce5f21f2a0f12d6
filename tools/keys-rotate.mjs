// `npm run keys:rotate`: wraps every data key under the first key of HUB_MASTER_KEY, while hubs run. It takes what is
// built, as the image has it. docs/operating.md has the steps before and after.
import { rotate } from './keys/rotate.mjs';

try {
  for (const line of await rotate(process.env)) console.log(line);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
