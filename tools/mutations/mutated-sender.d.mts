/** Sends mutated documents, each rightly signed over its bytes. @returns how many answers of each status */
export function sendMutated(what: {
  readonly url: string;
  readonly key: Buffer;
  readonly documents: number;
  readonly seed: number;
  readonly document: (index: number) => object;
  readonly connections?: number;
}): Promise<Map<number, number>>;
