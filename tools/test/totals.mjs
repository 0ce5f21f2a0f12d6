import fs from 'node:fs';

/** A Jest reporter that leaves the totals where the run looks for them; what people read is the default one's. */
// eslint-disable-next-line no-restricted-syntax -- Jest takes a reporter by its default export
export default class Totals {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const totals = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    const file = process.env.TEST_TOTALS_FILE; // unset where Jest was started by itself
    if (file) fs.writeFileSync(file, JSON.stringify(totals));
  }
}
