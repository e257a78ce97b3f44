import { clearCache } from '../system/clearCache.ts';
import { devicesOf } from '../system/devices.ts';
import { examine } from '../system/doctor.ts';
import { systemInfo } from '../system/info.ts';
import { licences } from '../system/licences.ts';
import { watchLog } from '../system/logLines.ts';
import { moveHome } from '../system/moveHome.ts';
import { changeSettings, readSettings } from '../system/settings.ts';
import { studio } from './implementer.ts';
import { checkPaths } from './paths.ts';

/** The machine, the home and the settings. */
export const system = studio.system.router({
  info: studio.system.info.handler(({ context }) => systemInfo(context.parts)),
  settings: studio.system.settings.handler(({ context }) => readSettings(context.parts.layout)),
  changeSettings: studio.system.changeSettings.handler(({ input, context: { parts } }) => {
    const settings = changeSettings(parts.layout, input);
    parts.changes.tell('settings');
    return settings;
  }),
  devices: studio.system.devices.handler(({ input, context }) => devicesOf(context.parts, input.again)),
  doctor: studio.system.doctor.handler(({ context }) => examine(context.parts)),
  moveHome: studio.system.moveHome.handler(async function* ({ input, context, signal }) {
    checkPaths(context, 'settle', [input.to]);
    return yield* moveHome(context.parts, input.to, signal);
  }),
  clearCache: studio.system.clearCache.handler(({ context }) => clearCache(context.parts)),
  licences: studio.system.licences.handler(() => licences()),
  log: studio.system.log.handler(async function* ({ context, signal }) {
    yield* watchLog(context.parts, signal);
  }),
});
