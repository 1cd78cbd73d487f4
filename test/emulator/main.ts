import { startEmulator } from "./index.ts";
import { sampleOptions } from "./sample.ts";

/**
 * Runs the emulator alone. `EMULATOR_PORT` (default 9100), `EMULATOR_STATE` (a JSON file to keep, optional),
 * `EMULATOR_PHONE` (folder of the built phone page, optional), `WEBHOOK_URL` and `LIFF_ENDPOINT` (optional).
 */
const { EMULATOR_PORT = "9100", EMULATOR_STATE, EMULATOR_PHONE, WEBHOOK_URL, LIFF_ENDPOINT } = process.env;

const emulator = await startEmulator({
  ...sampleOptions({ port: Number(EMULATOR_PORT), webhookUrl: WEBHOOK_URL, endpointUrl: LIFF_ENDPOINT }),
  ...(EMULATOR_STATE === undefined ? {} : { stateFile: EMULATOR_STATE }),
  ...(EMULATOR_PHONE === undefined ? {} : { phoneDir: EMULATOR_PHONE }),
});
console.log(`The LINE emulator listens at ${emulator.origin}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void emulator.close().then(() => process.exit(0)));
}
