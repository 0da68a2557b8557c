import { parseArgs } from 'node:util';
import { loadConfig } from '@userport/config';
import { readEnvFile } from './local/start';
import { modelNotices, type ToldModels } from './providers/model-dates';
import { asJson, asText, priceLine } from './providers/print-providers';
import { probeVendor, stateOf, type VendorState, withoutProbe } from './providers/probe-vendor';
import { VENDOR_PROBES } from './providers/vendor-probes';

const USAGE = `npm run providers -- [--probe] [--json]
  Shows of each vendor whether its key is set, and the model names that are about to be shut down.
  --probe  asks every vendor whose key is set, one cheapest call each, and says first what that costs
  --json   the same as one JSON document`;

/** What all probes told of models; nothing where no house of models was reached. */
function toldModels(states: readonly VendorState[]): ToldModels {
  const told = states.flatMap(({ probed }) => (probed?.reached === true ? [probed.told] : []));
  const served = told.flatMap(({ models = [] }) => models);
  const houses = told.filter(({ models }) => models !== undefined).length;
  const all = VENDOR_PROBES.filter(({ keyVariable }) => /GEMINI|OPENAI/.test(keyVariable)).length;
  const shutdowns = Object.assign({}, ...told.map((one) => one.shutdowns ?? {})) as Record<string, string>;
  return { ...(houses === all ? { served } : {}), shutdowns };
}

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { probe: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  readEnvFile();
  const at = new Date();
  const config = loadConfig(['ai', 'providers']);
  const known = VENDOR_PROBES.map((probe) => stateOf(config, probe, at));
  if (values.probe === true) console.error(`${priceLine(known)}\n`);
  const probed = await Promise.all(
    VENDOR_PROBES.map(async (probe, index): Promise<VendorState> => {
      const state = known[index] as VendorState;
      const end =
        values.probe === true ? await probeVendor(config, probe, () => performance.now()) : undefined;
      return end === undefined ? state : { ...state, probed: end };
    }),
  );
  const states = [...probed, ...withoutProbe(config, VENDOR_PROBES)];
  const notices = modelNotices(config.ai, at, toldModels(states));
  console.log(
    values.json === true ? JSON.stringify(asJson(states, notices), null, 2) : asText(states, notices),
  );
  return states.some(({ probed }) => probed?.reached === false) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
