import { delivery } from '#admin-contract/delivery.js';
import { submissionState } from '#admin-contract/submission.js';
import { DELIVERY_STATES } from '#intake/delivery.query.js';
import { SUBMISSION_STATES } from '#reporting/submission-rule.js';

// The contract imports nothing of ours, so that the console can use it: its words are written twice.
it('the contract and the libs have the same words', () => {
  expect(delivery.shape.state.options).toEqual(DELIVERY_STATES);
  expect(submissionState.options).toEqual(SUBMISSION_STATES);
});
