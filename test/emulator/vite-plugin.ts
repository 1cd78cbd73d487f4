import type { Plugin } from "vite";

/**
 * Points the real LIFF SDK at the emulator (the SDK has no setting for it): wherever it writes LINE's
 * addresses, it looks for `globalThis.__LINE_EMULATOR__` first, which `liff-browser.js` sets. Without that
 * the bundle still talks to LINE.
 */
export function emulatorSdk(): Plugin {
  return {
    name: "line-emulator",
    enforce: "pre",
    config: () => ({
      // While developing, Vite bundles dependencies apart, past the ordinary plugins.
      optimizeDeps: { rolldownOptions: { plugins: [rewriteSdk()] } },
    }),
    transform: rewriteSdk().transform,
    transformIndexHtml: {
      order: "post",
      handler: () => [
        {
          tag: "script",
          attrs: { src: `${originPlaceholder}/liff-browser.js` },
          injectTo: "head-prepend",
        },
      ],
    },
  };
}

/** Stands in built HTML for the emulator's origin, which the server that serves the page puts in. */
export const originPlaceholder = "__LINE_EMULATOR_ORIGIN__";

interface SdkRewrite {
  readonly file: RegExp;
  /** All of them must be found in the file. */
  readonly changes: readonly (readonly [pattern: RegExp, replacement: string])[];
}

const base = '((globalThis.__LINE_EMULATOR__||"https:/")+"/"';

const rewrites: readonly SdkRewrite[] = [
  {
    file: /@liff\/server-api\/lib\/index\.es\.js(\?|$)/,
    changes: [[/"https:\/\/"\.concat\((\w+),"\."\)\.concat\("line\.me","\/"\)/, `${base}+$1+".line.me/")`]],
  },
  {
    file: /@liff\/message-bus\/lib\/index\.es\.js(\?|$)/,
    changes: [
      [/"https:\/\/(liff-subwindow\.line\.me\/liff\/v2\/sub\/messageHandler)"/, `${base}+"$1")`],
      // Whom it believes.
      [/"(https:\/\/liff-subwindow\.line\.me)"!==/, `(globalThis.__LINE_EMULATOR__||"$1")!==`],
    ],
  },
  {
    // Where a sub-window outside LINE opens: the address of a LIFF app, at the host `liff-ext.line.me`.
    file: /@liff\/sub-window\/lib\/index\.es\.js(\?|$)/,
    changes: [[/(\w+)=(\w+)\.toString\(\),\[4,/, `$1=${base}+$2.host+$2.pathname+$2.search),[4,`]],
  },
  {
    file: /@liff\/i18n\/lib\/index\.es\.js(\?|$)/,
    changes: [[/"https:\/\/(liffsdk\.line-scdn\.net\/xlt[^"]*)"/g, `${base}+"$1")`]],
  },
];

interface SdkPlugin {
  readonly name: string;
  transform(code: string, id: string): { code: string; map: null } | null;
}

function rewriteSdk(): SdkPlugin {
  return {
    name: "line-emulator-sdk",
    transform(code, id) {
      const rewrite = rewrites.find(({ file }) => file.test(id.replaceAll("\\", "/")));
      if (!rewrite) return null;
      let rewritten = code;
      for (const [pattern, replacement] of rewrite.changes) {
        if (rewritten.search(pattern) < 0) {
          throw new Error(`@line/liff builds its addresses in another way now: nothing to rewrite in ${id}`);
        }
        rewritten = rewritten.replace(pattern, replacement);
      }
      return { code: rewritten, map: null };
    },
  };
}

/** Fails a build whose output would know the emulator: for every build that members get. */
export function productionGuard(): Plugin {
  return {
    name: "no-line-emulator",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const [file, output] of Object.entries(bundle)) {
        const text = output.type === "chunk" ? output.code : textOf(output.source);
        for (const trace of ["__LINE_EMULATOR__", originPlaceholder, "liff-browser.js"]) {
          if (text.includes(trace)) this.error(`${file} contains ${trace}: this is a build for the emulator`);
        }
      }
    },
  };
}

function textOf(source: string | Uint8Array): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}
