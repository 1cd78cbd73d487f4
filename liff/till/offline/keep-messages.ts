/** What the page tells the worker that opens it without a network: the paths of all files that it is made of. */
export interface ToKeeper {
  readonly files: readonly string[];
}
