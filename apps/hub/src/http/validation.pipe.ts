import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { issueFaults, type PlacedIssue } from './issue-faults.js';
import { fieldsToCorrect } from './problem/http-problem.js';
import { unstorableFaults } from './storable-input.js';

/** Reads bodies and queries by the contract's shapes; every faulty field is named. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StorableInputPipe({
    exceptionFactory: (issues: readonly PlacedIssue[]) => fieldsToCorrect(issues.flatMap(issueFaults)),
  });

/** Every argument of every controller comes by here: what no database holds gets no further, whatever its shape. */
class StorableInputPipe extends StandardSchemaValidationPipe {
  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const isInput = metadata.type !== 'custom';
    const faults = isInput ? unstorableFaults(value, metadata.data === undefined ? [] : [metadata.data]) : [];
    if (faults.length > 0) throw fieldsToCorrect(faults);
    return super.transform(value, metadata);
  }
}
