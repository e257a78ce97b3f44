import { studio } from './implementer.ts';
import { unbuilt } from './unbuilt.ts';

export const system = studio.system.router({
  info: studio.system.info.handler(unbuilt),
  settings: studio.system.settings.handler(unbuilt),
  changeSettings: studio.system.changeSettings.handler(unbuilt),
  devices: studio.system.devices.handler(unbuilt),
  doctor: studio.system.doctor.handler(unbuilt),
  moveHome: studio.system.moveHome.handler(unbuilt),
  clearCache: studio.system.clearCache.handler(unbuilt),
  licences: studio.system.licences.handler(unbuilt),
  log: studio.system.log.handler(unbuilt),
});
