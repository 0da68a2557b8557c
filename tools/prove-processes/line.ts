/** One thing that was done to the process, and what came of it. */
export interface Line {
  readonly section: string;
  readonly what: string;
  /** False when the fault never came to pass: the line then proves nothing. */
  readonly struck: boolean;
  readonly lost: number;
  readonly altered: number;
  readonly twice: number;
  /** Pages that came again outside a replay, with the same id and the same bytes. */
  readonly resent: number;
  readonly paidAgain: number;
  /** Everything that is wrong, in words. */
  readonly faults: readonly string[];
  readonly note: string;
}
