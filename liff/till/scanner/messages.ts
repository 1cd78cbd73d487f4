/** What the page tells the worker that reads codes: where its wasm is, once, and then one frame at a time. */
export type ToReader =
  | { readonly kind: "start"; readonly wasmUrl: string }
  | { readonly kind: "bitmap"; readonly frame: ImageBitmap }
  | { readonly kind: "pixels"; readonly frame: ImageData };

/** One for each frame; `text` is null where nothing was found. */
export type FromReader =
  | { readonly kind: "result"; readonly text: string | null }
  | { readonly kind: "failed"; readonly message: string };
